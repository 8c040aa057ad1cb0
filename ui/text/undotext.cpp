#include "ui/text/undotext.h"

#include "ui/text/commandtext.h"

#include <QCoreApplication>

#include <algorithm>

namespace leadline {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("UndoText", text);
}

QString reason(UndoObstacle obstacle)
{
    switch (obstacle) {
    case UndoObstacle::None:
        return {};
    case UndoObstacle::MessageSent:
        return tr("the customer has it, or may have it");
    case UndoObstacle::Deleted:
        return tr("Close cannot bring back what was deleted; a copy is in the trash of this computer");
    case UndoObstacle::Uncertain:
        return tr("it is not known yet whether it arrived; the outbox asks you");
    }
    return {};
}

QString outcome(const UndoneCommand &command, const QString &title)
{
    switch (command.outcome) {
    case UndoOutcome::TakenBack:
        return tr("%1: taken back.").arg(title);
    case UndoOutcome::Compensated:
        return tr("%1: being undone in Close.").arg(title);
    case UndoOutcome::Pending:
        return tr("%1: undone as soon as Close has answered.").arg(title);
    case UndoOutcome::Impossible:
        return tr("%1: cannot be undone, %2.").arg(title, reason(command.obstacle));
    }
    return {};
}

} // namespace

QString undoText(const UndoReport &report, const std::optional<Lead> &lead,
                 const OrganizationData &organization)
{
    QStringList sentences;
    for (const UndoneCommand &command : report.commands)
        sentences << outcome(command, commandText(command.body, lead, organization).title);
    return sentences.join(u' ');
}

bool hasImpossible(const UndoReport &report)
{
    return std::any_of(report.commands.begin(), report.commands.end(), [](const UndoneCommand &command) {
        return command.outcome == UndoOutcome::Impossible;
    });
}

} // namespace leadline
