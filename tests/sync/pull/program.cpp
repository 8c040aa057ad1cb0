#include "tests/sync/pull/program.h"

#include "tests/sync/bench.h"

namespace leadline::test {

using std::chrono::milliseconds;

Program::Program(QUrl close, const Clock &clock, Puller::Options options, QByteArray key)
    : m_close(std::move(close)), m_clock(clock), m_options(options), m_key(std::move(key))
{
    open();
}

Program::~Program()
{
    close();
}

void Program::open()
{
    auto mirror = Mirror::open(m_folder.path() + QStringLiteral("/account"));
    if (!mirror)
        qFatal("the mirror does not open");
    m_mirror = std::move(mirror).value();
    m_http = std::make_unique<HttpClient>(m_close, Secret(m_key), m_clock, Bench::quick());
    m_api = std::make_unique<CloseApi>(*m_http);
    m_bulk = std::make_unique<BulkApi>(*m_http);
    m_puller = std::make_unique<Puller>(*m_api, *m_bulk, *m_mirror, m_clock, m_options);
}

void Program::close()
{
    if (!m_mirror)
        return;
    m_puller.reset();
    m_http->shutDown();
    m_bulk.reset();
    m_api.reset();
    m_http.reset();
    m_mirror.reset();
}

Puller::Options Program::quick()
{
    Puller::Options options;
    options.load.leadPage = 10;
    options.load.pager.pageSize = 10;
    options.load.pager.overlap = 2;
    options.retryAfter = milliseconds(5);
    options.events.retryAfter = milliseconds(5);
    options.events.foregroundEvery = std::chrono::hours(1);
    options.events.backgroundEvery = std::chrono::hours(2);
    options.events.leadPage = 10;
    return options;
}

} // namespace leadline::test
