#include "services/mirror/leadlistsql.h"

#include "services/mirror/documents.h"
#include "services/mirror/folding.h"
#include "services/mirror/rowkey.h"

#include <variant>

namespace leadline::leadlistsql {

namespace {

/// As the index `lead_recent` has it: seconds, as the index in memory has them.
constexpr const char *activity = "coalesce(newest_activity_at, updated_at) / 1000";

/// Behind every text that begins with the prefix, in the byte order of UTF-8.
std::string behind(const std::string &prefix)
{
    return prefix + "\xf4\x8f\xbf\xbf";
}

/// As the names are kept.
std::string foldedName(const QString &text)
{
    return foldedForSearch(text).toStdString();
}

template <typename T>
void bindOne(Query &query, const T &value)
{
    if constexpr (std::is_same_v<T, std::string>)
        query.bind(std::string_view(value));
    else
        query.bind(value);
}

/// The conditions of a query, and the values they are to be bound to, in order.
struct Conditions
{
    std::string sql = " WHERE 1";
    QList<std::variant<qint64, QString, QByteArray, std::string>> values;

    template <typename T>
    void add(const char *condition, const T &value)
    {
        sql += " AND ";
        sql += condition;
        values.append(value);
    }
    template <typename T>
    void addAny(const char *before, const char *each, const char *between, const char *after,
                const QList<T> &list)
    {
        sql += before;
        for (qsizetype at = 0; at < list.size(); ++at) {
            sql += at > 0 ? between : "";
            sql += each;
            values.append(list.at(at));
        }
        sql += after;
    }
    void bindTo(Query &query) const
    {
        for (const auto &value : values)
            std::visit([&](const auto &one) { bindOne(query, one); }, value);
    }
};

void addFields(Conditions &conditions, const QList<FieldValue> &fields)
{
    QStringList done;
    for (const FieldValue &first : fields) {
        if (done.contains(first.field.value))
            continue;
        done << first.field.value;
        QList<QByteArray> wanted;
        for (const FieldValue &each : fields) {
            if (each.field == first.field)
                wanted << packedFacet(facetOf(each.field.value, each.value));
        }
        conditions.addAny(" AND (", "instr(facets, ?) > 0", " OR ", ")", wanted);
    }
}

void addName(Conditions &conditions, const LeadListQuery &query)
{
    if (const std::string beginning = foldedName(query.beginning); !beginning.empty()) {
        conditions.add("folded >= ?", beginning);
        conditions.add("folded < ?", behind(beginning));
    }
    if (const std::string folded = foldedName(query.text); !folded.empty())
        conditions.add("instr(folded, ?) > 0", folded);
}

Conditions conditionsOf(const LeadListQuery &query, const QDateTime &nowUtc)
{
    Conditions conditions;
    addName(conditions, query);
    QStringList statuses;
    for (const StatusId &id : query.statuses)
        statuses << id.value;
    if (!statuses.isEmpty())
        conditions.addAny(" AND status_id IN (", "?", ", ", ")", statuses);
    switch (query.nextStep) {
    case NextStep::Any:
        break;
    case NextStep::Open:
        conditions.sql += " AND task_text IS NOT NULL";
        break;
    case NextStep::None:
        conditions.sql += " AND task_text IS NULL";
        break;
    case NextStep::Due:
        conditions.add("task_date <= ?", nowUtc.toLocalTime().date().toString(Qt::ISODate));
        break;
    }
    if (query.idleDays > 0)
        conditions.add("coalesce(newest_activity_at / 1000, updated_at / 1000, 0) < ?",
                       qint64(nowUtc.addDays(-query.idleDays).toSecsSinceEpoch()));
    if (!query.countries.isEmpty())
        conditions.addAny(" AND country IN (", "?", ", ", ")", query.countries);
    addFields(conditions, query.fields);
    return conditions;
}

std::string orderOf(const LeadListQuery &query)
{
    const std::string direction = query.isDescending ? " DESC" : "";
    switch (query.sort) {
    case LeadSort::Name:
        return " ORDER BY folded" + direction + ", key" + direction;
    case LeadSort::LastActivity:
        return std::string(" ORDER BY ") + activity + direction + ", key" + direction;
    case LeadSort::Created:
        return " ORDER BY created_at / 1000" + direction + ", key" + direction;
    }
    return {};
}

std::vector<RowKey> keysOf(Query &query)
{
    std::vector<RowKey> keys;
    while (query.step())
        keys.push_back(query.integer(0));
    return keys;
}

/// Values that many rows have in common, made once for each text.
template <typename Value>
class Shared
{
public:
    template <typename Make>
    [[nodiscard]] Value of(std::string_view text, const Make &make)
    {
        const auto raw = QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size()));
        const auto known = m_values.constFind(raw);
        if (known != m_values.cend())
            return *known;
        return *m_values.insert(QByteArray(text.data(), raw.size()), make(QString::fromUtf8(raw)));
    }

private:
    QHash<QByteArray, Value> m_values;
};

/// What the leads of one read share.
struct SharedValues
{
    Shared<StatusId> statuses;
    Shared<QDate> dates;
    Shared<QString> countries;
};

