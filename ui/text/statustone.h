#pragma once

#include "ui/theme/theme.h"

#include <QString>

namespace leadline {

/// The colour a lead status is shown in. Organisations name their statuses freely: common words decide, and
/// any other label keeps one colour of its own, so that two statuses rarely look alike. Never the only sign:
/// the label stands in the chip.
[[nodiscard]] Tone statusTone(const QString &label);

} // namespace leadline
