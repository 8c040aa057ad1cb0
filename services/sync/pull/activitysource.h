#pragma once

#include "services/close/bulkapi.h"
#include "services/mirror/mirror.h"
#include "services/mirror/rowkey.h"
#include "services/sync/pull/rangesource.h"

namespace leadline {

/// Activities of all leads by when they were created. Those of leads that are not here come by `missing`.
class ActivitySource final : public RangeSource
{
public:
    ActivitySource(BulkApi &api, Mirror &mirror, int pageSize)
        : m_api(api), m_mirror(mirror), m_pageSize(pageSize)
    {}

    [[nodiscard]] QCoro::Task<Result<RangeStep>> take(RangeAsk ask) override;
    [[nodiscard]] int pageSize() const override { return m_pageSize; }
    /// Leads to be fetched whole, with their activities; forgotten by the call.
    [[nodiscard]] QSet<LeadId> takeMissing() { return std::exchange(*m_missing, {}); }

    /// From now on the keys of the ids that come are kept.
    void keepNames() { m_named = std::make_shared<QSet<RowKey>>(); }
    [[nodiscard]] QSet<RowKey> takeNames()
    {
        return m_named ? *std::exchange(m_named, nullptr) : QSet<RowKey>();
    }

private:
    BulkApi &m_api;
    Mirror &m_mirror;
    int m_pageSize;
    std::shared_ptr<QSet<LeadId>> m_missing = std::make_shared<QSet<LeadId>>();
    std::shared_ptr<QSet<RowKey>> m_named; ///< null = not kept
};

} // namespace leadline
