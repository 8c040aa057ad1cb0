#pragma once

#include "services/base/clock.h"
#include "services/sync/pull/eventsource.h"
#include "services/sync/pull/leadfetcher.h"
#include "services/sync/pull/leadsource.h"
#include "services/sync/pull/rangeloader.h"

#include <QTimer>

namespace leadline {

/// Keeps the mirror in step by the event log (close-api.md 7.1): reads it again and again from the last point
/// minus five minutes, as events may show late, applies it, and reads whole the leads that something happened
/// to. The point moves only when all of that is durable. Where the log is refused, it takes the leads that
/// were updated since. Must not decide what a reload is: it only says when the log does not reach back far
/// enough.
class EventPoller final : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        std::chrono::milliseconds foregroundEvery{15'000};
        std::chrono::milliseconds backgroundEvery{120'000};
        std::chrono::milliseconds overlap{5 * 60'000};
        std::chrono::milliseconds retryAfter{30'000};
        std::chrono::hours longestAway{25 * 24}; ///< Close keeps events for 30 days
        std::chrono::hours timelines{90 * 24};   ///< how far back a new lead's activities are read
        int leadPage = 200;
    };
    EventPoller(CloseApi &api, BulkApi &bulk, Mirror &mirror, const Clock &clock, Options options,
                QObject *parent = nullptr);
    ~EventPoller() override;

    /// Reads at once, then in turn; nothing if it runs.
    void start();
    /// What is being read is dropped and read again after the next start.
    void stop();
    void setForeground(bool isForeground);
    /// Now, unless it is reading already.
    void pollNow();

    [[nodiscard]] QDateTime dataAsOf() const; ///< by this machine's clock; invalid = never read

Q_SIGNALS:
    void polled();
    void failed(const leadline::ApiError &error);
    /// Statuses, fields, users, Smart Views or templates are other ones now.
    void organizationStale();
    /// The log does not reach back to the last point, or there is none; it has stopped.
    void reloadNeeded();

private:
    [[nodiscard]] QCoro::Task<> poll(int run);
    [[nodiscard]] QCoro::Task<Result<Done>> readLog(QDateTime from);
    [[nodiscard]] QCoro::Task<Result<Done>> readLeads(QDateTime from);
    [[nodiscard]] QCoro::Task<Result<Done>> fetchTouched();
    [[nodiscard]] bool wasAwayTooLong(const EventState &state) const;
    void refused(const EventState &state);
    void end(const Result<Done> &result);
    void wait(std::chrono::milliseconds pause);
    [[nodiscard]] static bool isCurrent(const QPointer<EventPoller> &self, int run)
    {
        return self && self->m_run == run;
    }

    Mirror &m_mirror;
    const Clock &m_clock;
    Options m_options;
    EventSource m_events;
    LeadSource m_leads;
    LeadFetcher m_fetcher;
    RangeLoader m_loader;
    QTimer m_timer;
    int m_run = 0;
    bool m_isRunning = false;
    bool m_isPolling = false;
    bool m_isForeground = true;
    bool m_isLogRefused = false; ///< since the start
};

} // namespace leadline
