#include "services/sync/outbox/mergefollower.h"

#include "services/domain/commandids.h"
#include "services/sync/outbox/policy.h"

#include <algorithm>

namespace leadline {

namespace {

bool isRefusedForItsLead(const Command &command)
{
    const auto &errors = command.lastError.fieldErrors;
    return command.state == CommandState::Rejected &&
           (command.lastError.kind == ErrorKind::NotFound ||
            std::any_of(errors.begin(), errors.end(),
                        [](const FieldError &e) { return e.field == QLatin1String("lead"); }));
}

/// Also an absence may have been read at the lead that was gone: whatever left once is looked for anew.
CommandState stateAfterMove(const Command &command)
{
    const bool mayBeThere =
        command.doubts > 0 && command.draftId.isEmpty() && policyOf(command.body).resend != Resend::Always;
    if (command.state == CommandState::Queued || isRefusedForItsLead(command))
        return mayBeThere ? CommandState::Unknown : CommandState::Queued;
    return command.state;
}

} // namespace

CommandBody onSurvivor(CommandBody body, const Mirror &mirror)
{
    const LeadId lead = leadOf(body);
    const auto *removal = std::get_if<DeleteObject>(&body);
    const LeadId survivor = mirror.redirect(lead);
    if (survivor == lead || (removal && removal->object.id == lead.value))
        return body;
    return withId(std::move(body), lead.value, survivor.value);
}

MergeFollower::MergeFollower(Mirror &mirror, OutboxStore &outbox, QObject *parent)
    : QObject(parent), m_mirror(mirror), m_outbox(outbox)
{
    connect(&mirror, &Mirror::leadsChanged, this, &MergeFollower::leadsChanged);
    connect(&mirror, &Mirror::reloaded, this, &MergeFollower::follow);
    connect(&outbox, &OutboxStore::generationChanged, this, &MergeFollower::follow);
}

void MergeFollower::leadsChanged(const QList<LeadId> &leads)
{
    const QSet<LeadId> changed(leads.begin(), leads.end());
    move([&changed](const LeadId &lead) { return changed.contains(lead); });
}

void MergeFollower::follow()
{
    move([](const LeadId &) { return true; });
}

/// The queue may be long, and this is asked after every write: each lead costs one look.
void MergeFollower::move(const std::function<bool(const LeadId &)> &isMeant)
{
    if (!m_outbox.isSender())
        return;
    QHash<LeadId, bool> isGone;
    QList<Command> stranded;
    m_outbox.visit([&](const Command &command) {
        const LeadId lead = command.leadId();
        if (command.state == CommandState::Done || !isMeant(lead))
            return true;
        if (!isGone.contains(lead))
            isGone.insert(lead, m_mirror.redirect(lead) != lead);
        if (isGone.value(lead))
            stranded << command;
        return true;
    });
    OutboxChange change;
    for (Command &command : stranded) {
        const LeadId before = command.leadId();
        command.body = onSurvivor(std::move(command.body), m_mirror);
        if (command.leadId() == before)
            continue;
        const CommandState next = stateAfterMove(command);
        if (next != command.state)
            command.lastError = ApiError();
        command.state = next;
        change.updated << command;
    }
    if (change.updated.isEmpty())
        return;
    if (const auto kept = m_outbox.apply(change); !kept) {
        Q_EMIT failed(kept.error()); // the next change of the mirror, or the next start, tries again
        return;
    }
    for (const Command &command : std::as_const(change.updated))
        Q_EMIT moved(command.id);
}

} // namespace leadline
