#include "services/sandbox/endpoints.h"

#include "services/sandbox/context.h"
#include "services/sandbox/listing.h"
#include "services/sandbox/router.h"
#include "services/sandbox/rules/derive.h"
#include "services/sandbox/rules/leadpage.h"
#include "services/sandbox/search/leadcounters.h"
#include "services/sandbox/search/searchcursors.h"
#include "services/sandbox/wire/pythonjson.h"

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What a body asks for besides the query, read once.
struct Wishes
{
    int limit = 0;
    std::optional<int> resultsLimit;
    bool includesCounts = false;
    QList<SearchSort> sorts;
    QHash<QString, QStringList> fields; ///< by object type; an absent one: the id alone
};

/// A non-negative number; -1 for anything else.
int number(const QJsonValue &value)
{
    const double number = value.toDouble(-1);
    return number >= 0 && number <= 1e9 && number == int(number) ? int(number) : -1;
}

std::optional<Reply> readSorts(const QJsonValue &sent, const Store &store, Wishes &wishes)
{
    if (!sent.isArray() && !sent.isNull() && !sent.isUndefined())
        return fieldError(u"sort"_s, u"Value must be of list type."_s);
    for (const QJsonArray all = sent.toArray(); const auto &entry : all) {
        const QJsonObject field = entry.toObject().value("field"_L1).toObject();
        const QString direction = entry.toObject().value("direction"_L1).toString(u"asc"_s);
        const QString owner = field.value("object_type"_L1).toString();
        const bool isCustom = field.value("type"_L1) == "custom_field"_L1;
        const bool isSortable = isCustom || owner == "lead"_L1 || owner == "contact"_L1;
        const auto known = isCustom
                               ? SearchSchema(store).customField(field.value("custom_field_id"_L1).toString())
                               : SearchSchema::field(owner, field.value("field_name"_L1).toString());
        if (!isSortable || !known || known->type == FieldType::Reference)
            return fieldError(u"sort"_s, u"Not a valid field to sort by."_s);
        if (direction != "asc"_L1 && direction != "desc"_L1)
            return fieldError(u"sort"_s, u"Not a valid direction: %1."_s.arg(direction));
        wishes.sorts.append({*known, owner.isEmpty() ? u"lead"_s : owner, direction == "asc"_L1});
    }
    return std::nullopt;
}

std::optional<Reply> readFields(const QJsonValue &sent, Wishes &wishes)
{
    if (!sent.isObject() && !sent.isNull() && !sent.isUndefined())
        return fieldError(u"_fields"_s, u"Value must be of dict type."_s);
    const QJsonObject types = sent.toObject();
    for (auto it = types.begin(); it != types.end(); ++it) {
        if (!SearchSchema::isObjectType(it.key()) || !it.value().isArray())
            return fieldError(u"_fields"_s, u"Not a valid object type: %1."_s.arg(it.key()));
        for (const QJsonArray names = it.value().toArray(); const auto &name : names)
            wishes.fields[it.key()].append(name.toString());
    }
    return std::nullopt;
}

std::optional<Reply> readWishes(const Context &context, const QJsonObject &body, Wishes &wishes)
{
    const QJsonValue limit = body.value("_limit"_L1);
    wishes.limit = limit.isNull() || limit.isUndefined() ? context.quirks.defaultLimit : number(limit);
    if (wishes.limit < 0)
        return badRequest(context.quirks.invalidNumber.arg(u"_limit"));
    if (wishes.limit > context.quirks.maxSearchLimit)
        return badRequest(context.quirks.limitTooLarge.arg(context.quirks.maxSearchLimit));
    if (const QJsonValue most = body.value("results_limit"_L1); !most.isNull() && !most.isUndefined()) {
        wishes.resultsLimit = number(most);
        if (*wishes.resultsLimit < 0)
            return badRequest(context.quirks.invalidNumber.arg(u"results_limit"));
    }
    wishes.includesCounts = body.value("include_counts"_L1).toBool();
    if (const auto refused = readFields(body.value("_fields"_L1), wishes))
        return refused;
    return readSorts(body.value("sort"_L1), context.store, wishes);
}

