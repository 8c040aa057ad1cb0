#pragma once

#include "ui/theme/theme.h"

namespace leadline {

/// The application's style sheet for Qt's own widgets. It sets no fonts: those are set where a widget is
/// made. Every rule that can take focus changes its border to the 2 px accent ring without moving what is
/// inside.
[[nodiscard]] QString styleSheetOf(const Tokens &tokens);

} // namespace leadline
