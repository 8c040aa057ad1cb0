#include "ui/searchdelegate.h"

#include "ui/rowpaint.h"
#include "ui/widgets/visibletext.h"

#include <QPainter>
#include <QTextLayout>

namespace leadline {
namespace {

constexpr int hitHeight = 48;
constexpr int headingHeight = 30;
constexpr int lineHeight = 36;
constexpr int margin = 12;
constexpr int tile = 32;
constexpr int textLeft = margin + tile + 12;

/// With control characters made visible, and the marks where they are then.
MarkedText visibleMarks(const MarkedText &marked)
{
    MarkedText visible;
    qsizetype at = 0;
    const auto append = [&](qsizetype end) {
        visible.text += visibleText(marked.text.mid(at, end - at));
        at = end;
    };
    for (const TextRange &mark : marked.marks) {
        append(mark.start);
        const auto start = static_cast<int>(visible.text.size());
        append(mark.start + mark.length);
        visible.marks << TextRange{start, static_cast<int>(visible.text.size()) - start};
    }
    append(marked.text.size());
    return visible;
}

SearchModel::RowKind kindOf(const QModelIndex &index)
{
    return static_cast<SearchModel::RowKind>(index.data(SearchModel::RowKindRole).toInt());
}

} // namespace

SearchDelegate::SearchDelegate(const Theme &theme, const SearchModel &model, const Clock &clock,
                               QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_model(model), m_clock(clock)
{}

QSize SearchDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    switch (kindOf(index)) {
    case SearchModel::RowKind::Heading:
        return {200, headingHeight};
    case SearchModel::RowKind::Hit:
        return {200, hitHeight};
    case SearchModel::RowKind::Recent:
    case SearchModel::RowKind::AskClose:
        return {200, lineHeight};
    }
    return {200, lineHeight};
}

QString SearchDelegate::sentence(const QModelIndex &index) const
{
    switch (kindOf(index)) {
    case SearchModel::RowKind::Heading:
        return sectionTitle(static_cast<SearchModel::Section>(index.data(SearchModel::SectionRole).toInt()),
                            static_cast<SearchKind>(index.data(SearchModel::KindRole).toInt()));
    case SearchModel::RowKind::Hit:
        return hitSentence(index.data(SearchModel::HitRole).value<SearchHit>(), m_clock.nowUtc());
    case SearchModel::RowKind::Recent:
        return tr("Recent search: %1").arg(visibleText(index.data().toString()));
    case SearchModel::RowKind::AskClose:
        return askText(index);
    }
    return {};
}

QString SearchDelegate::askText(const QModelIndex &index) const
{
    return askCloseText(static_cast<SearchModel::CloseState>(index.data(SearchModel::CloseStateRole).toInt()),
                        m_model.text(), index.data(SearchModel::ErrorRole).value<ApiError>());
}

void SearchDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const Tokens &t = m_theme.tokens();
    const auto kind = kindOf(index);
    painter->save();
    if (kind != SearchModel::RowKind::Heading) {
        if ((option.state & QStyle::State_Selected) != 0)
            paintRounded(*painter, option.rect, 6, t.selection);
        else if ((option.state & QStyle::State_MouseOver) != 0)
            paintRounded(*painter, option.rect, 6, t.hover);
    }
    switch (kind) {
    case SearchModel::RowKind::Heading:
        paintHeading(*painter, option.rect, index);
        break;
    case SearchModel::RowKind::Hit:
        paintHit(*painter, option, index.data(SearchModel::HitRole).value<SearchHit>());
        break;
    case SearchModel::RowKind::Recent:
        paintLine(*painter, option.rect, QStringLiteral("clock"), visibleText(index.data().toString()));
        break;
    case SearchModel::RowKind::AskClose:
        paintLine(*painter, option.rect, QStringLiteral("globe"), askText(index));
        break;
    }
    painter->restore();
}

void SearchDelegate::paintHeading(QPainter &painter, const QRect &row, const QModelIndex &index) const
{
    const QRect line = row.adjusted(margin, 8, -margin, 0);
    const QFont font = m_theme.font(TextStyle::Section);
    const int end = paintText(painter, font, m_theme.tokens().muted, line, sentence(index));
    if (const int count = index.data(SearchModel::CountRole).toInt(); count > 0)
        paintText(painter, font, m_theme.tokens().muted, line.adjusted(end + 8 - line.left(), 0, 0, 0),
                  QLocale().toString(count));
}

