#pragma once

#include "ui/widgets/paint.h"

#include <QAbstractButton>

namespace leadline {

/// A pill: a choice that is on or off, or a part of a filter in force, which a click takes away.
class FilterChip final : public QAbstractButton
{
    Q_OBJECT
public:
    enum class Kind { Choice, Part };
    /// `text` is plain, with its control characters made visible; `spoken` is what a screen reader says.
    FilterChip(const Theme &theme, Kind kind, const QString &text, const QString &spoken,
               QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void focused();

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    const Theme &m_theme;
    Kind m_kind;
    QString m_label;
};

} // namespace leadline
