#pragma once

#include "services/mirror/mirror.h"
#include "services/mirror/outboxstore.h"

#include <QObject>

#include <optional>

namespace leadline {

/// The one lead that is open, as the mirror has it with the writes on their way laid over it, and the
/// organisation's names for what is in it.
class LeadDetail final : public QObject
{
    Q_OBJECT
public:
    LeadDetail(Mirror &mirror, OutboxStore &outbox, QObject *parent = nullptr);

    void setLead(const LeadId &id); ///< empty = none
    [[nodiscard]] const LeadId &leadId() const { return m_id; }
    [[nodiscard]] const std::optional<Lead> &lead() const
    {
        return m_lead;
    } ///< nothing: none open, or not known yet
    [[nodiscard]] const OrganizationData &organization() const { return m_organization; }

Q_SIGNALS:
    void leadSwitched(); ///< another lead is open; `changed` follows
    void changed();      ///< the same lead, or the organisation, has new values
    /// The open lead is gone: another one holds now what it held. Comes instead of `changed`.
    void merged(const leadline::LeadId &survivor);

private:
    void reload();
    void announce();
    [[nodiscard]] std::optional<Lead> read();

    Mirror &m_mirror;
    OutboxStore &m_outbox;
    LeadId m_id;
    std::optional<Lead> m_lead;
    QList<CommandId> m_overlaid; ///< writes that lie over it
    OrganizationData m_organization;
};

} // namespace leadline
