#include "services/mirror/textbacklog.h"

#include "services/mirror/activitywriter.h"
#include "services/mirror/bodies.h"

namespace leadline::textbacklog {

namespace {

constexpr qint64 atOnce = 100;

struct Entry
{
    qint64 seq = 0;
    LeadId lead;
    QByteArray packedLead;
    QByteArray packedActivity;
};

/// Entries whose lead is gone since have no lead here.
QList<Entry> nextEntries(Database &database)
{
    QList<Entry> entries;
    Query query(database.prepared(
        "SELECT seq, lead.id, lead_body.json, activity_body.json FROM text_backlog AS backlog"
        " LEFT JOIN activity ON is_lead = 0 AND activity.key = backlog.key"
        " LEFT JOIN activity_body ON activity_body.key = activity.key"
        " LEFT JOIN lead ON lead.key = iif(is_lead, backlog.key, activity.lead_key)"
        " LEFT JOIN lead_body ON is_lead = 1 AND lead_body.key = lead.key ORDER BY seq LIMIT ?"));
    query.bind(atOnce);
    while (query.step())
        entries.append({query.integer(0), LeadId(query.text(1)), query.bytes(2), query.bytes(3)});
    return entries;
}

} // namespace

Result<bool> isEmpty(Database &database)
{
    return guarded([&] { return !Query(database.prepared("SELECT 1 FROM text_backlog LIMIT 1")).step(); });
}

Result<bool> writeSome(Database &database)
{
    const auto written = guarded([&] {
        SQLite::Transaction transaction(database.connection(), SQLite::TransactionBehavior::IMMEDIATE);
        LeadWriter leads(database);
        ActivityWriter activities(database, leads);
        const QList<Entry> entries = nextEntries(database);
        for (const Entry &entry : entries) {
            if (const auto lead = database.bodies().json(entry.packedLead))
                leads.replace(*lead);
            else if (const auto activity = database.bodies().json(entry.packedActivity))
                activities.replace(*activity, entry.lead);
            Query(database.prepared("DELETE FROM text_backlog WHERE seq = ?")).bind(entry.seq).run();
        }
        [[maybe_unused]] const auto same = activities.finish();
        [[maybe_unused]] const auto unchanged = leads.finish();
        transaction.commit();
        return !entries.isEmpty();
    });
    if (written)
        database.bodies().learn();
    return written;
}

} // namespace leadline::textbacklog
