#include "ui/leadfiltermenu.h"

#include "ui/text/leadfilterwords.h"
#include "ui/widgets/named.h"
#include "ui/widgets/visibletext.h"

#include <QLineEdit>
#include <QLocale>
#include <QWidgetAction>

namespace leadline {
namespace {

constexpr int pauses[] = {7, 14, 30, 60, 90, 180, 365}; ///< days

} // namespace

LeadFilterMenu::LeadFilterMenu(LeadListModel &model, QWidget *parent) : QMenu(parent), m_model(model)
{
    setObjectName(QStringLiteral("leadFilterMenu"));
    setAccessibleName(tr("Add a filter"));
    connect(this, &QMenu::aboutToShow, this, &LeadFilterMenu::fill);
}

void LeadFilterMenu::fill()
{
    clear();
    qDeleteAll(findChildren<QMenu *>(QString(), Qt::FindDirectChildrenOnly));
    const LeadListQuery now = m_model.query();
    for (const NextStep step : {NextStep::None, NextStep::Due, NextStep::Open}) {
        LeadListQuery query = now;
        query.nextStep = now.nextStep == step ? NextStep::Any : step;
        offer(*this, QStringLiteral("filterNextStep%1").arg(int(step)), nextStepText(step),
              now.nextStep == step, query);
    }
    addSeparator();
    fillIdle(submenu(QStringLiteral("filterIdleMenu"), tr("No activity for"), *this));
    fillCountries(submenu(QStringLiteral("filterCountryMenu"), tr("Country"), *this));
    const QList<CustomField> fields = filterFields(m_organization);
    for (const CustomField &field : fields) { // who owns a lead is a field of the organisation's own
        if (field.type == CustomFieldType::User)
            fillField(submenu(QLatin1String("filterMenu_") + field.id.value, menuText(field.name), *this),
                      field);
    }
    QMenu &others = submenu(QStringLiteral("filterFieldMenu"), tr("Custom field"), *this);
    for (const CustomField &field : fields) {
        if (field.type != CustomFieldType::User)
            fillField(submenu(QLatin1String("filterMenu_") + field.id.value, menuText(field.name), others),
                      field);
    }
    others.menuAction()->setEnabled(!others.isEmpty());
    addSeparator();
    LeadListQuery none;
    none.sort = now.sort;
    none.isDescending = now.isDescending;
    none.smartView = now.smartView;
    offer(*this, QStringLiteral("filterClear"), tr("Clear all filters"), false, none)
        ->setEnabled(now != none);
}

void LeadFilterMenu::fillIdle(QMenu &menu)
{
    for (const int days : pauses) {
        LeadListQuery query = m_model.query();
        const bool isOn = query.idleDays == days;
        query.idleDays = isOn ? 0 : days;
        offer(menu, QStringLiteral("filterIdle%1").arg(days),
              days == 365 ? tr("a year") : tr("%1 days").arg(days), isOn, query);
    }
}

void LeadFilterMenu::fillCountries(QMenu &menu)
{
    for (const auto &[code, count] : m_model.countries()) {
        LeadListQuery query = m_model.query();
        const bool isOn = query.countries.contains(code);
        if (isOn)
            query.countries.removeAll(code);
        else
            query.countries << code;
        offer(menu, QLatin1String("filterCountry") + code,
              tr("%1 (%2)").arg(countryText(code), QLocale().toString(count)), isOn, query);
    }
    menu.menuAction()->setEnabled(!menu.isEmpty());
}

void LeadFilterMenu::fillField(QMenu &menu, const CustomField &field)
{
    if (field.type == CustomFieldType::Text) {
        addText(menu, field);
    } else if (field.type == CustomFieldType::Choices) {
        for (const QString &choice : field.choices)
            addValue(menu, {field.id, choice}, menuText(choice));
    } else {
        const User &me = m_organization.me.user;
        addValue(menu, {field.id, me.id.value}, tr("Me"));
        for (const User &user : m_organization.users) {
            if (user.id != me.id)
                addValue(menu, {field.id, user.id.value}, menuText(user.fullName));
        }
    }
    menu.menuAction()->setEnabled(!menu.isEmpty());
}

void LeadFilterMenu::addValue(QMenu &menu, const FieldValue &value, const QString &text)
{
    LeadListQuery query = m_model.query();
    const bool isOn = query.fields.contains(value);
    if (isOn)
        query.fields.removeAll(value);
    else
        query.fields << value;
    offer(menu, QStringLiteral("filterValue_%1_%2").arg(value.field.value, value.value), text, isOn, query);
}

/// A text is typed: nobody knows which there are.
void LeadFilterMenu::addText(QMenu &menu, const CustomField &field)
{
    auto *edit = named(new QLineEdit, QLatin1String("filterText_") + field.id.value,
                       tr("%1 is or has the word").arg(visibleText(field.name)));
    edit->setPlaceholderText(tr("Value or word, then Enter"));
    edit->setMinimumWidth(220);
    connect(edit, &QLineEdit::returnPressed, this, [this, edit, id = field.id] {
        LeadListQuery query = m_model.query();
        const FieldValue value{id, edit->text().simplified()};
        if (!value.value.isEmpty() && !query.fields.contains(value)) {
            query.fields << value;
            Q_EMIT chosen(query);
        }
        close();
    });
    auto *action = new QWidgetAction(&menu);
    action->setDefaultWidget(edit);
    menu.addAction(action);
}

QAction *LeadFilterMenu::offer(QMenu &menu, const QString &name, const QString &text, bool isOn,
                               const LeadListQuery &query)
{
    QAction *action = menu.addAction(text);
    action->setObjectName(name);
    action->setCheckable(true);
    action->setChecked(isOn);
    connect(action, &QAction::triggered, this, [this, query] { Q_EMIT chosen(query); });
    return action;
}

QMenu &LeadFilterMenu::submenu(const QString &name, const QString &text, QMenu &parent)
{
    auto *menu = new QMenu(text, &parent);
    menu->setObjectName(name);
    menu->setAccessibleName(text);
    parent.addMenu(menu);
    return *menu;
}

} // namespace leadline
