#pragma once

#include "services/mirror/filelock.h"

#include <QLocalServer>
#include <QObject>

#include <chrono>
#include <optional>

class QLocalSocket;

namespace leadline {

/// One window for one folder of accounts: the first start holds a lock that dies with it and listens on a
/// local socket, a later one asks it to come to the front. The socket is of its owner alone (0600, in the
/// user's runtime folder, the peer's user checked) and understands one word; whatever else arrives ends the
/// conversation.
class SingleInstance final : public QObject
{
    Q_OBJECT
public:
    enum class Outcome {
        First,  ///< this is the one window
        Raised, ///< another one is there and has come to the front
        Silent, ///< another one is there and does not answer
    };
    explicit SingleInstance(const QString &dataRoot, QObject *parent = nullptr);

    /// Waits up to `patience` for another window to answer. A Storage error if the folder cannot be used.
    [[nodiscard]] Result<Outcome> start(std::chrono::milliseconds patience = std::chrono::seconds(5));
    /// Removes everything in the folder but what tells other starts of this window.
    void clearFolder() const;
    [[nodiscard]] QString socketPath() const { return m_path; }

Q_SIGNALS:
    void raiseRequested();

private:
    /// One try to reach the other window.
    [[nodiscard]] bool askToRaise() const;
    void listen();
    void accept();
    void read(QLocalSocket *peer);

    QString m_root;
    QString m_path;
    std::optional<FileLock> m_lock;
    QLocalServer m_server;
};

} // namespace leadline
