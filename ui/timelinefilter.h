#pragma once

#include "services/domain/activity.h"
#include "ui/theme/theme.h"

#include <QSet>
#include <QWidget>

namespace leadline {

class IconToggle;

/// One toggle for each kind of activity people look for, and one that shows everything.
class TimelineFilter final : public QWidget
{
    Q_OBJECT
public:
    explicit TimelineFilter(const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] QSet<ActivityKind> kinds() const; ///< empty = all
    void clear();

Q_SIGNALS:
    void changed();

private:
    struct Choice
    {
        IconToggle *toggle;
        QSet<ActivityKind> kinds;
    };
    void onToggled();

    QList<Choice> m_choices;
    IconToggle *m_all;
};

} // namespace leadline
