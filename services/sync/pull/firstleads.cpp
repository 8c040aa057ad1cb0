#include "services/sync/pull/firstleads.h"

namespace leadline {

QCoro::Task<Result<RangeStep>> FirstLeads::take(RangeAsk ask)
{
    const auto left = m_left;
    if (*left <= 0)
        co_return RangeStep();
    auto taking = m_leads.takeOf(leadsearch::updatedIn(ask.range, m_query), ask.cursor);
    const auto step = co_await std::move(taking);
    if (step)
        *left -= step->received;
    co_return step;
}

} // namespace leadline
