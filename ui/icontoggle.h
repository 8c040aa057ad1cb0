#pragma once

#include "ui/widgets/paint.h"

#include <QAbstractButton>

namespace leadline {

/// A square button with an icon that is on or off, for headers of panes.
class IconToggle final : public QAbstractButton
{
    Q_OBJECT
public:
    /// `name` is what a screen reader says and the tool tip shows: words of ours, never of a server.
    IconToggle(const Theme &theme, const QString &icon, const QString &name, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override { return {28, 28}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_icon;
};

} // namespace leadline
