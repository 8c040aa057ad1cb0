#include "services/sync/pull/eventpoller.h"

#include "services/base/awaited.h"

namespace leadline {

using std::chrono::milliseconds;

EventPoller::EventPoller(CloseApi &api, BulkApi &bulk, Mirror &mirror, const Clock &clock, Options options,
                         QObject *parent)
    : QObject(parent)
    , m_mirror(mirror)
    , m_clock(clock)
    , m_options(options)
    , m_events(bulk, mirror)
    , m_leads(bulk, mirror, options.leadPage)
    , m_fetcher(api, bulk, mirror)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &EventPoller::pollNow);
}

EventPoller::~EventPoller()
{
    stop(); // what waits resumes while everything it looks at is alive
}

void EventPoller::start()
{
    if (m_isRunning)
        return;
    m_isRunning = true;
    m_isLogRefused = false;
    pollNow();
}

void EventPoller::stop()
{
    ++m_run;
    m_isRunning = false;
    m_isPolling = false;
    m_timer.stop();
    m_loader.stop();
    m_events.digest() = EventDigest();
    m_events.tally() = EventTally();
}

void EventPoller::setForeground(bool isForeground)
{
    if (m_isForeground == isForeground)
        return;
    m_isForeground = isForeground;
    if (isForeground && m_timer.isActive())
        pollNow();
}

void EventPoller::pollNow()
{
    if (!m_isRunning || m_isPolling)
        return;
    m_timer.stop();
    m_isPolling = true;
    [[maybe_unused]] const auto polling = poll(m_run);
}

QDateTime EventPoller::dataAsOf() const
{
    return m_mirror.eventState().readAt;
}

bool EventPoller::wasAwayTooLong(const EventState &state) const
{
    if (!state.point.isValid())
        return true;
    if (!state.readAt.isValid())
        return false; // the first reading of a load that has just begun
    // A clock that was set back says nothing about how long it was; an hour is no reason to load everything.
    const milliseconds away(state.readAt.msecsTo(m_clock.nowUtc()));
    return away > m_options.longestAway || away < -m_options.longestAway;
}

QCoro::Task<> EventPoller::poll(int run)
{
    const QPointer<EventPoller> self(this);
    const EventState state = m_mirror.eventState();
    if (wasAwayTooLong(state)) {
        stop();
        Q_EMIT reloadNeeded();
        co_return;
    }
    const QDateTime from = state.point.addMSecs(-m_options.overlap.count());
    auto reading = m_isLogRefused ? readLeads(from) : readLog(from);
    auto result = co_await std::move(reading);
    if (!isCurrent(self, run))
        co_return;
    if (!result && !m_isLogRefused && result.error().isListRefused()) {
        refused(state);
        co_return;
    }
    if (result) {
        auto fetching = fetchTouched();
        result = co_await std::move(fetching);
        if (!isCurrent(self, run))
            co_return;
    }
    if (result) {
        const QDateTime newest = std::max(state.point, m_events.tally().newest);
        const Awaited<Done> storing;
        m_mirror.putEventState({newest, m_clock.nowUtc()}, storing.callback());
        co_await storing.come();
        if (!isCurrent(self, run))
            co_return;
        result = storing.result();
    }
    end(result);
}

/// The log is not for this person, or does not reach back to the point.
void EventPoller::refused(const EventState &state)
{
    const bool isPointOld = state.readAt.isValid() && state.readAt.secsTo(m_clock.nowUtc()) > 24 * 3600;
    if (isPointOld) {
        stop();
        Q_EMIT reloadNeeded();
        return;
    }
    m_isLogRefused = true;
    m_isPolling = false;
    pollNow();
}

QCoro::Task<Result<Done>> EventPoller::readLog(QDateTime from)
{
    const TimeRange since{from.toMSecsSinceEpoch(), TimeRange::openEnd};
    return m_loader.load(&m_events, QList<TimeRange>(1, since));
}

QCoro::Task<Result<Done>> EventPoller::readLeads(QDateTime from)
{
    const QPointer<EventPoller> self(this);
    const TimeRange since{from.toMSecsSinceEpoch(), TimeRange::openEnd};
    auto loading = m_loader.load(&m_leads, QList<TimeRange>(1, since));
    const auto loaded = co_await std::move(loading);
    if (self && loaded)
        m_events.tally().newest = m_leads.newest();
    co_return loaded;
}

QCoro::Task<Result<Done>> EventPoller::fetchTouched()
{
    const QPointer<EventPoller> self(this);
    const EventTally tally = m_events.tally();
    auto fetching = m_fetcher.fetch(tally.touched);
    auto result = co_await std::move(fetching);
    if (!self || !result)
        co_return result;
    const QDateTime horizon = m_clock.nowUtc().addMSecs(-milliseconds(m_options.timelines).count());
    auto listing = m_fetcher.fetchTimelines(tally.newTimelines, horizon);
    result = co_await std::move(listing);
    co_return result;
}

void EventPoller::end(const Result<Done> &result)
{
    m_isPolling = false;
    EventTally tally = std::exchange(m_events.tally(), EventTally());
    if (!result) {
        m_events.digest() = EventDigest(); // what was taken in may not have got through: all of it again
        if (result.error().kind != ErrorKind::Unauthorized) // a new key is needed, or a word that it is good
            wait(std::max(m_options.retryAfter, result.error().retryAfter));
        Q_EMIT failed(result.error());
        return;
    }
    m_events.digest().forgetBefore(m_mirror.eventState().point.addMSecs(-2 * m_options.overlap.count()));
    wait(m_isForeground ? m_options.foregroundEvery : m_options.backgroundEvery);
    const QPointer<EventPoller> self(this);
    if (tally.isOrganizationChanged)
        Q_EMIT organizationStale();
    if (self)
        Q_EMIT polled();
}

void EventPoller::wait(milliseconds pause)
{
    if (m_isRunning)
        m_timer.start(pause);
}

} // namespace leadline
