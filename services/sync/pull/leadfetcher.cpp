#include "services/sync/pull/leadfetcher.h"

#include "services/base/awaited.h"
#include "services/close/codec/searchcodec.h"
#include "services/sync/pull/gather.h"

namespace leadline {

namespace {

constexpr int few = 5;      // so many are read one by one
constexpr int atOnce = 100; // leads in one search
constexpr int activityPage = 100;
constexpr int mostPages = 500; // of one timeline: a server that goes on for ever is not followed
constexpr qint64 slackMs =
    2'000; // a lead's date may be a little older than that of what happened (close-api.md 5.1)

} // namespace

QCoro::Task<Result<Done>> LeadFetcher::fetch(QHash<LeadId, QDateTime> touched)
{
    const Parts parts = m_parts;
    std::vector<QCoro::Task<Result<Done>>> tasks;
    if (touched.size() <= few) {
        auto fetching = fetchEach(parts, touched.keys());
        const auto fetched = co_await std::move(fetching);
        co_return fetched;
    }
    Touched chunk;
    for (auto it = touched.cbegin(); it != touched.cend(); ++it) {
        chunk.insert(it.key(), it.value());
        if (chunk.size() == atOnce)
            tasks.push_back(fetchMany(parts, std::exchange(chunk, {})));
    }
    if (!chunk.isEmpty())
        tasks.push_back(fetchMany(parts, chunk));
    auto gathering = gather(std::move(tasks));
    const auto gathered = co_await std::move(gathering);
    co_return gathered;
}

QCoro::Task<Result<Done>> LeadFetcher::fetchOne(Parts parts, LeadId id)
{
    for (int refusals = 0; refusals < 2; ++refusals) {
        auto asking = parts.api->lead(id, Lane::Background);
        const auto lead = co_await std::move(asking);
        if (!lead && !lead.error().isDenied())
            co_return lead.error();
        if (lead) {
            const Awaited<Done> storing;
            parts.mirror->putLeads(QList<Lead>(1, *lead), storing.callback());
            co_await storing.come();
            co_return storing.result();
        }
    }
    const Awaited<Done> removing;
    parts.mirror->removeLead(id, removing.callback());
    co_await removing.come();
    co_return removing.result();
}

QCoro::Task<Result<Done>> LeadFetcher::fetchEach(Parts parts, QList<LeadId> ids)
{
    std::vector<QCoro::Task<Result<Done>>> tasks;
    for (const LeadId &id : ids)
        tasks.push_back(fetchOne(parts, id));
    auto gathering = gather(std::move(tasks));
    const auto gathered = co_await std::move(gathering);
    co_return gathered;
}

QCoro::Task<Result<Done>> LeadFetcher::fetchMany(Parts parts, Touched touched)
{
    const QJsonObject query = leadsearch::withIds(touched.keys());
    auto asking = parts.bulk->searchLeads(
        leadsearch::page(query, leadsearch::Order::Updated, leadsearch::Fields::Whole, atOnce, QString()));
    auto page = co_await std::move(asking);
    if (!page && !page.error().isListRefused())
        co_return page.error();
    bool isWhole = false;
    if (page) {
        const Awaited<LeadPageInfo> storing;
        parts.mirror->putLeadPage(std::move(page).value(), storing.callback());
        co_await storing.come();
        if (!storing.result())
            co_return storing.result().error();
        isWhole = storing.result()->received == touched.size();
    }
    QList<LeadId> again;
    for (auto it = touched.cbegin(); it != touched.cend(); ++it) {
        const auto known = parts.mirror->leadUpdatedAt(it.key());
        if (!isWhole || !known || (it->isValid() && *known < it->addMSecs(-slackMs)))
            again.append(it.key());
    }
    auto fetching = fetchEach(parts, again);
    const auto fetched = co_await std::move(fetching);
    co_return fetched;
}

QCoro::Task<Result<Done>> LeadFetcher::fetchTimelines(QSet<LeadId> leads, QDateTime horizon)
{
    std::vector<QCoro::Task<Result<Done>>> tasks;
    for (const LeadId &lead : leads)
        tasks.push_back(fetchTimeline(m_parts, lead, horizon));
    auto gathering = gather(std::move(tasks));
    const auto gathered = co_await std::move(gathering);
    co_return gathered;
}

QCoro::Task<Result<Done>> LeadFetcher::fetchTimeline(Parts parts, LeadId lead, QDateTime horizon)
{
    const bool wantsAll = parts.mirror->hasAllActivities(lead);
    int skip = 0;
    for (int pages = 0; pages < mostPages; ++pages) {
        auto asking = parts.bulk->activitiesOf(lead, skip, activityPage);
        auto page = co_await std::move(asking);
        if (!page && page.error().isDenied())
            co_return Done();
        if (!page)
            co_return page.error();
        const Awaited<ActivityPageInfo> storing;
        parts.mirror->putActivityPage(std::move(page).value(), storing.callback());
        co_await storing.come();
        const auto &info = storing.result();
        if (!info)
            co_return info.error();
        skip += info->received;
        const bool isFarEnough = !wantsAll && info->last.created.isValid() && info->last.created < horizon;
        if (!info->hasMore || info->received == 0 || isFarEnough)
            co_return Done();
    }
    co_return Done();
}

} // namespace leadline
