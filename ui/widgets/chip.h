#pragma once

#include "ui/widgets/paint.h"

#include <QWidget>

namespace leadline {

/// A word on a tinted ground: a status, an outcome. Plain text, shortened where there is no room.
class Chip final : public QWidget
{
    Q_OBJECT
public:
    explicit Chip(const Theme &theme, QWidget *parent = nullptr);

    void setChip(const QString &text, Tone tone);
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {24, 20}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_text;
    Tone m_tone = Tone::Neutral;
};

} // namespace leadline
