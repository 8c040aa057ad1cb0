#pragma once

#include "tests/bench/figure.h"

#include <QList>
#include <QString>

namespace leadline::bench {

/// What every benchmark is given. The seed is drawn at each run, so that nothing can be prepared for it.
struct Context
{
    int leads = 100'000;
    quint64 seed = 1;
    int rounds = 5;
    QString folder;  ///< for mirrors and peers, kept between runs
    QString program; ///< the release build of Leadline
};

/// One of performance.md's P1 to P12. A wrong result is a figure that is missed, never a time.
struct Benchmark
{
    const char *id;
    const char *title;
    QList<Figure> (*run)(const Context &context);
    const char *other = ""; ///< measured in the same run
};

/// A figure for a check that failed: it counts as infinitely slow.
[[nodiscard]] Figure failed(const QString &id, const QString &what, const QString &why);

} // namespace leadline::bench
