#include "ui/timelinepane.h"

#include "ui/emptystate.h"
#include "ui/linkopener.h"
#include "ui/spokenmodel.h"
#include "ui/timelinedelegate.h"
#include "ui/timelinefilter.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/named.h"
#include "ui/widgets/surface.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/visibletext.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QLocale>
#include <QMenu>
#include <QMouseEvent>
#include <QStackedWidget>

namespace leadline {

TimelinePane::TimelinePane(TimelineModel &model, const Theme &theme, QWidget *parent, const Clock *clock)
    : QWidget(parent), m_model(model), m_theme(theme), m_clock(clock ? *clock : m_systemClock)
{
    named(this, QStringLiteral("timelinePane"), tr("Timeline"));
    setMinimumWidth(300);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    m_offline = new Banner(theme, this);
    m_offline->setObjectName(QStringLiteral("timelineOffline"));
    auto *notice = new QHBoxLayout;
    notice->setContentsMargins(12, 8, 12, 0);
    notice->addWidget(m_offline);
    auto *noticeRow = new QWidget(this); // goes with the banner, margins and all
    noticeRow->setLayout(notice);
    noticeRow->hide();
    m_offlineRow = noticeRow;
    column->addWidget(noticeRow);
    makeList();
    m_empty = new EmptyState(theme, QStringLiteral("timelineEmptyButton"), this);
    connect(m_empty, &EmptyState::buttonClicked, m_filter, &TimelineFilter::clear);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    column->addWidget(m_stack, 1);
    connect(&m_model, &TimelineModel::refreshed, this, &TimelinePane::showState);
    showState();
}

TimelinePane::~TimelinePane() = default;

QWidget *TimelinePane::makeHeader()
{
    auto *header = new Surface(m_theme, Surface::Kind::Bar, this);
    header->setFixedHeight(44);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(16, 0, 10, 0);
    row->setSpacing(8);
    row->addWidget(new TextLabel(m_theme, TextStyle::BodyStrong, Ink::Text, tr("Timeline"), header));
    m_count = new TextLabel(m_theme, TextStyle::Body, Ink::Muted, {}, header);
    m_count->setObjectName(QStringLiteral("timelineCount"));
    row->addWidget(m_count, 1);
    m_filter = new TimelineFilter(m_theme, header);
    connect(m_filter, &TimelineFilter::changed, this, [this] { m_model.setKinds(m_filter->kinds()); });
    row->addWidget(m_filter);
    return header;
}

void TimelinePane::makeList()
{
    m_delegate = new TimelineDelegate(m_theme, m_clock, this);
    m_spoken = new SpokenModel(
        m_model, [this](const QModelIndex &index) { return m_delegate->sentence(index); }, this);
    m_list = named(new QListView(this), QStringLiteral("timelineList"), tr("Timeline"));
    m_list->setModel(m_spoken);
    m_list->setItemDelegate(m_delegate);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollBarPolicy(
        Qt::ScrollBarAlwaysOn); // its coming and going would lay out every note anew
    m_list->setResizeMode(QListView::Adjust);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->installEventFilter(this);
    m_list->viewport()->installEventFilter(this);
    connect(m_list, &QListView::customContextMenuRequested, this, [this](const QPoint &at) {
        if (m_list->currentIndex().isValid())
            rowMenu()->popup(m_list->viewport()->mapToGlobal(at));
    });
    connect(&m_theme, &Theme::changed, m_list->viewport(), qOverload<>(&QWidget::update));
}

void TimelinePane::setLoading(bool isLoading)
{
    m_isLoading = isLoading;
    showState();
}

void TimelinePane::setOffline(bool isOffline)
{
    m_offline->show(tr("Offline: this is what was here at the last contact."), Tone::Warn);
    m_offlineRow->setVisible(isOffline);
}

void TimelinePane::focusList()
{
    if (!m_list->currentIndex().isValid() && m_spoken->rowCount() > 0)
        m_list->setCurrentIndex(m_spoken->index(0, 0));
    m_list->setFocus(Qt::ShortcutFocusReason);
}

void TimelinePane::showActivity(const ActivityId &id)
{
    m_filter->clear();
    const int row = m_model.load(id);
    if (row < 0)
        return;
    const QModelIndex index = m_spoken->index(row, 0);
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index, QAbstractItemView::PositionAtCenter);
}

void TimelinePane::perform(TimelineAction action, const QModelIndex &index)
{
    const CommandId command(index.data(TimelineModel::CommandIdRole).toString());
    switch (action) {
    case TimelineAction::Expand:
        m_delegate->toggleExpanded(index);
        break;
    case TimelineAction::Edit:
        Q_EMIT editRequested(command);
        break;
    case TimelineAction::Retry:
        Q_EMIT retryRequested(command);
        break;
    case TimelineAction::Discard:
        Q_EMIT discardRequested(command);
        break;
    case TimelineAction::Arrived:
        Q_EMIT arrivedRequested(command);
        break;
    case TimelineAction::SendAgain:
        Q_EMIT sendAgainRequested(command);
        break;
    case TimelineAction::DeleteDouble:
        Q_EMIT deleteDoubleRequested(command);
        break;
    case TimelineAction::KeepBoth:
        Q_EMIT keepBothRequested(command);
        break;
    case TimelineAction::Delete:
        Q_EMIT deleteCallRequested(index.data(TimelineModel::ActivityRole).value<Activity>().id);
        break;
    }
}

