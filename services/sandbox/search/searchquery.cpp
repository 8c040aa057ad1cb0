#include "services/sandbox/search/searchquery.h"

#include "services/sandbox/search/searchwords.h"

#include <QJsonArray>

#include <algorithm>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

static void narrow(MomentRange &range, const MomentRange &further)
{
    if (further.from.isValid())
        range.from = range.from.isValid() ? std::max(range.from, further.from) : further.from;
    if (further.before.isValid())
        range.before = range.before.isValid() ? std::min(range.before, further.before) : further.before;
}

QString objectTypeOf(Kind kind)
{
    return kind == Kind::Contact ? u"contact"_s : u"lead"_s;
}

bool SearchCriteria::matches(const QJsonObject &object) const
{
    return std::all_of(tests.begin(), tests.end(),
                       [&object](const ObjectTest &test) { return test(object); });
}

SearchQuery::SearchQuery(const Store &store, SearchConditions conditions)
    : m_schema(store), m_conditions(std::move(conditions))
{}

ObjectTest SearchQuery::fail(const QString &problem)
{
    if (m_problem.isEmpty())
        m_problem = problem;
    return [](const QJsonObject &) { return false; };
}

QList<SearchCriteria> SearchQuery::read(const QJsonObject &query)
{
    const Kinds kinds = kindsOf(query);
    m_isMixed = kinds.lead && kinds.contact;
    if (!m_hasObjectType)
        (void)fail(u"The query must have an object_type clause."_s);
    QList<SearchCriteria> all;
    for (const auto &[isPossible, kind] :
         {std::pair(kinds.lead, Kind::Lead), std::pair(kinds.contact, Kind::Contact)}) {
        if (!isPossible)
            continue;
        SearchCriteria criteria{.kind = kind};
        collect(query, criteria);
        all.append(criteria);
    }
    return all;
}

SearchQuery::Kinds SearchQuery::kindsOf(const QJsonObject &node)
{
    const QString type = node.value("type"_L1).toString();
    const auto named = [](const QString &name) { return Kinds{name == "lead"_L1, name == "contact"_L1}; };
    if (type == "object_type"_L1) {
        m_hasObjectType = true;
        const Kinds kinds = named(node.value("object_type"_L1).toString());
        if (!kinds.lead && !kinds.contact)
            (void)fail(u"Not a valid object type: %1."_s.arg(node.value("object_type"_L1).toString()));
        return node.value("negate"_L1).toBool() ? Kinds{!kinds.lead, !kinds.contact} : kinds;
    }
    if (type == "has_related"_L1)
        return named(node.value("this_object_type"_L1).toString());
    if (type != "and"_L1 && type != "or"_L1)
        return {};
    const bool isAll = type == "and"_L1;
    Kinds kinds{isAll, isAll};
    for (const QJsonArray queries = node.value("queries"_L1).toArray(); const auto &inner : queries) {
        const Kinds one = kindsOf(inner.toObject());
        kinds = isAll ? Kinds{kinds.lead && one.lead, kinds.contact && one.contact}
                      : Kinds{kinds.lead || one.lead, kinds.contact || one.contact};
    }
    return node.value("negate"_L1).toBool() ? Kinds{} : kinds;
}

void SearchQuery::collect(const QJsonObject &node, SearchCriteria &criteria)
{
    const QString type = node.value("type"_L1).toString();
    if (!node.value("negate"_L1).toBool()) {
        if (type == "and"_L1 && node.value("queries"_L1).isArray()) {
            for (const QJsonArray queries = node.value("queries"_L1).toArray(); const auto &inner : queries)
                collect(inner.toObject(), criteria);
            return;
        }
        if (type == "match_all"_L1 || (type == "object_type"_L1 && node.value("object_type"_L1).toString() ==
                                                                       objectTypeOf(criteria.kind)))
            return;
        if (type == "id"_L1) {
            const QString id = node.value("value"_L1).toString();
            const bool isWanted = !criteria.ids || criteria.ids->contains(id);
            criteria.ids = isWanted ? QStringList{id} : QStringList();
            return;
        }
        if (type == "field_condition"_L1 && collectRange(node, criteria))
            return;
    }
    criteria.tests.append(this->node(node, objectTypeOf(criteria.kind)));
}

bool SearchQuery::collectRange(const QJsonObject &node, SearchCriteria &criteria)
{
    const QJsonObject field = node.value("field"_L1).toObject();
    const QJsonObject condition = node.value("condition"_L1).toObject();
    const QString name = field.value("field_name"_L1).toString();
    const bool isOwn = field.value("object_type"_L1).toString() == objectTypeOf(criteria.kind) &&
                       field.value("type"_L1) == "regular_field"_L1 &&
                       condition.value("type"_L1) == "moment_range"_L1;
    if (!isOwn || (name != "date_created"_L1 && name != "date_updated"_L1))
        return false;
    const auto range = m_conditions.range(condition, m_problem);
    if (range)
        narrow(name == "date_created"_L1 ? criteria.created : criteria.updated, *range);
    return true;
}

ObjectTest SearchQuery::node(const QJsonObject &node, const QString &type)
{
    const ObjectTest test = plain(node, type);
    if (!node.value("negate"_L1).toBool())
        return test;
    return [test](const QJsonObject &object) { return !test(object); };
}

