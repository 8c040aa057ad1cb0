#pragma once

#include "services/base/clock.h"
#include "ui/theme/theme.h"

#include <QDateTime>
#include <QTimer>
#include <QWidget>

namespace leadline {

class Button;
class TextLabel;

/// A card over the lower edge of the window while a write can still be taken back: what was saved, the way
/// back, and how long it is open. Takes no focus.
class UndoBar final : public QWidget
{
    Q_OBJECT
public:
    /// Floats over `host`.
    UndoBar(const Theme &theme, const Clock &clock, QWidget *host);

    /// Shows the text until the moment (UTC) has come; a moment already gone shows nothing.
    void offer(const QString &text, const QDateTime &until);
    void dismiss();

Q_SIGNALS:
    void undoRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void tick();
    void place();

    const Theme &m_theme;
    const Clock &m_clock;
    QDateTime m_from;
    QDateTime m_until;
    QTimer m_timer;
    TextLabel *m_text;
    TextLabel *m_seconds;
    Button *m_undo;
};

} // namespace leadline
