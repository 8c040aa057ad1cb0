#include "ui/outbox/outboxpane.h"

#include "ui/emptystate.h"
#include "ui/outbox/outboxdelegate.h"
#include "ui/outbox/outboxdetail.h"
#include "ui/spokenmodel.h"
#include "ui/widgets/button.h"
#include "ui/widgets/keycap.h"
#include "ui/widgets/named.h"
#include "ui/widgets/surface.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QScrollArea>
#include <QVBoxLayout>

namespace leadline {

namespace {

constexpr int leastRows = 3; ///< of the list, however long the detail is
constexpr int mostRows = 7;
constexpr int frame = 100; ///< head, line and margins

} // namespace

OutboxPane::OutboxPane(OutboxModel &model, const Theme &theme, QWidget *host)
    : Overlay(theme, 760, host)
    , m_model(model)
    , m_theme(theme)
    , m_list(named(new QListView, QStringLiteral("outboxList"), tr("Writes that Close does not have yet")))
    , m_line(new Surface(theme, Surface::Kind::BarAbove))
    , m_detail(named(new OutboxDetail(theme), QStringLiteral("outboxDetail"), tr("The chosen write")))
    , m_scroll(named(new QScrollArea, QStringLiteral("outboxScroll"), tr("The chosen write")))
    , m_empty(new EmptyState(theme, QStringLiteral("outboxEmptyButton")))
{
    named(this, QStringLiteral("outboxPane"), tr("Outbox"));
    auto *column = new QVBoxLayout(card());
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addWidget(makeHead());
    auto *delegate = new OutboxDelegate(model, theme, m_list);
    m_list->setModel(new SpokenModel(
        model, [delegate](const QModelIndex &index) { return delegate->sentence(index); }, m_list));
    m_list->setItemDelegate(delegate);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setStyleSheet(QStringLiteral("background: transparent"));
    m_list->installEventFilter(this);
    column->addWidget(m_list);
    m_line->setFixedHeight(1);
    column->addWidget(m_line);
    m_scroll->setWidget(m_detail);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus); // its buttons are walked through
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_detail->setAutoFillBackground(false); // the card shows through
    column->addWidget(m_scroll, 1);
    m_empty->setMinimumHeight(260);
    column->addWidget(m_empty, 1);
    m_empty->show(QStringLiteral("check"), tr("Close has everything"),
                  tr("What you log, write or change waits here until Close has confirmed it."));
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &OutboxPane::showCurrent);
    connect(m_list, &QListView::activated, this, &OutboxPane::openLeadOf);
    connect(&model, &OutboxModel::countsChanged, this, &OutboxPane::refresh);
    connectDetail();
    refresh();
}

QWidget *OutboxPane::makeHead()
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(4, 0, 4, 0);
    row->setSpacing(10);
    row->addWidget(new TextLabel(m_theme, TextStyle::Title, Ink::Text, tr("Outbox")));
    m_counts =
        named(new TextLabel(m_theme, TextStyle::Secondary, Ink::Muted), QStringLiteral("outboxCounts"), {});
    row->addWidget(m_counts);
    m_pause = named(new Button(m_theme, Button::Kind::Outline, {}), QStringLiteral("outboxPause"), {});
    m_pause->setCompact(true);
    row->addWidget(m_pause);
    connect(m_pause, &Button::clicked, this, [this] { Q_EMIT pauseRequested(!m_isPaused); });
    row->addStretch(1);
    row->addWidget(new KeyCap(m_theme, QStringLiteral("Enter")));
    row->addWidget(new TextLabel(m_theme, TextStyle::Secondary, Ink::Muted, tr("opens the lead")));
    row->addWidget(new KeyCap(m_theme, QStringLiteral("Esc")));
    row->addWidget(new TextLabel(m_theme, TextStyle::Secondary, Ink::Muted, tr("closes")));
    return box;
}

