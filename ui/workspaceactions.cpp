#include "ui/calldeck.h"
#include "ui/commandpalette.h"
#include "ui/keyspage.h"
#include "ui/leaddetailpane.h"
#include "ui/leadfilterbar.h"
#include "ui/leadlistpane.h"
#include "ui/listdesk.h"
#include "ui/logcallform.h"
#include "ui/outbox/outboxpane.h"
#include "ui/searchbox.h"
#include "ui/timelinepane.h"
#include "ui/workspace.h"
#include "ui/writes.h"

#include <QApplication>
#include <QMenu>
#include <QTabWidget>

namespace leadline {

void Workspace::makeActions()
{
    makeLeadActions();
    makeListActions();
    makeCallActions();
    makeRowActions();
    makeWindowActions();
}

void Workspace::makeLeadActions()
{
    using Group = Actions::Group;
    connect(m_actions.add(this, QStringLiteral("search"), tr("Search everything"), Group::Leads,
                          {QKeySequence(Qt::Key_Slash), QKeySequence(Qt::CTRL | Qt::Key_F)}),
            &QAction::triggered, m_search, &SearchBox::popUp);
    connect(m_actions.add(this, QStringLiteral("filterLeads"), tr("Filter leads"), Group::Leads,
                          {QKeySequence(Qt::Key_F)}),
            &QAction::triggered, m_listPane, &LeadListPane::focusFilter);
    connect(m_actions.add(this, QStringLiteral("nextLead"), tr("Next lead"), Group::Leads,
                          {QKeySequence(Qt::ALT | Qt::Key_Right)}),
            &QAction::triggered, this, [this] { m_listPane->selectNext(1); });
    connect(m_actions.add(this, QStringLiteral("previousLead"), tr("Previous lead"), Group::Leads,
                          {QKeySequence(Qt::ALT | Qt::Key_Left)}),
            &QAction::triggered, this, [this] { m_listPane->selectNext(-1); });
    connect(m_actions.add(this, QStringLiteral("openInClose"), tr("Open the lead in Close"), Group::Leads,
                          {QKeySequence(Qt::Key_W)}),
            &QAction::triggered, this, &Workspace::openInClose);
    connect(m_actions.add(this, QStringLiteral("changeStatus"), tr("Change the lead's status"), Group::Leads,
                          {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)}),
            &QAction::triggered, this, [this] {
                m_middle->setCurrentWidget(m_detailPane);
                m_detailPane->openStatuses();
            });
    connect(m_actions.add(this, QStringLiteral("editDescription"), tr("Edit the lead's description"),
                          Group::Leads, {QKeySequence(Qt::CTRL | Qt::Key_E)}),
            &QAction::triggered, this, [this] {
                m_middle->setCurrentWidget(m_detailPane);
                m_detailPane->editDescription();
            });
    connect(m_actions.add(this, QStringLiteral("copyValue"),
                          tr("Copy what has the focus, else the lead's name"), Group::Leads,
                          {QKeySequence(QKeySequence::Copy)}),
            &QAction::triggered, this, &Workspace::copyFocused);
    connect(m_actions.add(this, QStringLiteral("refreshLead"), tr("Refresh from Close"), Group::Leads,
                          {QKeySequence(Qt::Key_F5)}),
            &QAction::triggered, this, [this] {
                QAction *const again =
                    m_timelinePane->isAncestorOf(QApplication::focusWidget())
                        ? m_timelinePane->rowMenu()->findChild<QAction *>(QStringLiteral("retryWrite"))
                        : nullptr;
                if (again != nullptr) { // F5 on a refused write means that write
                    again->trigger();
                    return;
                }
                m_parts.service.retryNow();
                if (!m_detail.leadId().isEmpty())
                    m_parts.service.openLead(m_detail.leadId());
            });
}

