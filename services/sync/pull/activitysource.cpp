#include "services/sync/pull/activitysource.h"

#include "services/base/awaited.h"
#include "services/close/codec/lenient.h"

#include <QJsonDocument>

namespace leadline {

namespace {

void noteNames(const QByteArray &page, QSet<RowKey> &named)
{
    const QJsonObject envelope = QJsonDocument::fromJson(page).object();
    for (const QJsonValue &row : lenient::list(envelope, QLatin1String("data")))
        named.insert(rowKey(lenient::text(row.toObject(), QLatin1String("id"))));
}

} // namespace

QCoro::Task<Result<RangeStep>> ActivitySource::take(RangeAsk ask)
{
    Mirror *mirror = &m_mirror;
    const auto missing = m_missing;
    const auto named = m_named;
    auto asking = m_api.activities(ask.range, ask.skip, m_pageSize);
    auto page = co_await std::move(asking);
    if (!page)
        co_return page.error();
    if (named)
        noteNames(*page, *named);
    const Awaited<ActivityPageInfo> storing;
    mirror->putActivityPage(std::move(page).value(), storing.callback());
    co_await storing.come();
    const auto &info = storing.result();
    if (!info)
        co_return info.error();
    for (const LeadId &lead : info->missing)
        missing->insert(lead);
    RangeStep step;
    step.received = info->received;
    step.hasMore = info->hasMore;
    step.oldest = info->last.created.isValid() ? info->last.created.toMSecsSinceEpoch() : -1;
    step.firstId = info->first.id;
    co_return step;
}

} // namespace leadline
