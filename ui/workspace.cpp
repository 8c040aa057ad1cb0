#include "ui/workspace.h"

#include "ui/calldeck.h"
#include "ui/commandpalette.h"
#include "ui/errortext.h"
#include "ui/keyspage.h"
#include "ui/leaddetailpane.h"
#include "ui/leadfacts.h"
#include "ui/leadlistpane.h"
#include "ui/listdesk.h"
#include "ui/logcallform.h"
#include "ui/mergeddrafts.h"
#include "ui/outbox/outboxpane.h"
#include "ui/outbox/undobar.h"
#include "ui/searchbox.h"
#include "ui/statusstrip.h"
#include "ui/timelinepane.h"
#include "ui/topbar.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/button.h"
#include "ui/widgets/named.h"
#include "ui/writes.h"

#include <QApplication>
#include <QClipboard>
#include <QSettings>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <utility>

namespace leadline {

namespace {
constexpr int narrowBelow = 1100;
constexpr auto splitterKey = "window/panes";
} // namespace

Workspace::Workspace(const Parts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_leads(parts.service.mirror(), parts.service.outbox(), nullptr, &parts.clock)
    , m_detail(parts.service.mirror(), parts.service.outbox())
    , m_timeline(parts.service.mirror(), parts.service.outbox())
    , m_outbox(parts.service.outbox(), parts.service.mirror())
    , m_writes(new Writes(parts.service, parts.prompt, parts.clock, this))
{
    named(this, QStringLiteral("workspace"), tr("Leads"));
    makePanes();
    m_palette = new CommandPalette(parts.theme, m_actions, this);
    m_keys = new KeysPage(parts.theme, m_actions, this);
    m_search = new SearchBox(parts.theme, parts.service.search(), parts.clock, this);
    m_outboxPane = new OutboxPane(m_outbox, parts.theme, this);
    m_undoBar = new UndoBar(parts.theme, parts.clock, this);
    makeActions();
    connectPanes();
    connectTimeline();
    connectWrites();
    connectService();
    connectBars();
    connectSearch();
    m_strip->setCounts(m_outbox.waitingCount(), m_outbox.needsPersonCount());
    onLeadChanged();
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &Workspace::onTick);
    m_tick.start();
}

Workspace::~Workspace()
{
    delete m_desk; // it still asks what is open
    m_parts.settings.setValue(QLatin1String(splitterKey), m_splitter->saveState());
}

void Workspace::makePanes()
{
    const Theme &theme = m_parts.theme;
    m_top = new TopBar(theme);
    m_banner = named(new Banner(theme), QStringLiteral("workspaceBanner"), {});
    Button *const dismiss = m_banner->addButton(QStringLiteral("dismissBannerButton"), tr("Dismiss"));
    connect(dismiss, &QPushButton::clicked, m_banner, &Banner::dismiss);
    m_listPane = new LeadListPane(m_leads, theme, nullptr, &m_parts.clock);
    m_desk = new ListDesk({m_parts.service, m_leads, *m_listPane}, this);
    m_detailPane = new LeadDetailPane(m_detail, theme, m_parts.clock);
    m_timelinePane = new TimelinePane(m_timeline, theme, nullptr, &m_parts.clock);
    m_middle = named(new QTabWidget, QStringLiteral("middleTabs"), tr("Lead"));
    m_middle->setDocumentMode(true);
    m_middle->addTab(m_detailPane, tr("Details"));
    named(m_middle->tabBar(), QStringLiteral("middleTabBar"), tr("Details or timeline"));
    m_middle->setTabBarAutoHide(true);
    m_deck = new CallDeck(theme, m_parts.clock);
    m_strip = new StatusStrip(theme);

    m_splitter = named(new QSplitter(Qt::Horizontal), QStringLiteral("panes"), tr("Panes"));
    m_splitter->setHandleWidth(1);
    m_splitter->addWidget(m_listPane);
    m_splitter->addWidget(m_middle);
    m_splitter->addWidget(m_timelinePane);
    m_listPane->setMinimumWidth(280);
    m_middle->setMinimumWidth(320);
    m_timelinePane->setMinimumWidth(300);
    for (int i = 0; i < 3; ++i) {
        m_splitter->setCollapsible(i, false);
        m_splitter->setStretchFactor(i, i == 1 ? 1 : 0); // the middle one gives way first
    }
    m_splitter->setSizes({372, 632, 436});
    m_splitter->restoreState(m_parts.settings.value(QLatin1String(splitterKey)).toByteArray());

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_top);
    column->addWidget(m_banner);
    column->addWidget(m_splitter, 1);
    column->addWidget(m_deck);
    column->addWidget(m_strip);
}

