#include "tests/mirror/outboxscript.h"

namespace leadline::test {

namespace {

CommandState after(CommandState state, quint32 dice)
{
    switch (state) {
    case CommandState::Queued:
        return CommandState::Sending;
    case CommandState::Sending:
        return dice % 3 == 0   ? CommandState::Unknown
               : dice % 3 == 1 ? CommandState::Done
                               : CommandState::Rejected;
    case CommandState::Unknown:
        return dice % 2 == 0 ? CommandState::Queued : CommandState::Done;
    case CommandState::Done:
    case CommandState::Rejected:
    case CommandState::User:
    case CommandState::Parked:
        break;
    }
    return CommandState::Queued;
}

} // namespace

quint32 OutboxScript::random(quint32 below)
{
    m_random = m_random * 1664525 + 1013904223;
    return (m_random >> 12) % below;
}

OutboxScript::Content OutboxScript::contentOf(const OutboxStore &store)
{
    Content content;
    const auto commands = store.commands();
    for (const Command &command : commands)
        content.insert(command.id.value, {command.state, command.sends});
    return content;
}

Result<Done> OutboxScript::addOne(OutboxStore &store)
{
    LogCall call;
    call.leadId = LeadId(QStringLiteral("lead_%1").arg(random(5)));
    call.note = QString(int(random(10) == 0 ? 9000 : 20 + random(400)), QChar(u'a' + char16_t(random(26))));
    Command command;
    command.id = CommandId(QStringLiteral("c%1").arg(m_added++));
    command.body = call;
    m_attempted.insert(command.id.value, {CommandState::Queued, 0});
    return store.add(command);
}

Result<Done> OutboxScript::step(OutboxStore &store)
{
    m_attempted = m_expected;
    const auto commands = store.commands();
    Result<Done> done;
    if (commands.size() < 3 || (commands.size() < 25 && random(3) == 0)) {
        done = addOne(store);
    } else {
        Command command = commands.at(random(quint32(commands.size())));
        if (command.state == CommandState::Done || random(12) == 0) {
            m_attempted.remove(command.id.value);
            done = command.state == CommandState::Done ? store.finish(command.id) : store.discard(command.id);
        } else {
            command.state = after(command.state, random(6));
            command.sends += command.state == CommandState::Sending ? 1 : 0;
            m_attempted.insert(command.id.value, {command.state, command.sends});
            done = store.update(command);
        }
    }
    if (done)
        m_expected = m_attempted;
    return done;
}

} // namespace leadline::test
