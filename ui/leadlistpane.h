#pragma once

#include "models/leadlistmodel.h"
#include "services/base/apierror.h"
#include "services/base/clock.h"
#include "services/domain/organization.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QAction;
class QLineEdit;
class QStackedWidget;

namespace leadline {

class Button;
class EmptyState;
class FilterChips;
class IconToggle;
class LeadListDelegate;
class LeadListView;
class TextLabel;

/// The list of leads: filter as you type, status chips, sort, and the rows. Knows the model only; says which
/// lead is selected and never opens anything itself. The selection and the place stay whatever the model
/// does.
class LeadListPane final : public QWidget
{
    Q_OBJECT
public:
    /// Time comes from the system's clock; tests and pictures hand over their own, which must outlive the
    /// pane.
    LeadListPane(LeadListModel &model, const Theme &theme, QWidget *parent = nullptr,
                 const Clock *clock = nullptr);
    ~LeadListPane() override;

    void setStatuses(const QList<LeadStatus> &statuses); ///< one chip each, in this order
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

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QWidget *makeHeader();
    void makeList();
    void connectModel();
    void ask();
    void clearFilter();
    void onCurrentChanged(const QModelIndex &current);
    void holdPlace();
    void restoreCurrent();
    void showState();
    [[nodiscard]] bool isFiltered() const;

    LeadListModel &m_model;
    const Theme &m_theme;
    SystemClock m_systemClock;
    const Clock &m_clock;
    TextLabel *m_count = nullptr;
    Button *m_sort = nullptr;
    IconToggle *m_chipToggle = nullptr;
    QLineEdit *m_filter = nullptr;
    FilterChips *m_chips = nullptr;
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
