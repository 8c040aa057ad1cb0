#pragma once

#include "services/mirror/leadrow.h"
#include "services/sync/pull/leadfetcher.h"
#include "services/sync/pull/rangeloader.h"

#include <QSet>

namespace leadline {

/// Whether the mirror holds the leads that Close has, no more and no fewer, and setting that right: first by
/// count, and where that differs by the ids of all. What only one side has is read one by one, so that
/// nothing leaves the mirror before Close has denied it.
class LeadAudit final : public QObject
{
    Q_OBJECT
public:
    LeadAudit(CloseApi &api, BulkApi &bulk, Mirror &mirror, int pageSize, QObject *parent = nullptr);

    /// `isThorough`: by ids even if the counts are equal. Denied where searches are.
    [[nodiscard]] QCoro::Task<Result<Done>> run(bool isThorough);
    void stop() { m_loader.stop(); }

private:
    class Names;
    [[nodiscard]] QCoro::Task<Result<Done>> compareNames();

    BulkApi &m_bulk;
    Mirror &m_mirror;
    LeadFetcher m_fetcher;
    RangeLoader m_loader;
    int m_pageSize;
};

} // namespace leadline
