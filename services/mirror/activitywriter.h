#pragma once

#include "services/domain/activity.h"
#include "services/mirror/leadwriter.h"

namespace leadline {

/// What one transaction does to activities: rows, bodies, search texts, and the last activity of their leads.
/// Throws SQLite::Exception; the caller owns the transaction and finishes the LeadWriter after this.
class ActivityWriter
{
public:
    ActivityWriter(Database &database, LeadWriter &leads) : m_database(database), m_leads(leads) {}

    enum class Outcome { Stored, Known, Gone, NoLead, Collision };
    /// Stores it with the lead, unless it is known already, older than what is stored, or gone. `json` is its
    /// text.
    Outcome put(const Activity &activity, const LeadId &lead, std::string_view json);
    /// Removes it unless it was updated after `at` (invalid = whenever).
    void remove(const ActivityId &id, const QDateTime &at);
    /// All activities of `source` become those of `destination`; both must be here.
    void move(const LeadId &source, const LeadId &destination);
    /// After a merge all activities of `destination` are here only if all of both leads were.
    void mergeCompleteness(const LeadId &source, const LeadId &destination);
    /// Stores an activity again, as its lead's.
    void replace(const QJsonObject &activity, const LeadId &lead);
    /// Every activity Close has for the lead is here.
    void markComplete(const LeadId &lead);

    /// Before LeadWriter::finish: the leads whose timelines are other ones now.
    [[nodiscard]] QList<LeadId> finish();

private:
    [[nodiscard]] Outcome verdict(const Activity &activity, RowKey lead, std::string_view json);
    void store(const Activity &activity, RowKey lead, std::string_view json);
    [[nodiscard]] static TextRow textRow(const Activity &activity, RowKey lead);
    void changed(const LeadId &lead);

    Database &m_database;
    LeadWriter &m_leads;
    QList<LeadId> m_changed;
};

/// Of an activity in the mirror's tables. Stands in files: never to be changed, whatever happens to the enum.
[[nodiscard]] std::string_view kindName(ActivityKind kind);

} // namespace leadline
