#pragma once

#include "services/base/apierror.h"
#include "services/domain/activity.h"

#include <QStringList>

#include <variant>

namespace leadline {

/// Log a call that took place outside Close: `POST /activity/call/` (close-api.md 5.7).
struct LogCall
{
    LeadId leadId;
    ContactId contactId; ///< may be empty
    QString phone;       ///< E.164 or as typed; may be empty
    CallDirection direction = CallDirection::Outbound;
    CallStatus status = CallStatus::Completed;
    int durationSeconds = 0;
    QString note; ///< plain text; becomes escaped `note_html`
    QDateTime activityAt; ///< UTC, to the millisecond: part of what recognises the call later
};

/// Delete a call for good: `DELETE /activity/call/{id}/`. Its full JSON is in the trash before this is stored.
struct DeleteCall
{
    LeadId leadId;
    ActivityId activityId;
};

using CommandBody = std::variant<LogCall, DeleteCall>;

/// States of the outbox protocol; the names are those of the checked model (`outbox.pml`).
enum class CommandState {
    Queued,   ///< durable here, not sent
    Sending,  ///< durable mark set before the first byte leaves
    Unknown,  ///< sent, no certain answer; looked up in Close before it is ever sent again
    Done,     ///< Close has it
    Rejected, ///< Close refused it; kept with Close's words until a person decides
    User,     ///< certainty cannot be had; a person decides
    Parked,   ///< cannot go on now (permission, deleted lead); kept
};

/// One write of the program, durable before its row repaints.
struct Command
{
    CommandId id;
    CommandBody body;
    CommandState state = CommandState::Queued;
    QDateTime createdAt; ///< UTC
    int sends = 0;       ///< how often bytes may have left
    ApiError lastError;
    /// Close's id of the activity once it is known (state Done): the row is in the mirror under it, or will be at
    /// once. Models leave the command out as soon as the mirror has this activity, so that no row shows twice.
    QString serverId;
    /// Ids of like calls that were in the mirror before the last send: they cannot be what that send made.
    QStringList knownTwins;

    [[nodiscard]] LeadId leadId() const
    {
        return std::visit([](const auto &b) { return b.leadId; }, body);
    }
};

} // namespace leadline
