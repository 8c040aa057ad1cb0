#include "tests/bench/benchmarks.h"

#include "tests/bench/catchup.h"
#include "tests/bench/clicks.h"
#include "tests/bench/decode.h"
#include "tests/bench/exactwrites.h"
#include "tests/bench/firstsync.h"
#include "tests/bench/memory.h"
#include "tests/bench/pieces.h"
#include "tests/bench/scroll.h"
#include "tests/bench/start.h"
#include "tests/bench/typeahead.h"

namespace leadline::bench {

const QList<Benchmark> &benchmarks()
{
    static const QList<Benchmark> all{
        {"P1", "First sync, with P2, useful early", firstSync, "P2"},
        {"P3", "Catch-up", catchUp},
        {"P4", "Type-ahead", typeAhead},
        {"P5", "Middles of words, digits, slips", pieces},
        {"P6", "Scroll", scroll},
        {"P8", "Start", start},
        {"P9", "Memory", memory},
        {"P10", "Page decode", decode},
        {"P11", "Durable click", clicks},
        {"P12", "Exact writes", exactWrites},
    };
    return all;
}

} // namespace leadline::bench
