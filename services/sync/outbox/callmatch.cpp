#include "services/sync/outbox/callmatch.h"

#include <algorithm>

namespace leadline {

namespace {

/// Without the zeros of a national or international prefix: no number has them in E.164.
QString digits(const QString &phone)
{
    QString result;
    for (const QChar c : phone) {
        if (c.isDigit() && (c.digitValue() > 0 || !result.isEmpty()))
            result += QChar(u'0' + c.digitValue());
    }
    return result;
}

/// `+1 415-555-0101`, `+14155550101` and `(415) 555-0101` are one number: Close stores E.164, a person types
/// less.
bool isSamePhone(const QString &asked, const QString &stored)
{
    const QString a = digits(asked);
    const QString b = digits(stored);
    constexpr int telling = 6;
    return a == b || (a.size() >= telling && b.endsWith(a)) || (b.size() >= telling && a.endsWith(b));
}

} // namespace

bool isSameCall(const LogCall &asked, const UserId &user, const Activity &activity)
{
    const auto *call = std::get_if<CallDetails>(&activity.details);
    return call && activity.leadId == asked.leadId && activity.userId == user &&
           call->direction == asked.direction && call->durationSeconds == asked.durationSeconds &&
           activity.activityAt.toMSecsSinceEpoch() == asked.activityAt.toMSecsSinceEpoch() &&
           isSamePhone(asked.phone, call->phone);
}

std::optional<Activity> bestMatch(const LogCall &asked, const QList<Activity> &matches)
{
    if (matches.isEmpty())
        return std::nullopt;
    const auto rank = [&asked](const Activity &activity) {
        const auto *call = std::get_if<CallDetails>(&activity.details);
        const bool hasNote = call && call->note.simplified() == asked.note.simplified();
        return std::pair(!hasNote, activity.dateCreated);
    };
    return *std::min_element(matches.begin(), matches.end(),
                             [&rank](const Activity &a, const Activity &b) { return rank(a) < rank(b); });
}

} // namespace leadline
