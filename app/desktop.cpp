#include "app/desktop.h"

namespace leadline {

Desktop::Desktop(const QString &dataRoot, const QString &settingsFile, Theme::Mode mode)
    : prompt(theme)
    , links(prompt)
    , settings(settingsFile, QSettings::IniFormat)
    , session(dataRoot, clock)
    , window({session, theme, prompt, links, clock, settings})
{
    theme.setMode(mode);
}

} // namespace leadline
