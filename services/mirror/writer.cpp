#include "services/mirror/writer.h"

namespace leadline {

Writer::Writer(std::unique_ptr<Database> database)
    : m_database(std::move(database)), m_context(std::make_unique<QObject>())
{
    m_thread.setObjectName(QStringLiteral("mirror writer"));
    m_context->moveToThread(&m_thread);
    m_thread.start();
}

Writer::~Writer()
{
    // Behind all jobs in the queue of the same object.
    QMetaObject::invokeMethod(
        m_context.get(), [this] { m_thread.quit(); }, Qt::QueuedConnection);
    m_thread.wait();
}

void Writer::run(std::function<void(Database &)> job)
{
    QMetaObject::invokeMethod(
        m_context.get(), [this, job = std::move(job)] { job(*m_database); }, Qt::QueuedConnection);
}

} // namespace leadline
