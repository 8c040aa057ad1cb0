#pragma once

#include <QAbstractItemModel>
#include <QHash>
#include <QSet>

#include <algorithm>
#include <functional>
#include <vector>

namespace leadline {

/// The row signals of a list model, handed over by the model since they are protected.
struct RowSignals
{
    std::function<void(int first, int last)> beginInsert;
    std::function<void()> endInsert;
    std::function<void(int first, int last)> beginRemove;
    std::function<void()> endRemove;
    std::function<void(int from, int before)> beginMove; ///< `before` in Qt's sense: the row it will stand before
    std::function<void()> endMove;
};

namespace rowdiff {

/// Marks a longest rising run of the positions: the rows that may stay where they are.
inline std::vector<bool> settledRows(const std::vector<int> &positions)
{
    std::vector<int> tails;
    std::vector<int> tailIndex;
    std::vector<int> before(positions.size(), -1);
    for (int i = 0; i < static_cast<int>(positions.size()); ++i) {
        const auto at = std::lower_bound(tails.begin(), tails.end(), positions[i]) - tails.begin();
        if (at == static_cast<std::ptrdiff_t>(tails.size())) {
            tails.push_back(positions[i]);
            tailIndex.push_back(i);
        } else {
            tails[at] = positions[i];
            tailIndex[at] = i;
        }
        before[i] = at > 0 ? tailIndex[at - 1] : -1;
    }
    std::vector<bool> settled(positions.size(), false);
    for (int i = tailIndex.empty() ? -1 : tailIndex.back(); i >= 0; i = before[i])
        settled[i] = true;
    return settled;
}

} // namespace rowdiff

/// The way from one order of unique keys to another: which rows go, which move, which come.
template <typename Key>
class RowDiff
{
public:
    RowDiff(const std::vector<Key> &rows, const std::vector<Key> &next)
        : m_next(next)
    {
        // What is alike at both ends needs no look: a page that comes in at the end costs its own size.
        const int shorter = static_cast<int>(std::min(rows.size(), next.size()));
        while (m_first < shorter && rows[m_first] == next[m_first])
            ++m_first;
        int alike = 0;
        while (alike < shorter - m_first && rows[rows.size() - 1 - alike] == next[next.size() - 1 - alike])
            ++alike;
        m_end = static_cast<int>(next.size()) - alike;

        QHash<Key, int> target;
        target.reserve(m_end - m_first);
        for (int i = m_first; i < m_end; ++i)
            target.insert(next[i], i);
        std::vector<int> positions;
        for (int i = m_first; i < static_cast<int>(rows.size()) - alike; ++i) {
            if (const auto it = target.constFind(rows[i]); it != target.constEnd()) {
                m_survivors.insert(rows[i]);
                positions.push_back(*it);
            } else if (!m_removals.empty() && m_removals.back().second == i - 1) {
                m_removals.back().second = i;
            } else {
                m_removals.emplace_back(i, i);
            }
        }
        const auto settled = rowdiff::settledRows(positions);
        for (size_t i = 0; i < positions.size(); ++i) {
            if (!settled[i])
                m_loose.insert(next[positions[i]]);
        }
    }

    /// Pairs of signals it takes.
    [[nodiscard]] int steps() const
    {
        int insertions = 0;
        bool wasNew = false;
        for (int i = m_first; i < m_end; ++i) {
            const bool isNew = !m_survivors.contains(m_next[i]);
            insertions += isNew && !wasNew ? 1 : 0;
            wasNew = isNew;
        }
        return static_cast<int>(m_removals.size()) + static_cast<int>(m_loose.size()) + insertions;
    }

