#pragma once

#include "services/mirror/database.h"

#include <QThread>

#include <functional>
#include <memory>

namespace leadline {

/// The one thread that writes the mirror. Jobs run in the order they were given; the destructor lets all of
/// them finish first, so that nothing handed over is lost on exit.
class Writer
{
public:
    explicit Writer(std::unique_ptr<Database> database);
    ~Writer();
    Q_DISABLE_COPY_MOVE(Writer)

    /// `job` runs on the writer thread and must not throw.
    void run(std::function<void(Database &)> job);

private:
    QThread m_thread;
    std::unique_ptr<Database> m_database; ///< used by the thread only
    std::unique_ptr<QObject> m_context;   ///< lives in the thread
};

} // namespace leadline
