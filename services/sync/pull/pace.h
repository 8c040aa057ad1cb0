#pragma once

#include <QList>

#include <chrono>
#include <optional>

namespace leadline {

/// How fast something goes, by what it did lately, and so how long the rest will take. Says nothing before it
/// has seen enough. Pure; times are monotonic milliseconds.
class Pace
{
public:
    void clear() { m_marks.clear(); }
    /// `done` so far, of anything that only grows: objects, or a share of a stretch of time.
    void note(qint64 nowMs, double done);
    [[nodiscard]] std::optional<std::chrono::seconds> timeFor(double rest) const;

private:
    struct Mark
    {
        qint64 at = 0;
        double done = 0;
    };
    QList<Mark> m_marks;
};

} // namespace leadline
