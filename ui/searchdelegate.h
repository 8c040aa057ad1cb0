#pragma once

#include "services/base/clock.h"
#include "ui/text/hittext.h"

#include <QStyledItemDelegate>

namespace leadline {

/// Paints the rows of the search box: headings, things found with the matching parts marked, recent searches,
/// the offer to ask Close. Server text is painted as it is, never as rich text.
class SearchDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    SearchDelegate(const Theme &theme, const SearchModel &model, const Clock &clock, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// For a screen reader.
    [[nodiscard]] QString sentence(const QModelIndex &index) const;

private:
    void paintHeading(QPainter &painter, const QRect &row, const QModelIndex &index) const;
    void paintHit(QPainter &painter, const QStyleOptionViewItem &option, const SearchHit &hit) const;
    void paintDetail(QPainter &painter, const QRect &line, const HitText &text) const;
    void paintLine(QPainter &painter, const QRect &row, const QString &icon, const QString &text) const;
    void paintMarked(QPainter &painter, const QFont &font, const QColor &color, const QRect &room,
                     const MarkedText &marked) const;
    [[nodiscard]] QString askText(const QModelIndex &index) const;

    const Theme &m_theme;
    const SearchModel &m_model;
    const Clock &m_clock;
};

} // namespace leadline
