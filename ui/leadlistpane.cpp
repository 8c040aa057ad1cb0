#include "ui/leadlistpane.h"

#include "ui/emptystate.h"
#include "ui/errortext.h"
#include "ui/filterchips.h"
#include "ui/icontoggle.h"
#include "ui/leadlistdelegate.h"
#include "ui/leadlistview.h"
#include "ui/leadsortmenu.h"
#include "ui/spokenmodel.h"
#include "ui/widgets/button.h"
#include "ui/widgets/named.h"
#include "ui/widgets/surface.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>

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
    column->addWidget(makeHeader());
    auto *filters = new Surface(theme, Surface::Kind::Bar, this);
    auto *filterColumn = new QVBoxLayout(filters);
    filterColumn->setContentsMargins(0, 8, 0, 9);
    filterColumn->setSpacing(8);
    auto *filterRow = new QHBoxLayout;
    filterRow->setContentsMargins(16, 0, 16, 0);
    filterRow->addWidget(m_filter);
    filterColumn->addLayout(filterRow);
    m_chips = new FilterChips(theme, filters);
    m_chips->setObjectName(QStringLiteral("statusChips"));
    filterColumn->addWidget(m_chips);
    column->addWidget(filters);
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
    connectModel();
    showState();
}

LeadListPane::~LeadListPane() = default;

QWidget *LeadListPane::makeHeader()
{
    auto *header = new Surface(m_theme, Surface::Kind::Bar, this);
    header->setFixedHeight(44);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(16, 0, 10, 0);
    row->setSpacing(8);
    row->addWidget(new TextLabel(m_theme, TextStyle::BodyStrong, Ink::Text, tr("Leads"), header));
    m_count = named(new TextLabel(m_theme, TextStyle::Body, Ink::Muted, {}, header),
                    QStringLiteral("leadCount"), {});
    row->addWidget(m_count, 1);
    m_sort =
        named(new Button(m_theme, Button::Kind::Ghost, {}, QStringLiteral("arrow-down-wide-narrow"), header),
              QStringLiteral("leadSortButton"), tr("Sort leads"));
    m_sort->setToolTip(tr("Sort"));
    m_chipToggle =
        new IconToggle(m_theme, QStringLiteral("list-filter"), tr("Show filter by status"), header);
    m_chipToggle->setObjectName(QStringLiteral("leadFilterButton"));
    m_chipToggle->setChecked(true);
    row->addWidget(m_sort);
    row->addWidget(m_chipToggle);
    auto *menu = new LeadSortMenu(m_model, m_sort);
    connect(m_sort, &Button::clicked, menu, [this, menu] {
        menu->popup(
            m_sort->mapToGlobal(QPoint(m_sort->width() - menu->sizeHint().width(), m_sort->height() + 2)));
    });
    m_filter = named(new QLineEdit(this), QStringLiteral("leadFilter"), tr("Filter leads by name"));
    m_filter->setPlaceholderText(tr("Filter by name"));
    m_filter->setClearButtonEnabled(true);
    named(m_filter->findChild<QToolButton *>(), QStringLiteral("leadFilterClear"), tr("Clear the filter"));
    m_filter->installEventFilter(this);
    return header;
}

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

void LeadListPane::connectModel()
{
    connect(m_filter, &QLineEdit::textChanged, this, &LeadListPane::ask);
    connect(m_chips, &FilterChips::changed, this, &LeadListPane::ask);
    connect(m_chipToggle, &IconToggle::toggled, m_chips,
            [this](bool isOn) { m_chips->setVisible(isOn && !m_chips->isEmpty()); });
    connect(m_empty, &EmptyState::buttonClicked, this, [this] {
        if (isFiltered())
            clearFilter();
        else
            Q_EMIT retryRequested();
    });
    connect(&m_model, &LeadListModel::refreshed, this, [this] {
        restoreCurrent();
        showState();
    });
}

void LeadListPane::ask()
{
    LeadListQuery query = m_model.query();
    query.text = m_filter->text().trimmed();
    query.statuses = m_chips->chosen();
    m_model.setQuery(query);
}

void LeadListPane::clearFilter()
{
    m_filter->clear();
    m_chips->clear();
    m_filter->setFocus();
}

bool LeadListPane::isFiltered() const
{
    return !m_model.query().text.isEmpty() || !m_model.query().statuses.isEmpty();
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

void LeadListPane::setStatuses(const QList<LeadStatus> &statuses)
{
    m_chips->setStatuses(statuses);
    m_chips->setVisible(m_chipToggle->isChecked() && !statuses.isEmpty());
    m_chipToggle->setVisible(!statuses.isEmpty());
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
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void LeadListPane::focusStatuses()
{
    m_chipToggle->setChecked(true);
    m_chips->focusFirst();
}

QList<QAction *> LeadListPane::sortOrders() const
{
    return m_sort->findChild<LeadSortMenu *>()->actions();
}

void LeadListPane::focusList()
{
    if (!m_list->currentIndex().isValid())
        selectNext(1);
    m_list->setFocus(Qt::ShortcutFocusReason);
}

bool LeadListPane::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *press = static_cast<QKeyEvent *>(event);
    const int key = press->key();
    const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (watched == m_filter) {
        if (key == Qt::Key_Escape && isFiltered()) {
            clearFilter();
            return true;
        }
        if ((key == Qt::Key_Down || isEnter) && m_model.rowCount() > 0) {
            focusList();
            if (isEnter)
                Q_EMIT leadActivated(m_current);
            return true;
        }
    } else if (watched == m_list && isEnter && press->modifiers() == Qt::NoModifier &&
               m_list->currentIndex().isValid()) {
        Q_EMIT leadActivated(m_current);
        return true;
    } else if (watched == m_list && key == Qt::Key_Escape && isFiltered()) {
        clearFilter();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void LeadListPane::showState()
{
    const int rows = m_model.rowCount();
    m_count->setText(isFiltered() ? tr("%1 of %2").arg(counted(rows), counted(m_model.totalCount()))
                                  : counted(rows));
    m_count->setAccessibleName(tr("%1 leads shown").arg(counted(rows)));
    m_stack->setCurrentWidget(rows > 0 ? static_cast<QWidget *>(m_list) : m_empty);
    if (rows > 0)
        return;
    if (isFiltered() && m_model.totalCount() > 0)
        m_empty->show(QStringLiteral("search"), tr("No lead matches"),
                      tr("Nothing here has this name and status."), tr("Clear filter"));
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
