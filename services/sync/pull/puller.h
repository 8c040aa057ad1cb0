#pragma once

#include "services/sync/pull/eventpoller.h"
#include "services/sync/pull/firstload.h"

namespace leadline {

/// Brings the organisation into the mirror and keeps it in step: what names things, the first load, and from
/// the first minute on the event log. Goes on by itself after failures that pass. Must not touch the outbox.
class Puller final : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        FirstLoad::Options load;
        EventPoller::Options events;
        std::chrono::milliseconds retryAfter{30'000}; ///< after HttpClient has given up
    };
    Puller(CloseApi &api, BulkApi &bulk, Mirror &mirror, const Clock &clock, Options options,
           QObject *parent = nullptr);
    ~Puller() override;

    /// Goes on where the last run stopped; nothing if it runs.
    void start();
    /// Stops; answers under way are dropped, what is stored stays.
    void cancel();
    /// After a failure: now instead of after the wait, or although nothing would have tried again. Nothing
    /// before `start` and after `cancel`.
    void retryNow();
    void setForeground(bool isForeground) { m_poller.setForeground(isForeground); }
    /// A Smart View whose leads the first load takes before the rest; empty = none.
    void setOpenView(const SmartViewId &view) { m_load.setOpenView(view); }

    [[nodiscard]] PullProgress progress() const;
    /// When the mirror was last known to be in step, by this machine's clock; while it is loaded
    /// again, when it was before that. Invalid = never.
    [[nodiscard]] QDateTime dataAsOf() const;

Q_SIGNALS:
    void progressChanged(const leadline::PullProgress &progress);
    void dataAsOfChanged(const QDateTime &asOf);
    void failed(const leadline::ApiError &error);

private:
    [[nodiscard]] QCoro::Task<> run(int run);
    [[nodiscard]] QCoro::Task<Result<Done>> takeOrganization(int run);
    [[nodiscard]] QCoro::Task<Result<QDateTime>> findPoint(int run);
    [[nodiscard]] QCoro::Task<> refreshOrganization(int run);
    void reload();
    void fail(const ApiError &error);
    void announce();
    [[nodiscard]] QDateTime plausible(const QDateTime &serverTime) const;
    [[nodiscard]] static bool isCurrent(const QPointer<Puller> &self, int run)
    {
        return self && self->m_run == run;
    }

    CloseApi &m_api;
    BulkApi &m_bulk;
    Mirror &m_mirror;
    const Clock &m_clock;
    Options m_options;
    FirstLoad m_load;
    EventPoller m_poller;
    QTimer m_timer;
    QDateTime m_serverTime; ///< when this run began; invalid = not told
    ApiError m_error;
    int m_run = 0; ///< counts starts and cancels
    bool m_isRunning = false;
    bool m_isStopped = true; ///< nobody wants it to run
    bool m_hasOrganization = false; ///< read in this run of the program
};

} // namespace leadline
