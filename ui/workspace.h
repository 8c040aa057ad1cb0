#pragma once

#include "models/leaddetail.h"
#include "models/leadlistmodel.h"
#include "models/outboxmodel.h"
#include "models/timelinemodel.h"
#include "services/closeservice.h"
#include "services/session/account.h"
#include "ui/actions.h"
#include "ui/fielddraft.h"
#include "ui/linkopener.h"
#include "ui/theme/theme.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QSettings;
class QSplitter;
class QTabWidget;

namespace leadline {

class Banner;
class CallDeck;
class CommandPalette;
class KeysPage;
class ListDesk;
class LeadDetailPane;
class LeadListPane;
class LogCallForm;
class SearchBox;
class OutboxPane;
class StatusStrip;
class TimelinePane;
class TopBar;
class UndoBar;
class Writes;

/// One account at work: the three panes over its models, the deck below, and the keys. Lives as long as its
/// service is open; knows nothing of sign-in.
class Workspace final : public QWidget
{
    Q_OBJECT
public:
    /// Everything outlives the workspace.
    struct Parts
    {
        CloseService &service;
        const Theme &theme;
        Prompt &prompt;
        LinkOpener &links;
        const Clock &clock;
        QSettings &settings;
    };
    explicit Workspace(const Parts &parts, QWidget *parent = nullptr);
    ~Workspace() override; ///< remembers the widths of the panes

    void setAccounts(const QList<Account> &known, const Account &current);
    [[nodiscard]] Actions &actions() { return m_actions; }
    [[nodiscard]] LogCallForm &callForm();
    /// What is typed here and not saved: it outlives the workspace, so that signing in again costs nothing
    /// typed.
    [[nodiscard]] Drafts drafts() const;
    void setDrafts(const Drafts &drafts);
    /// Selects and opens a lead, as if it had been chosen in the list.
    void showLead(const LeadId &id);
    /// Puts the focus where work begins: the list of leads, on the first one if none is open.
    void begin();

Q_SIGNALS:
    void accountRequested(const leadline::Account &account);
    void addAccountRequested();
    void signOutRequested();
    void themeRequested(); ///< the other one of light and dark
    void quitRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makePanes();
    void makeActions();
    void makeLeadActions();
    void makeListActions();
    void makeCallActions();
    void makeRowActions();
    void makeWindowActions();
    void connectPanes();
    void connectTimeline();
    void connectWrites();
    void connectOutbox();
    void connectService();
    void connectBars();
    void connectSearch();

    void openLead(const LeadId &id);
    void openHit(const SearchHit &hit);
    void followMerge(const LeadId &survivor);
    void onLeadChanged();
    void onConnection();
    void onTick();
    void onRefreshFailed(const LeadId &lead, const ApiError &error);
    void startCall(const ContactId &contact = {}, const QString &phone = {});
    void copy(const QString &text);
    void copyFocused();
    void openInClose();
    void editCommand(const CommandId &id);
    void rememberFocus();
    void openPalette();
    void offerUndo(const QString &what, const CommandGroupId &group);
    void onUndone(const UndoReport &report);
    [[nodiscard]] bool giveBack(const UndoneCommand &undone);
    void showPosition();
    void arrange();

    Parts m_parts;
    LeadListModel m_leads;
    LeadDetail m_detail;
    TimelineModel m_timeline;
    OutboxModel m_outbox;
    Actions m_actions;
    Writes *m_writes;
    QTimer m_tick;
    CommandGroupId m_undoGroup;     ///< of the write the undo bar offers
    QList<QAction *> m_rowActions;  ///< what the timeline's current row may offer
    QPointer<QWidget> m_beforeCall; ///< had the focus when the call form opened
    bool m_isNarrow = false;
    bool m_isRefreshDue = false; ///< the open lead could not be read: again as soon as Close answers

    TopBar *m_top;
    Banner *m_banner;
    QSplitter *m_splitter;
    LeadListPane *m_listPane;
    ListDesk *m_desk;
    LeadDetailPane *m_detailPane;
    TimelinePane *m_timelinePane;
    QTabWidget *m_middle; ///< the detail pane, and in a narrow window the timeline
    CallDeck *m_deck;
    StatusStrip *m_strip;
    CommandPalette *m_palette;
    KeysPage *m_keys;
    SearchBox *m_search;
    OutboxPane *m_outboxPane;
    UndoBar *m_undoBar;
};

} // namespace leadline
