#pragma once

#include "services/domain/command.h"

#include <QHash>

#include <algorithm>

namespace leadline {

/// A call being written down, as far as it has come. In memory until it is saved.
struct CallDraft
{
    LeadId leadId;
    CommandId editing;   ///< set while correcting a command that Close refused
    CommandId takenBack; ///< set when it is a call taken back while another one was being written
    ContactId contactId;
    QString phone; ///< as shown in the field
    CallDirection direction = CallDirection::Outbound;
    CallStatus status = CallStatus::Completed;
    QString duration; ///< as typed
    QString note;
    QDateTime at; ///< UTC
    ApiError error;
    bool isOpen = false; ///< the form stood open when the lead was left

    [[nodiscard]] bool hasTypedText() const { return !note.isEmpty() || !duration.isEmpty(); }
    [[nodiscard]] const CommandId &key() const { return editing.isEmpty() ? takenBack : editing; }
};

/// By lead and `key()`: one new call a lead, and one of each command being corrected or taken back.
using CallDrafts = QHash<std::pair<LeadId, CommandId>, CallDraft>;

/// How many of them hold something that would be missed.
[[nodiscard]] inline int typedCount(const CallDrafts &drafts)
{
    return int(
        std::count_if(drafts.cbegin(), drafts.cend(), [](const CallDraft &d) { return d.hasTypedText(); }));
}

} // namespace leadline
