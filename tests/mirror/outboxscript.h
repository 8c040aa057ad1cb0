#pragma once

#include "services/mirror/outboxstore.h"

#include <QMap>

namespace leadline::test {

/// The life of a queue, step by step: writes are added, sent, lost sight of, found, refused, discarded.
class OutboxScript
{
public:
    /// Command id to state and number of sends.
    using Content = QMap<QString, QPair<CommandState, int>>;

    explicit OutboxScript(quint32 seed) : m_random(seed) {}

    /// Does one step; what the store then holds if it succeeded is `expected()`.
    [[nodiscard]] Result<Done> step(OutboxStore &store);
    [[nodiscard]] const Content &expected() const { return m_expected; }
    /// What it would have held if the last step that failed had been carried out.
    [[nodiscard]] const Content &attempted() const { return m_attempted; }
    [[nodiscard]] static Content contentOf(const OutboxStore &store);

private:
    [[nodiscard]] quint32 random(quint32 below);
    [[nodiscard]] Result<Done> addOne(OutboxStore &store);

    quint32 m_random;
    int m_added = 0;
    Content m_expected;
    Content m_attempted;
};

} // namespace leadline::test
