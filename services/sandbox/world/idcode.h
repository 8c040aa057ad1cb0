#pragma once

#include "services/sandbox/world/keyed.h"

#include <QString>

#include <optional>

namespace leadline::sandbox {

/// Writes a 64-bit number as an identifier of Close's look (close-api.md 1.9) and reads it back: eleven
/// characters carry the scrambled number, the rest is a keyed check. So an object is found by its id without
/// any table.
class IdCode
{
public:
    explicit IdCode(quint64 seed);
    /// `prefix` with its underscore, such as `lead_`.
    [[nodiscard]] QString encode(const QString &prefix, quint64 value) const;
    /// Null for any text that `encode` of this seed cannot have written.
    [[nodiscard]] std::optional<quint64> decode(const QString &id) const;

private:
    quint64 m_seed;
    Permutation m_scramble;
};

} // namespace leadline::sandbox
