#include "services/sync/puller.h"

namespace leadline {

namespace {

/// Worth trying again without a person: the rest would be answered the same way for ever.
bool isPassing(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Unreached:
    case ErrorKind::Tls:
    case ErrorKind::Timeout:
    case ErrorKind::ConnectionLost:
    case ErrorKind::RateLimited:
    case ErrorKind::ServerError:
    case ErrorKind::NotClose:
    case ErrorKind::Redirected:
    case ErrorKind::TooLarge:
    case ErrorKind::Storage:
        return true;
    case ErrorKind::None:
    case ErrorKind::Unauthorized:
    case ErrorKind::PaymentRequired:
    case ErrorKind::Forbidden:
    case ErrorKind::NotFound:
    case ErrorKind::Rejected:
    case ErrorKind::Cancelled:
    case ErrorKind::InvalidInput:
        return false;
    }
    return false;
}

/// Invalid if no lead says.
QDateTime newestUpdate(const QList<Lead> &leads)
{
    QDateTime newest;
    for (const Lead &lead : leads) {
        if (lead.dateUpdated.isValid() && (!newest.isValid() || lead.dateUpdated > newest))
            newest = lead.dateUpdated;
    }
    return newest;
}

} // namespace

Puller::Puller(CloseApi &api, Mirror &mirror, Options options, QObject *parent)
    : QObject(parent), m_api(api), m_mirror(mirror), m_options(options), m_state(mirror.pullState())
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Puller::start);
}

void Puller::start()
{
    if (m_phase != Phase::Idle)
        return;
    m_timer.stop();
    m_error = ApiError();
    m_pass = 1;
    m_firstOfLastPage = LeadId();
    ++m_run;
    // A refresh every minute need not ask again for what names things.
    const bool isRefresh = m_state.isComplete && m_hasOrganization;
    enter(isRefresh ? Phase::Newest : Phase::Organization);
    [[maybe_unused]] const auto running = isRefresh ? takeNewest(m_run, 0) : takeOrganization(m_run);
}

void Puller::cancel()
{
    m_timer.stop();
    ++m_run;
    enter(Phase::Idle);
}

void Puller::retryNow()
{
    if (m_timer.isActive())
        start();
}

PullProgress Puller::progress() const
{
    PullProgress progress;
    progress.total = m_state.total;
    progress.isComplete = m_state.isComplete;
    progress.taken = m_state.isComplete ? m_mirror.leadCount() : m_state.skip;
    if (progress.total >= 0)
        progress.taken = std::min(progress.taken, progress.total);
    progress.isRunning = !m_state.isComplete && m_phase != Phase::Idle;
    progress.error = m_error;
    return progress;
}

void Puller::enter(Phase phase)
{
    m_phase = phase;
    Q_EMIT progressChanged(progress());
}

void Puller::fail(int run, const ApiError &error)
{
    if (run != m_run)
        return;
    m_error = error;
    if (isPassing(error.kind))
        m_timer.start(std::max(m_options.retryAfter, error.retryAfter));
    enter(Phase::Idle);
    Q_EMIT failed(error);
}

QCoro::Task<> Puller::takeOrganization(int run)
{
    const QPointer<Puller> self(this);
    auto asking = m_api.me(Lane::Background);
    const Result<Me> me = co_await std::move(asking);
    if (!isCurrent(self, run))
        co_return;
    if (!me) {
        fail(run, me.error());
        co_return;
    }
    auto reading = m_api.organization(*me, Lane::Background);
    const Result<OrganizationData> organization = co_await std::move(reading);
    if (!isCurrent(self, run))
        co_return;
    if (!organization) {
        fail(run, organization.error());
        co_return;
    }
    m_mirror.putOrganization(*organization);
    m_hasOrganization = true;
    enter(m_state.isComplete ? Phase::Newest : Phase::Pages);
    [[maybe_unused]] const auto next = m_state.isComplete ? takeNewest(run, 0) : takePage(run);
}

QCoro::Task<> Puller::takePage(int run)
{
    const QPointer<Puller> self(this);
    auto asking =
        m_api.leads(std::max(0, m_state.skip - m_options.overlap), m_options.pageSize, Lane::Background);
    const Result<Page<Lead>> page = co_await std::move(asking);
    if (!isCurrent(self, run))
        co_return;
    if (page)
        storePage(run, *page);
    else
        fail(run, page.error());
}

