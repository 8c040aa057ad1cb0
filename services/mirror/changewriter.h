#pragma once

#include "services/domain/objectchange.h"
#include "services/mirror/activitytable.h"
#include "services/mirror/activitywriter.h"

#include <QHash>

namespace leadline {

/// Applies what events told to the mirror's objects, in one transaction. Whatever the order in which changes
/// come, and however often, the end is the same: of each object the newest state counts, and its end outlives
/// older states. Throws SQLite::Exception; the caller owns the transaction.
class ChangeWriter
{
public:
    explicit ChangeWriter(Database &database);

    void apply(const ObjectChange &change);
    /// Last of all writes in the transaction.
    [[nodiscard]] TimelineChanges finish();

private:
    struct Body
    {
        QJsonObject json;
        bool isChanged = false;
    };
    void applyToLead(const ObjectChange &change);
    void applyToNested(const ObjectChange &change);
    void applyToActivity(const ObjectChange &change);
    void mergeLeads(const LeadId &source, const LeadId &destination);
    void removeLead(const ObjectChange &change);
    /// Null if the lead is not here; then it is missing, unless it is known to be gone since `at`.
    [[nodiscard]] Body *bodyOf(const LeadId &lead, const QDateTime &at);
    [[nodiscard]] Body *findBody(const LeadId &lead);
    void change(Body &body, QJsonObject json);
    void miss(const LeadId &lead, const QDateTime &at);

    Database &m_database;
    LeadWriter m_leads;
    ActivityWriter m_activities;
    QHash<LeadId, Body> m_bodies;
    QList<LeadId> m_missing;
};

/// The whole list in one transaction, oldest change first. Never throws.
[[nodiscard]] Result<TimelineChanges> applyChanges(Database &database, QList<ObjectChange> changes);

} // namespace leadline
