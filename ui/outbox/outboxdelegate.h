#pragma once

#include "ui/text/activitytext.h"
#include "ui/theme/theme.h"

#include <QCache>
#include <QStyledItemDelegate>

namespace leadline {

class OutboxModel;

/// A write in two lines: what it is and for whom, how it stands, and Close's own words where there are any.
class OutboxDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    static constexpr int rowHeight = 56;

    OutboxDelegate(const OutboxModel &model, const Theme &theme, QObject *parent);

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    /// The row as one sentence, for a screen reader.
    [[nodiscard]] QString sentence(const QModelIndex &index) const;

private:
    /// A row in words, kept until something of it may have changed: painting decodes nothing.
    struct Words
    {
        QString icon;
        QString title;
        QString detail;
        QString lead;
        SyncText sync;
    };
    [[nodiscard]] const Words &wordsOf(const QModelIndex &index) const;

    const OutboxModel &m_model;
    const Theme &m_theme;
    mutable QCache<QString, Words> m_rows; ///< by the command's id; painting fills it
};

} // namespace leadline
