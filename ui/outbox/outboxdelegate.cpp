#include "ui/outbox/outboxdelegate.h"

#include "models/outboxmodel.h"
#include "ui/outbox/outboxwords.h"
#include "ui/rowpaint.h"
#include "ui/widgets/visibletext.h"

#include <QPainter>

namespace leadline {

namespace {

constexpr int margin = 12;
constexpr int lineHeight = 20;
constexpr int cachedRows = 200; ///< a few screens

SyncText syncOf(const Command &command)
{
    if (!command.conflicts.isEmpty())
        return {OutboxDelegate::tr("Changed in Close too"), Tone::Bad, {}};
    return syncText(syncStateOf(command), command.lastError);
}

} // namespace

OutboxDelegate::OutboxDelegate(const OutboxModel &model, const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_model(model), m_theme(theme), m_rows(cachedRows)
{
    const auto forget = [this] { m_rows.clear(); };
    connect(&model, &QAbstractItemModel::dataChanged, this, forget);
    connect(&model, &QAbstractItemModel::modelReset, this, forget);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, forget);
    connect(&model, &QAbstractItemModel::rowsInserted, this, forget);
}

const OutboxDelegate::Words &OutboxDelegate::wordsOf(const QModelIndex &index) const
{
    const QString id = index.data().toString();
    if (const Words *known = m_rows.object(id))
        return *known;
    const auto command = index.data(OutboxModel::CommandRole).value<Command>();
    const CommandText text = outboxText(command, m_model.leadOf(command), m_model.organization());
    auto *words = new Words{text.icon, text.title, text.detail.simplified(),
                            visibleText(index.data(OutboxModel::LeadNameRole).toString()), syncOf(command)};
    m_rows.insert(id, words);
    return *words;
}

QSize OutboxDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {320, rowHeight};
}

QString OutboxDelegate::sentence(const QModelIndex &index) const
{
    const Words &words = wordsOf(index);
    QStringList parts{words.title, words.lead, words.sync.text, words.sync.reason};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

void OutboxDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const Tokens &t = m_theme.tokens();
    const Words &words = wordsOf(index);
    const SyncText &sync = words.sync;
    painter->save();
    const bool isSelected = option.state & QStyle::State_Selected;
    if (isSelected || (option.state & QStyle::State_MouseOver))
        paintRounded(*painter, option.rect.adjusted(0, 1, 0, -1), 8, isSelected ? t.selection : t.hover);
    if ((option.state & QStyle::State_HasFocus) && option.widget && option.widget->hasFocus())
        paintFocusRing(*painter, option.rect.adjusted(0, 1, 0, -1), 8, t.accent);

    const QRect tile(option.rect.left() + margin, option.rect.top() + (rowHeight - 32) / 2, 32, 32);
    paintRounded(*painter, tile, 8, t.tint(sync.tone));
    paintIcon(*painter, m_theme, words.icon, t.ink(sync.tone), tile.adjusted(8, 8, -8, -8));

    QRect first(tile.right() + 12, option.rect.top() + (rowHeight - 2 * lineHeight) / 2, 0, lineHeight);
    first.setRight(option.rect.right() - margin);
    const QRect second = first.translated(0, lineHeight);
    const QFont secondary = m_theme.font(TextStyle::Secondary);
    QRect room = first;
    const int leadWidth = std::min(textWidth(words.lead, secondary), room.width() * 2 / 5);
    room.setRight(room.right() - leadWidth - 12);
    paintText(*painter, m_theme.font(TextStyle::BodyStrong), t.text, room, words.title);
    paintTextRight(*painter, secondary, t.muted, first.adjusted(first.width() - leadWidth, 0, 0, 0),
                   words.lead);

    const QColor ground = isSelected && sync.tone == Tone::Info ? t.surface : QColor();
    room = second;
    room.setLeft(paintChip(*painter, m_theme, room, sync.text, sync.tone, room.width() * 3 / 5, ground) + 8);
    paintText(*painter, secondary, sync.reason.isEmpty() ? t.muted : t.ink(sync.tone), room,
              sync.reason.isEmpty() ? words.detail : sync.reason);
    painter->restore();
}

} // namespace leadline
