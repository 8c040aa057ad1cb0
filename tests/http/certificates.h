#pragma once

#include <QSslConfiguration>
#include <QTemporaryDir>

namespace leadline::test {

/// Certificates made for one test run by the `openssl` command: an authority nobody knows, and servers it
/// vouches for.
class Certificates
{
public:
    Certificates();
    [[nodiscard]] bool isReady() const { return m_isReady; }
    [[nodiscard]] QSslCertificate authority() const;
    [[nodiscard]] QSslConfiguration rightHost() const;  ///< 127.0.0.1
    [[nodiscard]] QSslConfiguration wrongHost() const;  ///< other.example
    [[nodiscard]] QSslConfiguration selfSigned() const; ///< 127.0.0.1, vouched for by itself
    [[nodiscard]] QSslConfiguration expired() const;    ///< 127.0.0.1, since yesterday
    [[nodiscard]] QSslConfiguration nextYear() const;   ///< 127.0.0.1, not before another year
    /// Where they lie as `right.pem`, `right.key` and so on.
    [[nodiscard]] QString folder() const { return m_folder.path(); }

private:
    bool run(const QStringList &arguments);
    bool makeFuture();
    bool makeServer(const QString &name, const QString &host, const QStringList &validity);
    [[nodiscard]] QSslConfiguration server(const QString &name) const;

    QTemporaryDir m_folder;
    bool m_isReady = false;
};

} // namespace leadline::test
