#include "services/sync/smartviews.h"

#include "services/mirror/rowkey.h"

#include <unordered_set>

namespace leadline {

namespace {

constexpr int mostObjects = 10'000; // over one chain of cursors (close-api.md 6.1)
constexpr int mostTextPages = 100;
constexpr int mostFetched =
    500; ///< one by one; more are missing only while the first load runs, which brings them
constexpr int firstScreens = 50; ///< fetched before the background gets its turn
constexpr int atOnce = 4;

bool isExpiredCursor(const ApiError &error, const QString &cursor)
{
    return error.kind == ErrorKind::Rejected && !cursor.isEmpty();
}

} // namespace

void SmartViews::Finding::add(const FoundLeads &page)
{
    for (const LeadId &lead : page.leads) {
        if (known.contains(lead))
            continue;
        known.insert(lead);
        leads << lead;
    }
    if (page.total >= 0)
        total = page.total;
}

SmartViews::SmartViews(HttpClient &http, CloseApi &api, Mirror &mirror, const Clock &clock, QObject *parent)
    : QObject(parent), m_http(http), m_api(api), m_mirror(mirror), m_clock(clock)
{}

void SmartViews::open(const SmartViewId &view)
{
    if (m_running == view || !isWellFormedId(view.value))
        return;
    stop();
    m_running = view;
    m_errors.remove(view);
    Q_EMIT changed(view);
    [[maybe_unused]] const auto running = take(m_run, view);
}

void SmartViews::stop()
{
    ++m_run;
    m_missing.clear();
    m_fetched = 0;
    m_inquiry = LeadInquiry();
    const SmartViewId view = std::exchange(m_running, SmartViewId());
    if (!view.isEmpty())
        Q_EMIT changed(view);
}

QCoro::Task<> SmartViews::take(int run, SmartViewId view)
{
    const QPointer<SmartViews> self(this);
    auto asking = smartviewapi::query(m_http, view);
    const Result<SmartViewQuery> query = co_await std::move(asking);
    if (!isCurrent(self, run))
        co_return;
    if (!query) {
        finish(view, query.error());
        co_return;
    }
    auto finding = find(run, *query);
    const Result<Finding> found = co_await std::move(finding);
    if (!isCurrent(self, run))
        co_return;
    if (found)
        store(run, view, *found);
    else
        finish(view, found.error());
}

/// Page after page, until the last one. A cursor that has died on the way begins the search anew, once; pages
/// that bring nothing or lead back end it (reliability.md 51).
QCoro::Task<Result<SmartViews::Finding>> SmartViews::find(int run, SmartViewQuery query)
{
    const QPointer<SmartViews> self(this);
    const bool isText = !query.structure.value(QLatin1String("query")).isObject();
    Finding finding;
    QString cursor;
    QSet<QString> seen;
    int received = 0;
    bool hasBegunAnew = false;
    while (true) {
        auto searching = isText ? smartviewapi::textSearch(m_http, query.text, cursor.toInt())
                                : smartviewapi::search(m_http, query, cursor);
        const Result<FoundLeads> page = co_await std::move(searching);
        if (!isCurrent(self, run))
            co_return ApiError(ErrorKind::Cancelled);
        if (!page && isExpiredCursor(page.error(), cursor) && !hasBegunAnew) {
            hasBegunAnew = true;
            finding = Finding();
            cursor.clear();
            seen.clear();
            received = 0;
            continue;
        }
        if (!page)
            co_return page.error();
        finding.add(*page);
        received += page->received;
        cursor = page->cursor;
        if (cursor.isEmpty() || page->received == 0 || seen.contains(cursor))
            break;
        seen.insert(cursor);
        if (isText && seen.size() >= mostTextPages)
            break;
    }
    finding.isCut = !cursor.isEmpty() || (received >= mostObjects && finding.total > received);
    co_return finding;
}

void SmartViews::store(int run, const SmartViewId &view, const Finding &finding)
{
    SmartViewResult result;
    result.takenAt = m_clock.nowUtc();
    result.leads = finding.leads;
    result.isCut = finding.isCut;
    // Of contacts Close counts the contacts, so the leads count as many as there are.
    result.total = finding.isCut ? finding.total : static_cast<int>(finding.leads.size());
    const QPointer<SmartViews> self(this);
    m_mirror.putSmartView(view, result, [self, run, view, leads = finding.leads](const Result<Done> &stored) {
        if (!isCurrent(self, run))
            return;
        self->finish(view, stored ? ApiError() : stored.error());
        if (!isCurrent(self, run)) // who heard it may have begun another one
            return;
        self->fetchMissing(run, view, leads);
    });
}

void SmartViews::fetchMissing(int run, const SmartViewId &view, const QList<LeadId> &leads)
{
    LeadListQuery listed;
    listed.smartView = view;
    m_inquiry =
        m_mirror.askLeads(listed, m_clock.nowUtc(), [this, run, leads](const Result<LeadListAnswer> &answer) {
            if (run != m_run || !answer || !answer->isWhole)
                return;
            const std::unordered_set<RowKey> here(answer->keys.begin(), answer->keys.end());
            for (const LeadId &lead : leads) {
                if (!here.contains(rowKey(lead.value)) && m_missing.size() < mostFetched)
                    m_missing << lead;
            }
            for (int i = 0; i < atOnce; ++i) {
                [[maybe_unused]] const auto running = fetch(run);
            }
        });
}

QCoro::Task<> SmartViews::fetch(int run)
{
    const QPointer<SmartViews> self(this);
    while (isCurrent(self, run) && !m_missing.isEmpty()) {
        const LeadId next = m_missing.takeFirst();
        const Lane lane = m_fetched++ < firstScreens ? Lane::Foreground : Lane::Background;
        auto reading = m_api.lead(next, lane);
        const Result<Lead> lead = co_await std::move(reading);
        if (!isCurrent(self, run))
            co_return;
        if (lead)
            m_mirror.putLeads(QList<Lead>(1, *lead));
        else if (lead.error().kind != ErrorKind::NotFound)
            m_missing.clear(); // what stops one stops all; the first load brings them
    }
}

void SmartViews::finish(const SmartViewId &view, const ApiError &error)
{
    m_running = SmartViewId();
    if (error.kind != ErrorKind::None)
        m_errors.insert(view, error);
    Q_EMIT changed(view);
    if (error.kind != ErrorKind::None)
        Q_EMIT failed(error);
}

} // namespace leadline
