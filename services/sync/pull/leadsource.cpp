#include "services/sync/pull/leadsource.h"

#include "services/base/awaited.h"
#include "services/close/codec/searchcodec.h"

namespace leadline {

namespace {

using leadsearch::Fields;
using leadsearch::Order;

QCoro::Task<Result<LeadPageInfo>> takePage(BulkApi *api, Mirror *mirror, QJsonObject body)
{
    auto asking = api->searchLeads(std::move(body));
    auto page = co_await std::move(asking);
    if (!page)
        co_return page.error();
    const Awaited<LeadPageInfo> storing;
    mirror->putLeadPage(std::move(page).value(), storing.callback());
    co_await storing.come();
    co_return storing.result();
}

/// What a search tells beside ids is not documented: a lead without its lists would empty them here.
bool isWhole(const std::optional<Lead> &lead)
{
    return !lead ||
           (lead->raw.contains(QLatin1String("contacts")) &&
            lead->raw.contains(QLatin1String("opportunities")) && lead->raw.contains(QLatin1String("tasks")));
}

qint64 timeOf(const QDateTime &time)
{
    return time.isValid() ? time.toMSecsSinceEpoch() : -1;
}

} // namespace

QCoro::Task<Result<RangeStep>> LeadSource::take(RangeAsk ask)
{
    return takeOf(leadsearch::updatedIn(ask.range), std::move(ask.cursor));
}

QCoro::Task<Result<RangeStep>> LeadSource::takeOf(QJsonObject query, QString cursor)
{
    const auto newest = m_newest;
    const Mirror *mirror = &m_mirror;
    auto taking = takePage(&m_api, &m_mirror,
                           leadsearch::page(query, Order::Updated, Fields::Whole, m_pageSize, cursor));
    const auto info = co_await std::move(taking);
    if (!info)
        co_return info.error();
    if (!info->first.id.isEmpty() && !isWhole(mirror->lead(LeadId(info->first.id))))
        co_return ApiError(ErrorKind::Rejected, QStringLiteral("leads in part"));
    if (info->first.updated.isValid() && (!newest->isValid() || info->first.updated > *newest))
        *newest = info->first.updated;
    RangeStep step;
    step.received = info->received;
    step.hasMore = info->hasMore;
    step.cursor = info->cursor;
    step.oldest = timeOf(info->last.updated);
    step.firstId = info->first.id;
    co_return step;
}

/// The pages of one chain of cursors, by when the leads were created, until it ends, repeats itself
/// (reliability.md 51) or has told as much as it may.
QCoro::Task<Result<LeadSource::Chain>> LeadSource::takeChain(BulkApi *api, Mirror *mirror, QJsonObject query,
                                                             int pageSize)
{
    Chain chain;
    QString cursor;
    QString firstId;
    do {
        auto taking =
            takePage(api, mirror, leadsearch::page(query, Order::Created, Fields::Whole, pageSize, cursor));
        const auto info = co_await std::move(taking);
        if (!info)
            co_return info.error();
        const bool isRepeated = !firstId.isEmpty() && info->first.id == firstId;
        firstId = info->first.id;
        chain.taken += info->received;
        chain.last = info->last;
        cursor = info->received > 0 && !isRepeated ? info->cursor : QString();
    } while (!cursor.isEmpty() && chain.taken < searchLimit);
    co_return chain;
}

QCoro::Task<Result<Done>> LeadSource::takeMoment(qint64 moment)
{
    BulkApi *api = &m_api;
    Mirror *mirror = &m_mirror;
    const int pageSize = m_pageSize;
    TimeRange created;
    for (;;) { // chains, each from where the last one ended
        auto taking = takeChain(api, mirror, leadsearch::updatedAtCreatedIn(moment, created), pageSize);
        const auto chain = co_await std::move(taking);
        if (!chain)
            co_return chain.error();
        const qint64 oldest = timeOf(chain->last.created);
        if (chain->taken < searchLimit || oldest < 0 || oldest + 1 >= created.to)
            co_return Done();
        created.to = oldest + 1;
    }
}

} // namespace leadline
