#include "ui/leadlistpane.h"

#include "ui/emptystate.h"
#include "ui/errortext.h"
#include "ui/leadfilterbar.h"
#include "ui/leadlistdelegate.h"
#include "ui/leadlistheader.h"
#include "ui/leadlistmenu.h"
#include "ui/leadlistview.h"
#include "ui/spokenmodel.h"
#include "ui/widgets/named.h"

#include <QKeyEvent>
#include <QLocale>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace leadline {
namespace {

constexpr int minuteMs = 60'000; ///< local times move on with it

QString counted(int number)
{
    return QLocale().toString(number);
}

} // namespace

LeadListPane::LeadListPane(LeadListModel &model, const Theme &theme, QWidget *parent, const Clock *clock)
    : QWidget(parent), m_model(model), m_theme(theme), m_clock(clock ? *clock : m_systemClock)
{
    named(this, QStringLiteral("leadListPane"), tr("Leads"));
    setMinimumWidth(280);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_header = new LeadListHeader(model, theme, this);
    m_filters = new LeadFilterBar(model, theme, this);
    m_view = new SmartViewBar(theme, this);
    m_view->hide();
    column->addWidget(m_header);
    column->addWidget(m_filters);
    column->addWidget(m_view);
    // Before the view hears of it: then it still knows where its rows are.
    connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, this, &LeadListPane::holdPlace);
    connect(&m_model, &QAbstractItemModel::rowsAboutToBeInserted, this, &LeadListPane::holdPlace);
    connect(&m_model, &QAbstractItemModel::rowsAboutToBeRemoved, this, &LeadListPane::holdPlace);
    connect(&m_model, &QAbstractItemModel::rowsAboutToBeMoved, this, &LeadListPane::holdPlace);
    makeList();
    m_empty = new EmptyState(theme, QStringLiteral("leadListEmptyButton"), this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    column->addWidget(m_stack, 1);
    connectParts();
    showState();
}

LeadListPane::~LeadListPane() = default;

void LeadListPane::makeList()
{
    auto *delegate = new LeadListDelegate(m_theme, m_clock, this);
    auto *spoken = new SpokenModel(
        m_model, [delegate](const QModelIndex &index) { return delegate->sentence(index); }, this);
    m_list = named(new LeadListView(m_model, *spoken, this), QStringLiteral("leadList"), tr("Leads"));
    m_list->setItemDelegate(delegate);
    m_list->installEventFilter(this);
    connect(m_list, &LeadListView::currentMoved, this, &LeadListPane::onCurrentChanged);
    connect(m_list, &LeadListView::leftUpward, this, &LeadListPane::focusFilter);
    connect(m_list, &LeadListView::doubleClicked, this, [this] {
        if (!m_current.isEmpty())
            Q_EMIT leadActivated(m_current);
    });
    connect(&m_theme, &Theme::changed, m_list->viewport(), qOverload<>(&QWidget::update));
    auto *minute = new QTimer(this);
    connect(minute, &QTimer::timeout, m_list->viewport(), qOverload<>(&QWidget::update));
    minute->start(minuteMs);
}

void LeadListPane::connectParts()
{
    connect(m_header, &LeadListHeader::chipsToggled, m_filters, &LeadFilterBar::showChips);
    connect(m_filters, &LeadFilterBar::asked, this, &LeadListPane::queryAsked);
    connect(m_filters, &LeadFilterBar::leftDownward, this, [this] {
        if (m_model.rowCount() > 0)
            focusList();
    });
    connect(m_filters, &LeadFilterBar::activated, this, [this] {
        if (m_model.rowCount() == 0)
            return;
        focusList();
        Q_EMIT leadActivated(m_current);
    });
    connect(m_empty, &EmptyState::buttonClicked, this, [this] {
        if (m_model.error().kind != ErrorKind::None)
            m_model.setQuery(m_model.query());
        else if (m_filters->isFiltering())
            m_filters->clear();
        else
            Q_EMIT retryRequested();
    });
    connect(&m_model, &LeadListModel::refreshed, this, [this] {
        restoreCurrent();
        showState();
    });
}

void LeadListPane::onCurrentChanged(const QModelIndex &current)
{
    if (m_isRestoring)
        return;
    const LeadId id = m_model.idAt(current.row());
    if (id == m_current || id.isEmpty())
        return;
    m_current = id;
    Q_EMIT leadSelected(id);
}

/// While rows go and come the view moves its current index and its place about; both are put back afterwards.
/// What stays where it was is the person's lead if it can be seen, else the topmost row, unless that is the
/// first.
void LeadListPane::holdPlace()
{
    if (m_isRestoring)
        return;
    m_isRestoring = true;
    const QRect seen = m_list->viewport()->rect();
    QModelIndex index = m_list->currentIndex();
    if (!index.isValid() || !seen.intersects(m_list->visualRect(index)))
        index = m_list->verticalScrollBar()->value() > 0 ? m_list->indexAt({0, 0}) : QModelIndex();
    m_held = m_model.idAt(index.row());
    m_heldTop = m_list->visualRect(index).top();
}

