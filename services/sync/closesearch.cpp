#include "services/sync/closesearch.h"

#include "services/search/matching.h"

namespace leadline {

namespace {

constexpr int mostHits = 20;

SearchHit hitOf(const Lead &lead, const SearchQuery &query)
{
    SearchHit hit;
    hit.kind = SearchKind::Lead;
    hit.leadId = lead.id;
    hit.objectId = lead.id.value;
    hit.title = {lead.displayName, matchMarks(lead.displayName, query)};
    hit.status = lead.statusLabel;
    if (!lead.addresses.isEmpty())
        hit.place = lead.addresses.first().city;
    return hit;
}

} // namespace

CloseSearch::CloseSearch(CloseApi &api, QObject *parent) : QObject(parent), m_api(api) {}

void CloseSearch::search(const QString &text)
{
    [[maybe_unused]] const auto running = ask(text, ++m_serial);
}

QCoro::Task<> CloseSearch::ask(QString text, int serial)
{
    const QPointer<CloseSearch> self(this);
    auto asking = m_api.searchLeads(text, mostHits, Lane::Foreground);
    const auto page = co_await std::move(asking);
    if (!self || serial != m_serial)
        co_return;
    if (!page) {
        Q_EMIT failed(text, page.error());
        co_return;
    }
    const SearchQuery query = parsedQuery(text);
    QList<SearchHit> hits;
    for (const Lead &lead : page->items)
        hits << hitOf(lead, query);
    Q_EMIT found(text, hits);
}

} // namespace leadline
