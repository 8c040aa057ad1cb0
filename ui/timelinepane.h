#pragma once

#include "models/timelinemodel.h"
#include "services/base/clock.h"
#include "ui/text/timelineactions.h"
#include "ui/theme/theme.h"

#include <QUrl>
#include <QWidget>

class QKeyEvent;
class QListView;
class QMenu;
class QStackedWidget;

namespace leadline {

class Banner;
class EmptyState;
class SpokenModel;
class TextLabel;
class TimelineDelegate;
class TimelineFilter;

/// The timeline of the open lead: rows by day, a filter by kind, and what a person can decide about a row.
/// Emits intents; asks nothing and sends nothing itself.
class TimelinePane final : public QWidget
{
    Q_OBJECT
public:
    /// Time comes from the system's clock; tests and pictures hand over their own, which must outlive the
    /// pane.
    TimelinePane(TimelineModel &model, const Theme &theme, QWidget *parent = nullptr,
                 const Clock *clock = nullptr);
    ~TimelinePane() override;

    void setLoading(bool isLoading); ///< the lead's activities are being read from Close
    void setOffline(bool isOffline); ///< what is here may be old
    void focusList();
    /// Makes the entry the current one and scrolls to it, whatever kinds were filtered out; nothing if it is
    /// not here.
    void showActivity(const ActivityId &id);
    /// The menu of the current row, made afresh; its actions are those a person has now. Owned by the pane.
    [[nodiscard]] QMenu *rowMenu();

Q_SIGNALS:
    void deleteCallRequested(const leadline::ActivityId &id);
    void editRequested(const leadline::CommandId &id);         ///< a refused write: correct it
    void retryRequested(const leadline::CommandId &id);        ///< send it again as it is
    void discardRequested(const leadline::CommandId &id);      ///< into the trash
    void arrivedRequested(const leadline::CommandId &id);      ///< uncertain: the person saw it in Close
    void sendAgainRequested(const leadline::CommandId &id);    ///< uncertain: the person did not
    void deleteDoubleRequested(const leadline::CommandId &id); ///< the row is a double of another one
    void keepBothRequested(const leadline::CommandId &id);     ///< it is not
    void linkActivated(const QUrl &url);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QWidget *makeHeader();
    void makeList();
    void perform(TimelineAction action, const QModelIndex &index);
    [[nodiscard]] QList<TimelineActionText> actionsOf(const QModelIndex &index) const;
    void copyCurrent();
    bool onListKey(const QKeyEvent &press);
    void showState();

    TimelineModel &m_model;
    const Theme &m_theme;
    SystemClock m_systemClock;
    const Clock &m_clock;
    TextLabel *m_count = nullptr;
    TimelineFilter *m_filter = nullptr;
    Banner *m_offline = nullptr;
    QWidget *m_offlineRow = nullptr;
    QStackedWidget *m_stack = nullptr;
    QListView *m_list = nullptr;
    SpokenModel *m_spoken = nullptr;
    TimelineDelegate *m_delegate = nullptr;
    EmptyState *m_empty = nullptr;
    QMenu *m_menu = nullptr;
    bool m_isLoading = false;
};

} // namespace leadline
