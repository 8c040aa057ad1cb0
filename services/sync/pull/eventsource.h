#pragma once

#include "services/close/bulkapi.h"
#include "services/mirror/mirror.h"
#include "services/sync/pull/eventdigest.h"
#include "services/sync/pull/rangesource.h"

namespace leadline {

/// What a reading of the log has found besides the changes it applied.
struct EventTally
{
    QHash<LeadId, QDateTime> touched; ///< with the time of the newest event
    QSet<LeadId> newTimelines;        ///< leads whose activities have to be listed
    bool isOrganizationChanged = false;
    QDateTime newest; ///< event
};

/// The event log by `date_updated`: applies each page to the mirror in one transaction and keeps in mind what
/// else is to be read. Remembers what it took in, so that the part of the log that is read again costs
/// nothing.
class EventSource final : public RangeSource
{
public:
    EventSource(BulkApi &api, Mirror &mirror) : m_parts(std::make_shared<Parts>(Parts{&api, &mirror, {}, {}}))
    {}

    [[nodiscard]] QCoro::Task<Result<RangeStep>> take(RangeAsk ask) override;
    [[nodiscard]] int pageSize() const override { return 50; } // the largest Close takes (close-api.md 2.1)

    [[nodiscard]] EventTally &tally() { return m_parts->tally; }
    [[nodiscard]] EventDigest &digest() { return m_parts->digest; }

private:
    struct Parts
    {
        BulkApi *api;
        Mirror *mirror;
        EventDigest digest;
        EventTally tally;
    };
    using SharedParts = std::shared_ptr<Parts>;
    [[nodiscard]] static QCoro::Task<Result<Done>> apply(SharedParts parts, QList<ObjectChange> changes);
    [[nodiscard]] static QCoro::Task<Result<Done>> fetch(SharedParts parts, QString type, QString id);
    static void count(Parts &parts, const QList<Event> &events, const EventNews &news);

    SharedParts m_parts; ///< shared with the coroutines under way
};

} // namespace leadline
