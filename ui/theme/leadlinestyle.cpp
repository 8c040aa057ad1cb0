#include "ui/theme/leadlinestyle.h"

#include "ui/theme/iconrenderer.h"

#include <QMenu>
#include <QPainter>
#include <QPalette>
#include <QStyleFactory>
#include <QStyleOption>

namespace leadline {

LeadlineStyle::LeadlineStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
    setObjectName(QStringLiteral("leadline"));
}

void LeadlineStyle::polish(QPalette &palette)
{
    m_isDesktopDark = palette.color(QPalette::Active, QPalette::Window).lightness() < 128;
    palette = m_palette;
}

void LeadlineStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    // Round corners of a menu need a window that may be transparent.
    if (qobject_cast<QMenu *>(widget) != nullptr) {
        widget->setWindowFlag(Qt::FramelessWindowHint);
        widget->setWindowFlag(Qt::NoDropShadowWindowHint);
        widget->setAttribute(Qt::WA_TranslucentBackground);
    }
}

int LeadlineStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                             QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ComboBox_Popup:
    case SH_Widget_Animation_Duration:
        return 0;
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 1;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

int LeadlineStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    return metric == PM_SplitterWidth ? 1 : QProxyStyle::pixelMetric(metric, option, widget);
}

void LeadlineStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                  const QWidget *widget) const
{
    if (element == PE_IndicatorMenuCheckMark) { // Fusion's is a bitmap of one size
        constexpr int size = 14;
        const QPixmap tick = renderIcon(QStringLiteral("check"), option->palette.color(QPalette::Text), size,
                                        painter->device()->devicePixelRatioF());
        painter->drawPixmap(alignedRect(option->direction, Qt::AlignCenter, {size, size}, option->rect),
                            tick);
        return;
    }
    // The dotted rectangle: focus is shown by the accent ring of the style sheet or of the widget's own
    // painting.
    if (element != PE_FrameFocusRect)
        QProxyStyle::drawPrimitive(element, option, painter, widget);
}

} // namespace leadline