void Workspace::connectPanes()
{
    connect(m_listPane, &LeadListPane::leadSelected, this, &Workspace::openLead);
    connect(m_listPane, &LeadListPane::leadActivated, m_detailPane,
            [this] { m_detailPane->setFocus(Qt::OtherFocusReason); });
    connect(m_listPane, &LeadListPane::retryRequested, this, [this] { m_parts.service.startPull(); });
    connect(&m_leads, &LeadListModel::refreshed, this, [this] {
        if (m_detail.leadId().isEmpty())
            m_listPane->selectNext(1); // the first lead, as soon as there is one
        showPosition();
    });
    connect(&m_detail, &LeadDetail::changed, this, &Workspace::onLeadChanged);
    connect(&m_detail, &LeadDetail::merged, this, &Workspace::followMerge);
    connect(m_detailPane, &LeadDetailPane::callRequested, this, &Workspace::startCall);
    connect(m_detailPane, &LeadDetailPane::changeRequested, m_writes, &Writes::changeLead);
    connect(m_detailPane, &LeadDetailPane::copyRequested, this, &Workspace::copy);
    connect(m_detailPane, &LeadDetailPane::openInCloseRequested, this, &Workspace::openInClose);
    connect(m_detailPane, &LeadDetailPane::linkActivated, this,
            [this](const QUrl &url) { m_parts.links.open(this, url); });
}

void Workspace::connectTimeline()
{
    connect(m_timelinePane, &TimelinePane::deleteCallRequested, m_writes, &Writes::askDelete);
    connect(m_timelinePane, &TimelinePane::editRequested, this, &Workspace::editCommand);
    connect(m_timelinePane, &TimelinePane::retryRequested, m_writes, &Writes::sendAgain);
    connect(m_timelinePane, &TimelinePane::sendAgainRequested, m_writes, &Writes::sendAgain);
    connect(m_timelinePane, &TimelinePane::discardRequested, m_writes, &Writes::askDiscard);
    connect(m_timelinePane, &TimelinePane::arrivedRequested, m_writes, &Writes::confirmArrived);
    connect(m_timelinePane, &TimelinePane::deleteDoubleRequested, m_writes, &Writes::deleteDouble);
    connect(m_timelinePane, &TimelinePane::keepBothRequested, m_writes, &Writes::keepBoth);
    connect(m_timelinePane, &TimelinePane::linkActivated, this,
            [this](const QUrl &url) { m_parts.links.open(this, url); });
    connect(&m_timeline, &TimelineModel::olderWanted, this,
            [this](const LeadId &lead) { m_parts.service.loadOlderActivities(lead); });
}

void Workspace::connectService()
{
    CloseService &service = m_parts.service;
    connect(&service, &CloseService::connectionChanged, this, &Workspace::onConnection);
    connect(&service, &CloseService::pullProgressChanged, this, [this](const PullProgress &progress) {
        m_strip->setPull(progress);
        m_listPane->setLoading(progress.isRunning && progress.phase <= PullPhase::Leads, progress.taken,
                               progress.total);
        m_listPane->setError(progress.error);
    });
    connect(&service, &CloseService::rateBudgetChanged, m_strip, &StatusStrip::setRate);
    connect(&service, &CloseService::refreshFailed, this, &Workspace::onRefreshFailed);
    connect(&service, &CloseService::dataAsOfChanged, this, [this] {
        if (std::exchange(m_isRefreshDue, false) && !m_detail.leadId().isEmpty())
            m_parts.service.openLead(m_detail.leadId());
    });
    connect(&service, &CloseService::refreshFinished, this, [this](const LeadId &lead) {
        if (lead != m_detail.leadId())
            return;
        m_detailPane->showProblem({});
        m_timelinePane->setLoading(false);
    });
    connect(&service.mirror(), &Mirror::failed, this,
            [this](const ApiError &error) { m_banner->show(describeError(error), Tone::Bad); });
    connect(&service.outbox(), &OutboxStore::failed, this,
            [this](const ApiError &error) { m_banner->show(describeError(error), Tone::Bad); });
    connect(qApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        m_parts.service.setForeground(state == Qt::ApplicationActive);
    });
    connect(m_desk, &ListDesk::failed, this,
            [this](const ApiError &error) { m_banner->show(describeError(error), Tone::Bad); });
    const PullProgress progress = service.pullProgress();
    m_strip->setPull(progress);
    m_listPane->setLoading(progress.isRunning && progress.phase <= PullPhase::Leads, progress.taken,
                           progress.total);
    m_strip->setRate(service.rateBudget());
    onConnection();
    if (const auto salvage = service.outbox().salvage())
        m_banner->show(describeSalvage(*salvage), Tone::Bad);
    else if (const QString kept = service.mirror().damagedFile(); !kept.isEmpty())
        m_banner->show(describeReplacedMirror(kept), Tone::Warn);
}

