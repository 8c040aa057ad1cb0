#pragma once

#include "ui/widgets/paint.h"

#include <QWidget>

namespace leadline {

class Button;
class IconLabel;
class TextLabel;

/// What a pane shows instead of rows: an icon, what is the case, what can be done, and perhaps a button that
/// does it.
class EmptyState final : public QWidget
{
    Q_OBJECT
public:
    EmptyState(const Theme &theme, const QString &buttonName, QWidget *parent = nullptr);

    /// An empty `button` hides it.
    void show(const QString &icon, const QString &title, const QString &hint, const QString &button = {});
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString buttonText() const;

Q_SIGNALS:
    void buttonClicked();

private:
    IconLabel *m_icon;
    TextLabel *m_title;
    TextLabel *m_hint;
    Button *m_button;
};

} // namespace leadline
