#pragma once

#include "ui/widgets/paint.h"

#include <QWidget>

namespace leadline {

/// A ground to put things on: a bar with a separator, a pane, a rounded card, the raised deck.
class Surface : public QWidget
{
    Q_OBJECT
public:
    enum class Kind { Pane, Bar, BarAbove, Card, Deck, Dialog };

    Surface(const Theme &theme, Kind kind, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Kind m_kind;
};

} // namespace leadline
