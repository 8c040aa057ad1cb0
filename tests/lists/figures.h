#pragma once

#include <QElapsedTimer>
#include <QTextStream>

#include <algorithm>
#include <ctime>
#include <vector>

namespace leadline::test {

/// Durations of one kind of step, printed as half, nearly all, and worst. Beside the time by the clock stands
/// the time this thread computed: that one stays true on a busy machine.
class Figures final
{
public:
    explicit Figures(QString name) : m_name(std::move(name)) {}

    template <typename Step>
    void measure(Step &&step)
    {
        QElapsedTimer wall;
        wall.start();
        const double before = threadMs();
        step();
        add(double(wall.nsecsElapsed()) / 1e6, threadMs() - before);
    }
    void add(double wallMs, double computedMs)
    {
        m_wall.push_back(wallMs);
        m_computed.push_back(computedMs);
    }
    void print()
    {
        QTextStream(stdout) << QStringLiteral("%1 n=%2  %3   computing %4\n")
                                   .arg(m_name, -34)
                                   .arg(m_wall.size(), 6)
                                   .arg(line(m_wall), line(m_computed));
    }
    [[nodiscard]] static double threadMs()
    {
        timespec now{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
    }

private:
    [[nodiscard]] static QString line(std::vector<double> &values)
    {
        if (values.empty())
            return {};
        std::sort(values.begin(), values.end());
        const auto at = [&](double part) {
            return values[static_cast<size_t>(part * double(values.size() - 1))];
        };
        return QStringLiteral("p50 %1  p95 %2  p99 %3  max %4 ms")
            .arg(at(0.5), 7, 'f', 2)
            .arg(at(0.95), 7, 'f', 2)
            .arg(at(0.99), 7, 'f', 2)
            .arg(values.back(), 7, 'f', 2);
    }

    QString m_name;
    std::vector<double> m_wall;
    std::vector<double> m_computed;
};

} // namespace leadline::test
