#include "ui/timelinerow.h"

#include "ui/rowpaint.h"
#include "ui/placetime.h"

#include <QAbstractTextDocumentLayout>
#include <QFontMetrics>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextLayout>
#include <QtMath>

namespace leadline {
namespace {

constexpr int textLeft = 16 + 28 + 10;
constexpr int rightMargin = 16;
constexpr int timeColumn = 72; ///< the right end belongs to the time of day
constexpr int lineHeight = 20;
constexpr int bodyLine = 18;
constexpr int bodyLines = 6;
constexpr int top = 8;

/// Close's headings and paragraphs in the one size of the pane.
QString bodyStyle(const Tokens &tokens)
{
    return QStringLiteral(
               "p,ul,ol{margin:0 0 4px 0} h1,h2,h3,h4,h5,h6{margin:0 0 2px 0;font-size:13px;font-weight:600}"
               " a{color:%1;text-decoration:none} code{font-family:monospace}")
        .arg(tokens.accent.name());
}

std::unique_ptr<InertDocument> documentOf(const ActivityText &text, const Theme &theme, int width)
{
    auto document = std::make_unique<InertDocument>();
    document->setUndoRedoEnabled(false);
    document->setDocumentMargin(0);
    document->setIndentWidth(16);
    document->setDefaultFont(theme.font(TextStyle::Body));
    document->setDefaultStyleSheet(bodyStyle(theme.tokens()));
    if (text.html.isEmpty())
        document->setPlainText(text.body);
    else
        document->setHtml(text.html);
    QTextBlockFormat format;
    format.setLineHeight(bodyLine, QTextBlockFormat::MinimumHeight);
    QTextCursor all(document.get());
    all.select(QTextCursor::Document);
    all.mergeBlockFormat(format);
    document->setTextWidth(width);
    return document;
}

/// Where the last of so many lines ends; the height of the whole text if it has fewer.
int bottomOfLine(const QTextDocument &document, int lines)
{
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const QTextLayout *layout = block.layout();
        if (layout->lineCount() >= lines) {
            const QTextLine last = layout->lineAt(lines - 1);
            return qCeil(document.documentLayout()->blockBoundingRect(block).top() + last.y() +
                         last.height());
        }
        lines -= layout->lineCount();
    }
    return qCeil(document.size().height());
}

} // namespace

std::unique_ptr<TimelineRow> TimelineRowBuilder::build(const QModelIndex &index, bool isExpanded)
{
    const auto activity = index.data(TimelineModel::ActivityRole).value<Activity>();
    const auto state = static_cast<SyncState>(index.data(TimelineModel::SyncStateRole).toInt());
    auto row = std::make_unique<TimelineRow>();
    row->text = activityText(activity, index.data(TimelineModel::ContactNameRole).toString());
    row->sync = syncText(state, index.data(TimelineModel::ErrorRole).value<ApiError>());
    row->time =
        activity.activityAt.isValid() ? timeText(activity.activityAt.toLocalTime().time()) : QString();
    m_y = top;
    placeTitleLine(*row);
    placeReason(*row);
    placeBody(*row, isExpanded);
    const bool isDeletion = !activity.id.isEmpty();
    if (needsPerson(state))
        placeLinks(*row, writeActions(state, isDeletion, activity.kind == ActivityKind::Call));
    row->height = std::max(m_y, top + 28) + top;
    return row;
}

void TimelineRowBuilder::placeTitleLine(TimelineRow &row)
{
    const int room = m_width - rightMargin - timeColumn - textLeft;
    const int wanted = textWidth(row.text.title, m_theme.font(TextStyle::BodyStrong));
    row.title = {row.text.title, Tone::Neutral, {textLeft, m_y, std::min(wanted, room), lineHeight}};
    m_x = row.title.rect.right() + 1 + 6;
    if (!row.text.fact.isEmpty()) {
        const int factWidth = textWidth(row.text.fact, m_theme.font(TextStyle::Secondary));
        const int left = textLeft + room - m_x;
        if (factWidth > left && left < 80) {
            m_y += lineHeight;
            m_x = textLeft;
        }
        row.fact = {
            row.text.fact, Tone::Neutral, {m_x, m_y, std::min(factWidth, textLeft + room - m_x), lineHeight}};
        m_x = row.fact.rect.right() + 1 + 6;
    }
    placeChip(row, row.text.chip, row.text.chipTone);
    placeChip(row, row.sync.text, row.sync.tone);
    m_y += lineHeight;
}

void TimelineRowBuilder::placeChip(TimelineRow &row, const QString &text, Tone tone)
{
    if (text.isEmpty())
        return;
    const int end = m_width - rightMargin - timeColumn;
    const int wanted = chipWidth(m_theme, text);
    if (m_x + wanted > end && m_x > textLeft) {
        m_y += lineHeight;
        m_x = textLeft;
    }
    const int width = std::min(wanted, end - m_x);
    row.chips.append({text, tone, {m_x, m_y, width, lineHeight}});
    m_x += width + 6;
}

void TimelineRowBuilder::placeReason(TimelineRow &row)
{
    if (row.sync.reason.isEmpty())
        return;
    row.reason = row.sync.reason.left(400);
    const int width = m_width - rightMargin - textLeft;
    const QRect bounds = QFontMetrics(m_theme.font(TextStyle::Secondary))
                             .boundingRect(QRect(0, 0, width, 10'000), Qt::TextWordWrap, row.reason);
    row.reasonRect = {textLeft, m_y + 2, width, bounds.height()};
    m_y = row.reasonRect.bottom() + 1 + 2;
}

void TimelineRowBuilder::placeBody(TimelineRow &row, bool isExpanded)
{
    if (row.text.body.isEmpty() && row.text.html.isEmpty())
        return;
    const int width = m_width - rightMargin - timeColumn - textLeft;
    row.body = documentOf(row.text, m_theme, width);
    const int full = qCeil(row.body->size().height());
    const int most = bottomOfLine(*row.body, bodyLines);
    const bool isLong = full > most + 2 * bodyLine; // a single hidden line costs as much room as "more"
    row.bodyRect = {textLeft, m_y + 1, width, isLong && !isExpanded ? most : full};
    m_y = row.bodyRect.bottom() + 1 + 1;
    if (!isLong)
        return;
    m_x = textLeft;
    placeLink(row, TimelineAction::Expand,
              isExpanded ? QCoreApplication::translate("TimelineRow", "less")
                         : QCoreApplication::translate("TimelineRow", "more"));
    m_y += lineHeight;
}

void TimelineRowBuilder::placeLinks(TimelineRow &row, const QList<TimelineActionText> &actions)
{
    m_x = textLeft;
    m_y += 2;
    for (const TimelineActionText &action : actions)
        placeLink(row, action.action, action.text);
    m_y += lineHeight;
}

void TimelineRowBuilder::placeLink(TimelineRow &row, TimelineAction action, const QString &text)
{
    const int width = textWidth(text, m_theme.font(TextStyle::Secondary));
    row.links.append({action, text, {m_x, m_y, width, lineHeight}});
    m_x += width + 16;
}

} // namespace leadline
