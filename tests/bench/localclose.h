#pragma once

#include "services/sandbox/server.h"

#include <QThread>
#include <QUrl>

#include <functional>
#include <memory>

namespace leadline::bench {

/// The built-in Close on a thread of this process, for benchmarks that change things in it or count them
/// there.
class LocalClose
{
public:
    explicit LocalClose(sandbox::Server::Options options);
    ~LocalClose();
    Q_DISABLE_COPY_MOVE(LocalClose)

    /// Empty if it could not listen.
    [[nodiscard]] QUrl baseUrl() const { return m_baseUrl; }
    /// Runs on the server's thread, and waits for it.
    void run(const std::function<void(sandbox::Server &)> &work);

private:
    QThread m_thread;
    QObject m_context; ///< lives on the thread, carries calls to it
    std::unique_ptr<sandbox::Server> m_server;
    QUrl m_baseUrl;
};

} // namespace leadline::bench
