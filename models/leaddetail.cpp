#include "models/leaddetail.h"

#include "models/overlay.h"

namespace leadline {

namespace {

QList<CommandId> writesOver(const OutboxStore &outbox, const LeadId &lead)
{
    QList<CommandId> ids;
    const QList<Command> commands = outbox.commandsOf(lead);
    for (const Command &command : commands) {
        if (changesLead(command))
            ids << command.id;
    }
    return ids;
}

} // namespace

LeadDetail::LeadDetail(Mirror &mirror, OutboxStore &outbox, QObject *parent)
    : QObject(parent), m_mirror(mirror), m_outbox(outbox), m_organization(mirror.organization())
{
    connect(&mirror, &Mirror::leadsChanged, this, [this](const QList<LeadId> &ids) {
        const bool isMissing = !m_lead && !m_id.isEmpty(); // then it may turn out that it was merged
        if (isMissing || ids.contains(m_id))
            reload();
    });
    connect(&mirror, &Mirror::reloaded, this, &LeadDetail::reload);
    connect(&outbox, &OutboxStore::changed, this, [this](const LeadId &id) {
        if (id == m_id && !id.isEmpty() && writesOver(m_outbox, m_id) != m_overlaid)
            reload(); // a call or a note is the timeline's affair
    });
    connect(&mirror, &Mirror::organizationChanged, this, [this] {
        m_organization = m_mirror.organization();
        Q_EMIT changed();
    });
}

void LeadDetail::setLead(const LeadId &id)
{
    if (id == m_id)
        return;
    m_id = id;
    m_lead = read();
    Q_EMIT leadSwitched();
    announce();
}

std::optional<Lead> LeadDetail::read()
{
    m_overlaid = writesOver(m_outbox, m_id);
    auto lead = m_id.isEmpty() ? std::nullopt : m_mirror.lead(m_id);
    return lead ? std::optional(withWrites(*std::move(lead), m_outbox.commandsOf(m_id), m_organization))
                : lead;
}

void LeadDetail::reload()
{
    m_lead = read();
    announce();
}

void LeadDetail::announce()
{
    const LeadId survivor = m_lead || m_id.isEmpty() ? m_id : m_mirror.redirect(m_id);
    if (survivor != m_id)
        Q_EMIT merged(survivor);
    else
        Q_EMIT changed();
}

} // namespace leadline
