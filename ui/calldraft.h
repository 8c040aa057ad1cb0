#pragma once

#include "services/domain/command.h"

#include <QHash>

namespace leadline {

/// A call being written down, as far as it has come. In memory until it is saved.
struct CallDraft
{
    LeadId leadId;
    CommandId editing; ///< set while correcting a command that Close refused
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
};

/// One new call a lead, and one of each refused command being corrected (the second id; else it is empty).
using CallDrafts = QHash<std::pair<LeadId, CommandId>, CallDraft>;

} // namespace leadline
