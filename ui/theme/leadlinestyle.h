#pragma once

#include <QProxyStyle>

namespace leadline {

/// Fusion without its bevels and motion. Replaces the desktop's palette by ours after having looked whether
/// the desktop is light or dark: Qt 6.4 has no other portable way to ask.
class LeadlineStyle final : public QProxyStyle
{
    Q_OBJECT
public:
    LeadlineStyle();

    using QProxyStyle::polish;
    void polish(QPalette &palette) override;
    void polish(QWidget *widget) override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                                QStyleHintReturn *returnData) const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption *option,
                                  const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;

    void setPalette(const QPalette &palette) { m_palette = palette; }
    [[nodiscard]] bool isDesktopDark() const { return m_isDesktopDark; }

private:
    QPalette m_palette;
    bool m_isDesktopDark = false;
};

} // namespace leadline
