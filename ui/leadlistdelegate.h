#pragma once

#include "models/syncstate.h"
#include "services/base/clock.h"
#include "ui/text/leadrowtext.h"

#include <QStyledItemDelegate>

namespace leadline {

/// Paints one lead in two lines: initials, name and local time; status, people and what is promised next.
/// Reads the row's value from the model and queries nothing.
class LeadListDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    LeadListDelegate(const Theme &theme, const Clock &clock, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QString sentence(const QModelIndex &index) const;

private:
    void paintGround(QPainter &painter, const QStyleOptionViewItem &option) const;
    void paintAvatar(QPainter &painter, const QRect &tile, const LeadRowText &text,
                     const QColor &ground) const;
    void paintFirstLine(QPainter &painter, const QRect &line, const LeadRowText &text, SyncState state) const;
    void paintSecondLine(QPainter &painter, const QRect &line, const LeadRowText &text,
                         const QColor &ground) const;

    const Theme &m_theme;
    const Clock &m_clock;
    mutable LeadRowWriter m_writer; ///< keeps time zones
};

} // namespace leadline
