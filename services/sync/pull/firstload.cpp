#include "services/sync/pull/firstload.h"

#include "services/base/awaited.h"
#include "services/close/codec/searchcodec.h"
#include "services/sync/pull/activityaudit.h"
#include "services/sync/pull/firstleads.h"

namespace leadline {

namespace {

constexpr qint64 saveEveryMs = 500;
constexpr int passes = 3; // over the pages of /lead/

PullPhase after(PullPhase phase)
{
    return PullPhase(std::min(int(phase) + 1, int(PullPhase::Complete)));
}

} // namespace

FirstLoad::FirstLoad(CloseApi &api, BulkApi &bulk, Mirror &mirror, const Clock &clock, Options options,
                     QObject *parent)
    : QObject(parent)
    , m_mirror(mirror)
    , m_bulk(bulk)
    , m_clock(clock)
    , m_options(options)
    , m_state(mirror.pullState())
    , m_leads(bulk, mirror, options.leadPage)
    , m_tasks(bulk, mirror, ObjectKind::Task)
    , m_opportunities(bulk, mirror, ObjectKind::Opportunity)
    , m_activities(bulk, mirror, options.activityPage)
    , m_fetcher(api, bulk, mirror)
    , m_pager(bulk, mirror, options.pager)
    , m_audit(api, bulk, mirror, options.leadPage)
{
    connect(&m_loader, &RangeLoader::advanced, this, &FirstLoad::noteAdvance);
    connect(&m_pager, &LeadPager::advanced, this, &FirstLoad::notePages);
}

FirstLoad::~FirstLoad()
{
    stop();
}

void FirstLoad::stop()
{
    ++m_run;
    m_loader.stop();
    m_firstLoader.stop();
    m_pager.stop();
    m_audit.stop();
}

void FirstLoad::restart()
{
    stop();
    const QDateTime asOf = m_state.isComplete() ? m_mirror.eventState().readAt : m_state.asOf;
    m_state = PullState();
    m_state.hasLoaded = true;
    m_state.asOf = asOf;
    m_mirror.putPullState(m_state);
    Q_EMIT progressChanged();
}

QCoro::Task<Result<Done>> FirstLoad::run(QDateTime now)
{
    const QPointer<FirstLoad> self(this);
    stop();
    const int run = m_run;
    if (!m_state.startedAt.isValid())
        m_state.startedAt = now;
    while (!m_state.isComplete()) {
        m_pace.clear();
        Q_EMIT progressChanged();
        auto taking = takePhase(run);
        const auto taken = co_await std::move(taking);
        if (!self || !isCurrent(run))
            co_return ApiError(ErrorKind::Cancelled);
        if (!taken)
            co_return taken;
        PullState next;
        next.phase = after(m_state.phase);
        next.startedAt = m_state.startedAt;
        next.isByPages = m_state.isByPages;
        next.asOf = m_state.asOf;
        next.hasLoaded = m_state.hasLoaded || next.isComplete();
        m_state = next;
        // Durable first: who hears "complete" may close the program at once.
        auto saving = save();
        const auto saved = co_await std::move(saving);
        if (!self || !isCurrent(run))
            co_return ApiError(ErrorKind::Cancelled);
        if (!saved)
            co_return saved;
    }
    Q_EMIT progressChanged();
    co_return Done();
}

QCoro::Task<Result<Done>> FirstLoad::takePhase(int run)
{
    switch (m_state.phase) {
    case PullPhase::Leads:
        return takeLeads(run);
    case PullPhase::Tasks:
        return takeAll(run, &m_tasks);
    case PullPhase::Opportunities:
        return takeAll(run, &m_opportunities);
    case PullPhase::Activities:
        return takeActivities(run);
    case PullPhase::Audit:
        return audit(run);
    case PullPhase::Organization:
    case PullPhase::Complete:
        break;
    }
    return nothing();
}

QCoro::Task<Result<Done>> FirstLoad::takeLeads(int run)
{
    const QPointer<FirstLoad> self(this);
    if (!m_state.isPlanned) {
        auto counting = m_bulk.countLeads(leadsearch::updatedIn(TimeRange()));
        const auto count = co_await std::move(counting);
        if (!self || !isCurrent(run))
            co_return ApiError(ErrorKind::Cancelled);
        if (!count && !count.error().isListRefused())
            co_return count.error();
        m_state.isByPages = !count;
        m_state.total = count ? *count : -1;
        plan(TimeRange(), m_state.total);
        if (count) {
            auto first = takeFirst(run);
            const auto taken = co_await std::move(first);
            if (!self || !isCurrent(run))
                co_return ApiError(ErrorKind::Cancelled);
            if (!taken)
                co_return taken;
        }
    }
    if (!m_state.isByPages) {
        auto searching = takeBySearch(run);
        const auto taken = co_await std::move(searching);
        if (!self || !isCurrent(run))
            co_return ApiError(ErrorKind::Cancelled);
        if (taken || !taken.error().isListRefused())
            co_return taken;
        m_state.isByPages = true;
    }
    auto paging = takeByPages(run);
    const auto taken = co_await std::move(paging);
    co_return taken;
}

/// What this person needs first; whether Close understands these questions is no condition for the rest.
QCoro::Task<Result<Done>> FirstLoad::takeFirst(int run)
{
    const QPointer<FirstLoad> self(this);
    const OrganizationData organization = m_mirror.organization();
    QList<QJsonObject> queries{leadsearch::ofUser(organization.me.user.id)};
    for (const SmartView &view : organization.smartViews) {
        const auto query = leadsearch::ofSmartView(view.raw);
        if (query && view.id == m_openView)
            queries.prepend(*query);
    }
    for (const QJsonObject &query : queries) {
        FirstLeads leads(m_leads, query, m_options.mostOwn);
        auto taking = m_firstLoader.load(&leads, m_state.left);
        const auto taken = co_await std::move(taking);
        if (!self || !isCurrent(run))
            co_return ApiError(ErrorKind::Cancelled);
        if (!taken && !taken.error().isListRefused())
            co_return taken.error();
        Q_EMIT progressChanged();
    }
    co_return Done();
}

QCoro::Task<Result<Done>> FirstLoad::takeBySearch(int run)
{
    const QPointer<FirstLoad> self(this);
    auto loading = m_loader.load(&m_leads, m_state.left);
    const auto loaded = co_await std::move(loading);
    if (!self || !isCurrent(run) || !loaded)
        co_return loaded;
    // What moved up meanwhile.
    const qint64 from = m_state.startedAt.toMSecsSinceEpoch() - m_options.overlap.count();
    auto again = m_loader.load(&m_leads, QList<TimeRange>(1, TimeRange{from, TimeRange::openEnd}));
    const auto topped = co_await std::move(again);
    co_return topped;
}

QCoro::Task<Result<Done>> FirstLoad::takeByPages(int run)
{
    const QPointer<FirstLoad> self(this);
    for (; m_state.passes < passes; ++m_state.passes) {
        auto loading = m_pager.load(m_state.skip, m_state.total);
        const auto loaded = co_await std::move(loading);
        if (!self || !isCurrent(run) || !loaded)
            co_return loaded;
        if (m_mirror.leadCount() >= m_state.total)
            co_return Done();
        m_state.skip = 0; // some moved to where we had been
    }
    co_return Done();
}

QCoro::Task<Result<bool>> FirstLoad::takeRanges(int run, RangeSource *source, TimeRange whole,
                                                bool isNewestFirst)
{
    const QPointer<FirstLoad> self(this);
    if (!m_state.isPlanned)
        plan(whole, isNewestFirst ? m_mirror.leadCount() : 0);
    auto loading = m_loader.load(source, m_state.left);
    const auto loaded = co_await std::move(loading);
    if (!self || !isCurrent(run))
        co_return ApiError(ErrorKind::Cancelled);
    if (!loaded && !loaded.error().isListRefused())
        co_return loaded.error();
    co_return loaded.isOk();
}

QCoro::Task<Result<Done>> FirstLoad::takeAll(int run, RangeSource *source)
{
    auto taking = takeRanges(run, source, TimeRange(), false);
    const auto taken = co_await std::move(taking);
    if (!taken)
        co_return taken.error();
    co_return Done();
}

QCoro::Task<Result<Done>> FirstLoad::takeActivities(int run)
{
    const QPointer<FirstLoad> self(this);
    const qint64 begin = m_state.startedAt.toMSecsSinceEpoch();
    const TimeRange whole{begin - std::chrono::milliseconds(m_options.activities).count(),
                          TimeRange::openEnd};
    if (m_state.hasLoaded) { // some may be here that Close has no more: all names are needed, from the begin
        m_activities.keepNames();
        m_state.isPlanned = false;
    }
    auto taking = takeRanges(run, &m_activities, whole, true);
    const auto told = co_await std::move(taking);
    if (!told)
        co_return told.error();
    if (!self || !isCurrent(run))
        co_return ApiError(ErrorKind::Cancelled);
    Result<Done> result = Done();
    if (m_state.hasLoaded && *told) { // a list that is not told names nothing
        auto auditing =
            removeUnnamedActivities(&m_bulk, &m_mirror, m_activities.takeNames(), {whole.from, begin});
        result = co_await std::move(auditing);
        if (!self || !isCurrent(run) || !result)
            co_return result;
    }
    const QSet<LeadId> missing = m_activities.takeMissing();
    QHash<LeadId, QDateTime> unknown;
    for (const LeadId &lead : missing)
        unknown.insert(lead, QDateTime());
    auto fetching = m_fetcher.fetch(unknown);
    result = co_await std::move(fetching);
    if (!self || !isCurrent(run) || !result)
        co_return result;
    auto listing = m_fetcher.fetchTimelines(missing, QDateTime::fromMSecsSinceEpoch(whole.from, Qt::UTC));
    result = co_await std::move(listing);
    co_return result;
}

QCoro::Task<Result<Done>> FirstLoad::audit(int run)
{
    const QPointer<FirstLoad> self(this);
    if (m_state.isByPages) // the passes were the audit
        co_return Done();
    auto auditing = m_audit.run(m_state.hasLoaded);
    const auto audited = co_await std::move(auditing);
    if (!self || !isCurrent(run))
        co_return ApiError(ErrorKind::Cancelled);
    if (!audited && !audited.error().isListRefused())
        co_return audited;
    co_return Done();
}

QCoro::Task<Result<Done>> FirstLoad::nothing()
{
    co_return Done();
}

QCoro::Task<Result<Done>> FirstLoad::save()
{
    const Awaited<Done> storing;
    m_mirror.putPullState(m_state, storing.callback());
    co_await storing.come();
    co_return storing.result();
}

/// `leads`: so many are concerned; few need no order of their own.
void FirstLoad::plan(TimeRange whole, int leads)
{
    m_state.left = firstRanges(whole, m_state.startedAt.toMSecsSinceEpoch(), leads, 4 * m_options.leadPage);
    m_state.isPlanned = true;
}

void FirstLoad::noteAdvance(int received)
{
    const qint64 now = m_clock.monotonicMs();
    m_state.left = m_loader.left();
    m_state.taken += received;
    if (m_state.phase == PullPhase::Tasks)
        m_state.total = m_tasks.total();
    else if (m_state.phase == PullPhase::Opportunities)
        m_state.total = m_opportunities.total();
    const double share = m_loader.shareDone(m_state.startedAt.toMSecsSinceEpoch());
    m_pace.note(now, m_state.total >= 0 ? progress().taken : share);
    if (now - m_savedAt >= saveEveryMs) {
        m_savedAt = now;
        m_mirror.putPullState(m_state);
    }
    Q_EMIT progressChanged();
}

void FirstLoad::notePages()
{
    m_state.skip = m_pager.skip();
    m_state.total = m_pager.total();
    m_state.taken = m_state.skip;
    m_pace.note(m_clock.monotonicMs(), m_state.taken);
    m_mirror.putPullState(m_state);
    Q_EMIT progressChanged();
}

PullProgress FirstLoad::progress() const
{
    PullProgress progress;
    progress.phase = m_state.phase;
    progress.total = m_state.total;
    progress.taken = m_state.taken;
    progress.isComplete = m_state.isComplete();
    progress.hasLeads = m_state.hasLoaded || m_state.phase > PullPhase::Leads;
    const bool isOfLeads = m_state.phase == PullPhase::Leads && !m_state.isByPages && !m_state.hasLoaded;
    if (isOfLeads || m_state.isComplete())
        progress.taken = m_mirror.leadCount();
    if (m_state.isComplete())
        progress.total = progress.taken;
    if (progress.total >= 0) {
        progress.taken = std::min(progress.taken, progress.total);
        progress.estimate = m_pace.timeFor(progress.total - progress.taken);
    } else if (m_state.phase == PullPhase::Activities) {
        progress.estimate = m_pace.timeFor(1 - m_loader.shareDone(m_state.startedAt.toMSecsSinceEpoch()));
    }
    return progress;
}

} // namespace leadline
