#pragma once

#include "services/mirror/database.h"
#include "tests/bench/corpus.h"
#include "tests/bench/filledmirror.h"
#include "tests/bench/searchprobe.h"

namespace leadline::bench {

/// The filled mirror with the search box over it, and what its answers are compared with.
class SearchDesk
{
public:
    [[nodiscard]] static Result<std::unique_ptr<SearchDesk>> open(const Context &context);

    [[nodiscard]] const Corpus &corpus() const { return m_corpus; }
    /// For plain SQL beside the product's.
    [[nodiscard]] Database &plain() { return *m_plain; }
    [[nodiscard]] SearchProbe &probe() { return m_probe; }

private:
    SearchDesk(Corpus corpus, std::unique_ptr<CloseService> service, std::unique_ptr<Database> plain);

    Corpus m_corpus;
    std::unique_ptr<CloseService> m_service;
    std::unique_ptr<Database> m_plain; ///< closed before the service's own
    SearchProbe m_probe;
};

} // namespace leadline::bench
