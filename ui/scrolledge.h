#pragma once

#include "ui/theme/theme.h"

#include <QAbstractButton>

namespace leadline {

/// The end of a row that scrolls sideways: what lies beyond fades out below an arrow. For the mouse; keys
/// scroll by moving the focus.
class ScrollEdge final : public QAbstractButton
{
    Q_OBJECT
public:
    enum class Side { Left, Right };
    static constexpr int room = 40; ///< its width, in pixels

    ScrollEdge(const Theme &theme, Side side, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Side m_side;
};

} // namespace leadline
