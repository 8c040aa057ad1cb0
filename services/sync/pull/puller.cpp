#include "services/sync/pull/puller.h"

#include "services/base/awaited.h"
#include "services/sync/pull/errors.h"

namespace leadline {

namespace {

constexpr qint64 dayMs = 24 * 3'600'000LL;

} // namespace

Puller::Puller(CloseApi &api, BulkApi &bulk, Mirror &mirror, const Clock &clock, Options options,
               QObject *parent)
    : QObject(parent)
    , m_api(api)
    , m_bulk(bulk)
    , m_mirror(mirror)
    , m_clock(clock)
    , m_options(options)
    , m_load(api, bulk, mirror, clock, options.load)
    , m_poller(api, bulk, mirror, clock, options.events)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Puller::start);
    connect(&m_load, &FirstLoad::progressChanged, this, &Puller::announce);
    connect(&m_poller, &EventPoller::polled, this, [this] { Q_EMIT dataAsOfChanged(dataAsOf()); });
    connect(&m_poller, &EventPoller::failed, this, &Puller::failed);
    connect(&m_poller, &EventPoller::reloadNeeded, this, &Puller::reload);
    connect(&m_poller, &EventPoller::organizationStale, this,
            [this] { [[maybe_unused]] const auto refreshing = refreshOrganization(m_run); });
}

Puller::~Puller()
{
    ++m_run; // what waits resumes while everything it looks at is alive, and ends
    m_load.stop();
    m_poller.stop();
}

void Puller::start()
{
    if (m_isRunning)
        return;
    m_timer.stop();
    m_error = ApiError();
    m_isRunning = true;
    m_isStopped = false;
    ++m_run;
    announce();
    [[maybe_unused]] const auto running = run(m_run);
}

void Puller::cancel()
{
    m_timer.stop();
    ++m_run;
    m_isRunning = false;
    m_isStopped = true;
    m_load.stop();
    m_poller.stop();
    announce();
}

void Puller::retryNow()
{
    if (m_isStopped)
        return;
    if (m_error.kind != ErrorKind::None)
        start();
    m_poller.pollNow();
}

PullProgress Puller::progress() const
{
    PullProgress progress = m_load.progress();
    progress.isRunning = m_isRunning && !progress.isComplete;
    if (!progress.isRunning)
        progress.estimate.reset();
    progress.error = m_error;
    return progress;
}

QDateTime Puller::dataAsOf() const
{
    const PullState state = m_mirror.pullState();
    return state.isComplete() ? m_poller.dataAsOf() : state.asOf;
}

void Puller::announce()
{
    Q_EMIT progressChanged(progress());
}

void Puller::fail(const ApiError &error)
{
    m_error = error;
    m_isRunning = false;
    if (isPassing(error.kind))
        m_timer.start(std::max(m_options.retryAfter, error.retryAfter));
    announce();
    Q_EMIT failed(error);
}

/// The log does not tell what changed: everything is loaded again, over what is here.
void Puller::reload()
{
    ++m_run;
    m_load.restart();
    m_isRunning = true;
    announce();
    [[maybe_unused]] const auto running = run(m_run);
}

QCoro::Task<> Puller::run(int run)
{
    const QPointer<Puller> self(this);
    if (!m_hasOrganization) {
        auto reading = takeOrganization(run);
        const auto read = co_await std::move(reading);
        if (!isCurrent(self, run))
            co_return;
        if (!read) {
            fail(read.error());
            co_return;
        }
    }
    if (!m_load.hasBegun()) {
        auto finding = findPoint(run);
        const auto point = co_await std::move(finding);
        if (!isCurrent(self, run))
            co_return;
        if (!point) {
            fail(point.error());
            co_return;
        }
        const Awaited<Done> storing;
        m_mirror.putEventState(EventState{*point, m_clock.nowUtc()}, storing.callback());
        co_await storing.come();
        if (!isCurrent(self, run))
            co_return;
        if (!storing.result()) {
            fail(storing.result().error());
            co_return;
        }
    }
    m_poller.start();
    if (!isCurrent(self, run)) // the log does not reach back: a reload has begun
        co_return;
    auto loading = m_load.run(plausible(m_serverTime));
    const auto loaded = co_await std::move(loading);
    if (!isCurrent(self, run))
        co_return;
    m_isRunning = false;
    if (!loaded)
        fail(loaded.error());
    else
        announce();
}

QCoro::Task<Result<Done>> Puller::takeOrganization(int run)
{
    const QPointer<Puller> self(this);
    auto asking = m_api.me(Lane::Background);
    const Result<Me> me = co_await std::move(asking);
    if (!isCurrent(self, run))
        co_return ApiError(ErrorKind::Cancelled);
    if (!me)
        co_return me.error();
    auto reading = m_api.organization(*me, Lane::Background);
    const Result<OrganizationData> organization = co_await std::move(reading);
    if (!isCurrent(self, run))
        co_return ApiError(ErrorKind::Cancelled);
    if (!organization)
        co_return organization.error();
    m_mirror.putOrganization(*organization);
    m_hasOrganization = true;
    co_return Done();
}

QCoro::Task<> Puller::refreshOrganization(int run)
{
    const QPointer<Puller> self(this);
    auto reading = takeOrganization(run);
    const auto read = co_await std::move(reading);
    if (isCurrent(self, run) && !read)
        m_hasOrganization = false; // made up with the next start
}

/// From which event on the log is to be read: the newest one there is, before anything else is taken.
QCoro::Task<Result<QDateTime>> Puller::findPoint(int run)
{
    const QPointer<Puller> self(this);
    auto asking = m_bulk.events(TimeRange(), QString(), 1);
    const auto page = co_await std::move(asking);
    if (!isCurrent(self, run))
        co_return ApiError(ErrorKind::Cancelled);
    if (!page && !page.error().isListRefused())
        co_return page.error();
    m_serverTime = page ? page->serverTime : QDateTime();
    if (page && !page->events.isEmpty())
        co_return page->events.constFirst().updatedAt;
    // No event to go by: a day before now by whichever clock is behind, as reading too much does no harm.
    const QDateTime now = m_clock.nowUtc();
    co_return std::min(m_serverTime.isValid() ? m_serverTime : now, now).addMSecs(-dayMs);
}

/// Close's time, unless its clock and ours differ by more than a day: then one of them says nothing.
QDateTime Puller::plausible(const QDateTime &serverTime) const
{
    const QDateTime now = m_clock.nowUtc();
    const bool isPlausible = serverTime.isValid() && std::abs(serverTime.msecsTo(now)) < dayMs;
    return isPlausible ? serverTime : now;
}

} // namespace leadline
