#pragma once

#include "tests/bench/stopwatch.h"

#include <QString>

#include <algorithm>
#include <optional>
#include <vector>

namespace leadline::bench {

/// One line of the table: what was measured here, and beside whom, in the same run.
struct Figure
{
    QString id;   ///< P4, as performance.md numbers them
    QString what; ///< such as `2 letters, p95`
    double ours = 0;
    QString unit;
    QString peer; ///< who or what ran beside us; empty = only the target counts
    std::optional<double> peerValue;
    QString target; ///< in words, such as `<= 16.7`
    bool isMet = false;
};

/// Durations of one kind of step, in milliseconds.
class Timings
{
public:
    void add(double ms) { m_ms.push_back(ms); }
    void add(const Span &span)
    {
        m_ms.push_back(span.wallMs);
        m_computed.push_back(span.computedMs);
    }
    [[nodiscard]] double at(double part) const { return at(m_ms, part); }
    /// Of what was computed meanwhile; 0 where only times were added.
    [[nodiscard]] double computedAt(double part) const { return at(m_computed, part); }
    [[nodiscard]] double median() const { return at(0.5); }
    [[nodiscard]] double max() const { return at(1); }
    [[nodiscard]] size_t count() const { return m_ms.size(); }

private:
    [[nodiscard]] static double at(std::vector<double> values, double part)
    {
        if (values.empty())
            return 0;
        std::sort(values.begin(), values.end());
        return values[static_cast<size_t>(part * double(values.size() - 1) + 0.5)];
    }

    std::vector<double> m_ms;
    std::vector<double> m_computed;
};

/// `ours` must be at most `limit`.
[[nodiscard]] inline Figure atMost(QString id, QString what, double ours, QString unit, double limit)
{
    return {std::move(id), std::move(what), ours, std::move(unit), {}, {}, QStringLiteral("<= %1").arg(limit),
            ours <= limit};
}

/// `ours` must be at least `limit`.
[[nodiscard]] inline Figure atLeast(QString id, QString what, double ours, QString unit, double limit)
{
    return {std::move(id), std::move(what), ours, std::move(unit), {}, {}, QStringLiteral(">= %1").arg(limit),
            ours >= limit};
}

/// For the reader: no target, and perhaps no peer.
[[nodiscard]] inline Figure beside(QString id, QString what, double ours, QString unit, QString peer,
                                   double peers)
{
    const auto value = peer.isEmpty() ? std::nullopt : std::optional(peers);
    return {std::move(id), std::move(what), ours, std::move(unit), std::move(peer), value, {}, true};
}

/// `ours` must be at most `share` of the peer's figure.
[[nodiscard]] inline Figure against(QString id, QString what, double ours, QString unit, QString peer,
                                    double peers, double share)
{
    return {std::move(id),
            std::move(what),
            ours,
            std::move(unit),
            std::move(peer),
            peers,
            QStringLiteral("<= %1 x").arg(share),
            ours <= share * peers};
}

} // namespace leadline::bench