void Workspace::makeListActions()
{
    const struct
    {
        QString id;
        QString text;
        std::function<void()> act;
        QKeySequence key;
    } offers[] = {
        {QStringLiteral("chooseList"), tr("Open a list or a Smart View"), [this] { m_listPane->openLists(); },
         QKeySequence(Qt::CTRL | Qt::Key_O)},
        {QStringLiteral("nextList"), tr("Next list or Smart View"), [this] { m_desk->nextList(1); },
         QKeySequence(Qt::CTRL | Qt::Key_PageDown)},
        {QStringLiteral("previousList"), tr("Previous list or Smart View"), [this] { m_desk->nextList(-1); },
         QKeySequence(Qt::CTRL | Qt::Key_PageUp)},
        {QStringLiteral("saveList"),
         tr("Keep these filters as a list"),
         [this] { m_listPane->openLists(true); },
         {}},
        {QStringLiteral("refreshSmartView"),
         tr("Ask Close for the Smart View again"),
         [this] { m_desk->refreshSmartView(); },
         {}},
        {QStringLiteral("addFilter"), tr("Add a filter to the lead list"),
         [this] { m_listPane->filterBar().openMenu(); }, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F)},
        {QStringLiteral("filterStatuses"),
         tr("Filter leads by status"),
         [this] { m_listPane->focusStatuses(); },
         {}},
        {QStringLiteral("filterNoNextStep"),
         tr("Filter leads: no next step"),
         [this] { m_listPane->filterBar().toggleNextStep(NextStep::None); },
         {}},
        {QStringLiteral("filterTaskDue"),
         tr("Filter leads: task due by today"),
         [this] { m_listPane->filterBar().toggleNextStep(NextStep::Due); },
         {}},
        {QStringLiteral("filterOpenTask"),
         tr("Filter leads: has an open task"),
         [this] { m_listPane->filterBar().toggleNextStep(NextStep::Open); },
         {}},
        {QStringLiteral("clearFilters"),
         tr("Clear all filters of the lead list"),
         [this] { m_listPane->filterBar().clear(); },
         {}},
    };
    for (const auto &offer : offers)
        connect(m_actions.add(this, offer.id, offer.text, Actions::Group::Leads,
                              offer.key.isEmpty() ? QList<QKeySequence>() : QList{offer.key}),
                &QAction::triggered, this, offer.act);
    const QList<QAction *> orders = m_listPane->sortOrders();
    for (QAction *order : orders)
        connect(m_actions.add(this, order->objectName(), tr("Sort leads: %1").arg(order->text()),
                              Actions::Group::Leads),
                &QAction::triggered, order, &QAction::trigger);
}

void Workspace::makeRowActions()
{
    const struct
    {
        QString name; ///< of the entry in the menu of the row
        QString text;
        QKeySequence key;
    } offers[] = {
        {QStringLiteral("deleteCall"), tr("Delete the call"), QKeySequence(Qt::Key_Delete)},
        {QStringLiteral("editWrite"), tr("Correct what Close refused"), QKeySequence(Qt::Key_F2)},
        {QStringLiteral("retryWrite"), tr("Try again what Close refused"), {}},
        {QStringLiteral("discardWrite"), tr("Discard the write that is not sent"), {}},
        {QStringLiteral("writeArrived"), tr("The uncertain write arrived in Close"), {}},
        {QStringLiteral("sendWriteAgain"), tr("The uncertain write did not arrive: send it again"), {}},
        {QStringLiteral("deleteDouble"), tr("Delete the second one of a possible double"), {}},
        {QStringLiteral("keepBoth"), tr("Keep both of a possible double"), {}},
    };
    for (const auto &offer : offers) {
        QAction *const action = m_actions.add(m_timelinePane, offer.name, offer.text, Actions::Group::Calls,
                                              offer.key.isEmpty() ? QList<QKeySequence>() : QList{offer.key});
        // The list answers to the key by itself, and the pane around it never has the focus: here it is only
        // shown.
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, [this, name = offer.name] {
            if (auto *entry = m_timelinePane->rowMenu()->findChild<QAction *>(name))
                entry->trigger();
        });
        m_rowActions << action;
    }
}

void Workspace::openPalette()
{
    const QMenu *const offered = m_timelinePane->rowMenu();
    for (QAction *action : std::as_const(m_rowActions))
        action->setEnabled(offered->findChild<QAction *>(action->objectName()) != nullptr);
    m_palette->popUp();
}

