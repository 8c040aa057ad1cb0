#include "tests/bench/searchdesk.h"

namespace leadline::bench {

SearchDesk::SearchDesk(Corpus corpus, std::unique_ptr<CloseService> service, std::unique_ptr<Database> plain)
    : m_corpus(std::move(corpus))
    , m_service(std::move(service))
    , m_plain(std::move(plain))
    , m_probe(*m_service)
{}

Result<std::unique_ptr<SearchDesk>> SearchDesk::open(const Context &context)
{
    const auto folder = filledMirror(context);
    if (!folder)
        return folder.error();
    auto corpus = Corpus::read(*folder);
    if (!corpus)
        return corpus.error();
    auto service = openQuietly(*folder);
    if (!service)
        return service.error();
    auto plain = (*service)->mirror().searchReader();
    if (!plain)
        return plain.error();
    return std::unique_ptr<SearchDesk>(
        new SearchDesk(std::move(corpus).value(), std::move(service).value(), std::move(plain).value()));
}

} // namespace leadline::bench
