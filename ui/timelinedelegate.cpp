#include "ui/timelinedelegate.h"

#include "ui/rowpaint.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QTextBlock>

namespace leadline {
namespace {

constexpr int cachedRows = 400;
constexpr int firstHead = 32;
constexpr int laterHead = 40;

QString keyOf(const QModelIndex &index)
{
    const QString command = index.data(TimelineModel::CommandIdRole).toString();
    const auto activity = index.data(TimelineModel::ActivityRole).value<Activity>();
    return activity.id.isEmpty() ? QLatin1Char('#') + command : activity.id.value;
}

/// What a person may still change in a call that is not in Close yet.
QString draftOf(const Activity &activity)
{
    const auto *call = std::get_if<CallDetails>(&activity.details);
    if (!activity.id.isEmpty() || !call)
        return {};
    return QStringLiteral("%1|%2|%3|%4|%5")
        .arg(static_cast<int>(call->status))
        .arg(static_cast<int>(call->direction))
        .arg(call->durationSeconds)
        .arg(activity.activityAt.toMSecsSinceEpoch())
        .arg(call->phone + call->note);
}

} // namespace

TimelineDelegate::TimelineDelegate(const Theme &theme, const Clock &clock, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_clock(clock), m_rows(cachedRows)
{}

const TimelineRow &TimelineDelegate::rowOf(const QModelIndex &index) const
{
    const auto activity = index.data(TimelineModel::ActivityRole).value<Activity>();
    TimelineRowKey key;
    key.id = keyOf(index);
    key.updated = activity.dateUpdated;
    key.contactName = index.data(TimelineModel::ContactNameRole).toString();
    const auto error = index.data(TimelineModel::ErrorRole).value<ApiError>();
    key.draft = draftOf(activity) + QString::number(static_cast<int>(error.kind)) + error.message;
    key.state = static_cast<SyncState>(index.data(TimelineModel::SyncStateRole).toInt());
    key.width = m_width;
    key.isExpanded = m_expanded.contains(key.id);
    key.isDark = m_theme.isDark();
    if (const Entry *known = m_rows.object(key.id); known && known->key == key)
        return *known->row;
    ++m_layouts;
    auto *entry = new Entry{key, TimelineRowBuilder(m_theme, m_width).build(index, key.isExpanded)};
    m_rows.insert(key.id, entry);
    return *entry->row;
}

QDate TimelineDelegate::dayOf(const QModelIndex &index) const
{
    const QDate day = index.data(TimelineModel::DayRole).toDate();
    return day.isValid() ? day
                         : m_clock.nowUtc().toLocalTime().date(); // what is not sent yet stands with today
}

QString TimelineDelegate::head(const QModelIndex &index) const
{
    const QDate day = dayOf(index);
    if (index.row() > 0 && dayOf(index.siblingAtRow(index.row() - 1)) == day)
        return {};
    return dayTitle(day, m_clock.nowUtc().toLocalTime().date());
}

int TimelineDelegate::headHeight(const QModelIndex &index) const
{
    if (head(index).isEmpty())
        return 0;
    return index.row() == 0 ? firstHead : laterHead;
}

QSize TimelineDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {m_width, rowOf(index).height + headHeight(index)};
}

QString TimelineDelegate::sentence(const QModelIndex &index) const
{
    const TimelineRow &row = rowOf(index);
    QStringList parts{row.text.title, row.text.fact, row.text.chip, row.sync.text, row.sync.reason};
    parts << dayTitle(dayOf(index), m_clock.nowUtc().toLocalTime().date()) << row.time;
    if (row.body)
        parts << row.body->toPlainText().simplified().left(300);
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

void TimelineDelegate::toggleExpanded(const QModelIndex &index)
{
    const QString key = keyOf(index);
    if (!m_expanded.remove(key))
        m_expanded.insert(key);
    Q_EMIT sizeHintChanged(index);
}

bool TimelineDelegate::isLong(const QModelIndex &index) const
{
    const auto &links = rowOf(index).links;
    return std::any_of(links.begin(), links.end(),
                       [](const TimelineRow::Link &link) { return link.action == TimelineAction::Expand; });
}

TimelineDelegate::Hit TimelineDelegate::hit(const QModelIndex &index, const QRect &rect,
                                            const QPoint &at) const
{
    const TimelineRow &row = rowOf(index);
    const QPoint inside = at - rect.topLeft() - QPoint(0, headHeight(index));
    for (const TimelineRow::Link &link : row.links) {
        if (link.rect.adjusted(-4, -2, 4, 2).contains(inside))
            return {link.action, {}};
    }
    if (row.body && row.bodyRect.contains(inside))
        return {{}, row.body->documentLayout()->anchorAt(inside - row.bodyRect.topLeft())};
    return {};
}

QStringList TimelineDelegate::links(const QModelIndex &index) const
{
    QStringList targets;
    const TimelineRow &row = rowOf(index);
    if (!row.body)
        return targets;
    for (QTextBlock block = row.body->begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QString target = it.fragment().charFormat().anchorHref();
            if (!target.isEmpty() && !targets.contains(target))
                targets << target;
        }
    }
    return targets;
}

void TimelineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    painter->save();
    const Tokens &t = m_theme.tokens();
    const TimelineRow &row = rowOf(index);
    QRect rect = option.rect;
    painter->fillRect(rect, t.surface);
    if (const QString title = head(index); !title.isEmpty()) {
        const int height = headHeight(index);
        paintHead(*painter, {rect.left(), rect.top(), rect.width(), height}, title);
        rect.setTop(rect.top() + height);
    }
    const QRect card = rect.adjusted(6, 1, -6, -1);
    if (option.state & QStyle::State_Selected)
        paintRounded(*painter, card, 8, t.selection);
    else if (option.state & QStyle::State_MouseOver)
        paintRounded(*painter, card, 8, t.hover);
    if ((option.state & QStyle::State_HasFocus) && option.widget && option.widget->hasFocus())
        paintFocusRing(*painter, card, 8, t.accent);
    if (row.sync.text == syncText(SyncState::Deleting).text)
        painter->setOpacity(0.6);
    const QRect tile(rect.left() + 16, rect.top() + 8, 28, 28);
    paintRounded(*painter, tile, 8, groundOf(row.text.tone, option));
    paintIcon(*painter, m_theme, row.text.icon, t.ink(row.text.tone), tile.adjusted(6, 6, -6, -6));
    paintWords(*painter, rect, option, row);
    paintBody(*painter, rect.topLeft(), row);
    painter->restore();
}

