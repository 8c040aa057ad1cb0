#include "services/sandbox/endpoints.h"

#include "services/sandbox/context.h"
#include "services/sandbox/listing.h"
#include "services/sandbox/router.h"
#include "services/sandbox/rules/derive.h"
#include "services/sandbox/search/leadcounters.h"
#include "services/sandbox/search/searchcursors.h"

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

/// One match as it is answered: `_fields` of its type, and what it is.
QJsonObject told(const SearchRun::Hit &hit, const Derive &derive, const Store &store, const Wishes &wishes)
{
    const QString type = objectTypeOf(hit.kind);
    const QStringList wanted = wishes.fields.value(type);
    QJsonObject object{{u"id"_s, hit.object.value("id"_L1)}};
    if (wanted.contains("_all"_L1))
        object = hit.kind == Kind::Lead ? derive.lead(hit.object) : derive.contact(hit.object);
    else if (!wanted.isEmpty()) {
        const QJsonObject whole =
            hit.kind == Kind::Lead ? derive.lead(hit.object, wanted) : derive.contact(hit.object);
        object = selectFields(whole, wanted + QStringList{u"id"_s}).toObject();
        static const QStringList counters = LeadCounters::numbers() + LeadCounters::moments();
        for (const QString &name : wanted) {
            if (hit.kind == Kind::Lead && counters.contains(name))
                object.insert(name, LeadCounters(store, hit.object).value(name));
        }
    }
    object.insert("__object_type"_L1, type);
    return object;
}

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
    QJsonArray data;
    for (const SearchRun::Hit &hit : chain.run.next(std::min(wishes.limit, chain.left))) {
        data.append(told(hit, derive, context.store, wishes));
        --chain.left;
    }
    QJsonObject body{{u"data"_s, data}, {u"cursor"_s, QJsonValue::Null}};
    if (wishes.includesCounts) {
        const int most = wishes.resultsLimit.value_or(context.quirks.searchCap);
        body.insert("count"_L1, QJsonObject{{u"limited"_s,
                                             std::min<qint64>({chain.total, most, context.quirks.searchCap})},
                                            {u"total"_s, chain.total}});
    }
    if (wishes.limit > 0 && chain.left > 0 && !chain.run.isFinished())
        body.insert("cursor"_L1, cursors.keep(chain));
    return {.body = body};
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
