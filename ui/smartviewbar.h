#pragma once

#include "services/base/apierror.h"
#include "ui/widgets/surface.h"

#include <QDateTime>

namespace leadline {

class Button;
class TextLabel;

/// What is to be known of the Smart View in the list: how old Close's answer is, whether it is being asked
/// again, and what went wrong.
class SmartViewBar final : public Surface
{
    Q_OBJECT
public:
    struct State
    {
        QDateTime takenAt;  ///< UTC; invalid = never answered
        int listed = 0;     ///< leads in Close's answer
        int total = -1;     ///< in Close; -1 = not told
        bool isCut = false; ///< Close hands out no more
        int missing = 0;    ///< of the listed, those not in the mirror (yet)
        bool isRunning = false;
        ApiError error; ///< of the last try; kind None = none
    };
    SmartViewBar(const Theme &theme, QWidget *parent = nullptr);

    void setState(const State &state, const QDateTime &nowUtc);
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void refreshRequested();

private:
    TextLabel *m_text;
    Button *m_refresh;
};

/// "just now", "5 minutes ago", "yesterday at 14:05"; for people.
[[nodiscard]] QString ageText(const QDateTime &at, const QDateTime &nowUtc);

} // namespace leadline
