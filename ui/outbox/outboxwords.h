#pragma once

#include "services/domain/command.h"
#include "services/domain/lead.h"
#include "services/domain/organization.h"
#include "ui/text/commandtext.h"

namespace leadline {

// A write of the outbox in words: what it is, and what stands in its way. Plain text, control characters
// visible.

/// One that asks whether Close has something twice names what that is.
[[nodiscard]] CommandText outboxText(const Command &command, const std::optional<Lead> &lead,
                                     const OrganizationData &organization);

/// What stands in its way, in whole sentences.
[[nodiscard]] QString outboxExplanation(const Command &command);

/// For a write in state Doubled: the question, what was saved once (`original`, if it is still known), and
/// both possibilities.
struct DoubleText
{
    QString question;
    QString saved;
    QString possibilities;
};
[[nodiscard]] DoubleText doubleText(const Command &command, const std::optional<CommandBody> &original,
                                    const std::optional<Lead> &lead, const OrganizationData &organization);

} // namespace leadline
