#include "ui/outbox/outboxwords.h"

#include "models/syncstate.h"
#include "ui/errortext.h"
#include "ui/widgets/visibletext.h"

#include <QCoreApplication>

namespace leadline {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("OutboxWords", text);
}

} // namespace

CommandText outboxText(const Command &command, const std::optional<Lead> &lead,
                       const OrganizationData &organization)
{
    if (syncStateOf(command) != SyncState::Doubled)
        return commandText(command.body, lead, organization);
    const ObjectRef &object = std::get<DeleteObject>(command.body).object;
    return {QStringLiteral("copy"), tr("Possible double of %1").arg(objectText(object)), {}};
}

QString outboxExplanation(const Command &command)
{
    if (!command.conflicts.isEmpty())
        return tr("Somebody changed this in Close while your change waited. Choose what shall stand.");
    switch (command.state) {
    case CommandState::Queued:
        return command.lastError.kind == ErrorKind::None
                   ? tr("It is safe on this computer and goes out as soon as Close can be reached.")
                   : visibleText(describeError(command.lastError));
    case CommandState::Sending:
        return tr("It is on its way.");
    case CommandState::Unknown:
        return tr("Close gave no certain answer. Leadline looks there whether it arrived, before it would "
                  "ever send it again.");
    case CommandState::Rejected:
    case CommandState::Parked:
        return visibleText(describeError(command.lastError));
    case CommandState::User:
        return tr("Close gave no certain answer and it was not found there. Look on the lead in Close: if it "
                  "is there, say so; if not, send it again.");
    case CommandState::Done:
        return {};
    }
    return {};
}

DoubleText doubleText(const Command &command, const std::optional<CommandBody> &original,
                      const std::optional<Lead> &lead, const OrganizationData &organization)
{
    const ObjectRef &object = std::get<DeleteObject>(command.body).object;
    DoubleText text;
    text.question = tr("Is %1 in Close twice?").arg(objectText(object));
    if (original) {
        const CommandText saved = commandText(*original, lead, organization);
        text.saved = tr("You saved this once: %1").arg(saved.title);
        if (!saved.detail.isEmpty())
            text.saved += QLatin1Char('\n') + saved.detail;
    }
    text.possibilities =
        tr("An answer of Close got lost, so this was sent again, and a second one like it has turned up on "
           "the lead. It cannot be told from here whose that is:\n"
           "•  If it came from the lost answer, it is a double: delete the second one. A copy stays in the "
           "trash on this computer.\n"
           "•  If somebody else made it, or it has been worked on since: keep both.");
    return text;
}

} // namespace leadline
