#include "services/sync/pull/leadpager.h"

#include "services/base/awaited.h"

namespace leadline {

LeadPager::LeadPager(BulkApi &api, Mirror &mirror, Options options, QObject *parent)
    : QObject(parent), m_api(api), m_mirror(mirror), m_options(options)
{}

QCoro::Task<Result<Done>> LeadPager::load(int skip, int total)
{
    const QPointer<LeadPager> self(this);
    const int run = ++m_run;
    m_skip = skip;
    m_total = total;
    m_firstOfLastPage.clear();
    for (;;) {
        auto asking = m_api.leads(std::max(0, m_skip - m_options.overlap), m_options.pageSize);
        auto page = co_await std::move(asking);
        if (!self || run != m_run)
            co_return ApiError(ErrorKind::Cancelled);
        // Beyond its own limit Close tells no more (close-api.md 2.1): the audit finds the rest.
        if (!page && page.error().kind == ErrorKind::Rejected && m_skip > 0)
            co_return Done();
        if (!page)
            co_return page.error();
        const Awaited<LeadPageInfo> storing;
        m_mirror.putLeadPage(std::move(page).value(), storing.callback());
        co_await storing.come();
        if (!self || run != m_run)
            co_return ApiError(ErrorKind::Cancelled);
        if (!storing.result())
            co_return storing.result().error();
        if (takeIn(*storing.result()))
            co_return Done();
    }
}

/// True at the end.
bool LeadPager::takeIn(const LeadPageInfo &page)
{
    const int asked = std::max(0, m_skip - m_options.overlap);
    // A server that says "more" for ever: nothing came, the same page came, or we are far beyond its own
    // count.
    const bool isStuck = page.received == 0 ||
                         (!page.first.id.isEmpty() && page.first.id == m_firstOfLastPage) ||
                         (page.total >= 0 && asked >= page.total + m_options.pageSize);
    const int gone = page.total >= 0 ? m_total - page.total : 0;
    const bool mustGoBack = gone > m_options.overlap;
    m_firstOfLastPage = page.first.id;
    m_total = page.total >= 0 ? page.total : m_total;
    m_skip = mustGoBack ? std::max(0, m_skip - gone) : std::max(m_skip, asked + page.received);
    Q_EMIT advanced();
    return !mustGoBack && (!page.hasMore || isStuck);
}

} // namespace leadline
