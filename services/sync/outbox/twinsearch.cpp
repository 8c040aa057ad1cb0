#include "services/sync/outbox/twinsearch.h"

#include "services/domain/commandids.h"
#include "services/sync/outbox/afterfailure.h"
#include "services/sync/outbox/recognition.h"

#include <algorithm>

namespace leadline {

namespace {

QString lessonOfEvents()
{
    return QStringLiteral("events_denied");
}

/// A role may have been changed since; a date from the future says nothing.
bool isDeniedStill(const QString &since, const QDateTime &now)
{
    constexpr qint64 day = 86'400;
    const QDateTime denied = QDateTime::fromString(since, Qt::ISODate);
    return denied.isValid() && std::abs(denied.secsTo(now)) < day;
}

/// The newest object that is certainly ours, on any lead.
QString newestOfOurs(const OutboxStore &outbox, const OwnKey &key, const QDateTime &now)
{
    constexpr int daysOfLog = 30; // close-api.md 7.1
    const auto finished = outbox.finishedSince(now.addDays(-daysOfLog));
    const auto ours = std::find_if(finished.begin(), finished.end(), [&key](const FinishedCommand &each) {
        return each.command.isSurelyOurs && key.isOnlyOneOf(each.command) && !each.command.serverId.isEmpty();
    });
    return ours == finished.end() ? QString() : ours->command.serverId;
}

void claim(TwinSearch &search, const OwnKey &key, const Command &other)
{
    search.claimed << other.serverId;
    if (other.isSurelyOurs && key.isOnlyOneOf(other))
        search.ours << other.serverId << other.draftId;
}

} // namespace

TwinSearch searchFor(const OutboxStore &outbox, const OwnKey &key, const Command &command, const UserId &user,
                     const QDateTime &now, bool knowsOwnKey)
{
    TwinSearch search;
    search.body = command.body;
    search.user = user;
    search.since = command.sentAt.isValid() ? command.sentAt : command.createdAt.addDays(-1);
    // What may have left with another key has no name by which it could be told from another's.
    const OwnKey sending = key.isOnlyOneOf(command) ? key : OwnKey();
    search.apiKeyId = sending.id;
    if (search.apiKeyId.isEmpty())
        search.witness = newestOfOurs(outbox, sending, now);
    search.asksEvents = !isDeniedStill(outbox.lesson(lessonOfEvents()), now);
    search.knowsOwnKey = knowsOwnKey;
    search.claimed = QSet<QString>(command.knownTwins.begin(), command.knownTwins.end());
    for (const Command &other : outbox.commands()) {
        claim(search, sending, other);
        if (other.id != command.id)
            search.claimed << other.draftId;
    }
    // A new lead has no lead yet by which its like could be found.
    const bool isLead = std::holds_alternative<CreateLead>(command.body);
    const auto finished =
        isLead ? outbox.finishedSince(search.since.addDays(-1)) : outbox.finishedOf(command.leadId());
    for (const FinishedCommand &each : finished)
        claim(search, sending, each.command);
    search.claimed.remove(QString());
    search.ours.remove(QString());
    return search;
}

Result<Done> learn(OutboxStore &outbox, const TwinSearch &search, const Findings &findings,
                   const QDateTime &now)
{
    if (!findings.apiKeyId.isEmpty() && findings.apiKeyId != search.apiKeyId) {
        if (const auto learned = learnKey(outbox, findings.apiKeyId); !learned)
            return learned;
    }
    if (!search.asksEvents)
        return Done();
    if (!findings.hasEvents)
        return outbox.learn(lessonOfEvents(), now.toString(Qt::ISODate));
    const bool wasDenied = !outbox.lesson(lessonOfEvents()).isEmpty();
    return wasDenied ? outbox.learn(lessonOfEvents(), QString()) : Result<Done>(Done());
}

QStringList twinsInMirror(const Mirror &mirror, const Command &command, const UserId &user)
{
    constexpr int newest = 200; // older ones were made before any send that is looked up
    QStringList twins;
    const auto made = createdObject(command.body, {});
    if (!made)
        return twins;
    const auto consider = [&](const QString &id, const QJsonObject &raw) {
        if (isTwin(command.body, user, raw))
            twins << id;
    };
    if (made->kind == ObjectKind::Activity) {
        for (const Activity &a : mirror.activities(command.leadId(), {made->activityKind}, 0, newest))
            consider(a.id.value, a.raw);
        return twins;
    }
    const auto lead = made->kind == ObjectKind::Lead ? std::nullopt : mirror.lead(command.leadId());
    if (!lead)
        return twins;
    for (const Task &task : lead->tasks)
        consider(task.id.value, task.raw);
    for (const Contact &contact : lead->contacts)
        consider(contact.id.value, contact.raw);
    for (const Opportunity &opportunity : lead->opportunities)
        consider(opportunity.id.value, opportunity.raw);
    return twins;
}

bool isAnyUnexplained(const QStringList &twins, const Command &command, const TwinSearch &search)
{
    return mayHaveArrived(command) && std::any_of(twins.begin(), twins.end(), [&search](const QString &twin) {
               return !search.claimed.contains(twin);
           });
}

} // namespace leadline