void SearchDelegate::paintLine(QPainter &painter, const QRect &row, const QString &icon,
                               const QString &text) const
{
    const Tokens &t = m_theme.tokens();
    const QRect square(row.left() + margin + (tile - 16) / 2, row.top() + (row.height() - 16) / 2, 16, 16);
    paintIcon(painter, m_theme, icon, t.muted, square);
    paintText(painter, m_theme.font(TextStyle::Body), t.text, row.adjusted(textLeft, 0, -margin, 0), text);
}

void SearchDelegate::paintHit(QPainter &painter, const QStyleOptionViewItem &option,
                              const SearchHit &hit) const
{
    const Tokens &t = m_theme.tokens();
    const QRect row = option.rect;
    const HitText text = hitText(hit, m_clock.nowUtc());
    // The blue tint would vanish on the selected row.
    const bool isLost = (option.state & QStyle::State_Selected) != 0 && text.tone == Tone::Info;
    const QRect square(row.left() + margin, row.top() + (row.height() - tile) / 2, tile, tile);
    paintRounded(painter, square, 8, isLost ? t.surface : t.tint(text.tone));
    paintIcon(painter, m_theme, text.icon, t.ink(text.tone), square.adjusted(8, 8, -8, -8));

    const bool isOneLine = text.place.isEmpty() && text.detail.text.isEmpty();
    QRect first = row.adjusted(textLeft, isOneLine ? 0 : 5, -margin, isOneLine ? 0 : -23);
    if (!text.chip.isEmpty()) {
        const int width = std::min(chipWidth(m_theme, visibleText(text.chip)), first.width() / 3);
        paintChip(painter, m_theme, QRect(first.right() + 1 - width, first.top(), width, first.height()),
                  visibleText(text.chip), text.chipTone, width);
        first.setRight(first.right() - width - 8);
    }
    if (!text.time.isEmpty())
        first.setRight(
            paintTextRight(painter, m_theme.font(TextStyle::Secondary), t.muted, first, text.time) - 8);
    paintMarked(painter, m_theme.font(TextStyle::BodyStrong), t.text, first, text.title);
    if (!isOneLine)
        paintDetail(painter, row.adjusted(textLeft, 25, -margin, -5), text);
}

void SearchDelegate::paintDetail(QPainter &painter, const QRect &line, const HitText &text) const
{
    const Tokens &t = m_theme.tokens();
    const QFont font = m_theme.font(TextStyle::Secondary);
    QRect room = line;
    if (!text.place.isEmpty()) {
        // What matched must be seen, however long a company is called.
        const bool isAlone = text.detail.text.isEmpty();
        const QRect part(room.left(), room.top(), isAlone ? room.width() : room.width() * 2 / 5,
                         room.height());
        room.setLeft(paintText(painter, font, t.muted, part, visibleText(text.place)));
        if (isAlone)
            return;
        room.setLeft(paintText(painter, font, t.muted, room, QStringLiteral(" · ")));
    }
    paintMarked(painter, font, t.muted, room, text.detail);
}

/// Marked parts in the accent and semi-bold, in one layout, so that a mark within a word leaves no gap.
void SearchDelegate::paintMarked(QPainter &painter, const QFont &font, const QColor &color, const QRect &room,
                                 const MarkedText &marked) const
{
    const MarkedText visible = visibleMarks(marked);
    QTextCharFormat strong;
    strong.setForeground(m_theme.tokens().accent);
    strong.setFontWeight(QFont::DemiBold);
    int width = room.width();
    for (int attempt = 0; attempt < 3 && width > 0; ++attempt) {
        QTextLayout layout(QFontMetricsF(font).elidedText(visible.text, Qt::ElideRight, width), font);
        QList<QTextLayout::FormatRange> formats;
        for (const TextRange &mark : visible.marks)
            formats << QTextLayout::FormatRange{mark.start, mark.length, strong};
        layout.setFormats(formats);
        layout.beginLayout();
        QTextLine line = layout.createLine();
        line.setLineWidth(10'000);
        layout.endLayout();
        const double excess = line.naturalTextWidth() - room.width();
        if (excess > 0) { // bold is wider than what was measured
            width -= static_cast<int>(excess) + 1;
            continue;
        }
        painter.setPen(color);
        layout.draw(&painter, QPointF(room.left(), room.top() + (room.height() - line.height()) / 2));
        return;
    }
}

} // namespace leadline
