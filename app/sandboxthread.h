#pragma once

#include "services/sandbox/server.h"

#include <QThread>
#include <QUrl>

#include <memory>

namespace leadline {

/// The built-in Close on a thread of its own, so that the window talks to it as to any server.
class SandboxThread final
{
public:
    explicit SandboxThread(sandbox::Server::Options options);
    ~SandboxThread();

    [[nodiscard]] QString start(); ///< waits until it listens; empty on success, else why not
    void stop();                   ///< every connection ends, as if the network were gone
    void addFault(const sandbox::FaultRule &rule);
    /// Why what is written will not survive, or empty; after `start`.
    [[nodiscard]] const QString &storeProblem() const { return m_storeProblem; }
    [[nodiscard]] QUrl baseUrl() const { return m_baseUrl; }
    [[nodiscard]] const QByteArray &apiKey() const { return m_options.apiKey; }

private:
    sandbox::Server::Options m_options;
    QThread m_thread;
    QObject m_context; ///< lives on the thread, carries calls to it
    std::unique_ptr<sandbox::Server> m_server;
    QUrl m_baseUrl;
    QString m_storeProblem;
};

} // namespace leadline
