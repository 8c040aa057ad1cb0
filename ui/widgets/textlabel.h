#pragma once

#include "ui/widgets/paint.h"

#include <QLabel>

namespace leadline {

/// A label for anything, text of the server included: never rich text. Styled by the theme; elides or wraps.
class TextLabel final : public QLabel
{
    Q_OBJECT
    /// What Ctrl+C copies while the label has the focus.
    Q_PROPERTY(QString copyText READ copyText)
public:
    TextLabel(const Theme &theme, TextStyle style, Ink ink, const QString &text = {},
              QWidget *parent = nullptr);

    /// Hides the one of Qt: control characters are made visible.
    void setText(const QString &text);
    void setInk(Ink ink);
    /// Shortens with an ellipsis instead of asking for room. Not together with word wrap.
    void setElided(bool isElided);
    /// May take the focus, shows it, and gives its text to Ctrl+C.
    void setCopyable(bool isCopyable);
    [[nodiscard]] QString copyText() const { return m_isCopyable ? text() : QString(); }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void restyle();

    const Theme &m_theme;
    TextStyle m_style;
    Ink m_ink;
    bool m_isElided = false;
    bool m_isCopyable = false;
};

} // namespace leadline
