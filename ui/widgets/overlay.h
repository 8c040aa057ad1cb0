#pragma once

#include "ui/widgets/paint.h"

#include <QPointer>
#include <QWidget>

namespace leadline {

class Surface;

/// A card over a dimmed window, inside the window: keeps the focus and every key in, gives the focus back,
/// closes with Esc or a click beside.
class Overlay : public QWidget
{
    Q_OBJECT
public:
    /// Covers `host` while shown. `width` of the card in logical pixels.
    Overlay(const Theme &theme, int cardWidth, QWidget *host);

    void popUp();
    void dismiss();

Q_SIGNALS:
    void dismissed();

protected:
    [[nodiscard]] QWidget *card() const;
    /// Called before showing; where the focus shall be.
    virtual QWidget *prepare() = 0;
    /// Of the card; it gets less where the host is too low.
    [[nodiscard]] virtual int wantedHeight(int width) const;

    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void placeCard();

    const Theme &m_theme;
    int m_cardWidth;
    Surface *m_card;
    QPointer<QWidget> m_before;
};

} // namespace leadline