void OutboxPane::connectDetail()
{
    connect(m_detail, &OutboxDetail::editRequested, this, [this](const CommandId &id) {
        dismiss(); // the form lies below
        Q_EMIT editRequested(id);
    });
    connect(m_detail, &OutboxDetail::retryRequested, this, &OutboxPane::retryRequested);
    connect(m_detail, &OutboxDetail::arrivedRequested, this, &OutboxPane::arrivedRequested);
    connect(m_detail, &OutboxDetail::deleteDoubleRequested, this, &OutboxPane::deleteDoubleRequested);
    connect(m_detail, &OutboxDetail::keepBothRequested, this, &OutboxPane::keepBothRequested);
    connect(m_detail, &OutboxDetail::discardRequested, this, &OutboxPane::discardRequested);
    connect(m_detail, &OutboxDetail::copyRequested, this, &OutboxPane::copyRequested);
    connect(m_detail, &OutboxDetail::resolved, this, &OutboxPane::resolved);
    connect(m_detail, &OutboxDetail::moveRequested, this, [this](const CommandId &id) {
        if (m_openLead)
            Q_EMIT moveRequested(id, m_openLead->id);
    });
}

void OutboxPane::setOpenLead(const std::optional<Lead> &lead)
{
    m_openLead = lead;
    showCurrent();
}

void OutboxPane::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    refresh();
}

QWidget *OutboxPane::prepare()
{
    refresh();
    m_list->setCurrentIndex(m_list->model()->index(0, 0)); // what needs a person
    m_list->scrollToTop();
    return m_model.rowCount() > 0 ? static_cast<QWidget *>(m_list) : this;
}

void OutboxPane::refresh()
{
    const bool isEmpty = m_model.rowCount() == 0;
    QStringList counts;
    if (const int need = m_model.needsPersonCount(); need > 0)
        counts << (need == 1 ? tr("1 needs you") : tr("%1 need you").arg(need));
    if (const int waiting = m_model.waitingCount(); waiting > 0)
        counts << tr("%1 waiting").arg(waiting);
    if (m_isPaused)
        counts << tr("sending is stopped");
    m_pause->setText(m_isPaused ? tr("Go on sending") : tr("Stop sending"));
    m_pause->setAccessibleName(m_pause->text());
    m_pause->setVisible(m_isPaused || !isEmpty);
    m_counts->setText(counts.join(QStringLiteral(" · ")));
    m_list->setVisible(!isEmpty);
    m_line->setVisible(!isEmpty);
    m_scroll->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
    if (isEmpty && m_list->hasFocus())
        setFocus(Qt::OtherFocusReason);
    if (!isEmpty && !m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_list->model()->index(0, 0));
    showCurrent();
}

void OutboxPane::showCurrent()
{
    const QModelIndex current = m_list->currentIndex();
    m_detail->setVisible(current.isValid());
    if (!current.isValid())
        return;
    const auto command = current.data(OutboxModel::CommandRole).value<Command>();
    const bool isDouble = syncStateOf(command) == SyncState::Doubled;
    m_detail->setFacts({command, m_model.leadOf(command), m_model.organization(), m_openLead,
                        isDouble ? m_model.originalOf(command) : std::nullopt});
    giveRoom();
}

int OutboxPane::wantedHeight(int width) const
{
    constexpr int forDetail = 250; // most fit: nothing moves when another one is chosen
    return m_model.rowCount() > 0 ? frame + rowsSeen() * OutboxDelegate::rowHeight + forDetail
                                  : Overlay::wantedHeight(width);
}

int OutboxPane::rowsSeen() const
{
    return std::clamp(m_model.rowCount(), 1, mostRows);
}

void OutboxPane::resizeEvent(QResizeEvent *event)
{
    Overlay::resizeEvent(event);
    giveRoom();
}

/// All of the detail is seen, unless that leaves too little of the list.
void OutboxPane::giveRoom()
{
    const int width = card()->width() - card()->layout()->contentsMargins().left() * 2;
    const int left = card()->height() - frame - m_detail->layout()->totalHeightForWidth(width);
    const int least = std::min(leastRows, rowsSeen()) * OutboxDelegate::rowHeight;
    m_list->setFixedHeight(std::clamp(left, least, std::max(least, rowsSeen() * OutboxDelegate::rowHeight)));
}

void OutboxPane::openLeadOf(const QModelIndex &index)
{
    const LeadId lead = index.data(OutboxModel::CommandRole).value<Command>().leadId();
    dismiss();
    Q_EMIT leadRequested(lead);
}

bool OutboxPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_F2)
            m_detail->edit();
        else if (key->key() == Qt::Key_F5)
            m_detail->retry();
        else if (key->key() == Qt::Key_Delete)
            m_detail->discard();
        else if (key->matches(QKeySequence::Copy))
            Q_EMIT copyRequested(m_detail->copyText());
        else
            return Overlay::eventFilter(watched, event);
        return true;
    }
    return Overlay::eventFilter(watched, event);
}

} // namespace leadline
