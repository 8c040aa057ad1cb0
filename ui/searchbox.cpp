#include "ui/searchbox.h"

#include "ui/emptystate.h"
#include "ui/errortext.h"
#include "ui/searchdelegate.h"
#include "ui/spokenmodel.h"
#include "ui/widgets/keycap.h"
#include "ui/widgets/named.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/visibletext.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QScrollBar>
#include <QStackedWidget>

namespace leadline {

namespace {

constexpr int cardWidth = 680;
constexpr int listHeight = 462; ///< a heading and nine results
constexpr int mostRecents = 8;
constexpr auto patience = std::chrono::milliseconds(200);
constexpr auto breath =
    std::chrono::milliseconds(1000); ///< between searches for what the mirror has got meanwhile

} // namespace

SearchBox::SearchBox(const Theme &theme, SearchService &service, const Clock &clock, QWidget *host)
    : Overlay(theme, cardWidth, host)
    , m_theme(theme)
    , m_service(service)
    , m_model(service)
    , m_edit(named(new QLineEdit, QStringLiteral("searchEdit"), tr("Search everything")))
    , m_stack(new QStackedWidget)
    , m_list(named(new QListView, QStringLiteral("searchList"), tr("Results")))
    , m_delegate(new SearchDelegate(theme, m_model, clock, m_list))
    , m_spoken(new SpokenModel(
          m_model, [this](const QModelIndex &index) { return m_delegate->sentence(index); }, this))
    , m_empty(new EmptyState(theme, QStringLiteral("searchEmptyButton")))
    , m_summary(new TextLabel(theme, TextStyle::Secondary, Ink::Muted))
{
    named(this, QStringLiteral("searchBox"), tr("Search everything"));
    m_edit->setPlaceholderText(tr("Names, people, numbers, e-mails, notes, tasks"));
    QFont font = theme.font(TextStyle::Title);
    font.setWeight(QFont::Normal);
    m_edit->setFont(font);
    m_edit->setMinimumHeight(40);
    m_edit->installEventFilter(this);
    makeList();
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);

    auto *column = new QVBoxLayout(card());
    column->setContentsMargins(12, 12, 12, 10);
    column->setSpacing(8);
    column->addWidget(m_edit);
    column->addWidget(m_stack, 1);
    column->addWidget(makeFooter());

    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    m_again.setSingleShot(true);
    m_again.setInterval(breath);
    connect(&m_patience, &QTimer::timeout, this, &SearchBox::showState);
    connect(&m_again, &QTimer::timeout, &m_model, &SearchModel::searchAgain);
    connect(m_edit, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_isMoved = false;
        m_patience.start();
        m_model.setText(text);
    });
    connect(m_empty, &EmptyState::buttonClicked, this, &SearchBox::askClose);
    connect(&m_model, &SearchModel::refreshed, this, &SearchBox::onRefreshed);
    connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, this,
            [this] { m_scrolled = m_list->verticalScrollBar()->value(); });
    connect(&m_model, &SearchModel::extended, this, [this] {
        setCurrentRow(m_model.choosable(std::min(m_row, m_model.rowCount() - 1), 1));
        m_list->verticalScrollBar()->setValue(m_scrolled);
        showState();
    });
}

SearchBox::~SearchBox() = default;

void SearchBox::makeList()
{
    m_list->setModel(m_spoken);
    m_list->setItemDelegate(m_delegate);
    m_list->setFocusPolicy(Qt::NoFocus); // arrows work from the field
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setMinimumHeight(listHeight);
    m_list->setStyleSheet(QStringLiteral("background: transparent"));
    connect(m_list, &QListView::clicked, this, &SearchBox::choose);
    connect(&m_theme, &Theme::changed, m_list->viewport(), qOverload<>(&QWidget::update));
}

QWidget *SearchBox::makeFooter()
{
    auto *footer = new QWidget;
    auto *row = new QHBoxLayout(footer);
    row->setContentsMargins(12, 0, 4, 0);
    row->setSpacing(6);
    m_summary->setObjectName(QStringLiteral("searchSummary"));
    m_summary->setElided(true);
    row->addWidget(m_summary, 1);
    const std::pair<QString, QString> hints[] = {{QStringLiteral("↑↓"), tr("choose")},
                                                 {QStringLiteral("Enter"), tr("open")},
                                                 {QStringLiteral("Esc"), tr("close")}};
    for (const auto &[key, text] : hints) {
        row->addSpacing(6);
        row->addWidget(new KeyCap(m_theme, key));
        row->addWidget(new TextLabel(m_theme, TextStyle::Secondary, Ink::Muted, text));
    }
    return footer;
}

