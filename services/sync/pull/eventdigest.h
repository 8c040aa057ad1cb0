#pragma once

#include "services/domain/event.h"
#include "services/domain/objectchange.h"

#include <QHash>
#include <QSet>

#include <optional>

namespace leadline {

/// What a page of events comes down to.
struct EventNews
{
    QList<ObjectChange> changes;
    /// Their own fields or what they hold changed: to be read whole, since the log tells neither a lead's
    /// nested lists nor its `date_updated` (close-api.md 5.1, 7.1).
    QSet<LeadId> touched;
    QSet<LeadId> created; ///< their first activities have no events
    QSet<LeadId> merged;  ///< got what another lead held
    QList<std::pair<QString, QString>>
        missing;                        ///< object type and id of activities that the event does not show
    bool isOrganizationChanged = false; ///< statuses, fields, users, Smart Views, templates, ...
};

/// Turns events, in any order and as often as they come, into what is new: the newest event of an object
/// counts, a deletion counts always, what was taken in once counts no more. Pure.
class EventDigest
{
public:
    [[nodiscard]] EventNews take(const QList<Event> &events);
    /// What was taken in and is older need not be remembered: the log is not read that far back again.
    void forgetBefore(const QDateTime &moment);

private:
    [[nodiscard]] bool isNews(const Event &event);
    void takeLead(const Event &event, EventNews &news);
    void takeActivity(const Event &event, EventNews &news);

    QHash<QString, QDateTime> m_seen;    ///< event id: the version taken in
    QHash<QString, QDateTime> m_objects; ///< object id: the newest event of it
    QHash<QString, QDateTime> m_deleted; ///< object id: when
};

/// The list that answers for an activity of the event log's type: `activity.call` is `activity/call/`. Empty
/// for types that the timeline does not hold.
[[nodiscard]] QString activityPath(const QString &objectType);

} // namespace leadline
