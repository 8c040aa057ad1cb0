#pragma once

#include "services/domain/organization.h"

#include <QMenu>

namespace leadline {

/// Which leads to look at: all, a list of one's own, or a Smart View of the organisation. Also keeps what is
/// filtered now as a list, and lets one go. Knows names only.
class LeadListMenu final : public QMenu
{
    Q_OBJECT
public:
    explicit LeadListMenu(QWidget *parent);

    /// The views that list leads: of leads, and of contacts.
    [[nodiscard]] static QList<SmartView> offered(QList<SmartView> views);

    void setLists(const QStringList &names) { m_lists = names; }
    void setSmartViews(const QList<SmartView> &views) { m_views = offered(views); }
    /// What is open now: a list's name, or a view's id, or neither. `canSave` offers to keep it.
    void setOpen(const QString &list, const SmartViewId &view, bool canSave);
    /// Opens the menu with the focus where the name of a new list is typed.
    void popUpToSave(const QPoint &at);

Q_SIGNALS:
    void allRequested();
    void listRequested(const QString &name);
    void smartViewRequested(const leadline::SmartViewId &id);
    void saveRequested(const QString &name);
    void removeRequested(const QString &name);

private:
    void fill();
    void addSaving();
    QAction *offer(const QString &name, const QString &text, bool isOn);

    QStringList m_lists;
    QList<SmartView> m_views;
    QString m_openList;
    SmartViewId m_openView;
    bool m_canSave = false;
};

} // namespace leadline
