#pragma once

#include "services/close/bulkapi.h"
#include "services/close/codec/searchcodec.h"
#include "services/mirror/mirror.h"
#include "services/sync/pull/rangesource.h"

namespace leadline {

/// Whole leads by when they were last updated, from searches. Must not decide what to take.
class LeadSource final : public RangeSource
{
public:
    LeadSource(BulkApi &api, Mirror &mirror, int pageSize)
        : m_api(api), m_mirror(mirror), m_pageSize(pageSize)
    {}

    [[nodiscard]] QCoro::Task<Result<RangeStep>> take(RangeAsk ask) override;
    [[nodiscard]] int pageSize() const override { return m_pageSize; }
    /// By when they were created: a bulk edit may have touched any number of leads in one millisecond.
    [[nodiscard]] QCoro::Task<Result<Done>> takeMoment(qint64 moment) override;
    [[nodiscard]] int chainLimit() const override { return searchLimit; }

    /// One page of what a query finds, newest first; with `cursor` the next one.
    [[nodiscard]] QCoro::Task<Result<RangeStep>> takeOf(QJsonObject query, QString cursor);

    /// The newest `date_updated` that came so far; invalid = none.
    [[nodiscard]] QDateTime newest() const { return *m_newest; }

    static constexpr int searchLimit = 10'000; ///< of one chain of cursors (close-api.md 6.1)

private:
    struct Chain
    {
        int taken = 0;
        PageMark last;
    };
    [[nodiscard]] static QCoro::Task<Result<Chain>> takeChain(BulkApi *api, Mirror *mirror, QJsonObject query,
                                                              int pageSize);

    BulkApi &m_api;
    Mirror &m_mirror;
    int m_pageSize;
    std::shared_ptr<QDateTime> m_newest = std::make_shared<QDateTime>();
};

} // namespace leadline
