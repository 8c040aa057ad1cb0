#pragma once

#include "services/search/ranking.h"

namespace leadline {

/// The lead and those of its contacts that match at least as well as `worst`; at most four contacts. Pure.
[[nodiscard]] QList<SearchCandidate> leadCandidates(const QString &searchText, const Matcher &matcher,
                                                    MatchQuality worst);
/// An activity, task or opportunity; nothing if it matches worse. `kind` as in the table `item_text`.
[[nodiscard]] QList<SearchCandidate> itemCandidates(const QString &kind, const QString &searchText,
                                                    const Matcher &matcher, MatchQuality worst);

} // namespace leadline
