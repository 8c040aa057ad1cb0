#pragma once

#include "models/leadlistmodel.h"
#include "services/base/apierror.h"
#include "services/base/clock.h"
#include "services/domain/organization.h"
#include "ui/smartviewbar.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QAction;
class QStackedWidget;

namespace leadline {

class EmptyState;
class LeadFilterBar;
class LeadListHeader;
class LeadListMenu;
class LeadListView;

/// The list of leads: which ones, filters, sort, and the rows. Knows the model only; says which lead is
/// selected and never opens anything itself. The selection and the place stay whatever the model does.
class LeadListPane final : public QWidget
{
    Q_OBJECT
public:
    /// Time comes from the system's clock; tests and pictures hand over their own, which must outlive the
    /// pane.
    LeadListPane(LeadListModel &model, const Theme &theme, QWidget *parent = nullptr,
                 const Clock *clock = nullptr);
    ~LeadListPane() override;

    void setOrganization(const OrganizationData &organization); ///< statuses, fields, users, Smart Views
    /// Shows another list; `title` empty = all leads.
    void setQuery(const LeadListQuery &query);
    void setTitle(const QString &title);
    [[nodiscard]] LeadListMenu &listMenu();
    [[nodiscard]] SmartViewBar &smartViewBar() { return *m_view; } ///< hidden unless a Smart View is shown
    void showSmartView(const SmartViewBar::State &state);
    [[nodiscard]] bool isFiltering() const; ///< by more than the Smart View
    [[nodiscard]] LeadFilterBar &filterBar() { return *m_filters; }
    void openLists(bool isSaving = false);
    /// While leads are being read for the first time; `total` -1 = not known yet.
    void setLoading(bool isLoading, int taken = 0, int total = -1);
    /// Shown only while there are no leads at all; kind None takes it away.
    void setError(const ApiError &error);

    [[nodiscard]] LeadId currentLead() const; ///< empty = none
    void selectLead(const LeadId &id);        ///< nothing happens when it is not in the list
    void selectNext(int step);                ///< 1 = down, -1 = up
    void focusFilter();
    void focusStatuses(); ///< shows the status chips if they are hidden
    void focusList();
    [[nodiscard]] QList<QAction *> sortOrders() const; ///< for other menus; owned by the pane

Q_SIGNALS:
    void leadSelected(const leadline::LeadId &id);
    void leadActivated(const leadline::LeadId &id); ///< Enter or a double click
    void retryRequested();                          ///< from the error state
    void queryAsked();                              ///< a person asked for something else, in the filters

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeList();
    void connectParts();
    void onCurrentChanged(const QModelIndex &current);
    void holdPlace();
    void restoreCurrent();
    void showState();
    void showEmpty();

    LeadListModel &m_model;
    const Theme &m_theme;
    SystemClock m_systemClock;
    const Clock &m_clock;
    LeadListHeader *m_header;
    LeadFilterBar *m_filters;
    SmartViewBar *m_view;
    QStackedWidget *m_stack = nullptr;
    LeadListView *m_list = nullptr;
    EmptyState *m_empty = nullptr;
    LeadId m_current;
    bool m_isRestoring = false; ///< the view moves its current index, not the person
    LeadId m_held;              ///< the row that keeps its height on the screen, while rows change
    int m_heldTop = 0;
    bool m_isLoading = false;
    int m_taken = 0;
    int m_total = -1;
    ApiError m_error;
};

} // namespace leadline
