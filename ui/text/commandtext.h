#pragma once

#include "services/domain/command.h"
#include "services/domain/lead.h"
#include "services/domain/organization.h"
#include "ui/theme/theme.h"

namespace leadline {

/// A write in words, for the outbox and for what is said about it. Plain text, control characters visible.
struct CommandText
{
    QString icon;   ///< Lucide name
    QString title;  ///< "Call to Dana Whitfield", "Status: Potential → Qualified"
    QString detail; ///< the note, the text of a message, what else was filled in; may be empty
};

/// `lead`: as the mirror has it, or nothing; gives names to ids, as `organization` does.
[[nodiscard]] CommandText commandText(const CommandBody &body, const std::optional<Lead> &lead,
                                      const OrganizationData &organization);

/// What kind of thing it is: "a call", "the lead".
[[nodiscard]] QString objectText(const ObjectRef &object);
/// A field of Close's in a person's words: "Status" for status_id, a custom field's name for custom.cf_x.
[[nodiscard]] QString fieldName(const QString &key, const OrganizationData &organization);
/// A value of that field: a status's label, a user's name, "yes", the text itself; "nothing" when it is
/// empty.
[[nodiscard]] QString fieldValue(const QString &key, const QJsonValue &value,
                                 const OrganizationData &organization);

} // namespace leadline
