#pragma once

#include <QString>

namespace leadline::sandbox {

/// Amounts as Close writes them: `$500`, `$1,000,000`, `$17,203,515.20` (close-api.md 5.3). `cents` are minor
/// units.
[[nodiscard]] QString formatMoney(qint64 cents, const QString &symbol);

/// The same with the period word of an opportunity: `$500 annual`, `$50 monthly`; one_time adds nothing.
[[nodiscard]] QString formatValue(qint64 cents, const QString &symbol, const QString &period);

} // namespace leadline::sandbox
