#pragma once

#include "services/sandbox/store.h"

#include <QStringList>

namespace leadline::sandbox {

/// The smart fields of a lead (close-api.md 5.1, 6.4): how many of what it has, and when something of a sort
/// happened last. Counted on demand from the lead's objects.
class LeadCounters
{
public:
    LeadCounters(const Store &store, const QJsonObject &lead) : m_store(store), m_lead(lead) {}

    [[nodiscard]] static QStringList numbers(); ///< names of the counters
    [[nodiscard]] static QStringList moments(); ///< names of the dates

    /// A number, or a timestamp (null when it never happened); undefined for other names.
    [[nodiscard]] QJsonValue value(const QString &name) const;

private:
    [[nodiscard]] QJsonValue ofContacts(const QString &name) const;

    const Store &m_store;
    const QJsonObject &m_lead;
};

} // namespace leadline::sandbox
