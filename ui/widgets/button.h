#pragma once

#include "ui/widgets/paint.h"

#include <QPushButton>

namespace leadline {

/// The one push button of the window: text, icon, key hint, in six weights (Choice is the one that can be
/// checked). Takes the focus by keyboard only, so that a click never pulls it out of a list or an editor.
class Button final : public QPushButton
{
    Q_OBJECT
    /// What Ctrl+C copies while the button has the focus; empty for most.
    Q_PROPERTY(QString copyText READ copyText)
public:
    enum class Kind { Primary, Danger, Outline, Choice, Field, Ghost, Link };

    Button(const Theme &theme, Kind kind, const QString &text, const QString &icon = {},
           QWidget *parent = nullptr);

    /// Hides the one of Qt, which would take an ampersand in a server's text for a shortcut.
    void setText(const QString &text);
    void setKeyHint(const QString &key);
    void setIconName(const QString &icon);
    /// Puts the icon behind the text.
    void setIconTrailing(bool isTrailing);
    /// For Ghost and Link, whose text has no ground of its own.
    void setInk(Ink ink);
    void setTextStyle(TextStyle style);
    /// 24 instead of 32 pixels high.
    void setCompact(bool isCompact);
    void setCopyText(const QString &text) { m_copyText = text; }
    [[nodiscard]] QString copyText() const { return m_copyText; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    [[nodiscard]] int padding() const;
    [[nodiscard]] QColor textColor() const;
    void paintGround(QPainter &painter) const;

    const Theme &m_theme;
    Kind m_kind;
    TextStyle m_style = TextStyle::Body;
    Ink m_ink = Ink::Muted;
    QString m_icon;
    QString m_key;
    QString m_copyText;
    bool m_isCompact = false;
    bool m_isTrailing = false;
};

} // namespace leadline