QWidget *SearchBox::prepare()
{
    m_service.prepare();
    m_edit->clear();
    m_place.reset();
    m_isEnterPending = false;
    m_model.setRecents(m_recents);
    return m_edit;
}

void SearchBox::setLoading(bool isLoading, int taken, int total)
{
    m_isLoading = isLoading;
    m_taken = taken;
    m_total = total;
    if (isVisible())
        showState();
}

void SearchBox::noteChange()
{
    if (isVisible() && !m_model.text().isEmpty() && !m_again.isActive())
        m_again.start();
}

void SearchBox::onRefreshed()
{
    m_patience.stop();
    const int before = m_place && m_model.text() == m_shownText ? rowOf(*m_place) : -1;
    m_shownText = m_model.text();
    setCurrentRow(before >= 0 ? before : m_model.choosable(0, 1));
    m_list->verticalScrollBar()->setValue(before >= 0 ? m_scrolled : 0);
    showState();
    const bool isChosen = m_isEnterPending && isVisible() && m_model.hitCount() > 0;
    m_isEnterPending = false;
    if (isChosen)
        choose();
}

std::optional<SearchBox::Place> SearchBox::placeAt(int row) const
{
    const QModelIndex index = m_model.index(row);
    if (!index.isValid())
        return std::nullopt;
    const auto what = static_cast<SearchModel::RowKind>(index.data(SearchModel::RowKindRole).toInt());
    return Place{what, static_cast<SearchModel::Section>(index.data(SearchModel::SectionRole).toInt()),
                 what == SearchModel::RowKind::Hit
                     ? index.data(SearchModel::HitRole).value<SearchHit>().objectId
                     : index.data().toString()};
}

int SearchBox::rowOf(const Place &place) const
{
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (placeAt(row) == place)
            return row;
    }
    return -1;
}

void SearchBox::showState()
{
    const bool hasRows = m_model.hitCount() > 0 || (m_model.text().isEmpty() && m_model.rowCount() > 0);
    const bool isEarly = m_model.isSearching() && m_model.rowCount() == 0;
    m_stack->setCurrentWidget(hasRows || isEarly ? static_cast<QWidget *>(m_list) : m_empty);
    if (!hasRows)
        showNothing();
    m_summary->setText(summary());
}

void SearchBox::showNothing()
{
    const QString text = visibleText(m_model.text());
    if (m_model.error().kind != ErrorKind::None) {
        m_empty->show(QStringLiteral("circle-alert"), tr("The search does not work"),
                      describeError(m_model.error()));
        return;
    }
    if (text.isEmpty()) {
        m_empty->show(QStringLiteral("search"), tr("Search everything"),
                      tr("A part of a name, the last digits of a number, @domain.com, words of a note."));
        return;
    }
    const auto state = m_model.closeState();
    const bool isOffer =
        state == SearchModel::CloseState::Offered || state == SearchModel::CloseState::Failed;
    const QModelIndex ask = m_model.index(m_model.rowCount() - 1);
    QStringList told;
    if (state != SearchModel::CloseState::Offered)
        told << m_delegate->sentence(ask);
    if (m_isLoading)
        told << loadingText();
    if (told.isEmpty())
        told << tr("Fewer words or a part of one find more; Enter asks Close itself.");
    m_empty->show(QStringLiteral("search"), tr("Nothing found for “%1”").arg(text),
                  told.join(QLatin1Char(' ')), isOffer ? tr("Search in Close") : QString());
}

QString SearchBox::loadingText() const
{
    const QLocale locale;
    if (m_total <= 0)
        return tr("Leads are still arriving from Close; what is not here yet is not found.");
    return tr("%1 of %2 leads are here; what is not here yet is not found.")
        .arg(locale.toString(m_taken), locale.toString(m_total));
}

