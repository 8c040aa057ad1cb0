#pragma once

#include "services/close/bulkapi.h"
#include "services/mirror/mirror.h"

#include <QObject>
#include <QPointer>

namespace leadline {

/// All leads by the pages of `/lead/`, newest update first: for who may not search.
///
/// They move while one pages. A lead that moves to the front shifts the rest back: it is seen twice, which
/// the mirror bears. One that goes away shifts the rest forward: pages overlap a little for that, and when
/// Close's count falls by more, it goes back by as much. What moves to the front unseen is for the events,
/// and for the audit.
class LeadPager final : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        int pageSize = 200; ///< the largest Close takes (close-api.md 2.1)
        int overlap = 10;   ///< leads asked for twice at each page's seam
    };
    LeadPager(BulkApi &api, Mirror &mirror, Options options, QObject *parent = nullptr);

    /// From the `skip`-th on, to the end.
    [[nodiscard]] QCoro::Task<Result<Done>> load(int skip, int total);
    void stop() { ++m_run; }

    [[nodiscard]] int skip() const { return m_skip; }
    [[nodiscard]] int total() const { return m_total; } ///< Close's count; -1 = not told

Q_SIGNALS:
    void advanced();

private:
    [[nodiscard]] bool takeIn(const LeadPageInfo &page);

    BulkApi &m_api;
    Mirror &m_mirror;
    Options m_options;
    int m_run = 0;
    int m_skip = 0;
    int m_total = -1;
    QString m_firstOfLastPage;
};

} // namespace leadline