void Puller::storePage(int run, const Page<Lead> &page)
{
    const int skip = std::max(0, m_state.skip - m_options.overlap);
    const LeadId first = page.items.isEmpty() ? LeadId() : page.items.constFirst().id;
    // A server that says "more" for ever: nothing came, the same page came, or we are far beyond its own
    // count.
    const bool isStuck = page.received == 0 || (!first.isEmpty() && first == m_firstOfLastPage) ||
                         (page.total >= 0 && skip >= page.total + m_options.pageSize);
    const int gone = page.total >= 0 ? m_state.total - page.total : 0;
    const bool mustGoBack = gone > m_options.overlap;
    const bool isEnd = !mustGoBack && (!page.hasMore || isStuck);
    m_firstOfLastPage = first;
    PullState next = m_state;
    next.total = page.total >= 0 ? page.total : m_state.total;
    next.skip =
        mustGoBack ? std::max(0, m_state.skip - gone) : std::max(m_state.skip, skip + page.received);
    if (!next.caughtUpTo.isValid() && skip == 0) // the first load: what changes from now on is for the newest pages
        next.caughtUpTo = newestUpdate(page.items);

    const QPointer<Puller> self(this);
    const auto stateStored = [self, run, next, isEnd](const Result<Done> &stored) {
        if (!isCurrent(self, run))
            return;
        if (!stored)
            return self->fail(run, stored.error());
        self->m_state = next;
        self->pageStored(run, isEnd);
    };
    m_mirror.putLeads(page.items, [self, run, next, stateStored](const Result<Done> &stored) {
        if (!isCurrent(self, run))
            return;
        if (!stored)
            return self->fail(run, stored.error());
        self->m_mirror.putPullState(next, stateStored);
    });
}

void Puller::pageStored(int run, bool isEnd)
{
    enter(isEnd ? Phase::Newest : Phase::Pages);
    [[maybe_unused]] const auto next = isEnd ? takeNewest(run, 0) : takePage(run);
}

QCoro::Task<> Puller::takeNewest(int run, int skip)
{
    const QPointer<Puller> self(this);
    auto asking = m_api.leads(skip, m_options.newestSize, Lane::Background);
    const Result<Page<Lead>> page = co_await std::move(asking);
    if (!isCurrent(self, run))
        co_return;
    if (!page) {
        fail(run, page.error());
        co_return;
    }
    if (page->total >= 0)
        m_state.total = page->total;
    if (skip == 0)
        m_newestOfPass = newestUpdate(page->items);
    if (!hasNews(page->items) && reachesKnown(page->items)) {
        newestDone(run);
        co_return;
    }
    const int next = skip + page->received;
    const bool isMore =
        page->hasMore && page->received > 0 && (m_state.total < 0 || next < m_state.total);
    m_mirror.putLeads(page->items, [self, run, next, isMore](const Result<Done> &stored) {
        if (!isCurrent(self, run))
            return;
        if (!stored)
            return self->fail(run, stored.error());
        if (!isMore)
            return self->newestDone(run);
        [[maybe_unused]] const auto going = self->takeNewest(run, next);
    });
}

bool Puller::hasNews(const QList<Lead> &leads) const
{
    return std::any_of(leads.begin(), leads.end(), [this](const Lead &lead) {
        const auto known = m_mirror.leadUpdatedAt(lead.id);
        return !known || *known != lead.dateUpdated;
    });
}

bool Puller::reachesKnown(const QList<Lead> &leads) const
{
    return leads.isEmpty() || !m_state.caughtUpTo.isValid() ||
           std::any_of(leads.begin(), leads.end(),
                       [this](const Lead &lead) { return lead.dateUpdated <= m_state.caughtUpTo; });
}

void Puller::newestDone(int run)
{
    if (!m_state.isComplete && m_mirror.leadCount() < m_state.total && m_pass < m_options.passes) {
        ++m_pass;
        m_state.skip = 0;
        m_firstOfLastPage = LeadId();
        enter(Phase::Pages);
        [[maybe_unused]] const auto again = takePage(run);
        return;
    }
    PullState next = m_state;
    next.isComplete = true;
    if (m_newestOfPass.isValid())
        next.caughtUpTo = m_newestOfPass;
    // Durable first: who hears "complete" may close the program at once.
    const QPointer<Puller> self(this);
    m_mirror.putPullState(next, [self, run, next](const Result<Done> &stored) {
        if (!isCurrent(self, run))
            return;
        if (!stored)
            return self->fail(run, stored.error());
        self->m_state = next;
        self->enter(Phase::Idle);
        self->m_timer.start(self->m_options.refreshEvery);
    });
}

} // namespace leadline
