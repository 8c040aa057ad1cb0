#include "ui/writes.h"

#include "ui/errortext.h"
#include "ui/leadfacts.h"
#include "ui/placetime.h"
#include "ui/prompt.h"
#include "ui/text/commandtext.h"

#include <QLocale>
#include <QPointer>
#include <QWidget>

#include <algorithm>
#include <iterator>

namespace leadline {

namespace {

DeleteObject deletionOf(const Activity &activity)
{
    return {activity.leadId, {ObjectKind::Activity, activity.kind, activity.id.value}};
}

} // namespace

Writes::Writes(CloseService &service, Prompt &prompt, const Clock &clock, QWidget *window)
    : QObject(window), m_service(service), m_prompt(prompt), m_clock(clock), m_window(window)
{}

void Writes::save(const LogCall &call)
{
    const Result<CommandId> result = m_service.submit(call);
    if (result)
        noteCallSaved(*result);
    else
        Q_EMIT callFailed(tr("The call is not saved yet; nothing you typed is lost. %1")
                              .arg(describeError(result.error())));
}

void Writes::saveAgain(const CommandId &id, const LogCall &call)
{
    const Result<Done> result = m_service.resubmit(id, CommandBody(call));
    if (result)
        noteCallSaved(id);
    else
        Q_EMIT callFailed(tr("The call is not saved yet; nothing you typed is lost. %1")
                              .arg(describeError(result.error())));
}

QString Writes::personOf(const Activity &call) const
{
    const std::optional<Lead> lead = m_service.mirror().lead(call.leadId);
    if (!lead)
        return tr("nobody in particular");
    const auto it = std::find_if(lead->contacts.begin(), lead->contacts.end(),
                                 [&call](const Contact &contact) { return contact.id == call.contactId; });
    return it == lead->contacts.end() ? tr("nobody in particular") : it->name;
}

void Writes::askDelete(const ActivityId &id)
{
    const std::optional<Activity> call = m_service.mirror().activity(id);
    if (!call)
        return;
    const std::optional<Lead> lead = m_service.mirror().lead(call->leadId);
    const QDateTime at = call->activityAt.toLocalTime();
    Question question;
    question.title = tr("Delete this call?");
    question.text =
        tr("The call with %1 at %2, %3 %4. Close cannot undo this: it is gone from the timeline and from "
           "reports, for everybody. Leadline keeps a copy on this computer.")
            .arg(personOf(*call), lead ? lead->displayName : tr("an unknown lead"), dateText(at.date()),
                 timeText(at.time()));
    question.answers = {{tr("Delete the call"), Question::Weight::Danger}, {tr("Keep it")}};
    m_prompt.ask(m_window, question,
                 [this, self = QPointer<Writes>(this), body = deletionOf(*call)](int answer) {
                     if (self.isNull() || answer != 0)
                         return;
                     const Result<CommandId> result = m_service.submit(body);
                     if (result)
                         noteSaved(tr("Call will be deleted"), *result);
                     else
                         Q_EMIT failed(tr("The call is not deleted. %1").arg(describeError(result.error())));
                 });
}

void Writes::askDiscard(const CommandId &id)
{
    const Question question{
        tr("Discard this write?"),
        tr("It is not sent to Close. Leadline keeps a copy in its trash on this computer."),
        {},
        {{tr("Discard"), Question::Weight::Danger}, {tr("Keep it")}}};
    m_prompt.ask(m_window, question, [this, self = QPointer<Writes>(this), id](int answer) {
        if (self.isNull() || answer != 0)
            return;
        report(m_service.discard(id), tr("It is not discarded. %1"), tr("Discarded; a copy is in the trash"));
    });
}

void Writes::sendAgain(const CommandId &id)
{
    report(m_service.resubmit(id, std::nullopt), tr("It cannot be sent again. %1"));
}

void Writes::deleteDouble(const CommandId &id)
{
    report(m_service.resubmit(id, std::nullopt), tr("It is not deleted. %1"),
           tr("The second one is being deleted; a copy is in the trash"));
}

void Writes::keepBoth(const CommandId &id)
{
    report(m_service.discard(id), tr("The choice is not saved. %1"), tr("Both stay in Close"));
}

void Writes::confirmArrived(const CommandId &id)
{
    report(m_service.confirmArrived(id), tr("It could not be marked as done. %1"));
}

void Writes::move(const CommandId &id, const LeadId &lead)
{
    report(m_service.retarget(id, lead), tr("It cannot be moved. %1"));
}

void Writes::resolve(const CommandId &id, const QHash<QString, ConflictChoice> &choices)
{
    report(m_service.resolveConflict(id, choices), tr("The choice is not saved. %1"));
}

void Writes::changeLead(const LeadId &lead, const QList<FieldChange> &changes)
{
    const Result<CommandId> result = m_service.submit(
        UpdateObject{lead, ObjectRef{ObjectKind::Lead, ActivityKind::Other, lead.value}, changes});
    if (!result) {
        Q_EMIT changeFailed(lead, changes,
                            tr("The change is not saved. %1").arg(describeError(result.error())));
        return;
    }
    Q_EMIT changeSaved(lead, changes);
    noteSaved(tr("Change saved"), *result);
}

QDateTime Writes::heldUntil(const CommandGroupId &group) const
{
    if (!m_service.outbox().finishedOf(group).isEmpty())
        return {};
    QDateTime until;
    const QList<Command> commands = m_service.outbox().commands();
    for (const Command &command : commands) {
        if (command.group != group)
            continue;
        const bool isHeld = command.state == CommandState::Queued && command.heldUntil > m_clock.nowUtc();
        if (!isHeld)
            return {};
        if (!until.isValid() || command.heldUntil < until)
            until = command.heldUntil;
    }
    return until;
}

void Writes::undo(const CommandGroupId &group)
{
    if (heldUntil(group).isValid())
        takeBack(group);
    else
        askUndo(group);
}

void Writes::undoLast()
{
    if (const auto group = m_service.lastUndoable())
        undo(*group);
    else
        Q_EMIT nothingToUndo();
}

void Writes::askUndo(const CommandGroupId &group)
{
    QList<Command> commands;
    const QList<FinishedCommand> finished = m_service.outbox().finishedOf(group);
    for (const FinishedCommand &one : finished)
        commands << one.command;
    const QList<Command> waiting = m_service.outbox().commands();
    std::copy_if(waiting.begin(), waiting.end(), std::back_inserter(commands),
                 [&group](const Command &command) { return command.group == group; });
    QStringList titles;
    for (const Command &command : std::as_const(commands)) {
        const std::optional<Lead> lead = m_service.mirror().lead(command.leadId());
        const QDateTime at = command.createdAt.toLocalTime();
        titles << tr("%1, %2, written %3 %4.")
                      .arg(commandText(command.body, lead, m_service.mirror().organization()).title,
                           lead ? lead->displayName : tr("an unknown lead"), dateText(at.date()),
                           timeText(at.time()));
    }
    const Question question{
        tr("Undo this write?"),
        tr("%1 What Close has of it is undone there too, for everybody.").arg(titles.join(u' ')),
        {},
        {{tr("Undo it"), Question::Weight::Danger}, {tr("Keep it")}}};
    m_prompt.ask(m_window, question, [this, self = QPointer<Writes>(this), group](int answer) {
        if (!self.isNull() && answer == 0)
            takeBack(group);
    });
}

void Writes::takeBack(const CommandGroupId &group)
{
    const Result<UndoReport> report = m_service.undo(group);
    if (report)
        Q_EMIT undone(*report);
    else
        Q_EMIT failed(tr("It cannot be undone. %1").arg(describeError(report.error())));
}

void Writes::noteCallSaved(const CommandId &id)
{
    Q_EMIT callSaved();
    noteSaved(tr("Call saved"), id);
}

void Writes::noteSaved(const QString &what, const CommandId &id)
{
    const std::optional<Command> command = m_service.outbox().command(id);
    Q_EMIT saved(what, command ? command->group : CommandGroupId());
}

void Writes::report(const Result<Done> &result, const QString &what, const QString &otherwise)
{
    if (!result)
        Q_EMIT failed(what.arg(describeError(result.error())));
    else if (!otherwise.isEmpty())
        Q_EMIT decided(otherwise);
}

} // namespace leadline
