#pragma once

#include "services/base/clock.h"
#include "services/session/session.h"
#include "ui/linkopener.h"
#include "ui/mainwindow.h"
#include "ui/prompt.h"
#include "ui/theme/theme.h"

#include <QSettings>

namespace leadline {

/// The parts of the window program, made in the order in which they need each other: the composition root.
struct Desktop
{
    /// `dataRoot`: accounts and mirrors. `settingsFile`: what the window remembers; no secret ever.
    Desktop(const QString &dataRoot, const QString &settingsFile, Theme::Mode mode);

    SystemClock clock;
    Theme theme;
    DialogPrompt prompt;
    LinkOpener links;
    QSettings settings;
    Session session;
    MainWindow window;
};

} // namespace leadline
