#include "services/sync/pull/objectsource.h"

#include "services/base/awaited.h"
#include "services/close/codec/lenient.h"

namespace leadline {

namespace {

ObjectChange changeOf(ObjectKind kind, const QJsonObject &object)
{
    ObjectChange change;
    change.kind = kind;
    change.id = lenient::text(object, QLatin1String("id"));
    change.leadId = lenient::id<LeadId>(object, QLatin1String("lead_id"));
    change.updatedAt = lenient::moment(object, QLatin1String("date_updated"));
    change.data = object;
    return change;
}

} // namespace

int ObjectSource::pageSize() const
{
    return m_kind == ObjectKind::Task ? 1000 : 250; // the largest that work (close-api.md 2.1)
}

QCoro::Task<Result<RangeStep>> ObjectSource::take(RangeAsk ask)
{
    Mirror *mirror = &m_mirror;
    const ObjectKind kind = m_kind;
    const auto total = m_total;
    auto asking = kind == ObjectKind::Task ? m_api.openTasks(ask.range, ask.skip, pageSize())
                                           : m_api.opportunities(ask.range, ask.skip, pageSize());
    const auto page = co_await std::move(asking);
    if (!page)
        co_return page.error();
    *total = std::max(*total, page->total);
    QList<ObjectChange> changes;
    for (const QJsonObject &object : page->items)
        changes.append(changeOf(kind, object));
    const Awaited<ChangeInfo> storing;
    mirror->applyChanges(changes, storing.callback());
    co_await storing.come();
    if (!storing.result())
        co_return storing.result().error();
    RangeStep step;
    step.received = page->received;
    step.hasMore = page->hasMore;
    if (!page->items.isEmpty()) {
        const QDateTime oldest = lenient::moment(page->items.constLast(), QLatin1String("date_created"));
        step.oldest = oldest.isValid() ? oldest.toMSecsSinceEpoch() : -1;
        step.firstId = changes.constFirst().id;
    }
    co_return step;
}

} // namespace leadline
