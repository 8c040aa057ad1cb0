#pragma once

#include "ui/widgets/paint.h"

#include <QWidget>

class QHBoxLayout;

namespace leadline {

class Button;
class IconLabel;
class TextLabel;

/// A line on a tinted ground that says what is wrong and stays until it is right or sent away. Plain text.
class Banner final : public QWidget
{
    Q_OBJECT
public:
    explicit Banner(const Theme &theme, QWidget *parent = nullptr);

    void show(const QString &text, Tone tone);
    void dismiss();
    [[nodiscard]] QString text() const;
    /// A button at the end of the line, made once; owned by the banner.
    Button *addButton(const QString &objectName, const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Tone m_tone = Tone::Info;
    IconLabel *m_icon;
    TextLabel *m_text;
    QHBoxLayout *m_row;
};

} // namespace leadline
