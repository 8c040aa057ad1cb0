#include "services/sync/pull/activitysource.h"

#include "services/base/awaited.h"

namespace leadline {

QCoro::Task<Result<RangeStep>> ActivitySource::take(RangeAsk ask)
{
    Mirror *mirror = &m_mirror;
    const auto missing = m_missing;
    const auto named = m_named;
    auto asking = m_api.activities(ask.range, ask.skip, m_pageSize);
    auto page = co_await std::move(asking);
    if (!page)
        co_return page.error();
    const Awaited<ActivityPageInfo> storing;
    mirror->putActivityPage(std::move(page).value(), storing.callback());
    co_await storing.come();
    const auto &info = storing.result();
    if (!info)
        co_return info.error();
    for (const LeadId &lead : info->missing)
        missing->insert(lead);
    for (const RowKey activity : info->named) {
        if (named)
            named->insert(activity);
    }
    RangeStep step;
    step.received = info->received;
    step.hasMore = info->hasMore;
    step.oldest = info->last.created.isValid() ? info->last.created.toMSecsSinceEpoch() : -1;
    step.firstId = info->first.id;
    co_return step;
}

} // namespace leadline
