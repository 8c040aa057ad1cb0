#include "ui/leadfacts.h"

#include "ui/placetime.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>
#include <QSet>

#include <algorithm>

namespace leadline {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("LeadFacts", text);
}

QString singleFieldText(const CustomField &field, const QJsonValue &value,
                        const OrganizationData &organization, const Lead &lead)
{
    const QString text = value.isDouble()
                             ? QLocale().toString(value.toDouble(), 'g', QLocale::FloatingPointShortest)
                             : value.toVariant().toString();
    switch (field.type) {
    case CustomFieldType::User: {
        const auto it = std::find_if(organization.users.begin(), organization.users.end(),
                                     [&text](const User &user) { return user.id.value == text; });
        return it == organization.users.end() ? text : it->fullName;
    }
    case CustomFieldType::Contact: {
        const auto it = std::find_if(lead.contacts.begin(), lead.contacts.end(),
                                     [&text](const Contact &contact) { return contact.id.value == text; });
        return it == lead.contacts.end() ? text : it->name;
    }
    case CustomFieldType::Date: {
        const QDate date = QDate::fromString(text.left(10), Qt::ISODate);
        return date.isValid() ? dateText(date) : text;
    }
    case CustomFieldType::DateTime: {
        const QDateTime at = QDateTime::fromString(text, Qt::ISODateWithMs).toLocalTime();
        return at.isValid() ? dateText(at.date()) + QStringLiteral(", ") + timeText(at.time()) : text;
    }
    case CustomFieldType::Hidden:
        return {};
    case CustomFieldType::Text:
    case CustomFieldType::Number:
    case CustomFieldType::Choices:
    case CustomFieldType::CustomObject:
    case CustomFieldType::TextArea:
    case CustomFieldType::Other:
        return text;
    }
    return text;
}

CustomField unknownField(const QString &id)
{
    CustomField field;
    field.id = CustomFieldId(id);
    field.name = id;
    return field;
}

} // namespace

QString timeZoneOf(const Lead &lead)
{
    const auto it = std::find_if(lead.contacts.begin(), lead.contacts.end(),
                                 [](const Contact &contact) { return !contact.timeZone.isEmpty(); });
    return it == lead.contacts.end() ? QString() : it->timeZone;
}

QString addressText(const Address &address)
{
    QStringList parts;
    const QString town = QStringList({address.state, address.zipcode}).join(QLatin1Char(' ')).trimmed();
    for (const QString &part : {address.line1, address.line2, address.city, town, address.country}) {
        if (!part.isEmpty())
            parts << part;
    }
    return parts.join(QStringLiteral(", "));
}

QString dateText(const QDate &date)
{
    return QLocale().toString(date, QStringLiteral("d MMM yyyy"));
}

DueText dueText(const Task &task, const QDateTime &nowUtc)
{
    const QDateTime now = nowUtc.toLocalTime();
    const QDateTime at = task.dueAt.toLocalTime();
    const QDate day = at.isValid() ? at.date() : task.dueDate;
    if (!day.isValid())
        return {tr("No due date"), Tone::Neutral};
    const auto days = now.date().daysTo(day);
    const QString time = at.isValid() ? QLatin1Char(' ') + timeText(at.time()) : QString();
    if (days < 0 || (at.isValid() && at < now)) {
        if (days == 0)
            return {tr("Overdue since%1").arg(time), Tone::Bad};
        return {days == -1 ? tr("Overdue 1 day") : tr("Overdue %1 days").arg(-days), Tone::Bad};
    }
    if (days == 0)
        return {tr("Today%1").arg(time), Tone::Warn};
    if (days == 1)
        return {tr("Tomorrow%1").arg(time), Tone::Neutral};
    return {dateText(day) + time, Tone::Neutral};
}

QString fieldText(const CustomField &field, const QJsonValue &value, const OrganizationData &organization,
                  const Lead &lead)
{
    if (!value.isArray())
        return singleFieldText(field, value, organization, lead);
    QStringList texts;
    const QJsonArray values = value.toArray();
    for (const QJsonValue &single : values)
        texts << singleFieldText(field, single, organization, lead);
    texts.removeAll(QString());
    return texts.join(QStringLiteral(", "));
}

QList<FieldFact> fieldFacts(const QList<CustomField> &fields, const QJsonObject &raw,
                            const OrganizationData &organization, const Lead &lead)
{
    const QString prefix = QStringLiteral("custom.");
    QList<FieldFact> facts;
    QSet<QString> known;
    const auto add = [&](const CustomField &field) {
        const QJsonValue value = raw.value(prefix + field.id.value);
        const QString text =
            value.isUndefined() || value.isNull() ? QString() : fieldText(field, value, organization, lead);
        known.insert(field.id.value);
        if (!text.isEmpty())
            facts << FieldFact{field.name, text};
    };
    for (const CustomField &field : fields)
        add(field);
    for (const QString &key : raw.keys()) { // what the organisation does not tell about, as it is
        const QString id = key.mid(prefix.size());
        if (key.startsWith(prefix) && !known.contains(id))
            add(unknownField(id));
    }
    return facts;
}

Tone toneOf(OpportunityOutcome outcome)
{
    switch (outcome) {
    case OpportunityOutcome::Active:
        return Tone::Violet;
    case OpportunityOutcome::Won:
        return Tone::Good;
    case OpportunityOutcome::Lost:
        return Tone::Bad;
    case OpportunityOutcome::Other:
        return Tone::Neutral;
    }
    return Tone::Neutral;
}

} // namespace leadline
