#include "ui/text/leadfilterwords.h"

#include "ui/text/commandtext.h"
#include "ui/widgets/visibletext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace leadline {
namespace {

const QString nextStepId = QStringLiteral("nextStep");
const QString idleId = QStringLiteral("idle");
const QString countryId = QStringLiteral("country_");
const QString fieldId = QStringLiteral("field_");

QString tr(const char *text)
{
    return QCoreApplication::translate("LeadFilterWords", text);
}

FilterPart part(const QString &id, const QString &text)
{
    return {id, text, tr("Filter: %1. Remove it").arg(text)};
}

QString idleText(int days)
{
    return days % 365 == 0 ? tr("No activity for a year") : tr("No activity for %1 days").arg(days);
}

/// The value of a field in words: a user's name, else the value.
QString fieldValueText(const FieldValue &value, const OrganizationData &organization)
{
    for (const User &user : organization.users) {
        if (user.id.value == value.value)
            return visibleText(user.fullName);
    }
    return visibleText(value.value);
}

} // namespace

QString nextStepText(NextStep step)
{
    switch (step) {
    case NextStep::Any:
        return {};
    case NextStep::Open:
        return tr("Has an open task");
    case NextStep::None:
        return tr("No next step");
    case NextStep::Due:
        return tr("Task due by today");
    }
    return {};
}

QString countryText(const QString &code)
{
    const QLocale::Territory territory = QLocale::codeToTerritory(code);
    return territory == QLocale::AnyTerritory ? visibleText(code) : QLocale::territoryToString(territory);
}

QList<CustomField> filterFields(const OrganizationData &organization)
{
    QList<CustomField> fields;
    for (const CustomField &field : organization.leadFields) {
        switch (field.type) {
        case CustomFieldType::Text:
        case CustomFieldType::Choices:
        case CustomFieldType::User:
            fields << field;
            break;
        case CustomFieldType::Number:
        case CustomFieldType::Date:
        case CustomFieldType::DateTime:
        case CustomFieldType::Contact:
        case CustomFieldType::CustomObject:
        case CustomFieldType::TextArea:
        case CustomFieldType::Hidden:
        case CustomFieldType::Other:
            break;
        }
    }
    return fields;
}

QList<FilterPart> filterParts(const LeadListQuery &query, const OrganizationData &organization)
{
    QList<FilterPart> parts;
    if (query.nextStep != NextStep::Any)
        parts << part(nextStepId, nextStepText(query.nextStep));
    if (query.idleDays > 0)
        parts << part(idleId, idleText(query.idleDays));
    for (const QString &code : query.countries)
        parts << part(countryId + code, countryText(code));
    for (qsizetype at = 0; at < query.fields.size(); ++at)
        parts << part(fieldId + QString::number(at),
                      tr("%1: %2").arg(fieldName(query.fields.at(at).field.value, organization),
                                       fieldValueText(query.fields.at(at), organization)));
    return parts;
}

LeadListQuery withoutPart(LeadListQuery query, const QString &partId)
{
    if (partId == nextStepId)
        query.nextStep = NextStep::Any;
    else if (partId == idleId)
        query.idleDays = 0;
    else if (partId.startsWith(countryId))
        query.countries.removeAll(partId.mid(countryId.size()));
    else if (const qsizetype at = partId.mid(fieldId.size()).toInt();
             partId.startsWith(fieldId) && at < query.fields.size())
        query.fields.removeAt(at);
    return query;
}

} // namespace leadline
