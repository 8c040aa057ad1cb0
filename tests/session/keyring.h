#pragma once

#include <QProcess>
#include <QString>

#include <memory>

namespace leadline::test {

/// The gnome-keyring that withkeyring.sh started: locks it, stops it, starts it anew. Every call waits until
/// the session bus shows the effect; an empty answer means success.
class Keyring
{
public:
    ~Keyring();

    [[nodiscard]] static QString lock();
    [[nodiscard]] static QString unlock();
    [[nodiscard]] static bool isLocked();
    /// Number of entries with these attributes, locked ones included.
    [[nodiscard]] static int entries(const QString &user);
    [[nodiscard]] QString stop();
    /// Starts the daemon on the same files; it opens the keyring only when it is given the password.
    [[nodiscard]] QString start(bool isUnlocked);
    [[nodiscard]] QString restart(bool isUnlocked);

private:
    std::unique_ptr<QProcess> m_daemon;
};

} // namespace leadline::test
