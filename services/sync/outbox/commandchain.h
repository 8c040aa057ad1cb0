#pragma once

#include "services/mirror/outboxstore.h"

#include <QHash>
#include <QSet>

namespace leadline {

/// Which commands may act now, asked for each in order, oldest first. The commands of one lead act one after
/// the other, leads beside each other; what waits for a person holds up nothing but later writes of the same
/// object; of two writes that look the same in Close only one may be in doubt at a time, since a look there
/// could not tell them apart (`outbox.pml`, variant NOSERIAL). Keeps nothing from one round to the next.
class CommandChain
{
public:
    explicit CommandChain(const OutboxStore &outbox, bool keepsTwinsApart = true);

    enum class Turn {
        Now,     ///< it is the first of its lead
        Later,   ///< another one goes before
        NeedsId, ///< it names an object that Close has not made yet
    };
    [[nodiscard]] Turn turnOf(const Command &command);

private:
    [[nodiscard]] bool isHeldByTwin(const Command &command) const;

    QSet<LeadId> m_busyLeads;
    QSet<QString> m_heldObjects;
    QHash<QByteArray, CommandId> m_inDoubt; ///< by fingerprint
};

} // namespace leadline