ObjectTest SearchQuery::plain(const QJsonObject &node, const QString &type)
{
    const QString kind = node.value("type"_L1).toString();
    if (kind == "and"_L1 || kind == "or"_L1)
        return several(node, type, kind == "and"_L1);
    if (kind == "match_all"_L1)
        return [](const QJsonObject &) { return true; };
    if (kind == "object_type"_L1) {
        const bool isSame = node.value("object_type"_L1).toString() == type;
        return [isSame](const QJsonObject &) { return isSame; };
    }
    if (kind == "id"_L1) {
        return
            [id = node.value("value"_L1)](const QJsonObject &object) { return object.value("id"_L1) == id; };
    }
    if (kind == "text"_L1)
        return words(node, type);
    if (kind == "field_condition"_L1)
        return condition(node, type);
    if (kind == "has_related"_L1)
        return related(node, type);
    return fail(u"Unknown query type: %1."_s.arg(kind));
}

ObjectTest SearchQuery::several(const QJsonObject &node, const QString &type, bool all)
{
    if (!node.value("queries"_L1).isArray())
        return fail(u"A query of type and, or needs queries."_s);
    QList<ObjectTest> tests;
    for (const QJsonArray queries = node.value("queries"_L1).toArray(); const auto &inner : queries)
        tests.append(this->node(inner.toObject(), type));
    return [tests, all](const QJsonObject &object) {
        const auto holds = [&object](const ObjectTest &test) { return test(object); };
        return all ? std::all_of(tests.begin(), tests.end(), holds)
                   : std::any_of(tests.begin(), tests.end(), holds);
    };
}

std::optional<SearchField> SearchQuery::field(const QJsonObject &field, const QString &type)
{
    const QString kind = field.value("type"_L1).toString();
    if (kind == "custom_field"_L1) {
        const QString id = field.value("custom_field_id"_L1).toString();
        const auto custom = m_schema.customField(id);
        if (!custom)
            (void)fail(u"Not a valid custom field: %1."_s.arg(id));
        return custom;
    }
    const QString owner = field.value("object_type"_L1).toString();
    const QString name = field.value("field_name"_L1).toString();
    const auto known = kind == "regular_field"_L1 ? SearchSchema::field(owner, name) : std::nullopt;
    if (!known)
        (void)fail(u"Not a valid field: %1 of %2."_s.arg(name, owner));
    else if (owner != type && !m_isMixed)
        (void)fail(u"A field of %1 cannot be asked of %2."_s.arg(owner, type));
    return owner == type ? known : std::nullopt;
}

ObjectTest SearchQuery::condition(const QJsonObject &node, const QString &type)
{
    const auto known = field(node.value("field"_L1).toObject(), type);
    if (!known)
        return [](const QJsonObject &) { return false; };
    const ValueTest test = m_conditions.read(*known, node.value("condition"_L1).toObject(), m_problem);
    if (!test)
        return fail(m_problem);
    return [test, field = *known, schema = m_schema](const QJsonObject &object) {
        return test(schema.value(field, object));
    };
}

ObjectTest SearchQuery::related(const QJsonObject &node, const QString &type)
{
    const QString from = node.value("this_object_type"_L1).toString();
    const QString to = node.value("related_object_type"_L1).toString();
    if (!SearchSchema::isObjectType(to) || !SearchSchema::areRelated(from, to))
        return fail(u"Not a valid relation: %1 to %2."_s.arg(from, to));
    if (from != type)
        return m_isMixed ? ObjectTest([](const QJsonObject &) { return false; })
                         : fail(u"A relation of %1 cannot be asked of %2."_s.arg(from, type));
    const QJsonValue wanted = node.value("related_query"_L1);
    const ObjectTest test =
        wanted.isObject() ? this->node(wanted.toObject(), to) : [](const QJsonObject &) { return true; };
    return [test, from, to, schema = m_schema](const QJsonObject &object) {
        const auto objects = schema.related(from, object, to);
        return std::any_of(objects.begin(), objects.end(), test);
    };
}

ObjectTest SearchQuery::words(const QJsonObject &node, const QString &type)
{
    const auto mode = readTextMode(node.value("mode"_L1).toString(u"full_words"_s));
    if (!mode)
        return fail(u"Unknown text mode: %1."_s.arg(node.value("mode"_L1).toString()));
    const SearchWords wanted(node.value("value"_L1).toString(), *mode);
    const bool wantsAll = *mode == TextMode::FullWords;
    return [wanted, wantsAll, type, schema = m_schema](const QJsonObject &object) {
        const SearchSchema::Texts found = schema.textsOf(type, object);
        const bool isNumber = std::any_of(found.phones.begin(), found.phones.end(),
                                          [&wanted](const QString &phone) { return wanted.isPhone(phone); });
        if (isNumber || wantsAll) // all words anywhere: also some here, some there
            return isNumber || wanted.isIn(found.texts.join(u' '));
        return std::any_of(found.texts.begin(), found.texts.end(),
                           [&wanted](const QString &text) { return wanted.isIn(text); });
    };
}

} // namespace leadline::sandbox
