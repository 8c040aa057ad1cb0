#pragma once

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QStringList>

namespace leadline::test {

/// True for what a person can act on: anything that takes the focus, and every button.
inline bool isInteractive(const QWidget *widget)
{
    // The inner parts of Qt's own composed widgets speak through the outer one.
    for (const QWidget *p = widget->parentWidget(); p != nullptr; p = p->parentWidget()) {
        if (qobject_cast<const QComboBox *>(p) || qobject_cast<const QAbstractSpinBox *>(p)
            || qobject_cast<const QMenu *>(p) || qobject_cast<const QLineEdit *>(p))
            return false;
    }
    const auto *button = qobject_cast<const QAbstractButton *>(widget);
    const QWidget *parent = widget->parentWidget();
    const bool isEmptyState = parent != nullptr && parent->inherits("leadline::EmptyState") && !widget->isVisible();
    if (button != nullptr && (button->isHidden() || isEmptyState) && button->text().isEmpty())
        return false; // gets its words when it is shown
    if (widget->objectName().startsWith(QLatin1String("qt_")) || qobject_cast<const QScrollBar *>(widget))
        return false;
    return widget->focusPolicy() != Qt::NoFocus || qobject_cast<const QAbstractButton *>(widget) != nullptr;
}

/// Walks the tree under `root`: one line for each interactive widget without an object name or an accessible name, for
/// each object name that two interactive siblings share, and for each label that may guess at rich text.
inline QStringList auditWidgets(const QWidget *root)
{
    QStringList faults;
    const auto describe = [](const QWidget *w) {
        return QString::fromLatin1(w->metaObject()->className()) + QLatin1Char('#') + w->objectName();
    };
    QList<QWidget *> widgets = root->findChildren<QWidget *>();
    for (QWidget *widget : std::as_const(widgets)) {
        if (const auto *label = qobject_cast<const QLabel *>(widget)) {
            if (label->textFormat() != Qt::PlainText)
                faults << describe(widget) + QStringLiteral(": may take its text for rich text");
        }
        if (!isInteractive(widget))
            continue;
        if (widget->objectName().isEmpty())
            faults << describe(widget) + QStringLiteral(": no object name, in ") + describe(widget->parentWidget());
        const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        if (face == nullptr || face->text(QAccessible::Name).isEmpty())
            faults << describe(widget) + QStringLiteral(": no accessible name");
    }
    return faults;
}

/// Walks the tree under `root`: one line for each visible widget that has less room than its text or its layout needs.
inline QStringList auditRoom(const QWidget *root)
{
    QStringList faults;
    const auto widgets = root->findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        if (!widget->isVisible() || widget->objectName().startsWith(QLatin1String("qt_")))
            continue;
        const bool isButton = qobject_cast<const QAbstractButton *>(widget) != nullptr;
        const QSize least = isButton ? widget->sizeHint() : widget->minimumSizeHint();
        const int height = std::min(widget->hasHeightForWidth() ? widget->heightForWidth(widget->width()) : least.height(),
                                    widget->maximumHeight());
        const int width = std::min(least.width(), widget->maximumWidth());
        if (widget->height() >= height && widget->width() >= width)
            continue;
        faults << QStringLiteral("%1#%2 is %3x%4, needs %5x%6: %7")
                      .arg(QLatin1String(widget->metaObject()->className()), widget->objectName())
                      .arg(widget->width()).arg(widget->height()).arg(width).arg(height)
                      .arg(widget->property("text").toString());
    }
    return faults;
}

} // namespace leadline::test
