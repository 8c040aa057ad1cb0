#pragma once

#include "services/domain/organization.h"
#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace leadline {

class OutboxModel;

/// A write in two lines: what it is and for whom, how it stands, and Close's own words where there are any.
class OutboxDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    OutboxDelegate(const OutboxModel &model, const Theme &theme, QObject *parent);

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    /// The row as one sentence, for a screen reader.
    [[nodiscard]] QString sentence(const QModelIndex &index) const;

private:
    const OutboxModel &m_model;
    const Theme &m_theme;
};

} // namespace leadline
