#include "app/sandboxthread.h"

namespace leadline {

SandboxThread::SandboxThread(sandbox::Server::Options options)
    : m_options(std::move(options))
{
}

SandboxThread::~SandboxThread()
{
    stop();
}

void SandboxThread::stop()
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

void SandboxThread::addFault(const sandbox::FaultRule &rule)
{
    if (m_server)
        m_server->faults().add(rule); // safe from any thread
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
            m_storeProblem = m_server->store().problem();
        },
        Qt::BlockingQueuedConnection);
    return trouble;
}

} // namespace leadline
