#include "services/mirror/leadjson.h"

#include "services/close/codec/lenient.h"

#include <algorithm>
#include <array>

namespace leadline::leadjson {

namespace {

constexpr std::array nestedKinds{ObjectKind::Contact, ObjectKind::Task, ObjectKind::Opportunity};

/// The lead's key for the list; empty for what is not nested.
QString listKey(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Contact:
        return QStringLiteral("contacts");
    case ObjectKind::Task:
        return QStringLiteral("tasks");
    case ObjectKind::Opportunity:
        return QStringLiteral("opportunities");
    case ObjectKind::Lead:
    case ObjectKind::Activity:
        break;
    }
    return {};
}

QString idOf(const QJsonValue &object)
{
    return object.toObject().value(QLatin1String("id")).toString();
}

qsizetype indexOf(const QJsonArray &list, const QString &id)
{
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const QJsonValue &each) { return idOf(each) == id; });
    return found == list.end() ? -1 : found - list.begin();
}

bool isNewer(const QDateTime &left, const QDateTime &right)
{
    return left.isValid() && (!right.isValid() || left > right);
}

QJsonArray reconciledList(const QJsonArray &stored, const QJsonArray &answer, const QDateTime &answeredAt,
                          const IsDead &isDead)
{
    QJsonArray result;
    for (const QJsonValue &each : answer) {
        const QJsonObject object = each.toObject();
        const qsizetype known = indexOf(stored, idOf(each));
        const QJsonObject old = known < 0 ? QJsonObject() : stored.at(known).toObject();
        if (!idOf(each).isEmpty() && isDead(idOf(each), updatedAt(object)))
            continue;
        result.append(!old.isEmpty() && isNewer(updatedAt(old), updatedAt(object)) ? QJsonValue(old) : each);
    }
    for (const QJsonValue &each : stored) {
        const QDateTime at = updatedAt(each.toObject());
        const bool isLater = answeredAt.isValid() && isNewer(at, answeredAt);
        if (isLater && indexOf(answer, idOf(each)) < 0 && !isDead(idOf(each), at))
            result.append(each);
    }
    return result;
}

} // namespace

QJsonObject reconciled(const QJsonObject &stored, QJsonObject answer, const IsDead &isDead)
{
    for (const ObjectKind kind : nestedKinds) {
        const QString key = listKey(kind);
        if (answer.value(key).isArray())
            answer.insert(key, reconciledList(stored.value(key).toArray(), answer.value(key).toArray(),
                                              updatedAt(answer), isDead));
        else if (stored.contains(key) && !answer.contains(key))
            answer.insert(key, stored.value(key));
    }
    return answer;
}

QJsonObject overlaid(const QJsonObject &stored, const QJsonObject &fields)
{
    QJsonObject result = fields;
    for (auto it = stored.begin(); it != stored.end(); ++it) {
        const bool isCleared = it.key().startsWith(QLatin1String("custom.")) && !fields.contains(it.key());
        const bool isNested = std::any_of(nestedKinds.begin(), nestedKinds.end(),
                                          [&](ObjectKind kind) { return listKey(kind) == it.key(); });
        if (isNested || (!isCleared && !fields.contains(it.key())))
            result.insert(it.key(), it.value());
    }
    return result;
}

QJsonObject withNested(QJsonObject lead, ObjectKind kind, const QJsonObject &object)
{
    const QString key = listKey(kind);
    QJsonArray list = lead.value(key).toArray();
    const qsizetype known = indexOf(list, idOf(object));
    if (known >= 0 && isNewer(updatedAt(list.at(known).toObject()), updatedAt(object)))
        return lead;
    const bool isDone = kind == ObjectKind::Task && lenient::flag(object, QLatin1String("is_complete"));
    if (known >= 0 && isDone)
        list.removeAt(known);
    else if (known >= 0)
        list.replace(known, object);
    else if (!isDone)
        list.append(object);
    lead.insert(key, list);
    return lead;
}

QJsonObject withoutNested(QJsonObject lead, ObjectKind kind, const QString &id, const QDateTime &at)
{
    const QString key = listKey(kind);
    QJsonArray list = lead.value(key).toArray();
    const qsizetype known = indexOf(list, id);
    if (known < 0 || (at.isValid() && isNewer(updatedAt(list.at(known).toObject()), at)))
        return lead;
    list.removeAt(known);
    lead.insert(key, list);
    return lead;
}

QJsonObject merged(QJsonObject lead, const QJsonObject &source)
{
    for (const ObjectKind kind : nestedKinds) {
        for (const QJsonValue &each : source.value(listKey(kind)).toArray()) {
            QJsonObject object = each.toObject();
            object.insert(QStringLiteral("lead_id"), lead.value(QLatin1String("id")));
            lead = withNested(std::move(lead), kind, object);
        }
    }
    return lead;
}

QDateTime updatedAt(const QJsonObject &object)
{
    return lenient::moment(object, QLatin1String("date_updated"));
}

} // namespace leadline::leadjson
