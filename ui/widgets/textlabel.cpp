#include "ui/widgets/textlabel.h"

#include "ui/widgets/visibletext.h"

namespace leadline {

TextLabel::TextLabel(const Theme &theme, TextStyle style, Ink ink, const QString &text, QWidget *parent)
    : QLabel(parent), m_theme(theme), m_style(style), m_ink(ink)
{
    setTextFormat(Qt::PlainText);
    setForegroundRole(QPalette::WindowText); // whatever it stands on: that is the colour of the ink
    setText(text);
    restyle();
    connect(&theme, &Theme::changed, this, &TextLabel::restyle);
}

void TextLabel::setText(const QString &text)
{
    QLabel::setText(visibleText(text));
}

void TextLabel::setInk(Ink ink)
{
    m_ink = ink;
    restyle();
}

void TextLabel::setElided(bool isElided)
{
    m_isElided = isElided;
    updateGeometry();
    update();
}

void TextLabel::setCopyable(bool isCopyable)
{
    m_isCopyable = isCopyable;
    setFocusPolicy(isCopyable ? Qt::StrongFocus : Qt::NoFocus);
}

void TextLabel::restyle()
{
    setFont(m_theme.font(m_style));
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, inkColor(m_theme.tokens(), m_ink));
    setPalette(colors);
}

QSize TextLabel::sizeHint() const
{
    QSize hint = QLabel::sizeHint();
    if (!wordWrap())
        hint.setWidth(std::max(hint.width(), textWidth(text(), font())));
    return hint;
}

QSize TextLabel::minimumSizeHint() const
{
    const QSize hint = QLabel::minimumSizeHint();
    return m_isElided ? QSize(std::min(hint.width(), 24), hint.height()) : hint;
}

void TextLabel::paintEvent(QPaintEvent *event)
{
    if (!m_isElided) {
        QLabel::paintEvent(event);
    } else {
        QPainter painter(this);
        painter.setFont(font());
        painter.setPen(palette().color(QPalette::WindowText));
        const QRect box = contentsRect();
        painter.drawText(box, int(alignment()) | Qt::TextSingleLine,
                         fontMetrics().elidedText(text(), Qt::ElideRight, box.width()));
    }
    if (hasFocus()) {
        QPainter painter(this);
        paintFocusRing(painter, rect(), 4, m_theme.tokens().accent);
    }
}

} // namespace leadline
