#include "services/sync/leadrefresher.h"


namespace leadline {

namespace {

constexpr int pageSize = 100;   // the largest Close takes for activities (close-api.md 2.1)
constexpr int atOnce = 2;       // leads; each is two requests
constexpr int seamOverlap = 10; // activities deleted in Close since then shift the rest forward

} // namespace

LeadRefresher::LeadRefresher(CloseApi &api, Mirror &mirror, QObject *parent)
    : QObject(parent), m_api(api), m_mirror(mirror)
{}

void LeadRefresher::open(const LeadId &lead)
{
    m_next.reset();
    if (m_refreshing.contains(lead))
        return;
    if (m_refreshing.size() >= atOnce) {
        m_next = lead;
        return;
    }
    m_refreshing.insert(lead);
    [[maybe_unused]] const auto running = refresh(lead);
}

void LeadRefresher::loadOlder(const LeadId &lead)
{
    if (m_older.contains(lead) || m_mirror.hasAllActivities(lead))
        return;
    const int stored = m_mirror.activityCount(lead, {});
    const int skip = std::max({0, m_taken.value(lead), stored - seamOverlap});
    m_older.insert(lead);
    [[maybe_unused]] const auto running = takeOlder(lead, skip);
}

QCoro::Task<> LeadRefresher::refresh(LeadId lead)
{
    const QPointer<LeadRefresher> self(this);
    auto reading = m_api.lead(lead, Lane::Foreground);
    auto listing = m_api.activities(lead, 0, pageSize, Lane::Foreground);
    Result<Lead> read = co_await std::move(reading);
    const Result<Page<Activity>> page = co_await std::move(listing);
    if (!self)
        co_return;
    if (!read && read.error().isDenied()) { // one refusal is not enough to throw it away (reliability.md 56)
        auto again = m_api.lead(lead, Lane::Foreground);
        read = co_await std::move(again);
        if (!self)
            co_return;
    }
    if (!read) {
        if (read.error().isDenied())
            m_mirror.removeLead(lead);
        settle(lead, m_refreshing, read.error());
        co_return;
    }
    m_mirror.putLeads(QList<Lead>(1, *read));
    if (page)
        store(lead, *page, 0, m_refreshing);
    else
        settle(lead, m_refreshing, page.error());
}

QCoro::Task<> LeadRefresher::takeOlder(LeadId lead, int skip)
{
    const QPointer<LeadRefresher> self(this);
    auto listing = m_api.activities(lead, skip, pageSize, Lane::Foreground);
    const Result<Page<Activity>> page = co_await std::move(listing);
    if (!self)
        co_return;
    if (page)
        store(lead, *page, skip, m_older);
    else
        settle(lead, m_older, page.error());
}

void LeadRefresher::store(const LeadId &lead, const Page<Activity> &page, int skip, QSet<LeadId> &underWay)
{
    const bool isLast = !page.hasMore || page.received == 0;
    m_taken[lead] = std::max(m_taken.value(lead), skip + page.received);
    const QPointer<LeadRefresher> self(this);
    m_mirror.putActivities(lead, page.items, isLast, [self, lead, &underWay](const Result<Done> &stored) {
        if (self)
            self->settle(lead, underWay, stored ? ApiError() : stored.error());
    });
}

void LeadRefresher::settle(const LeadId &lead, QSet<LeadId> &underWay, const ApiError &error)
{
    underWay.remove(lead);
    if (m_next) {
        const LeadId next = *m_next;
        open(next);
    }
    if (error.kind == ErrorKind::None)
        Q_EMIT finished(lead);
    else
        Q_EMIT failed(lead, error);
}

} // namespace leadline
