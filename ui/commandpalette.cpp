#include "ui/commandpalette.h"

#include "ui/actions.h"
#include "ui/widgets/named.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace leadline {

namespace {

constexpr int rowHeight = 34;

/// A line of the palette: the name on the left, its keys on the right.
class ActionDelegate final : public QStyledItemDelegate
{
public:
    ActionDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &t = m_theme.tokens();
        painter->save();
        if ((option.state & QStyle::State_Selected) != 0)
            paintRounded(*painter, option.rect, 6, t.selection);
        const QFont keyFont = m_theme.font(TextStyle::Chip);
        QRect box = option.rect.adjusted(10, 0, -8, 0);
        const QStringList keys = index.data(ActionListModel::KeysRole).toStringList();
        for (auto key = keys.rbegin(); key != keys.rend(); ++key) {
            const int width = keyCapWidth(*key, keyFont);
            const QRectF cap(box.right() - width, box.center().y() - 8.5, width, 18);
            paintKeyCap(*painter, cap, *key, keyFont, t.muted, t.line);
            box.setRight(box.right() - width - 6);
        }
        const QFont font = m_theme.font(TextStyle::Body);
        painter->setFont(font);
        painter->setPen(t.text);
        painter->drawText(
            box, Qt::AlignVCenter | Qt::TextSingleLine,
            QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, box.width()));
        painter->restore();
    }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {200, rowHeight};
    }

private:
    const Theme &m_theme;
};

} // namespace

CommandPalette::CommandPalette(const Theme &theme, const Actions &actions, QWidget *host)
    : Overlay(theme, 560, host)
    , m_actions(actions)
    , m_edit(named(new QLineEdit, QStringLiteral("paletteEdit"), tr("Find a command")))
    , m_list(named(new QListView, QStringLiteral("paletteList"), tr("Commands")))
{
    named(this, QStringLiteral("commandPalette"), tr("Commands"));
    m_edit->setPlaceholderText(tr("What would you like to do?"));
    m_edit->setFont(theme.font(TextStyle::Body));
    m_edit->setMinimumHeight(36);
    m_edit->installEventFilter(this);
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new ActionDelegate(theme, m_list));
    m_list->setFocusPolicy(Qt::NoFocus); // arrows work from the field
    m_list->setUniformItemSizes(true);
    m_list->setMinimumHeight(11 * rowHeight);
    m_list->setStyleSheet(QStringLiteral("background: transparent"));

    auto *column = new QVBoxLayout(card());
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(8);
    column->addWidget(m_edit);
    column->addWidget(m_list);

    connect(m_edit, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_model.setFilter(text);
        m_list->setCurrentIndex(m_model.index(0));
    });
    connect(m_edit, &QLineEdit::returnPressed, this, &CommandPalette::run);
    connect(m_list, &QListView::clicked, this, &CommandPalette::run);
}

QWidget *CommandPalette::prepare()
{
    m_edit->clear();
    m_model.setActions(m_actions.all());
    m_list->setCurrentIndex(m_model.index(0));
    return m_edit;
}

void CommandPalette::run()
{
    QAction *const action = m_model.actionAt(m_list->currentIndex().row());
    if (action == nullptr)
        return;
    dismiss(); // first, so that the action finds the focus where it was
    action->trigger();
}

void CommandPalette::move(int step)
{
    const int rows = m_model.rowCount();
    if (rows > 0)
        m_list->setCurrentIndex(m_model.index((m_list->currentIndex().row() + step + rows) % rows));
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            move(key == Qt::Key_Down ? 1 : -1);
            return true;
        }
    }
    return Overlay::eventFilter(watched, event);
}

} // namespace leadline