void Workspace::connectBars()
{
    connect(m_top, &TopBar::paletteRequested, this, &Workspace::openPalette);
    connect(m_top, &TopBar::accountRequested, this, &Workspace::accountRequested);
    connect(m_top, &TopBar::addAccountRequested, this, &Workspace::addAccountRequested);
    connect(m_top, &TopBar::signOutRequested, this, &Workspace::signOutRequested);
    connect(m_deck, &CallDeck::logCallRequested, this, [this] { startCall(); });
    connect(m_deck, &CallDeck::nextRequested, this, [this] { m_listPane->selectNext(1); });
    connect(m_deck, &CallDeck::previousRequested, this, [this] { m_listPane->selectNext(-1); });
    connect(m_strip, &StatusStrip::retryRequested, this, [this] { m_parts.service.retryNow(); });
    connect(m_strip, &StatusStrip::pullCancelRequested, this, [this] { m_parts.service.cancelPull(); });
    connect(m_strip, &StatusStrip::pullResumeRequested, this, [this] { m_parts.service.startPull(); });
    connect(m_strip, &StatusStrip::outboxRequested, m_outboxPane, &OutboxPane::popUp);
    connect(m_strip, &StatusStrip::paletteRequested, this, &Workspace::openPalette);
    connect(m_strip, &StatusStrip::keysRequested, m_keys, &KeysPage::popUp);
}

void Workspace::setAccounts(const QList<Account> &known, const Account &current)
{
    m_top->setAccounts(known, current);
    for (const Account &account : known) {
        const QString id = QStringLiteral("account/") + account.folderName();
        if (m_actions.find(id) != nullptr || account.folderName() == current.folderName())
            continue;
        QAction *const action =
            m_actions.add(this, id, tr("Switch to %1, %2").arg(account.organizationName, account.userName),
                          Actions::Group::Account);
        connect(action, &QAction::triggered, this, [this, account] { Q_EMIT accountRequested(account); });
    }
}

LogCallForm &Workspace::callForm()
{
    return m_deck->form();
}

Drafts Workspace::drafts() const
{
    return {m_deck->form().drafts(), m_detailPane->drafts()};
}

void Workspace::setDrafts(const Drafts &drafts)
{
    m_deck->form().setDrafts(drafts.calls);
    m_detailPane->setDrafts(drafts.descriptions);
}

void Workspace::showLead(const LeadId &id)
{
    m_listPane->selectLead(id);
    if (m_detail.leadId() != id)
        openLead(id); // also when a filter hides it from the list
}

void Workspace::begin()
{
    m_listPane->focusList();
}

void Workspace::openLead(const LeadId &id)
{
    m_isRefreshDue = false;
    m_detail.setLead(id);
    if (m_detail.leadId() != id)
        return; // it was merged: the other one is open
    m_timeline.setLead(id);
    m_timelinePane->setLoading(!id.isEmpty() && m_parts.service.connection() != Connection::Offline &&
                               m_timeline.rowCount() == 0 && !m_timeline.isComplete());
    if (!id.isEmpty())
        m_parts.service.openLead(id);
    showPosition();
}

