#pragma once

#include "services/base/clock.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace leadline {

class Button;
class IconLabel;
class LogCallForm;
class Surface;
class TextLabel;

/// The deck docked under all three panes: at rest a bar with what to do next, while logging the form in its
/// place.
class CallDeck final : public QWidget
{
    Q_OBJECT
public:
    CallDeck(const Theme &theme, const Clock &clock, QWidget *parent = nullptr);

    [[nodiscard]] LogCallForm &form() { return *m_form; }
    /// What the bar says about the open lead; an empty zone shows no time.
    void setFacts(bool hasLead, bool hasNumbers, const QString &zone, const QDateTime &nowUtc);
    /// Row of the lead in the list, from 0; -1 = not in it.
    void setPosition(int row, int count);

Q_SIGNALS:
    void logCallRequested();
    void nextRequested();
    void previousRequested();
    void focusFreed(); ///< the form closed with the focus in it

private:
    [[nodiscard]] QWidget *makeBar();
    void update();

    const Theme &m_theme;
    LogCallForm *m_form;
    Surface *m_bar;
    Surface *m_formDeck;
    Button *m_log;
    QWidget *m_numberHint;
    IconLabel *m_timeIcon;
    TextLabel *m_time;
    TextLabel *m_position;
    Button *m_previous;
    Button *m_next;
};

} // namespace leadline