/// The matches of one page as they are answered: `_fields` of their type, and what they are.
class Telling
{
public:
    Telling(const Store &store, const Derive &derive, const Wishes &wishes)
        : m_store(store)
        , m_derive(derive)
        , m_leads(fieldsOf(u"lead"_s, wishes))
        , m_contacts(fieldsOf(u"contact"_s, wishes))
        , m_page(store, derive, m_leads, R"("__object_type": "lead")")
    {
        static const QStringList counters = LeadCounters::numbers() + LeadCounters::moments();
        for (const QString &name : std::as_const(m_leads)) {
            if (counters.contains(name))
                m_counters.append(name);
        }
    }
    /// False when it was deleted since.
    bool add(const SearchRun::Hit &hit)
    {
        if (hit.kind == Kind::Lead && m_counters.isEmpty())
            return m_page.add(hit.place);
        const auto stored = m_store.at(hit.kind, hit.place);
        if (!stored)
            return false;
        const bool isLead = hit.kind == Kind::Lead;
        QJsonObject whole = isLead ? m_derive.lead(*stored, m_leads) : m_derive.contact(*stored);
        for (const QString &name : std::as_const(m_counters))
            whole.insert(name, LeadCounters(m_store, *stored).value(name));
        whole = selectFields(whole, isLead ? m_leads : m_contacts).toObject();
        whole.insert("__object_type"_L1, objectTypeOf(hit.kind));
        m_page.addText(pythonJson(whole));
        return true;
    }
    [[nodiscard]] const QByteArray &items() const { return m_page.items(); }

private:
    /// None = all.
    static QStringList fieldsOf(const QString &type, const Wishes &wishes)
    {
        const QStringList wanted = wishes.fields.value(type);
        return wanted.contains("_all"_L1) ? QStringList() : wanted + QStringList{u"id"_s};
    }

    const Store &m_store;
    const Derive &m_derive;
    const QStringList m_leads;
    const QStringList m_contacts;
    QStringList m_counters;
    LeadPage m_page;
};

/// The chain a body begins or goes on with; a refusal otherwise.
std::variant<SearchCursors::Chain, Reply> chainOf(Context &context, SearchCursors &cursors, const Call &call,
                                                  const Wishes &wishes)
{
    const QJsonObject query = call.body.value("query"_L1).toObject();
    if (const QString cursor = call.body.value("cursor"_L1).toString(); !cursor.isEmpty()) {
        const auto kept = cursors.find(cursor);
        if (!kept)
            return badRequest(context.quirks.cursorExpired);
        if (!query.isEmpty() && query != kept->query)
            return badRequest(context.quirks.cursorOfOtherQuery);
        return *kept;
    }
    if (query.isEmpty())
        return fieldError(u"query"_s, u"This field is required."_s);
    SearchQuery reader(context.store, SearchConditions({context.store.now(), call.tzOffset}, call.userId));
    const auto criteria = reader.read(query);
    if (!reader.problem().isEmpty())
        return fieldError(u"query"_s, reader.problem());
    const int most =
        std::min(wishes.resultsLimit.value_or(context.quirks.searchCap), context.quirks.searchCap);
    SearchCursors::Chain chain{SearchRun(context.store, criteria, wishes.sorts), query, most, 0};
    if (wishes.includesCounts)
        chain.total = chain.run.total();
    return chain;
}

Reply search(Context &context, SearchCursors &cursors, const Call &call)
{
    Wishes wishes;
    if (const auto refused = readWishes(context, call.body, wishes))
        return *refused;
    auto begun = chainOf(context, cursors, call, wishes);
    if (const Reply *refused = std::get_if<Reply>(&begun))
        return *refused;
    auto &chain = std::get<SearchCursors::Chain>(begun);
    const Derive derive(context.store, context.store.tick(), call.tzOffset);
    Telling page(context.store, derive, wishes);
    for (const SearchRun::Hit &hit : chain.run.next(std::min(wishes.limit, chain.left)))
        chain.left -= page.add(hit) ? 1 : 0;
    QJsonValue cursor = QJsonValue::Null;
    if (wishes.limit > 0 && chain.left > 0 && !chain.run.isFinished())
        cursor = cursors.keep(chain);
    QByteArray text = "{\"data\": [" + page.items() + "], \"cursor\": " + pythonJson(cursor);
    if (wishes.includesCounts) {
        const int most = wishes.resultsLimit.value_or(context.quirks.searchCap);
        const qint64 limited = std::min<qint64>({chain.total, most, context.quirks.searchCap});
        text += ", \"count\": " + pythonJson(QJsonObject{{u"limited"_s, limited}, {u"total"_s, chain.total}});
    }
    return {.text = text + '}'};
}

} // namespace

void addSearchEndpoints(Router &router, Context &context)
{
    const auto cursors =
        std::make_shared<SearchCursors>(context.monotonicMs, context.quirks.searchCursorSeconds * 1000);
    router.add("POST", u"data/search"_s,
               [&context, cursors](const Call &call) { return search(context, *cursors, call); });
}

} // namespace leadline::sandbox
