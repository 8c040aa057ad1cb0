#pragma once

#include "services/base/clock.h"
#include "ui/timelinerow.h"

#include <QCache>
#include <QSet>
#include <QStyledItemDelegate>

#include <optional>

namespace leadline {

/// Paints the timeline's rows, with the head of a day above its first. Laid-out rows are kept and made again
/// only when what they say, or their width, has changed. Emits nothing: the pane asks it what lies under the
/// mouse.
class TimelineDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    TimelineDelegate(const Theme &theme, const Clock &clock, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// The row as one sentence, for a screen reader.
    [[nodiscard]] QString sentence(const QModelIndex &index) const;

    /// All notes are laid out for this width; the view says so before it asks for sizes.
    void setWidth(int width) { m_width = width; }
    void toggleExpanded(const QModelIndex &index);
    [[nodiscard]] bool isLong(const QModelIndex &index) const;

    struct Hit
    {
        std::optional<TimelineAction> action;
        QString link; ///< target of a link in the note
    };
    /// What lies under a point given in the view's coordinates.
    [[nodiscard]] Hit hit(const QModelIndex &index, const QRect &rect, const QPoint &at) const;
    /// The targets of all links in the row's note, each once.
    [[nodiscard]] QStringList links(const QModelIndex &index) const;
    /// The head above the row; empty when the row above is of the same day.
    [[nodiscard]] QString head(const QModelIndex &index) const;
    /// How often a row had to be laid out; for tests of what a repaint costs.
    [[nodiscard]] int layoutCount() const { return m_layouts; }

private:
    struct Entry
    {
        TimelineRowKey key;
        std::unique_ptr<TimelineRow> row;
    };
    [[nodiscard]] const TimelineRow &rowOf(const QModelIndex &index) const;
    [[nodiscard]] QDate dayOf(const QModelIndex &index) const;
    [[nodiscard]] int headHeight(const QModelIndex &index) const;
    void paintHead(QPainter &painter, const QRect &rect, const QString &text) const;
    void paintWords(QPainter &painter, const QRect &rect, const QStyleOptionViewItem &option,
                    const TimelineRow &row) const;
    [[nodiscard]] QColor groundOf(Tone tone, const QStyleOptionViewItem &option) const;
    void paintBody(QPainter &painter, const QPoint &origin, const TimelineRow &row) const;

    const Theme &m_theme;
    const Clock &m_clock;
    QSet<QString> m_expanded;
    mutable QCache<QString, Entry> m_rows;
    mutable int m_layouts = 0;
    int m_width = 400;
};

} // namespace leadline
