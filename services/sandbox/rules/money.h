#pragma once

#include <QString>

namespace leadline::sandbox {

/// Amounts as Close writes them: `$500`, `$1,000,000`, `$17,203,515.20` (close-api.md 5.3). `cents` are minor
/// units.
[[nodiscard]] QString formatMoney(qint64 cents, const QString &symbol);

/// The same with the period word of an opportunity: `$500 annual`, `$50 monthly`; one_time adds nothing.
[[nodiscard]] QString formatValue(qint64 cents, const QString &symbol, const QString &period);

/// What derives from the value of an opportunity (5.3), in cents.
struct DealValues
{
    qint64 annualized = 0;
    qint64 expected = 0;
    qint64 annualizedExpected = 0;
};
[[nodiscard]] DealValues dealValues(qint64 cents, const QString &period, double confidence);

} // namespace leadline::sandbox
