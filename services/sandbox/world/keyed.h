#pragma once

#include <QtGlobal>

namespace leadline::sandbox {

/// A keyed mixture of two numbers: the only source of chance in the generated world.
[[nodiscard]] quint64 chance(quint64 key, quint64 a, quint64 b = 0);
/// A number in [0, bound); bound > 0.
[[nodiscard]] int pick(quint64 key, quint64 a, quint64 b, int bound);

/// A keyed bijection of [0, size) and its inverse, without a table: a Feistel network walked until it stays
/// inside.
class Permutation
{
public:
    Permutation() = default;
    /// Key 0 leaves everything in its place; size 0 means all 64-bit numbers.
    Permutation(quint64 key, quint64 size);
    [[nodiscard]] quint64 map(quint64 value) const;
    [[nodiscard]] quint64 unmap(quint64 value) const;

private:
    [[nodiscard]] quint64 forward(quint64 value) const;
    [[nodiscard]] quint64 backward(quint64 value) const;

    quint64 m_key = 0;
    quint64 m_size = 0;
    int m_half = 32; ///< bits of each side of the network
};

} // namespace leadline::sandbox
