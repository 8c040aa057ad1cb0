#include "tests/bench/localclose.h"

namespace leadline::bench {

LocalClose::LocalClose(sandbox::Server::Options options)
{
    m_context.moveToThread(&m_thread);
    m_thread.start();
    const auto begin = [this, &options] {
        m_server = std::make_unique<sandbox::Server>(std::move(options));
        if (m_server->listen().isEmpty())
            m_baseUrl = m_server->baseUrl();
    };
    QMetaObject::invokeMethod(&m_context, begin, Qt::BlockingQueuedConnection);
}

LocalClose::~LocalClose()
{
    const auto end = [this] {
        m_server.reset();
        m_context.moveToThread(nullptr);
    };
    QMetaObject::invokeMethod(&m_context, end, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void LocalClose::run(const std::function<void(sandbox::Server &)> &work)
{
    QMetaObject::invokeMethod(
        &m_context, [this, &work] { work(*m_server); }, Qt::BlockingQueuedConnection);
}

} // namespace leadline::bench
