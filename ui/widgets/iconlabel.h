#pragma once

#include "ui/widgets/paint.h"

#include <QWidget>

namespace leadline {

/// A tinted icon as decoration beside a text that says the same: not focusable.
class IconLabel final : public QWidget
{
    Q_OBJECT
public:
    IconLabel(const Theme &theme, const QString &icon, Ink ink, int size = 16, QWidget *parent = nullptr);

    void setIcon(const QString &icon, Ink ink);
    [[nodiscard]] QSize sizeHint() const override { return {m_size, m_size}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_icon;
    Ink m_ink;
    int m_size;
};

} // namespace leadline
