#include "app/sandboxthread.h"

namespace leadline {

SandboxThread::SandboxThread(sandbox::Server::Options options)
    : m_options(std::move(options))
{
}

SandboxThread::~SandboxThread()
{
    if (!m_thread.isRunning())
        return;
    QMetaObject::invokeMethod(
        &m_context,
        [this] {
            m_server.reset();
            m_context.moveToThread(nullptr);
        },
        Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

QString SandboxThread::start()
{
    m_context.moveToThread(&m_thread);
    m_thread.start();
    QString trouble;
    QMetaObject::invokeMethod(
        &m_context,
        [this, &trouble] {
            m_server = std::make_unique<sandbox::Server>(m_options);
            trouble = m_server->listen();
            m_baseUrl = m_server->baseUrl();
        },
        Qt::BlockingQueuedConnection);
    return trouble;
}

} // namespace leadline
