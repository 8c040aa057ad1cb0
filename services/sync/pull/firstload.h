#pragma once

#include "services/base/clock.h"
#include "services/sync/pull/activitysource.h"
#include "services/sync/pull/leadaudit.h"
#include "services/sync/pull/leadpager.h"
#include "services/sync/pull/leadsource.h"
#include "services/sync/pull/objectsource.h"
#include "services/sync/pull/pace.h"
#include "services/sync/pull/pullprogress.h"
#include "services/sync/pull/rangeloader.h"

namespace leadline {

/// Brings everything into the mirror once, in the order of its use: the person's own leads and the open Smart
/// View, all leads newest first, open tasks, opportunities, the activities of the last 90 days, and an audit.
/// How far it has come is durable, so a restart goes on where it stopped. Must not touch the outbox, nor what
/// the event log is for.
class FirstLoad final : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        int leadPage = 200; ///< the largest pages Close takes (close-api.md 2.1)
        int activityPage = 100;
        int mostOwn = 10'000; ///< leads, about, taken before the rest
        std::chrono::hours activities{90 * 24};
        std::chrono::milliseconds overlap{
            10 * 60'000}; ///< what changed while the leads were taken: from so long before
        LeadPager::Options pager;
    };
    FirstLoad(CloseApi &api, BulkApi &bulk, Mirror &mirror, const Clock &clock, Options options,
              QObject *parent = nullptr);
    ~FirstLoad() override;

    /// Goes on where the mirror's PullState says, to the end. `now`: Close's time.
    [[nodiscard]] QCoro::Task<Result<Done>> run(QDateTime now);
    void stop();
    /// Loaded again from the begin: the log does not tell what changed. Local work stays.
    void restart();
    /// A Smart View whose leads are taken before the rest, if it is known by then; empty = none.
    void setOpenView(const SmartViewId &view) { m_openView = view; }

    [[nodiscard]] bool hasBegun() const { return m_state.phase != PullPhase::Organization; }
    [[nodiscard]] bool isComplete() const { return m_state.isComplete(); }
    [[nodiscard]] PullProgress progress() const;

Q_SIGNALS:
    void progressChanged();

private:
    [[nodiscard]] QCoro::Task<Result<Done>> takeLeads(int run);
    [[nodiscard]] QCoro::Task<Result<Done>> takeFirst(int run);
    [[nodiscard]] QCoro::Task<Result<Done>> takeBySearch(int run);
    [[nodiscard]] QCoro::Task<Result<Done>> takeByPages(int run);
    /// False: Close does not tell this list; work goes on without it.
    [[nodiscard]] QCoro::Task<Result<bool>> takeRanges(int run, RangeSource *source, TimeRange whole,
                                                       bool isNewestFirst);
    [[nodiscard]] QCoro::Task<Result<Done>> takeAll(int run, RangeSource *source);
    [[nodiscard]] QCoro::Task<Result<Done>> takeActivities(int run);
    [[nodiscard]] QCoro::Task<Result<Done>> audit(int run);
    [[nodiscard]] QCoro::Task<Result<Done>> takePhase(int run);
    [[nodiscard]] QCoro::Task<Result<Done>> save();
    [[nodiscard]] static QCoro::Task<Result<Done>> nothing();
    void plan(TimeRange whole, int leads);
    void noteAdvance(int received);
    void notePages();
    [[nodiscard]] bool isCurrent(int run) const { return run == m_run; }

    Mirror &m_mirror;
    BulkApi &m_bulk;
    const Clock &m_clock;
    Options m_options;
    PullState m_state;
    LeadSource m_leads;
    ObjectSource m_tasks;
    ObjectSource m_opportunities;
    ActivitySource m_activities;
    LeadFetcher m_fetcher;
    LeadPager m_pager;
    LeadAudit m_audit;
    RangeLoader m_loader;
    RangeLoader m_firstLoader; ///< of what comes before the rest; how far it came is not kept
    Pace m_pace;
    SmartViewId m_openView;
    qint64 m_savedAt = 0; ///< monotonic ms
    int m_run = 0;
};

} // namespace leadline
