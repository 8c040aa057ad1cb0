#include "services/close/codec/callwords.h"

#include <array>
#include <utility>

namespace leadline {

namespace {

constexpr std::array<std::pair<CallStatus, QLatin1String>, 8> words{{
    {CallStatus::Created, QLatin1String("created")},
    {CallStatus::InProgress, QLatin1String("in-progress")},
    {CallStatus::Completed, QLatin1String("completed")},
    {CallStatus::Cancel, QLatin1String("cancel")},
    {CallStatus::NoAnswer, QLatin1String("no-answer")},
    {CallStatus::Busy, QLatin1String("busy")},
    {CallStatus::Failed, QLatin1String("failed")},
    {CallStatus::Timeout, QLatin1String("timeout")},
}};

} // namespace

CallStatus callStatusOf(const QString &word)
{
    for (const auto &[status, text] : words) {
        if (word == text)
            return status;
    }
    return CallStatus::Other;
}

QString wordOf(CallStatus status)
{
    for (const auto &[known, text] : words) {
        if (known == status)
            return text;
    }
    return {};
}

QString wordOf(CallDirection direction)
{
    switch (direction) {
    case CallDirection::Outbound:
        return QStringLiteral("outbound");
    case CallDirection::Inbound:
        return QStringLiteral("inbound");
    }
    return {};
}

} // namespace leadline