void Workspace::followMerge(const LeadId &survivor)
{
    const QPointer<QWidget> focused = QApplication::focusWidget();
    m_deck->form().setLead({}); // puts aside what is being written down
    setDrafts(onSurvivor(drafts(), m_detail.leadId(), survivor));
    showLead(survivor);
    if (focused && focused->isVisible())
        focused->setFocus(Qt::OtherFocusReason);
    if (m_detail.lead())
        m_banner->show(tr("This lead is now part of %1.").arg(m_detail.lead()->displayName), Tone::Info);
}

void Workspace::onLeadChanged()
{
    const std::optional<Lead> &lead = m_detail.lead();
    m_deck->form().setLead(lead);
    m_outboxPane->setOpenLead(lead);
    const bool hasNumbers =
        lead && std::any_of(lead->contacts.begin(), lead->contacts.end(),
                            [](const Contact &contact) { return !contact.phones.isEmpty(); });
    m_deck->setFacts(lead.has_value(), hasNumbers, lead ? timeZoneOf(*lead) : QString(),
                     m_parts.clock.nowUtc());
    for (const char *id : {"logCall", "openInClose", "changeStatus", "editDescription"})
        m_actions.find(QLatin1String(id))->setEnabled(lead.has_value());
}

void Workspace::onConnection()
{
    const Connection connection = m_parts.service.connection();
    m_strip->setConnection(connection, m_parts.service.dataAsOf(), m_parts.clock.nowUtc());
    m_timelinePane->setOffline(connection == Connection::Offline);
    if (connection == Connection::Online)
        m_detailPane->showProblem({});
}

void Workspace::onTick()
{
    m_strip->setConnection(m_parts.service.connection(), m_parts.service.dataAsOf(), m_parts.clock.nowUtc());
    if (m_parts.clock.nowUtc().time().second() == 0) {
        m_detailPane->updateTimes();
        onLeadChanged();
    }
}

void Workspace::onRefreshFailed(const LeadId &lead, const ApiError &error)
{
    if (lead != m_detail.leadId())
        return;
    m_timelinePane->setLoading(false);
    if (error.kind == ErrorKind::Cancelled)
        return;
    m_detailPane->showProblem(tr("What you see may be old. %1").arg(describeError(error)));
    m_isRefreshDue = error.kind == ErrorKind::ServerError || error.kind == ErrorKind::RateLimited ||
                     error.kind == ErrorKind::Timeout;
}

void Workspace::startCall(const ContactId &contact, const QString &phone)
{
    rememberFocus();
    m_deck->form().start(contact, phone);
}

void Workspace::copy(const QString &text)
{
    if (text.isEmpty())
        return;
    QApplication::clipboard()->setText(text);
    m_strip->note(tr("Copied"));
}

void Workspace::copyFocused()
{
    const QWidget *const focused = QApplication::focusWidget();
    const QString value = focused != nullptr ? focused->property("copyText").toString() : QString();
    if (!value.isEmpty())
        copy(value);
    else if (m_detail.lead())
        copy(m_detail.lead()->displayName);
}

void Workspace::openInClose()
{
    if (m_detail.lead())
        m_parts.links.open(this, QUrl(m_detail.lead()->htmlUrl));
}

void Workspace::showPosition()
{
    m_deck->setPosition(m_leads.rowOf(m_detail.leadId()), m_leads.rowCount());
}

void Workspace::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void Workspace::arrange()
{
    const bool isNarrow = width() < narrowBelow;
    if (isNarrow == m_isNarrow)
        return;
    m_isNarrow = isNarrow;
    QWidget *const focused = QApplication::focusWidget();
    const bool hadFocus = m_timelinePane->isAncestorOf(focused);
    if (isNarrow) {
        m_middle->addTab(m_timelinePane, tr("Timeline"));
        if (hadFocus)
            m_middle->setCurrentWidget(m_timelinePane);
    } else {
        m_splitter->addWidget(m_timelinePane);
        m_splitter->setStretchFactor(2, 0);
        m_splitter->setSizes({372, std::max(320, width() - 372 - 436), 436});
        m_timelinePane->show();
    }
    if (hadFocus)
        focused->setFocus(Qt::OtherFocusReason);
}

} // namespace leadline
