#include "services/search/ranking.h"

#include <algorithm>
#include <array>

namespace leadline {

namespace {

constexpr double ownAdvantage = 0.1; ///< as much newer as a tenth of all
constexpr int sureOfEachKind = 5;    ///< so many of a kind are in, however well others match
constexpr int kinds = static_cast<int>(SearchKind::Other) + 1;

/// Where a candidate stands among all, better first.
bool isBetter(const SearchCandidate &a, const SearchCandidate &b)
{
    if (a.isGuess != b.isGuess)
        return b.isGuess;
    if (a.quality != b.quality)
        return a.quality > b.quality;
    const double left = a.recency + (a.isOwn ? ownAdvantage : 0);
    const double right = b.recency + (b.isOwn ? ownAdvantage : 0);
    if (left != right)
        return left > right;
    return a.slot > b.slot;
}

/// What orders the groups: only how well they match. Among equals people and companies come first.
std::pair<bool, int> groupOrder(const SearchCandidate &best)
{
    return {best.isGuess, -static_cast<int>(best.quality)};
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

    std::array<std::pair<bool, int>, kinds> orders;
    orders.fill({true, 0});
    for (const SearchCandidate &candidate : std::as_const(best)) {
        auto &order = orders[static_cast<size_t>(candidate.kind)];
        order = std::min(order, groupOrder(candidate));
    }
    std::stable_sort(best.begin(), best.end(), [&](const SearchCandidate &a, const SearchCandidate &b) {
        const auto left = orders[static_cast<size_t>(a.kind)];
        const auto right = orders[static_cast<size_t>(b.kind)];
        return left != right ? left < right : a.kind < b.kind;
    });
    return best;
}

} // namespace leadline
