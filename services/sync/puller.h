#pragma once

#include "services/close/closeapi.h"
#include "services/closeservice.h"
#include "services/mirror/mirror.h"

#include <QPointer>
#include <QTimer>

namespace leadline {

/// Brings the organisation into the mirror: first what names things, then every lead, page by page in the
/// background lane; afterwards only the newest pages, again and again. Must not touch the outbox.
///
/// Leads come newest update first and move while one pages. A lead that moves to the front shifts the rest
/// back: it is seen twice, which the mirror bears. One that moves to the front before it was seen is found by
/// the pass over the newest pages at the end. A lead that goes away shifts the rest forward: pages overlap a
/// little for that, and when Close's count falls by more, the pass goes back by as much. If the mirror still
/// holds fewer leads than Close counts, the whole pass is made again, a bounded number of times.
///
/// A pass over the newest pages ends where nothing is new and the last complete one began: one that was
/// interrupted has stored only the front of the changes, and what lies behind it must not be missed.
class Puller final : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        int pageSize = 200;  ///< the largest Close takes (close-api.md 2.1)
        int newestSize = 50; ///< page of the pass over the newest leads
        int overlap = 10;    ///< leads asked for twice at each page's seam
        int passes = 3;      ///< at most so many over the whole list
        std::chrono::milliseconds refreshEvery{60'000};
        std::chrono::milliseconds retryAfter{30'000}; ///< after HttpClient has given up
    };
    Puller(CloseApi &api, Mirror &mirror, Options options, QObject *parent = nullptr);

    /// Goes on where the last run stopped; nothing if it runs.
    void start();
    /// Stops; the answer under way is dropped, pages stored stay.
    void cancel();
    /// After a failure: now instead of after the wait.
    void retryNow();

    [[nodiscard]] PullProgress progress() const;

Q_SIGNALS:
    void progressChanged(const leadline::PullProgress &progress);
    void failed(const leadline::ApiError &error);

private:
    enum class Phase { Idle, Organization, Pages, Newest };

    [[nodiscard]] QCoro::Task<> takeOrganization(int run);
    [[nodiscard]] QCoro::Task<> takePage(int run);
    [[nodiscard]] QCoro::Task<> takeNewest(int run, int skip);
    void storePage(int run, const Page<Lead> &page);
    void pageStored(int run, bool isEnd);
    void newestDone(int run);
    void fail(int run, const ApiError &error);
    void enter(Phase phase);
    [[nodiscard]] bool hasNews(const QList<Lead> &leads) const;
    /// The page comes down to changes that an earlier pass took.
    [[nodiscard]] bool reachesKnown(const QList<Lead> &leads) const;
    /// False once the object is gone or another run has begun; asked after every wait.
    [[nodiscard]] static bool isCurrent(const QPointer<Puller> &self, int run)
    {
        return self && self->m_run == run;
    }

    CloseApi &m_api;
    Mirror &m_mirror;
    Options m_options;
    PullState m_state;
    Phase m_phase = Phase::Idle;
    int m_run = 0; ///< counts starts and cancels
    int m_pass = 1;
    bool m_hasOrganization = false; ///< taken in this run of the program
    LeadId m_firstOfLastPage;
    QDateTime m_newestOfPass; ///< what the pass under way will have caught up to
    ApiError m_error;
    QTimer m_timer;
};

} // namespace leadline
