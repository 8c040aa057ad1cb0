#pragma once

#include <QWidget>

namespace leadline {

/// Gives a widget the name tests find it by and the name a screen reader says. Returns the widget.
template <typename Widget>
Widget *named(Widget *widget, const QString &objectName, const QString &accessibleName)
{
    widget->setObjectName(objectName);
    widget->setAccessibleName(accessibleName);
    return widget;
}

} // namespace leadline