QString SearchBox::summary() const
{
    if (m_model.isSearching() && !m_patience.isActive())
        return tr("Searching…");
    if (m_model.text().isEmpty() || m_model.hitCount() == 0)
        return {};
    if (m_isLoading)
        return loadingText();
    if (m_model.isGuess())
        return tr("Nothing is spelled like this; one letter differs");
    if (m_model.isCut())
        return tr("The best %1; more letters find more exactly").arg(m_model.hitCount());
    return m_model.hitCount() == 1 ? tr("1 found") : tr("%1 found").arg(m_model.hitCount());
}

void SearchBox::setCurrentRow(int row)
{
    m_row = row;
    m_place = placeAt(row);
    const QModelIndex index = m_spoken->index(row, 0);
    m_list->setCurrentIndex(index);
    m_edit->setAccessibleDescription(index.data(Qt::AccessibleTextRole).toString());
}

void SearchBox::jump(int row, int step)
{
    const int to = m_model.choosable(row, step);
    if (to < 0)
        return;
    setCurrentRow(to);
    m_isMoved = true;
    if (m_model.choosable(to - 1, -1) < 0)
        m_list->scrollToTop(); // with the heading above
}

void SearchBox::move(int step)
{
    const int now = m_list->currentIndex().row();
    const int next = m_model.choosable(now + step, step);
    if (next >= 0)
        jump(next, step);
    else
        jump(step > 0 ? 0 : m_model.rowCount() - 1, step); // around the end
}

int SearchBox::pageRows() const
{
    const QModelIndex now = m_list->currentIndex();
    return now.isValid() ? std::max(1, m_list->viewport()->height() / m_list->visualRect(now).height() - 1)
                         : 1;
}

bool SearchBox::onKey(int key)
{
    const int last = m_model.rowCount() - 1;
    const int now = m_list->currentIndex().row();
    switch (key) {
    case Qt::Key_Down:
    case Qt::Key_Up:
        move(key == Qt::Key_Down ? 1 : -1);
        return true;
    case Qt::Key_PageDown:
        jump(std::min(last, now + pageRows()), now + pageRows() >= last ? -1 : 1);
        return true;
    case Qt::Key_PageUp:
        jump(std::max(0, now - pageRows()), now - pageRows() <= 0 ? 1 : -1);
        return true;
    case Qt::Key_Home:
        jump(0, 1);
        return true;
    case Qt::Key_End:
        jump(last, -1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        onEnter();
        return true;
    default:
        return false;
    }
}

bool SearchBox::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const auto *press = static_cast<QKeyEvent *>(event);
        m_isEnterPending = false; // whatever comes after it takes it back
        const bool isPlain = (press->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
        if (isPlain && onKey(press->key()))
            return true;
    }
    return Overlay::eventFilter(watched, event);
}

void SearchBox::onEnter()
{
    if (m_model.isOutdated() && !m_isMoved)
        m_isEnterPending = true; // it is meant for what is still looked for
    else
        choose();
}

void SearchBox::choose()
{
    if (m_stack->currentWidget() == m_empty) {
        if (!m_model.text().isEmpty() && !m_model.isSearching())
            askClose();
        return;
    }
    const QModelIndex index = m_list->currentIndex();
    switch (static_cast<SearchModel::RowKind>(index.data(SearchModel::RowKindRole).toInt())) {
    case SearchModel::RowKind::Heading:
        break;
    case SearchModel::RowKind::Recent:
        m_edit->setText(index.data().toString());
        break;
    case SearchModel::RowKind::AskClose:
        askClose();
        break;
    case SearchModel::RowKind::Hit: {
        const auto hit = index.data(SearchModel::HitRole).value<SearchHit>();
        m_recents.removeAll(m_model.text());
        m_recents.prepend(m_model.text());
        m_recents = m_recents.mid(0, mostRecents);
        dismiss(); // first, so that what opens finds the focus where it was
        Q_EMIT chosen(hit);
        break;
    }
    }
}

void SearchBox::askClose()
{
    const auto state = m_model.closeState();
    if (m_model.text().isEmpty() || state == SearchModel::CloseState::Asking ||
        state == SearchModel::CloseState::Answered)
        return;
    m_model.startAskingClose();
    Q_EMIT searchInCloseRequested(m_model.text());
}

} // namespace leadline
