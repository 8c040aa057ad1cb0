#include "services/sync/pull/leadaudit.h"

#include "services/base/awaited.h"
#include "services/close/codec/lenient.h"
#include "services/close/codec/searchcodec.h"
#include "services/mirror/rowkey.h"

#include <QJsonDocument>

namespace leadline {

/// The ids of all leads; keeps those that the mirror has not, and strikes out those that it has.
class LeadAudit::Names final : public RangeSource, public std::enable_shared_from_this<Names>
{
public:
    Names(BulkApi *api, const std::vector<RowKey> &here, int pageSize) : m_api(api), m_pageSize(pageSize)
    {
        m_here.reserve(qsizetype(here.size()));
        for (const RowKey key : here)
            m_here.insert(key);
        m_unnamed = m_here;
    }

    [[nodiscard]] QCoro::Task<Result<RangeStep>> take(RangeAsk ask) override
    {
        const auto self = shared_from_this();
        auto asking =
            m_api->searchLeads(leadsearch::page(leadsearch::updatedIn(ask.range), leadsearch::Order::Updated,
                                                leadsearch::Fields::Ids, m_pageSize, ask.cursor));
        const auto page = co_await std::move(asking);
        if (!page)
            co_return page.error();
        const QJsonObject envelope = QJsonDocument::fromJson(*page).object();
        if (!envelope.value(QLatin1String("data")).isArray())
            co_return ApiError(ErrorKind::NotClose);
        RangeStep step;
        step.cursor = lenient::text(envelope, QLatin1String("cursor"));
        for (const QJsonValue &row : lenient::list(envelope, QLatin1String("data")))
            takeRow(row.toObject(), step);
        co_return step;
    }
    [[nodiscard]] int chainLimit() const override { return 10'000; } // close-api.md 6.1
    [[nodiscard]] int pageSize() const override { return m_pageSize; }

    [[nodiscard]] const QSet<LeadId> &missing() const { return m_missing; }
    [[nodiscard]] const QSet<RowKey> &unnamed() const { return m_unnamed; }

private:
    void takeRow(const QJsonObject &row, RangeStep &step)
    {
        ++step.received;
        const auto id = lenient::id<LeadId>(row, QLatin1String("id"));
        if (id.isEmpty())
            return;
        if (step.firstId.isEmpty())
            step.firstId = id.value;
        const QDateTime updated = lenient::moment(row, QLatin1String("date_updated"));
        if (updated.isValid())
            step.oldest = updated.toMSecsSinceEpoch();
        const RowKey key = rowKey(id.value);
        m_unnamed.remove(key);
        if (!m_here.contains(key))
            m_missing.insert(id);
    }

    BulkApi *m_api;
    int m_pageSize;
    QSet<RowKey> m_here;
    QSet<RowKey> m_unnamed;
    QSet<LeadId> m_missing;
};

LeadAudit::LeadAudit(CloseApi &api, BulkApi &bulk, Mirror &mirror, int pageSize, QObject *parent)
    : QObject(parent), m_bulk(bulk), m_mirror(mirror), m_fetcher(api, bulk, mirror), m_pageSize(pageSize)
{}

QCoro::Task<Result<Done>> LeadAudit::run(bool isThorough)
{
    const QPointer<LeadAudit> self(this);
    auto counting = m_bulk.countLeads(leadsearch::updatedIn(TimeRange()));
    const auto count = co_await std::move(counting);
    if (!count)
        co_return count.error();
    if (!self)
        co_return ApiError(ErrorKind::Cancelled);
    if (!isThorough && *count == m_mirror.leadCount())
        co_return Done();
    auto comparing = compareNames();
    const auto compared = co_await std::move(comparing);
    co_return compared;
}

QCoro::Task<Result<Done>> LeadAudit::compareNames()
{
    const QPointer<LeadAudit> self(this);
    const Awaited<std::vector<RowKey>> finding;
    m_mirror.findLeads(finding.callback());
    co_await finding.come();
    if (!self)
        co_return ApiError(ErrorKind::Cancelled);
    if (!finding.result())
        co_return finding.result().error();
    const auto names = std::make_shared<Names>(&m_bulk, *finding.result(), m_pageSize);
    auto loading = m_loader.load(names.get(), QList<TimeRange>(1, TimeRange()));
    const auto loaded = co_await std::move(loading);
    if (!self)
        co_return ApiError(ErrorKind::Cancelled);
    if (!loaded)
        co_return loaded;
    QHash<LeadId, QDateTime> doubtful;
    for (const LeadId &id : names->missing())
        doubtful.insert(id, QDateTime());
    const std::vector<RowKey> unnamed(names->unnamed().begin(), names->unnamed().end());
    for (const LeadRow &row : m_mirror.leadRows(unnamed))
        doubtful.insert(row.id, QDateTime());
    auto fetching = m_fetcher.fetch(doubtful);
    const auto fetched = co_await std::move(fetching);
    co_return fetched;
}

} // namespace leadline
