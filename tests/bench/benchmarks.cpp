#include "tests/bench/benchmarks.h"

#include "tests/bench/decode.h"
#include "tests/bench/scroll.h"

namespace leadline::bench {

const QList<Benchmark> &benchmarks()
{
    static const QList<Benchmark> all{
        {"P6", "Scroll", scroll},
        {"P10", "Page decode", decode},
    };
    return all;
}

} // namespace leadline::bench
