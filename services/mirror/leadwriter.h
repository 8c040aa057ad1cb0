#pragma once

#include "services/mirror/leadrecord.h"
#include "services/mirror/leadtable.h"
#include "services/mirror/searchtable.h"

#include <QSet>

namespace leadline {

/// What one transaction does to leads: rows, bodies, and at its end the search. Throws SQLite::Exception; the
/// caller owns the transaction and announces nothing before it has committed.
class LeadWriter
{
public:
    explicit LeadWriter(Database &database);

    /// Stores what Close answered, unless it is known already, older than what is stored, or of a lead that
    /// is gone. False if it has no well-formed id.
    bool put(const BulkPage::Object &answer);
    /// Stores the lead as put together here.
    void replace(const QJsonObject &lead);
    /// Removes the lead with its activities; false if it was not there.
    bool remove(const LeadId &id);
    /// The lead's last activity may have moved.
    void touch(const LeadId &lead);
    /// Search texts that others want written or removed.
    TextChanges &texts() { return m_texts; }

    /// Nothing if the lead is not here or its body is damaged.
    [[nodiscard]] std::optional<QJsonObject> body(const LeadId &id);
    [[nodiscard]] bool has(const LeadId &id);

    /// Last of all writes in the transaction.
    [[nodiscard]] LeadChanges finish();

private:
    enum class Verdict { New, Known, Changed, Collision };
    [[nodiscard]] Verdict verdict(const LeadRecord &lead, std::optional<QByteArray> &stored);
    [[nodiscard]] bool holdsTheDead(const LeadRecord &lead);
    void reconcile(const LeadRecord &lead, const std::optional<QByteArray> &stored);
    void store(const LeadRecord &lead, bool isNew);

    Database &m_database;
    bool m_hasTombstones;
    LeadChanges m_changes;
    TextChanges m_texts;
    QSet<LeadId> m_stored;
    QSet<LeadId> m_touched;
};

} // namespace leadline
