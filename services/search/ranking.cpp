#include "services/search/ranking.h"

#include <algorithm>
#include <array>

namespace leadline {

namespace {

constexpr double ownAdvantage = 0.2; ///< as if newer by a fifth of all
constexpr int sureOfEachKind = 5;    ///< so many of a kind are in, however well others match
constexpr int kinds = static_cast<int>(SearchKind::Other) + 1;

/// Where a candidate stands among all, better first.
bool isBetter(const SearchCandidate &a, const SearchCandidate &b)
{
    if (a.quality != b.quality)
        return a.quality > b.quality;
    const double left = a.recency + (a.isOwn ? ownAdvantage : 0);
    const double right = b.recency + (b.isOwn ? ownAdvantage : 0);
    if (left != right)
        return left > right;
    return a.slot > b.slot;
}

} // namespace

QList<SearchCandidate> bestCandidates(QList<SearchCandidate> candidates, int most)
{
    std::stable_sort(candidates.begin(), candidates.end(), isBetter);
    std::array<int, kinds> seen{};
    QList<SearchCandidate> sure;
    QList<SearchCandidate> others;
    for (const SearchCandidate &candidate : std::as_const(candidates)) {
        const bool isSure = seen[static_cast<size_t>(candidate.kind)]++ < sureOfEachKind;
        (isSure ? sure : others) << candidate;
    }
    QList<SearchCandidate> best = (sure + others).mid(0, most);
    std::stable_sort(best.begin(), best.end(), isBetter);

    // Groups by how well the best of each matches. Among equals people and companies come first.
    std::array<MatchQuality, kinds> qualities{};
    for (const SearchCandidate &candidate : std::as_const(best)) {
        auto &quality = qualities[static_cast<size_t>(candidate.kind)];
        quality = std::max(quality, candidate.quality);
    }
    std::stable_sort(best.begin(), best.end(), [&](const SearchCandidate &a, const SearchCandidate &b) {
        const auto left = qualities[static_cast<size_t>(a.kind)];
        const auto right = qualities[static_cast<size_t>(b.kind)];
        return left != right ? left > right : a.kind < b.kind;
    });
    return best;
}

} // namespace leadline
