#include "services/sync/pull/eventsource.h"

#include "services/base/awaited.h"
#include "services/close/codec/lenient.h"
#include "services/sync/pull/gather.h"

namespace leadline {

QCoro::Task<Result<RangeStep>> EventSource::take(RangeAsk ask)
{
    const SharedParts parts = m_parts;
    auto asking = parts->api->events(ask.range, ask.cursor, pageSize());
    const auto page = co_await std::move(asking);
    if (!page)
        co_return page.error();
    const EventNews news = parts->digest.take(page->events);
    count(*parts, page->events, news);
    std::vector<QCoro::Task<Result<Done>>> tasks;
    tasks.push_back(apply(parts, news.changes));
    for (const auto &[type, id] : news.missing)
        tasks.push_back(fetch(parts, type, id));
    auto gathering = gather(std::move(tasks));
    const auto stored = co_await std::move(gathering);
    if (!stored)
        co_return stored.error();
    RangeStep step;
    step.received = page->received;
    step.cursor = page->next;
    step.hasMore = !page->next.isEmpty();
    if (!page->events.isEmpty()) {
        step.oldest = page->events.constLast().updatedAt.toMSecsSinceEpoch();
        step.firstId = page->events.constFirst().id;
    }
    co_return step;
}

void EventSource::count(Parts &parts, const QList<Event> &events, const EventNews &news)
{
    EventTally &tally = parts.tally;
    QHash<LeadId, QDateTime> times;
    for (const Event &event : events) {
        if (!tally.newest.isValid() || event.updatedAt > tally.newest)
            tally.newest = event.updatedAt;
        QDateTime &time = times[event.leadId];
        if (!time.isValid() || event.updatedAt > time)
            time = event.updatedAt;
    }
    for (const LeadId &lead : news.touched) {
        QDateTime &time = tally.touched[lead];
        if (!time.isValid() || times.value(lead) > time)
            time = times.value(lead);
    }
    tally.newTimelines += news.created;
    tally.newTimelines += news.merged;
    tally.isOrganizationChanged |= news.isOrganizationChanged;
}

QCoro::Task<Result<Done>> EventSource::apply(SharedParts parts, QList<ObjectChange> changes)
{
    if (changes.isEmpty())
        co_return Done();
    const Awaited<ChangeInfo> applying;
    parts->mirror->applyChanges(changes, applying.callback());
    co_await applying.come();
    if (!applying.result())
        co_return applying.result().error();
    for (const LeadId &lead : applying.result()->missing) {
        parts->tally.touched.insert(lead, QDateTime());
        parts->tally.newTimelines.insert(lead);
    }
    co_return Done();
}

QCoro::Task<Result<Done>> EventSource::fetch(SharedParts parts, QString type, QString id)
{
    auto asking = parts->api->object(activityPath(type) + id + u'/');
    const auto object = co_await std::move(asking);
    ObjectChange change;
    change.kind = ObjectKind::Activity;
    change.id = id;
    if (object) {
        change.leadId = lenient::id<LeadId>(*object, QLatin1String("lead_id"));
        change.updatedAt = lenient::moment(*object, QLatin1String("date_updated"));
        change.data = *object;
    } else if (object.error().kind == ErrorKind::NotFound) {
        change.isDeleted = true;
    } else if (object.error().kind == ErrorKind::Forbidden) {
        co_return Done();
    } else {
        co_return object.error();
    }
    auto applying = apply(parts, QList<ObjectChange>(1, change));
    const auto applied = co_await std::move(applying);
    co_return applied;
}

} // namespace leadline
