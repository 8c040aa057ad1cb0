#pragma once

#include <QString>

namespace leadline {

/// The text with its control and bidirectional-override characters made visible, so that what a server sends
/// can neither hide nor reorder anything. Line breaks and tabs stay.
[[nodiscard]] QString visibleText(const QString &text);

/// The same for an entry of a menu or a tab: an ampersand is a letter there, not a shortcut.
[[nodiscard]] QString menuText(const QString &text);

} // namespace leadline