    void apply(std::vector<Key> &rows, const RowSignals &emitter) const
    {
        for (auto it = m_removals.rbegin(); it != m_removals.rend(); ++it) {
            emitter.beginRemove(it->first, it->second);
            rows.erase(rows.begin() + it->first, rows.begin() + it->second + 1);
            emitter.endRemove();
        }
        if (!m_loose.isEmpty())
            move(rows, emitter);
        insert(rows, emitter);
    }

private:
    /// Puts each loose row behind the survivor that stands before it in `next`, in that order.
    void move(std::vector<Key> &rows, const RowSignals &emitter) const
    {
        int before = m_first;
        for (int i = m_first; i < m_end; ++i) {
            const Key &key = m_next[i];
            if (!m_survivors.contains(key))
                continue;
            const bool isLoose = m_loose.contains(key);
            const auto found = std::find(rows.begin() + (isLoose ? m_first : before), rows.end(), key);
            int at = static_cast<int>(found - rows.begin());
            if (isLoose && at != before) {
                emitter.beginMove(at, before);
                if (at < before)
                    std::rotate(rows.begin() + at, rows.begin() + at + 1, rows.begin() + before);
                else
                    std::rotate(rows.begin() + before, rows.begin() + at, rows.begin() + at + 1);
                emitter.endMove();
                at = at < before ? before - 1 : before;
            }
            before = at + 1;
        }
    }

    void insert(std::vector<Key> &rows, const RowSignals &emitter) const
    {
        for (int i = m_first; i < m_end; ++i) {
            if (m_survivors.contains(m_next[i]))
                continue;
            int last = i;
            while (last + 1 < m_end && !m_survivors.contains(m_next[last + 1]))
                ++last;
            emitter.beginInsert(i, last);
            rows.insert(rows.begin() + i, m_next.begin() + i, m_next.begin() + last + 1);
            emitter.endInsert();
            i = last;
        }
    }

    const std::vector<Key> &m_next;
    int m_first = 0; ///< rows before are the same in both
    int m_end = 0;   ///< of `next`: rows from here on are the same in both
    QSet<Key> m_survivors;
    QSet<Key> m_loose;
    std::vector<std::pair<int, int>> m_removals;
};

/// Turns `rows` into `next` by as few removals, moves and insertions as matter, each between its pair of signals, so
/// that selections and scroll positions stay. Returns false and touches nothing when that would take more than
/// `mostSteps` steps: then the model resets.
template <typename Key>
[[nodiscard]] bool applyRowDiff(std::vector<Key> &rows, const std::vector<Key> &next, const RowSignals &emitter,
                                int mostSteps = 256)
{
    const RowDiff<Key> diff(rows, next);
    if (diff.steps() > mostSteps)
        return false;
    diff.apply(rows, emitter);
    return true;
}

/// The same as applyRowDiff for very long lists of which only the few `changed` keys may have come, gone or moved:
/// each costs a look along the list instead of an entry in a table for every row. False when something else has
/// changed too; then the rows are somewhere on the way, in step with the signals.
template <typename Key>
[[nodiscard]] bool applyFewChanges(std::vector<Key> &rows, const std::vector<Key> &next, const QSet<Key> &changed,
                                   const RowSignals &emitter)
{
    std::vector<int> targets;
    for (const Key &key : changed) {
        const auto target = std::find(next.begin(), next.end(), key);
        if (target != next.end()) {
            targets.push_back(static_cast<int>(target - next.begin()));
        } else if (const auto gone = std::find(rows.begin(), rows.end(), key); gone != rows.end()) {
            const int row = static_cast<int>(gone - rows.begin());
            emitter.beginRemove(row, row);
            rows.erase(gone);
            emitter.endRemove();
        }
    }
    std::sort(targets.begin(), targets.end());
    for (const int target : targets) { // each behind the one that stands before it in the end
        const auto before = target == 0 ? rows.begin() : std::find(rows.begin(), rows.end(), next[target - 1]);
        if (target > 0 && before == rows.end())
            return false;
        const int place = static_cast<int>(before - rows.begin()) + (target > 0 ? 1 : 0);
        const auto known = std::find(rows.begin(), rows.end(), next[target]);
        const int row = static_cast<int>(known - rows.begin());
        if (known == rows.end()) {
            emitter.beginInsert(place, place);
            rows.insert(rows.begin() + place, next[target]);
            emitter.endInsert();
        } else if (row != place && row + 1 != place) {
            emitter.beginMove(row, place);
            if (row < place)
                std::rotate(rows.begin() + row, rows.begin() + row + 1, rows.begin() + place);
            else
                std::rotate(rows.begin() + place, rows.begin() + row, rows.begin() + row + 1);
            emitter.endMove();
        }
    }
    return rows == next;
}

} // namespace leadline
