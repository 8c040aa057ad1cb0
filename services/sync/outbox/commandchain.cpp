#include "services/sync/outbox/commandchain.h"

#include "services/domain/commandids.h"
#include "services/sync/outbox/recognition.h"

namespace leadline {

namespace {

QString changedObject(const CommandBody &body)
{
    if (const auto *update = std::get_if<UpdateObject>(&body))
        return update->object.id;
    const auto *removal = std::get_if<DeleteObject>(&body);
    return removal ? removal->object.id : QString();
}

} // namespace

CommandChain::CommandChain(const OutboxStore &outbox, bool keepsTwinsApart)
{
    if (!keepsTwinsApart)
        return;
    outbox.visit([this](const Command &command) {
        const bool isInDoubt =
            command.state == CommandState::Sending || command.state == CommandState::Unknown;
        const QByteArray print = isInDoubt ? fingerprintOf(command.body) : QByteArray();
        if (!print.isEmpty())
            m_inDoubt.insert(print, command.id);
        return true;
    });
}

CommandChain::Turn CommandChain::turnOf(const Command &command)
{
    const QString object = changedObject(command.body);
    if (isAtRest(command.state)) {
        if (!object.isEmpty())
            m_heldObjects.insert(object);
        return Turn::Later;
    }
    if (!object.isEmpty() && m_heldObjects.contains(object))
        return Turn::Later;
    if (m_busyLeads.contains(command.leadId()))
        return Turn::Later;
    if (!neededIds(command.body).isEmpty())
        return Turn::NeedsId;
    m_busyLeads.insert(command.leadId());
    return isHeldByTwin(command) ? Turn::Later : Turn::Now;
}

bool CommandChain::isHeldByTwin(const Command &command) const
{
    if (command.state != CommandState::Queued || m_inDoubt.isEmpty())
        return false;
    const QByteArray print = fingerprintOf(command.body);
    return !print.isEmpty() && m_inDoubt.value(print, command.id) != command.id;
}

} // namespace leadline