void Workspace::makeCallActions()
{
    using Group = Actions::Group;
    connect(m_actions.add(this, QStringLiteral("logCall"), tr("Log a call"), Group::Calls,
                          {QKeySequence(Qt::Key_L)}),
            &QAction::triggered, this, [this] { startCall(); });
    for (int number = 1; number <= 9; ++number) {
        QAction *const action =
            m_actions.add(this, QStringLiteral("callNumber%1").arg(number),
                          tr("Log a call with number %1 of the lead").arg(number), Group::Calls,
                          {QKeySequence(static_cast<Qt::Key>(Qt::Key_0 + number))});
        Actions::setFamily(action, tr("Log a call with that number"));
        connect(action, &QAction::triggered, this, [this, number] { m_detailPane->callNumber(number); });
    }
    QAction *const save =
        m_actions.add(this, QStringLiteral("saveCall"), tr("Save the call"), Group::Calls,
                      {QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)});
    connect(save, &QAction::triggered, this, [this] { m_deck->form().submit(); });
    QAction *const close =
        m_actions.add(&m_deck->form(), QStringLiteral("closeCall"), tr("Close the form, keep the draft"),
                      Group::Calls, {QKeySequence(Qt::Key_Escape)});
    close->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(close, &QAction::triggered, this, [this] { m_deck->form().putAside(); });
    save->setEnabled(false);
    close->setEnabled(false);
}

void Workspace::makeWindowActions()
{
    using Group = Actions::Group;
    connect(m_actions.add(this, QStringLiteral("palette"), tr("Commands"), Group::Window,
                          {QKeySequence(Qt::CTRL | Qt::Key_K)}),
            &QAction::triggered, this, &Workspace::openPalette);
    connect(m_actions.add(this, QStringLiteral("keys"), tr("Keys"), Group::Window,
                          {QKeySequence(Qt::Key_Question), QKeySequence(Qt::Key_F1)}),
            &QAction::triggered, m_keys, &KeysPage::popUp);
    connect(m_actions.add(this, QStringLiteral("focusList"), tr("Go to the lead list"), Group::Window,
                          {QKeySequence(Qt::CTRL | Qt::Key_1)}),
            &QAction::triggered, m_listPane, &LeadListPane::focusList);
    connect(m_actions.add(this, QStringLiteral("focusDetail"), tr("Go to the lead's details"), Group::Window,
                          {QKeySequence(Qt::CTRL | Qt::Key_2)}),
            &QAction::triggered, this, [this] {
                m_middle->setCurrentWidget(m_detailPane);
                m_detailPane->setFocus(Qt::ShortcutFocusReason);
            });
    connect(m_actions.add(this, QStringLiteral("focusTimeline"), tr("Go to the timeline"), Group::Window,
                          {QKeySequence(Qt::CTRL | Qt::Key_3)}),
            &QAction::triggered, this, [this] {
                if (m_isNarrow)
                    m_middle->setCurrentWidget(m_timelinePane);
                m_timelinePane->focusList();
            });
    connect(m_actions.add(this, QStringLiteral("outbox"), tr("Outbox: writes that Close does not have yet"),
                          Group::Window, {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O)}),
            &QAction::triggered, m_outboxPane, &OutboxPane::popUp);
    // In an editor Ctrl+Z takes back letters; the second key works there too (ux.md 5.3).
    connect(m_actions.add(this, QStringLiteral("undoWrite"), tr("Undo the last write"), Group::Window,
                          {QKeySequence(Qt::CTRL | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Z)}),
            &QAction::triggered, m_writes, &Writes::undoLast);
    connect(m_actions.add(this, QStringLiteral("pauseSending"), tr("Stop sending writes, or go on"),
                          Group::Window),
            &QAction::triggered, this,
            [this] { m_parts.service.setSendingPaused(!m_parts.service.isSendingPaused()); });
    connect(m_actions.add(this, QStringLiteral("resumePull"), tr("Load leads from Close"), Group::Window),
            &QAction::triggered, this, [this] { m_parts.service.startPull(); });
    connect(m_actions.add(this, QStringLiteral("cancelPull"), tr("Pause loading leads"), Group::Window),
            &QAction::triggered, this, [this] { m_parts.service.cancelPull(); });
    connect(m_actions.add(this, QStringLiteral("theme"), tr("Light or dark"), Group::Window,
                          {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T)}),
            &QAction::triggered, this, &Workspace::themeRequested);
    connect(m_actions.add(this, QStringLiteral("quit"), tr("Quit"), Group::Window,
                          {QKeySequence(Qt::CTRL | Qt::Key_Q)}),
            &QAction::triggered, this, &Workspace::quitRequested);
    connect(m_actions.add(this, QStringLiteral("addAccount"), tr("Add an account"), Group::Account),
            &QAction::triggered, this, &Workspace::addAccountRequested);
    connect(m_actions.add(this, QStringLiteral("signOut"), tr("Sign out"), Group::Account),
            &QAction::triggered, this, &Workspace::signOutRequested);
}

} // namespace leadline