void LeadListPane::restoreCurrent()
{
    m_isRestoring = true;
    const int row = m_current.isEmpty() ? -1 : m_model.rowOf(m_current);
    if (row < 0)
        m_list->setCurrentIndex({});
    else if (m_list->currentIndex().row() != row)
        m_list->setCurrentRow(row);
    if (const int held = m_held.isEmpty() ? -1 : m_model.rowOf(m_held); held >= 0) {
        m_list->doItemsLayout(); // the view would do it later, and measure the rows that were
        QScrollBar *bar = m_list->verticalScrollBar();
        const int top = m_list->visualRect(m_list->model()->index(held, 0)).top();
        bar->setValue(bar->value() + top - m_heldTop);
    }
    m_held = {};
    m_isRestoring = false;
}

void LeadListPane::setOrganization(const OrganizationData &organization)
{
    m_filters->setOrganization(organization);
    m_header->menu().setSmartViews(organization.smartViews);
    m_header->offerChips(m_filters->hasChips());
}

void LeadListPane::setQuery(const LeadListQuery &query)
{
    m_filters->setQuery(query);
    m_view->setVisible(!query.smartView.isEmpty());
}

void LeadListPane::showSmartView(const SmartViewBar::State &state)
{
    m_view->setState(state, m_clock.nowUtc());
    showState();
}

bool LeadListPane::isFiltering() const
{
    return m_filters->isFiltering();
}

void LeadListPane::setTitle(const QString &title)
{
    m_header->setTitle(title);
}

LeadListMenu &LeadListPane::listMenu()
{
    return m_header->menu();
}

void LeadListPane::openLists(bool isSaving)
{
    m_header->openMenu(isSaving);
}

void LeadListPane::setLoading(bool isLoading, int taken, int total)
{
    m_isLoading = isLoading;
    m_taken = taken;
    m_total = total;
    showState();
}

void LeadListPane::setError(const ApiError &error)
{
    m_error = error;
    showState();
}

LeadId LeadListPane::currentLead() const
{
    return m_current;
}

void LeadListPane::selectLead(const LeadId &id)
{
    if (const int row = m_model.rowOf(id); row >= 0)
        m_list->setCurrentRow(row);
}

void LeadListPane::selectNext(int step)
{
    const int last = m_model.rowCount() - 1;
    if (last >= 0)
        m_list->setCurrentRow(std::clamp(m_list->currentIndex().row() + step, 0, last));
}

void LeadListPane::focusFilter()
{
    m_filters->focusText();
}

void LeadListPane::focusStatuses()
{
    m_header->showChips();
    m_filters->focusStatuses();
}

QList<QAction *> LeadListPane::sortOrders() const
{
    return m_header->sortOrders();
}

void LeadListPane::focusList()
{
    if (!m_list->currentIndex().isValid())
        selectNext(1);
    m_list->setFocus(Qt::ShortcutFocusReason);
}

bool LeadListPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_list || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *press = static_cast<QKeyEvent *>(event);
    const int key = press->key();
    const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (isEnter && press->modifiers() == Qt::NoModifier && m_list->currentIndex().isValid())
        Q_EMIT leadActivated(m_current);
    else if (key == Qt::Key_Escape && m_filters->isFiltering())
        m_filters->clear();
    else
        return QWidget::eventFilter(watched, event);
    return true;
}

void LeadListPane::showState()
{
    const int rows = m_model.rowCount();
    const bool isPart = m_model.query().isFilter();
    QString count = isPart ? tr("%1 of %2").arg(counted(rows), counted(m_model.totalCount())) : counted(rows);
    if (!m_model.isWhole()) // the first rows only: of all leads the number is known, of some it is not yet
        count = isPart ? QString() : counted(m_model.totalCount());
    m_header->setCount(count, tr("%1 leads shown").arg(counted(rows)));
    const bool isBlank = rows == 0 && m_model.isAsking(); // for a moment: no state of its own
    m_stack->setCurrentWidget(rows > 0 || isBlank ? static_cast<QWidget *>(m_list) : m_empty);
    if (rows == 0 && !isBlank)
        showEmpty();
}

void LeadListPane::showEmpty()
{
    if (m_model.error().kind != ErrorKind::None)
        m_empty->show(QStringLiteral("circle-alert"), tr("Leads could not be read"),
                      describeError(m_model.error()), tr("Try again"));
    else if (m_filters->isFiltering() && m_model.totalCount() > 0)
        m_empty->show(QStringLiteral("search"), tr("No lead matches"),
                      tr("Nothing here passes all of these filters."), tr("Clear filters"));
    else if (!m_model.query().smartView.isEmpty())
        m_empty->show(QStringLiteral("layers"), tr("No leads in this Smart View"), m_view->text());
    else if (m_error.kind != ErrorKind::None)
        m_empty->show(QStringLiteral("circle-alert"), tr("Leads could not be read"), describeError(m_error),
                      tr("Try again"));
    else if (m_isLoading)
        m_empty->show(
            QStringLiteral("download"), tr("Reading leads from Close"),
            m_total < 0
                ? tr("They appear here as they arrive.")
                : tr("%1 of %2. They appear here as they arrive.").arg(counted(m_taken), counted(m_total)));
    else
        m_empty->show(QStringLiteral("inbox"), tr("No leads yet"),
                      tr("Leads of your organization appear here."));
}

} // namespace leadline