QList<TimelineActionText> TimelinePane::actionsOf(const QModelIndex &index) const
{
    const auto activity = index.data(TimelineModel::ActivityRole).value<Activity>();
    const auto state = static_cast<SyncState>(index.data(TimelineModel::SyncStateRole).toInt());
    QList<TimelineActionText> actions =
        writeActions(state, !activity.id.isEmpty(), activity.kind == ActivityKind::Call);
    if (m_delegate->isLong(index))
        actions.append({TimelineAction::Expand, QStringLiteral("expandRow"), tr("Show more or less"),
                        QKeySequence(Qt::Key_Space)});
    if (state == SyncState::Synced && activity.kind == ActivityKind::Call && !activity.id.isEmpty())
        actions.append({TimelineAction::Delete, QStringLiteral("deleteCall"), tr("Delete call…"),
                        QKeySequence(Qt::Key_Delete)});
    return actions;
}

QMenu *TimelinePane::rowMenu()
{
    delete m_menu;
    m_menu = named(new QMenu(this), QStringLiteral("timelineMenu"), tr("What to do with this entry"));
    const QPersistentModelIndex index = m_list->currentIndex();
    if (!index.isValid())
        return m_menu;
    const auto actions = actionsOf(index);
    for (const TimelineActionText &offered : actions) {
        QAction *action = m_menu->addAction(offered.text);
        action->setObjectName(offered.name);
        action->setShortcut(offered.key);
        connect(action, &QAction::triggered, this, [this, index, what = offered.action] {
            if (index.isValid())
                perform(what, index);
        });
    }
    const QStringList targets = m_delegate->links(index).mid(0, 5);
    for (const QString &target : targets) {
        const QUrl url(target);
        QAction *action =
            m_menu->addAction(tr("Open %1").arg(menuText(LinkOpener::realTarget(url).left(80))));
        connect(action, &QAction::triggered, this, [this, url] { Q_EMIT linkActivated(url); });
    }
    QAction *copy = m_menu->addAction(tr("Copy text"));
    copy->setObjectName(QStringLiteral("copyRow"));
    copy->setShortcut(QKeySequence::Copy);
    connect(copy, &QAction::triggered, this, [this] { copyCurrent(); });
    return m_menu;
}

void TimelinePane::copyCurrent()
{
    QApplication::clipboard()->setText(m_delegate->sentence(m_list->currentIndex()));
}

bool TimelinePane::onListKey(const QKeyEvent &press)
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid())
        return false;
    if (press.matches(QKeySequence::Copy)) {
        copyCurrent();
        return true;
    }
    const bool isEnter = press.key() == Qt::Key_Return || press.key() == Qt::Key_Enter;
    const auto actions = actionsOf(index);
    if (isEnter && !actions.isEmpty()) { // the first of them, or all where a person has to choose
        if (needsPerson(static_cast<SyncState>(index.data(TimelineModel::SyncStateRole).toInt())))
            rowMenu()->popup(m_list->viewport()->mapToGlobal(m_list->visualRect(index).center()));
        else if (m_delegate->isLong(index))
            perform(TimelineAction::Expand, index);
        return true;
    }
    for (const TimelineActionText &offered : actions) {
        if (offered.key == QKeySequence(press.keyCombination())) {
            perform(offered.action, index);
            return true;
        }
    }
    return false;
}

bool TimelinePane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress && onListKey(*static_cast<QKeyEvent *>(event)))
        return true;
    if (watched != m_list->viewport())
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::Resize) {
        m_delegate->setWidth(m_list->viewport()->width());
    } else if (event->type() == QEvent::MouseButtonRelease || event->type() == QEvent::MouseMove) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const QModelIndex index = m_list->indexAt(mouse->pos());
        const auto hit = index.isValid() ? m_delegate->hit(index, m_list->visualRect(index), mouse->pos())
                                         : TimelineDelegate::Hit();
        m_list->viewport()->setCursor(hit.action || !hit.link.isEmpty() ? Qt::PointingHandCursor
                                                                        : Qt::ArrowCursor);
        if (event->type() == QEvent::MouseButtonRelease && mouse->button() == Qt::LeftButton) {
            if (hit.action)
                perform(*hit.action, index);
            else if (!hit.link.isEmpty())
                Q_EMIT linkActivated(QUrl(hit.link));
        }
    }
    return QWidget::eventFilter(watched, event);
}

void TimelinePane::showState()
{
    const bool hasLead = !m_model.lead().isEmpty();
    const int rows = m_model.rowCount();
    m_count->setText(hasLead && rows > 0 ? QLocale().toString(m_model.totalCount()) : QString());
    m_filter->setEnabled(hasLead);
    m_stack->setCurrentWidget(rows > 0 ? static_cast<QWidget *>(m_list) : m_empty);
    if (rows > 0)
        return;
    if (!hasLead)
        m_empty->show(QStringLiteral("panel-right"), tr("No lead open"),
                      tr("Choose a lead to see what happened with it."));
    else if (!m_model.kinds().isEmpty())
        m_empty->show(QStringLiteral("list-filter"), tr("Nothing of this kind"),
                      tr("The timeline has no such entries."), tr("Show everything"));
    else if (m_isLoading)
        m_empty->show(QStringLiteral("download"), tr("Reading the timeline"),
                      tr("Entries appear as they arrive from Close."));
    else
        m_empty->show(QStringLiteral("clock"), tr("Nothing has happened yet"),
                      tr("Calls, notes and messages appear here."));
}

} // namespace leadline
