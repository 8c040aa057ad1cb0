#include "ui/leadlistdelegate.h"

#include "models/leadlistmodel.h"
#include "ui/rowpaint.h"
#include "ui/text/activitytext.h"

#include <QPainter>

namespace leadline {
namespace {

constexpr int rowHeight = 60;
constexpr int margin = 16;
constexpr int tileSize = 36;
constexpr int lineHeight = 20;
constexpr int glyph = 14;

/// The sign of a write that Close does not have yet; empty for none.
QString signOf(SyncState state)
{
    if (state == SyncState::Synced)
        return {};
    return needsPerson(state) ? QStringLiteral("circle-alert") : QStringLiteral("hourglass");
}

} // namespace

LeadListDelegate::LeadListDelegate(const Theme &theme, const Clock &clock, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_clock(clock)
{}

QSize LeadListDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {280, rowHeight};
}

QString LeadListDelegate::sentence(const QModelIndex &index) const
{
    const auto row = index.data(LeadListModel::RowRole).value<LeadRow>();
    const SyncText sync = syncText(static_cast<SyncState>(index.data(LeadListModel::SyncStateRole).toInt()));
    const QString words = m_writer.sentence(row, m_clock.nowUtc());
    return sync.text.isEmpty() ? words : words + QStringLiteral(", ") + sync.text;
}

void LeadListDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    painter->save();
    paintGround(*painter, option);
    const LeadRowText text =
        m_writer.write(index.data(LeadListModel::RowRole).value<LeadRow>(), m_clock.nowUtc());
    const QRect r = option.rect;
    // The blue tint would vanish on the selected row.
    const bool isLost = (option.state & QStyle::State_Selected) && text.statusTone == Tone::Info;
    const QColor ground = isLost ? m_theme.tokens().surface : m_theme.tokens().tint(text.statusTone);
    paintAvatar(*painter, {r.left() + margin, r.top() + 12, tileSize, tileSize}, text, ground);
    const int left = r.left() + margin + tileSize + 12;
    const QRect first(left, r.top() + 10, r.right() + 1 - margin - left, lineHeight);
    paintFirstLine(*painter, first, text,
                   static_cast<SyncState>(index.data(LeadListModel::SyncStateRole).toInt()));
    paintSecondLine(*painter, first.translated(0, lineHeight), text, ground);
    painter->restore();
}

void LeadListDelegate::paintGround(QPainter &painter, const QStyleOptionViewItem &option) const
{
    const Tokens &t = m_theme.tokens();
    const QRect r = option.rect;
    const bool isSelected = option.state & QStyle::State_Selected;
    painter.fillRect(r, isSelected                                 ? t.selection
                        : (option.state & QStyle::State_MouseOver) ? t.hover
                                                                   : t.surface);
    painter.fillRect(QRect(r.left(), r.bottom(), r.width(), 1), t.line);
    if (isSelected)
        painter.fillRect(QRect(r.left(), r.top(), 3, r.height()), t.accent);
    if ((option.state & QStyle::State_HasFocus) && option.widget && option.widget->hasFocus())
        paintFocusRing(painter, r, 0, t.accent);
}

void LeadListDelegate::paintAvatar(QPainter &painter, const QRect &tile, const LeadRowText &text,
                                   const QColor &ground) const
{
    const Tokens &t = m_theme.tokens();
    paintRounded(painter, tile, 8, ground);
    if (text.initials.isEmpty()) {
        paintIcon(painter, m_theme, QStringLiteral("building-2"), t.ink(text.statusTone),
                  QRect(tile.left() + 10, tile.top() + 10, 16, 16));
        return;
    }
    painter.setFont(m_theme.font(TextStyle::BodyStrong));
    painter.setPen(t.ink(text.statusTone));
    painter.drawText(tile, Qt::AlignCenter | Qt::TextSingleLine, text.initials);
}

void LeadListDelegate::paintFirstLine(QPainter &painter, const QRect &line, const LeadRowText &text,
                                      SyncState state) const
{
    const Tokens &t = m_theme.tokens();
    QRect room = line;
    if (!text.time.text.isEmpty())
        room.setRight(
            paintTextRight(painter, m_theme.font(TextStyle::Secondary), t.muted, room, text.time.text) - 6);
    paintIcon(painter, m_theme, text.time.icon, t.ink(text.time.tone), glyphAtRight(room, glyph));
    room.setRight(room.right() - glyph - 10);
    if (const QString sign = signOf(state); !sign.isEmpty()) {
        paintIcon(painter, m_theme, sign, t.ink(syncText(state).tone), glyphAtRight(room, glyph));
        room.setRight(room.right() - glyph - 6);
    }
    paintText(painter, m_theme.font(TextStyle::BodyStrong), t.text, room, text.name);
}

void LeadListDelegate::paintSecondLine(QPainter &painter, const QRect &line, const LeadRowText &text,
                                       const QColor &ground) const
{
    const Tokens &t = m_theme.tokens();
    const QFont secondary = m_theme.font(TextStyle::Secondary);
    const QColor promise = text.next.tone == Tone::Neutral ? t.muted : t.ink(text.next.tone);
    QRect room = line;
    room.setRight(paintTextRight(painter, secondary, promise, room, text.next.text) - 10);
    if (!text.status.isEmpty())
        room.setLeft(
            paintChip(painter, m_theme, room, text.status, text.statusTone, room.width() * 3 / 5, ground) +
            8);
    paintText(painter, secondary, t.muted, room, text.facts);
}

} // namespace leadline