void TimelineDelegate::paintHead(QPainter &painter, const QRect &rect, const QString &text) const
{
    const QRect line(rect.left() + 16, rect.bottom() - 19, rect.width() - 32, 16);
    paintText(painter, m_theme.font(TextStyle::Section), m_theme.tokens().muted, line, text);
}

/// The blue tint would vanish on the selected row.
QColor TimelineDelegate::groundOf(Tone tone, const QStyleOptionViewItem &option) const
{
    const Tokens &t = m_theme.tokens();
    return tone == Tone::Info && (option.state & QStyle::State_Selected) ? t.surface : t.tint(tone);
}

void TimelineDelegate::paintWords(QPainter &painter, const QRect &rect, const QStyleOptionViewItem &option,
                                  const TimelineRow &row) const
{
    const QPoint origin = rect.topLeft();
    const Tokens &t = m_theme.tokens();
    const QFont secondary = m_theme.font(TextStyle::Secondary);
    paintText(painter, m_theme.font(TextStyle::BodyStrong), t.text, row.title.rect.translated(origin),
              row.title.text);
    paintText(painter, secondary, t.muted, row.fact.rect.translated(origin), row.fact.text);
    const QRect line = row.title.rect.translated(origin);
    paintTextRight(painter, secondary, t.muted,
                   {line.left(), line.top(), rect.right() + 1 - 16 - line.left(), line.height()}, row.time);
    for (const TimelineRow::Place &chip : row.chips)
        paintChip(painter, m_theme, chip.rect.translated(origin), chip.text, chip.tone, chip.rect.width(),
                  groundOf(chip.tone, option));
    if (!row.reason.isEmpty()) {
        painter.setFont(secondary);
        painter.setPen(t.ink(Tone::Bad));
        painter.drawText(row.reasonRect.translated(origin), Qt::TextWordWrap, row.reason);
    }
    for (const TimelineRow::Link &link : row.links)
        paintText(painter, secondary, t.accent, link.rect.translated(origin), link.text);
}

void TimelineDelegate::paintBody(QPainter &painter, const QPoint &origin, const TimelineRow &row) const
{
    if (!row.body)
        return;
    painter.save();
    painter.translate(origin + row.bodyRect.topLeft());
    const QRectF clip(QPointF(0, 0), QSizeF(row.bodyRect.size()));
    painter.setClipRect(clip, Qt::IntersectClip);
    QAbstractTextDocumentLayout::PaintContext context;
    context.clip = clip;
    context.palette.setColor(QPalette::Text, m_theme.tokens().text);
    row.body->documentLayout()->draw(&painter, context);
    painter.restore();
}

} // namespace leadline
