#include "ui/leadlistmenu.h"

#include "ui/widgets/named.h"
#include "ui/widgets/visibletext.h"

#include <QLineEdit>
#include <QWidgetAction>

namespace leadline {
namespace {

constexpr int longestName = 80;

} // namespace

LeadListMenu::LeadListMenu(QWidget *parent) : QMenu(parent)
{
    setObjectName(QStringLiteral("leadListMenu"));
    setAccessibleName(tr("Lists and Smart Views"));
    connect(this, &QMenu::aboutToShow, this, &LeadListMenu::fill);
}

QList<SmartView> LeadListMenu::offered(QList<SmartView> views)
{
    views.removeIf([](const SmartView &view) {
        return view.type != QLatin1String("lead") && view.type != QLatin1String("contact");
    });
    return views;
}

void LeadListMenu::setOpen(const QString &list, const SmartViewId &view, bool canSave)
{
    m_openList = list;
    m_openView = view;
    m_canSave = canSave;
}

void LeadListMenu::fill()
{
    clear();
    connect(offer(QStringLiteral("allLeads"), tr("All leads"), m_openList.isEmpty() && m_openView.isEmpty()),
            &QAction::triggered, this, &LeadListMenu::allRequested);
    if (!m_lists.isEmpty())
        addSection(tr("Your lists"));
    for (const QString &name : std::as_const(m_lists))
        connect(offer(QLatin1String("list_") + name, menuText(name), name == m_openList), &QAction::triggered,
                this, [this, name] { Q_EMIT listRequested(name); });
    if (!m_views.isEmpty())
        addSection(tr("Smart Views in Close"));
    for (const SmartView &view : std::as_const(m_views))
        connect(
            offer(QLatin1String("smartView_") + view.id.value, menuText(view.name), view.id == m_openView),
            &QAction::triggered, this, [this, id = view.id] { Q_EMIT smartViewRequested(id); });
    addSaving();
}

void LeadListMenu::addSaving()
{
    if (m_canSave || !m_openList.isEmpty())
        addSeparator();
    if (m_canSave) {
        auto *edit = named(new QLineEdit, QStringLiteral("listName"), tr("Keep these filters as a list"));
        edit->setPlaceholderText(tr("Name these filters, then Enter"));
        edit->setMaxLength(longestName);
        edit->setMinimumWidth(240);
        connect(edit, &QLineEdit::returnPressed, this, [this, edit] {
            const QString name = edit->text().simplified();
            close();
            if (!name.isEmpty())
                Q_EMIT saveRequested(name);
        });
        auto *action = new QWidgetAction(this);
        action->setObjectName(QStringLiteral("saveListEntry"));
        action->setDefaultWidget(edit);
        addAction(action);
    }
    if (!m_openList.isEmpty()) {
        QAction *removal = addAction(tr("Delete the list “%1”").arg(menuText(m_openList)));
        removal->setObjectName(QStringLiteral("removeList"));
        connect(removal, &QAction::triggered, this,
                [this, name = m_openList] { Q_EMIT removeRequested(name); });
    }
}

void LeadListMenu::popUpToSave(const QPoint &at)
{
    popup(at);
    if (auto *entry = findChild<QAction *>(QStringLiteral("saveListEntry")))
        setActiveAction(entry);
}

QAction *LeadListMenu::offer(const QString &name, const QString &text, bool isOn)
{
    QAction *action = addAction(text);
    action->setObjectName(name);
    action->setCheckable(true);
    action->setChecked(isOn);
    return action;
}

} // namespace leadline
