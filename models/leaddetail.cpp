#include "models/leaddetail.h"

namespace leadline {

LeadDetail::LeadDetail(Mirror &mirror, QObject *parent)
    : QObject(parent)
    , m_mirror(mirror)
    , m_organization(mirror.organization())
{
    connect(&mirror, &Mirror::leadsChanged, this, [this](const QList<LeadId> &ids) {
        if (ids.contains(m_id))
            reload();
    });
    connect(&mirror, &Mirror::reloaded, this, &LeadDetail::reload);
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
    m_lead = id.isEmpty() ? std::nullopt : m_mirror.lead(id);
    Q_EMIT leadSwitched();
    Q_EMIT changed();
}

void LeadDetail::reload()
{
    m_lead = m_mirror.lead(m_id);
    Q_EMIT changed();
}

} // namespace leadline
