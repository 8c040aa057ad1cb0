#pragma once

#include "services/close/bulkapi.h"
#include "services/close/closeapi.h"
#include "services/mirror/mirror.h"

#include <QHash>

namespace leadline {

/// Reads leads whole that something happened to, in the background lane: many by one search, few one by one.
/// A lead that Close does not show any more leaves the mirror when it has said so twice (reliability.md 56).
class LeadFetcher
{
public:
    LeadFetcher(CloseApi &api, BulkApi &bulk, Mirror &mirror) : m_parts{&api, &bulk, &mirror} {}

    /// With each lead the time of what happened to it (invalid = unknown): a search may lag behind, so what
    /// it tells of an earlier state is read again one by one.
    [[nodiscard]] QCoro::Task<Result<Done>> fetch(QHash<LeadId, QDateTime> touched);
    /// Their activities since `horizon`; all of them where all were here before.
    [[nodiscard]] QCoro::Task<Result<Done>> fetchTimelines(QSet<LeadId> leads, QDateTime horizon);

private:
    struct Parts
    {
        CloseApi *api;
        BulkApi *bulk;
        Mirror *mirror;
    };
    using Touched = QHash<LeadId, QDateTime>;
    [[nodiscard]] static QCoro::Task<Result<Done>> fetchOne(Parts parts, LeadId id);
    [[nodiscard]] static QCoro::Task<Result<Done>> fetchEach(Parts parts, QList<LeadId> ids);
    [[nodiscard]] static QCoro::Task<Result<Done>> fetchMany(Parts parts, Touched touched);
    [[nodiscard]] static QCoro::Task<Result<Done>> fetchTimeline(Parts parts, LeadId lead, QDateTime horizon);

    Parts m_parts;
};

} // namespace leadline
