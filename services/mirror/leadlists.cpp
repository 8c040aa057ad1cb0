#include "services/mirror/leadlists.h"

#include "services/mirror/leadcount.h"
#include "services/mirror/leadlistsql.h"

#include <QTimer>

#include <sqlite3.h>

namespace leadline {

namespace {

constexpr int firstRows = 200;   ///< of an answer while the index is being read
constexpr int fewLeads = 2'000;  ///< so many are read before the first answer
constexpr int sliceSize = 4'000; ///< some 4 ms: so long a question waits while the index is being read
/// The first rows are shown before disk and processor are busy with all the others.
constexpr std::chrono::milliseconds restAfterFirstRows(100);
constexpr int stepsBetweenLooks = 5'000; ///< of SQLite's machine, well under a millisecond

} // namespace

LeadLists::LeadLists(std::unique_ptr<Database> reader, Home home)
    : m_home(std::move(home)), m_context(std::make_unique<QObject>()), m_database(std::move(reader))
{
    m_thread.setObjectName(QStringLiteral("lead lists"));
    m_context->moveToThread(&m_thread);
    sqlite3_progress_handler(m_database->connection().getHandle(), stepsBetweenLooks, mayStop, this);
    m_thread.start();
}

LeadLists::~LeadLists()
{
    m_isClosing = true;
    m_thread.quit();
    m_thread.wait();
}

void LeadLists::run(std::function<void()> job)
{
    QMetaObject::invokeMethod(m_context.get(), std::move(job), Qt::QueuedConnection);
}

/// Called by SQLite in the middle of a statement: what nobody waits for any more ends here.
int LeadLists::mayStop(void *self)
{
    return static_cast<const LeadLists *>(self)->isObsolete() ? 1 : 0;
}

bool LeadLists::isObsolete() const
{
    return m_isClosing || (m_isWanted && !*m_isWanted);
}

void LeadLists::beginLoading()
{
    m_isAsked = true;
    m_isLoading = true;
    const auto count = leadcount::read(*m_database);
    if (!count || *count <= fewLeads)
        loadSlice(std::nullopt, fewLeads + 1);
    else
        QTimer::singleShot(restAfterFirstRows, m_context.get(),
                           [this] { loadSlice(std::nullopt, sliceSize); });
}

/// In slices, so that questions get their turn. A slice is never older than the changes that came before it;
/// one that is newer than a change still to come is overtaken by the changes that made it so.
void LeadLists::loadSlice(std::optional<RowKey> after, int size)
{
    if (m_isClosing)
        return;
    if (!after) {
        m_coming = LeadIndex();
        if (const auto count = leadcount::read(*m_database))
            m_coming.reserve(static_cast<size_t>(*count));
    }
    const auto slice = leadlistsql::entriesAfter(*m_database, after, size);
    if (slice) {
        m_coming.put(*slice);
        if (slice->size() == static_cast<size_t>(size)) {
            run([this, last = slice->back().key] { loadSlice(last, sliceSize); });
            return;
        }
        m_index = std::move(m_coming);
        m_isLoaded = true;
    } else {
        m_isBroken = !m_isLoaded;
        report(slice.error());
    }
    m_coming = LeadIndex();
    m_isLoading = false;
    if (std::exchange(m_mustReload, false))
        reload();
    QMetaObject::invokeMethod(m_home.object, m_home.loaded, Qt::QueuedConnection);
}

void LeadLists::reload()
{
    run([this] {
        m_mustReload = m_isLoading; // what was read already may be old
        if (m_isLoading || !m_isAsked)
            return;
        m_isLoading = true;
        loadSlice(std::nullopt, sliceSize);
    });
}

void LeadLists::put(std::vector<LeadIndexEntry> entries)
{
    run([this, entries = std::move(entries)] {
        if (m_isLoaded)
            m_index.put(entries);
        if (m_isLoading)
            m_coming.put(entries);
    });
}

void LeadLists::remove(RowKey key)
{
    run([this, key] {
        if (m_isLoaded)
            m_index.remove(key);
        if (m_isLoading)
            m_coming.remove(key);
    });
}

LeadInquiry LeadLists::ask(LeadListQuery query, QDateTime nowUtc, Then then)
{
    LeadInquiry inquiry;
    inquiry.m_isWanted = std::make_shared<std::atomic<bool>>(true);
    run([this, query = std::move(query), nowUtc = std::move(nowUtc), then = std::move(then),
         isWanted = inquiry.m_isWanted] { answer(query, nowUtc, then, isWanted); });
    return inquiry;
}

void LeadLists::answer(const LeadListQuery &query, const QDateTime &nowUtc, const Then &then,
                       const Wanted &isWanted)
{
    if (!m_isAsked)
        beginLoading();
    m_isWanted = isWanted.get();
    auto result =
        isObsolete() ? Result<LeadListAnswer>(ApiError(ErrorKind::Cancelled)) : answerOf(query, nowUtc);
    const bool isLate = isObsolete();
    m_isWanted = nullptr;
    if (isLate)
        return;
    if (!result)
        report(result.error());
    auto tell = [then, isWanted, result = std::move(result)]() mutable {
        if (*isWanted)
            then(std::move(result));
    };
    QMetaObject::invokeMethod(m_home.object, std::move(tell), Qt::QueuedConnection);
}

Result<LeadListAnswer> LeadLists::answerOf(const LeadListQuery &query, const QDateTime &nowUtc)
{
    if (!m_isLoaded || m_isBroken) {
        auto keys = leadlistsql::keys(*m_database, query, nowUtc, m_isBroken ? -1 : firstRows);
        if (!keys)
            return keys.error();
        const bool isWhole = m_isBroken || keys->size() < static_cast<size_t>(firstRows);
        return LeadListAnswer{std::move(keys).value(), isWhole, {}};
    }
    if (const auto learnt = learn(query); !learnt)
        return learnt.error();
    std::vector<RowKey> named;
    const bool isNamed = !query.text.isEmpty() || !query.beginning.isEmpty();
    if (isNamed) {
        auto found = leadlistsql::keysWithName(*m_database, query.text, query.beginning);
        if (!found)
            return found.error();
        named = std::move(found).value();
    }
    const std::vector<RowKey> *within = isNamed ? &named : nullptr;
    if (query.smartView.isEmpty())
        return LeadListAnswer{m_index.keys(query, nowUtc, within), true, m_index.countries()};
    const auto viewed = leadlistsql::keysOfSmartView(*m_database, query.smartView);
    if (!viewed)
        return viewed.error();
    return LeadListAnswer{m_index.passing(*viewed, query, nowUtc, within), true, m_index.countries()};
}

/// Brings from the database into the index what the query needs and the index does not know yet.
Result<Done> LeadLists::learn(const LeadListQuery &query)
{
    if (query.sort == LeadSort::Name && query.smartView.isEmpty() && !m_index.isNameOrderKnown()) {
        const auto byName = leadlistsql::keysByName(*m_database);
        if (!byName)
            return byName.error();
        m_index.setNameOrder(*byName);
    }
    std::vector<Facet> needed;
    for (const FieldValue &each : query.fields)
        needed.push_back(facetOf(each.field.value, each.value));
    m_index.need(needed);
    for (const Facet facet : needed) {
        if (m_index.knowsFacet(facet))
            continue;
        const auto keys = leadlistsql::keysWithFacet(*m_database, facet);
        if (!keys)
            return keys.error();
        m_index.setFacet(facet, *keys);
    }
    return Done{};
}

void LeadLists::report(const ApiError &error)
{
    if (!m_isClosing)
        QMetaObject::invokeMethod(
            m_home.object, [failed = m_home.failed, error] { failed(error); }, Qt::QueuedConnection);
}

} // namespace leadline