LeadIndexEntry entryFrom(Query &query, SharedValues &shared)
{
    LeadIndexEntry entry;
    entry.key = query.integer(0);
    entry.statusId = shared.statuses.of(query.view(1), [](const QString &id) { return StatusId(id); });
    if (!query.isNull(2))
        entry.createdAt = query.integer(2);
    if (!query.isNull(3))
        entry.lastActivityAt = query.integer(3);
    entry.hasTask = query.integer(4) != 0;
    if (!query.isNull(5))
        entry.taskDate = shared.dates.of(
            query.view(5), [](const QString &date) { return QDate::fromString(date, Qt::ISODate); });
    entry.country = shared.countries.of(query.view(6), [](const QString &country) { return country; });
    return entry;
}

/// One look at each lead of the view: they are few, and in an order that no index has.
Result<std::vector<RowKey>> viewedKeys(Database &database, const LeadListQuery &query,
                                       const QDateTime &nowUtc, int limit)
{
    const auto viewed = keysOfSmartView(database, query.smartView);
    if (!viewed)
        return viewed;
    return guarded([&] {
        const Conditions conditions = conditionsOf(query, nowUtc);
        SQLite::Statement statement(database.connection(),
                                    "SELECT 1 FROM lead" + conditions.sql + " AND key = ?");
        std::vector<RowKey> passing;
        for (const RowKey key : *viewed) {
            Query look(statement);
            conditions.bindTo(look);
            if (look.bind(key).step())
                passing.push_back(key);
            if (limit >= 0 && passing.size() >= static_cast<size_t>(limit))
                break;
        }
        return passing;
    });
}

} // namespace

Result<std::vector<RowKey>> keys(Database &database, const LeadListQuery &query, const QDateTime &nowUtc,
                                 int limit)
{
    if (!query.smartView.isEmpty())
        return viewedKeys(database, query, nowUtc, limit);
    return guarded([&] {
        const Conditions conditions = conditionsOf(query, nowUtc);
        SQLite::Statement statement(database.connection(),
                                    "SELECT key FROM lead" + conditions.sql + orderOf(query) + " LIMIT ?");
        Query read(statement);
        conditions.bindTo(read);
        return keysOf(read.bind(qint64(limit)));
    });
}

Result<std::vector<LeadIndexEntry>> entriesAfter(Database &database, std::optional<RowKey> after, int limit)
{
    return guarded([&] {
        std::vector<LeadIndexEntry> entries;
        Query query(database.prepared("SELECT key, status_id, created_at, coalesce(newest_activity_at, "
                                      "updated_at), task_text IS NOT NULL,"
                                      " task_date, country FROM lead WHERE key >= ? ORDER BY key LIMIT ?"));
        query.bind(after ? *after + 1 : std::numeric_limits<RowKey>::min()).bind(qint64(limit));
        entries.reserve(static_cast<size_t>(limit));
        SharedValues shared;
        while (query.step())
            entries.push_back(entryFrom(query, shared));
        return entries;
    });
}

std::optional<LeadIndexEntry> entry(Database &database, RowKey key)
{
    Query query(database.prepared(
        "SELECT key, status_id, created_at, coalesce(newest_activity_at, updated_at), task_text IS NOT NULL,"
        " task_date, country, facets FROM lead WHERE key = ?"));
    if (!query.bind(key).step())
        return std::nullopt;
    SharedValues shared;
    LeadIndexEntry read = entryFrom(query, shared);
    read.facets = query.bytes(7);
    return read;
}

Result<std::vector<RowKey>> keysByName(Database &database)
{
    return guarded([&] {
        Query query(database.prepared("SELECT key FROM lead INDEXED BY lead_folded ORDER BY folded, key"));
        return keysOf(query);
    });
}

Result<std::vector<RowKey>> keysWithName(Database &database, const QString &text, const QString &beginning)
{
    const std::string folded = foldedName(text);
    const std::string start = foldedName(beginning);
    return guarded([&] {
        if (!start.empty()) { // in any text stands the empty one
            Query query(database.prepared(
                "SELECT key FROM lead WHERE folded >= ? AND folded < ? AND instr(folded, ?) > 0"));
            const std::string end = behind(start);
            return keysOf(query.bind(std::string_view(start))
                              .bind(std::string_view(end))
                              .bind(std::string_view(folded)));
        }
        Query query(
            database.prepared("SELECT key FROM lead INDEXED BY lead_folded WHERE instr(folded, ?) > 0"));
        return keysOf(query.bind(std::string_view(folded)));
    });
}

Result<std::vector<RowKey>> keysWithFacet(Database &database, Facet facet)
{
    return guarded([&] {
        Query query(database.prepared("SELECT key FROM lead WHERE instr(facets, ?) > 0"));
        return keysOf(query.bind(packedFacet(facet)));
    });
}

Result<std::vector<RowKey>> keysOfSmartView(Database &database, const SmartViewId &view)
{
    const auto leads = documents::smartViewLeads(database, view);
    if (!leads)
        return leads.error();
    std::vector<RowKey> keys;
    keys.reserve(static_cast<size_t>(leads->size()));
    for (const LeadId &id : *leads)
        keys.push_back(rowKey(id.value));
    return keys;
}

} // namespace leadline::leadlistsql
