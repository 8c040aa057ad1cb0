#include "ui/leadsortmenu.h"

#include <QActionGroup>

namespace leadline {

LeadSortMenu::LeadSortMenu(LeadListModel &model, QWidget *parent)
    : QMenu(parent), m_model(model), m_group(new QActionGroup(this))
{
    setObjectName(QStringLiteral("leadSortMenu"));
    setAccessibleName(tr("Sort leads"));
    addOrder(QStringLiteral("sortByActivity"), tr("Last activity, newest first"), LeadSort::LastActivity,
             true);
    addOrder(QStringLiteral("sortByActivityOld"), tr("Last activity, oldest first"), LeadSort::LastActivity,
             false);
    addOrder(QStringLiteral("sortByName"), tr("Name, A to Z"), LeadSort::Name, false);
    addOrder(QStringLiteral("sortByNameDown"), tr("Name, Z to A"), LeadSort::Name, true);
    addOrder(QStringLiteral("sortByCreated"), tr("Created, newest first"), LeadSort::Created, true);
    addOrder(QStringLiteral("sortByCreatedOld"), tr("Created, oldest first"), LeadSort::Created, false);
}

void LeadSortMenu::addOrder(const QString &name, const QString &text, LeadSort sort, bool isDescending)
{
    QAction *action = addAction(text);
    action->setObjectName(name);
    action->setCheckable(true);
    action->setChecked(sort == m_model.query().sort && isDescending == m_model.query().isDescending);
    m_group->addAction(action);
    connect(action, &QAction::triggered, this, [this, sort, isDescending] {
        LeadListQuery query = m_model.query();
        query.sort = sort;
        query.isDescending = isDescending;
        m_model.setQuery(query);
    });
}

} // namespace leadline
