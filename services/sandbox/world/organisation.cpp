#include "services/sandbox/world/organisation.h"

#include "services/sandbox/phones.h"
#include "services/sandbox/world/objectid.h"
#include "services/sandbox/world/words.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace leadline::sandbox {

namespace {

constexpr int AgeInDays = 745;

/// Turns the placeholders of the resource into ids, times and formatted numbers.
class Resolver
{
public:
    Resolver(const IdCode &ids, const QDateTime &founded) : m_ids(ids), m_founded(founded) {}

    QJsonValue resolve(const QJsonValue &value) const
    {
        if (value.isString())
            return text(value.toString());
        if (value.isArray()) {
            QJsonArray resolved;
            for (const QJsonValue &item : value.toArray())
                resolved.append(resolve(item));
            return resolved;
        }
        if (!value.isObject())
            return value;
        QJsonObject resolved = value.toObject();
        for (auto it = resolved.begin(); it != resolved.end(); ++it)
            it.value() = resolve(it.value());
        return resolved;
    }

private:
    QString text(const QString &given) const
    {
        if (given.startsWith(QLatin1Char('@'))) {
            const auto colon = given.indexOf(QLatin1Char(':'));
            quint64 number = 0;
            for (const QChar letter : given)
                number = chance(number, letter.unicode());
            return ObjectId::fixed(m_ids, given.mid(1, colon - 1), static_cast<qint64>(number >> 24));
        }
        if (given == QLatin1String("$founded"))
            return timestamp(m_founded);
        if (given == QLatin1String("$founded_naive"))
            return nakedTimestamp(m_founded);
        if (given == QLatin1String("$billing"))
            return m_founded.addDays(AgeInDays + 17).date().toString(Qt::ISODate);
        if (given.startsWith(QLatin1String("$format:"))) {
            const auto number = parsePhone(given.mid(8), {});
            return number ? number->formatted : given.mid(8);
        }
        return given;
    }

    const IdCode &m_ids;
    QDateTime m_founded;
};

QList<QJsonObject> toList(const QJsonValue &array)
{
    QList<QJsonObject> objects;
    for (const QJsonValue &item : array.toArray())
        objects.append(item.toObject());
    return objects;
}

QString textOf(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString();
}

} // namespace

Organisation::Organisation(const IdCode &ids, const QDateTime &epoch)
{
    static const QList<std::pair<Kind, QString>> sections{
        {Kind::User, QStringLiteral("User")},
        {Kind::LeadStatus, QStringLiteral("LeadStatus")},
        {Kind::OpportunityStatus, QStringLiteral("OpportunityStatus")},
        {Kind::Pipeline, QStringLiteral("Pipeline")},
        {Kind::LeadField, QStringLiteral("LeadField")},
        {Kind::ContactField, QStringLiteral("ContactField")},
        {Kind::OpportunityField, QStringLiteral("OpportunityField")},
        {Kind::ActivityField, QStringLiteral("ActivityField")},
        {Kind::SharedField, QStringLiteral("SharedField")},
        {Kind::CustomActivityType, QStringLiteral("CustomActivityType")},
        {Kind::SmartView, QStringLiteral("SmartView")},
        {Kind::PhoneNumber, QStringLiteral("PhoneNumber")},
        {Kind::EmailTemplate, QStringLiteral("EmailTemplate")},
        {Kind::SmsTemplate, QStringLiteral("SmsTemplate")},
        {Kind::Outcome, QStringLiteral("Outcome")},
        {Kind::Group, QStringLiteral("Group")},
    };
    const Resolver resolver(ids, epoch.addDays(-AgeInDays));
    const QJsonObject raw =
        QJsonDocument::fromJson(Words::file(QStringLiteral("organisation.json"))).object();
    const QJsonObject all = resolver.resolve(raw).toObject();
    organization = all.value(QLatin1String("organization")).toObject();
    m_me = all.value(QLatin1String("me")).toObject();
    for (const auto &[kind, name] : sections)
        m_objects.insert(static_cast<int>(kind), toList(all.value(name)));
    remember();
    // Close lists lead statuses by id; their order stands in the organisation (close-api.md 5.11).
    QList<QJsonObject> &statuses = m_objects[static_cast<int>(Kind::LeadStatus)];
    std::sort(statuses.begin(), statuses.end(),
              [](const QJsonObject &a, const QJsonObject &b) { return textOf(a, "id") < textOf(b, "id"); });
}

void Organisation::remember()
{
    m_id = textOf(organization, "id");
    for (const QJsonObject &user : objects(Kind::User)) {
        Person person{textOf(user, "id"), {}, textOf(user, "first_name"), textOf(user, "email"), {}};
        person.name = person.firstName + QLatin1Char(' ') + textOf(user, "last_name");
        for (const QJsonObject &number : objects(Kind::PhoneNumber)) {
            if (textOf(number, "user_id") == person.id)
                person.number = textOf(number, "number");
        }
        m_people.append(person);
    }
    for (const QJsonObject &status : objects(Kind::LeadStatus))
        m_leadStatuses.append({textOf(status, "id"), textOf(status, "label"), {}, {}, {}});
    for (const QJsonObject &pipeline : objects(Kind::Pipeline)) {
        QList<Status> statuses;
        for (const QJsonObject &status : toList(pipeline.value(QLatin1String("statuses")))) {
            statuses.append({textOf(status, "id"), textOf(status, "label"), textOf(status, "type"),
                             textOf(pipeline, "id"), textOf(pipeline, "name")});
        }
        m_dealStatuses.append(statuses);
    }
    for (const Kind kind : {Kind::LeadField, Kind::ContactField, Kind::OpportunityField, Kind::ActivityField,
                            Kind::SharedField}) {
        for (const QJsonObject &field : objects(kind))
            m_fieldKeys.insert(textOf(field, "name"), QStringLiteral("custom.") + textOf(field, "id"));
    }
}

QString Organisation::activityTypeId() const
{
    return textOf(objects(Kind::ActivityField).first(), "custom_activity_type_id");
}

QJsonObject Organisation::me() const
{
    QJsonObject answer = m_me;
    const QJsonObject user = find(Kind::User, currentUserId()).value_or(QJsonObject());
    for (auto it = user.begin(); it != user.end(); ++it)
        answer.insert(it.key(), it.value());
    return answer;
}

std::optional<QJsonObject> Organisation::find(Kind kind, const QString &id) const
{
    for (const QJsonObject &object : objects(kind)) {
        if (textOf(object, "id") == id)
            return object;
    }
    return std::nullopt;
}

void Organisation::put(Kind kind, const QJsonObject &object)
{
    QList<QJsonObject> &all = m_objects[static_cast<int>(kind)];
    for (QJsonObject &existing : all) {
        if (textOf(existing, "id") == textOf(object, "id")) {
            existing = object;
            return;
        }
    }
    all.append(object);
}

void Organisation::remove(Kind kind, const QString &id)
{
    m_objects[static_cast<int>(kind)].removeIf(
        [&id](const QJsonObject &object) { return textOf(object, "id") == id; });
}

} // namespace leadline::sandbox
