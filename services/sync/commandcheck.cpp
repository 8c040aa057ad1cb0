#include "services/sync/commandcheck.h"

#include "services/close/codec/callwords.h"

namespace leadline {

namespace {

ApiError refused(const QString &field)
{
    return ApiError(ErrorKind::InvalidInput, field);
}

std::optional<ApiError> complaint(const LogCall &call)
{
    if (!isWellFormedId(call.leadId.value))
        return refused(QStringLiteral("lead_id"));
    if (!call.contactId.isEmpty() && !isWellFormedId(call.contactId.value))
        return refused(QStringLiteral("contact_id"));
    if (call.durationSeconds < 0 || call.durationSeconds > longestCallSeconds)
        return refused(QStringLiteral("duration"));
    if (!call.activityAt.isValid())
        return refused(QStringLiteral("activity_at"));
    return std::nullopt;
}

std::optional<ApiError> complaint(const DeleteCall &call)
{
    if (!isWellFormedId(call.activityId.value))
        return refused(QStringLiteral("activity_id"));
    return std::nullopt;
}

} // namespace

std::optional<ApiError> complaint(const CommandBody &body)
{
    return std::visit([](const auto &b) { return complaint(b); }, body);
}

} // namespace leadline
