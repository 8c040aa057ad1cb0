#include "services/sync/outbox/search.h"

#include "services/domain/commandids.h"
#include "services/sync/outbox/recognition.h"

namespace leadline {

namespace {

QString lessonOfKey()
{
    return QStringLiteral("api_key_id");
}

QString lessonOfEvents()
{
    return QStringLiteral("events_denied");
}

} // namespace

Search searchFor(const OutboxStore &outbox, const Command &command, const UserId &user, bool knowsOwnKey)
{
    Search search;
    search.body = command.body;
    search.user = user;
    search.since = command.sentAt.isValid() ? command.sentAt : command.createdAt.addDays(-1);
    search.apiKeyId = outbox.lesson(lessonOfKey());
    search.asksEvents = outbox.lesson(lessonOfEvents()).isEmpty();
    search.knowsOwnKey = knowsOwnKey;
    search.claimed = QSet<QString>(command.knownTwins.begin(), command.knownTwins.end());
    for (const Command &other : outbox.commands()) {
        search.claimed << other.serverId;
        if (other.id != command.id)
            search.claimed << other.draftId;
    }
    // A new lead has no lead yet by which its like could be found.
    const bool isLead = std::holds_alternative<CreateLead>(command.body);
    const auto finished =
        isLead ? outbox.finishedSince(search.since.addDays(-1)) : outbox.finishedOf(command.leadId());
    for (const FinishedCommand &each : finished)
        search.claimed << each.command.serverId;
    search.claimed.remove(QString());
    return search;
}

Result<Done> learn(OutboxStore &outbox, const Findings &findings)
{
    if (!findings.apiKeyId.isEmpty() && findings.apiKeyId != outbox.lesson(lessonOfKey())) {
        if (const auto learned = outbox.learn(lessonOfKey(), findings.apiKeyId); !learned)
            return learned;
    }
    if (!findings.hasEvents && outbox.lesson(lessonOfEvents()).isEmpty())
        return outbox.learn(lessonOfEvents(), QStringLiteral("yes"));
    return Done();
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

} // namespace leadline
