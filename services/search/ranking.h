#pragma once

#include "services/mirror/leadrow.h"
#include "services/search/matching.h"

namespace leadline {

/// Something that matches, before its texts are read for showing.
struct SearchCandidate
{
    SearchKind kind = SearchKind::Lead;
    qint64 slot = 0; ///< where it stands in its table of the index
    RowKey lead = 0;
    RowKey item = 0;      ///< of the activity, task or opportunity
    int contact = -1;     ///< which one of the lead's
    double recency = 0;   ///< 1 = the newest of its table, 0 = the oldest
    bool isOwn = false;   ///< of the person who searches
    MatchQuality quality = MatchQuality::None;
};

/// The best `most`: exact before prefix before anything else, then newer, one's own a little before others'.
/// Those of one kind stand together, the kind with the best one first; no kind is crowded out by another.
[[nodiscard]] QList<SearchCandidate> bestCandidates(QList<SearchCandidate> candidates, int most);

} // namespace leadline
