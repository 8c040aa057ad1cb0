#include "tests/http/certificates.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>

namespace leadline::test {

Certificates::Certificates()
{
    const QStringList key{QStringLiteral("-newkey"), QStringLiteral("rsa:2048"), QStringLiteral("-nodes")};
    const auto authority =
        QStringList{QStringLiteral("req"), QStringLiteral("-x509")} + key +
        QStringList{QStringLiteral("-subj"), QStringLiteral("/CN=Nobody"), QStringLiteral("-days"),
                    QStringLiteral("2"),     QStringLiteral("-keyout"),    QStringLiteral("ca.key"),
                    QStringLiteral("-out"),  QStringLiteral("ca.pem")};
    const auto alone = QStringList{QStringLiteral("req"), QStringLiteral("-x509")} + key +
                       QStringList{QStringLiteral("-subj"),   QStringLiteral("/CN=Alone"),
                                   QStringLiteral("-days"),   QStringLiteral("2"),
                                   QStringLiteral("-addext"), QStringLiteral("subjectAltName=IP:127.0.0.1"),
                                   QStringLiteral("-keyout"), QStringLiteral("alone.key"),
                                   QStringLiteral("-out"),    QStringLiteral("alone.pem")};
    const QStringList twoDays{QStringLiteral("-days"), QStringLiteral("2")};
    m_isReady = run(authority) && run(alone) &&
                makeServer(QStringLiteral("right"), QStringLiteral("IP:127.0.0.1"), twoDays) &&
                makeServer(QStringLiteral("wrong"), QStringLiteral("DNS:other.example"), twoDays) &&
                makeServer(QStringLiteral("expired"), QStringLiteral("IP:127.0.0.1"),
                           {QStringLiteral("-days"), QStringLiteral("-1")}) &&
                makeServer(QStringLiteral("future"), QStringLiteral("IP:127.0.0.1"), twoDays) && makeFuture();
}

bool Certificates::run(const QStringList &arguments)
{
    QProcess openssl;
    openssl.setWorkingDirectory(m_folder.path());
    openssl.start(QStringLiteral("openssl"), arguments);
    return openssl.waitForFinished(20'000) && openssl.exitCode() == 0;
}

bool Certificates::makeServer(const QString &name, const QString &host, const QStringList &validity)
{
    QFile extensions(m_folder.filePath(name + QStringLiteral(".ext")));
    if (!extensions.open(QIODevice::WriteOnly))
        return false;
    extensions.write("subjectAltName=" + host.toUtf8() + "\n");
    extensions.close();
    return run({QStringLiteral("req"), QStringLiteral("-newkey"), QStringLiteral("rsa:2048"),
                QStringLiteral("-nodes"), QStringLiteral("-subj"), QStringLiteral("/CN=server"),
                QStringLiteral("-keyout"), name + QStringLiteral(".key"), QStringLiteral("-out"),
                name + QStringLiteral(".csr")}) &&
           run(QStringList{QStringLiteral("x509"), QStringLiteral("-req"), QStringLiteral("-in"),
                           name + QStringLiteral(".csr"), QStringLiteral("-CA"), QStringLiteral("ca.pem"),
                           QStringLiteral("-CAkey"), QStringLiteral("ca.key"),
                           QStringLiteral("-CAcreateserial"), QStringLiteral("-extfile"),
                           name + QStringLiteral(".ext"), QStringLiteral("-out"),
                           name + QStringLiteral(".pem")} +
               validity);
}

/// Signs the server's request once more: only `openssl ca` can set when a certificate begins.
bool Certificates::makeFuture()
{
    QFile configuration(m_folder.filePath(QStringLiteral("ca.cnf")));
    QFile index(m_folder.filePath(QStringLiteral("index.txt")));
    if (!configuration.open(QIODevice::WriteOnly) || !index.open(QIODevice::WriteOnly))
        return false;
    configuration.write(
        "[ca]\ndefault_ca=here\n[here]\ndatabase=index.txt\nnew_certs_dir=.\nrand_serial=yes\n"
        "default_md=sha256\npolicy=any\n[any]\ncommonName=supplied\n");
    configuration.close();
    const int year = QDate::currentDate().year() + 1;
    return run({QStringLiteral("ca"), QStringLiteral("-batch"), QStringLiteral("-notext"),
                QStringLiteral("-config"), QStringLiteral("ca.cnf"), QStringLiteral("-cert"),
                QStringLiteral("ca.pem"), QStringLiteral("-keyfile"), QStringLiteral("ca.key"),
                QStringLiteral("-in"), QStringLiteral("future.csr"), QStringLiteral("-out"),
                QStringLiteral("future.pem"), QStringLiteral("-extfile"), QStringLiteral("future.ext"),
                QStringLiteral("-startdate"), QString::number(year) + QStringLiteral("1231000000Z"),
                QStringLiteral("-enddate"), QString::number(year + 1) + QStringLiteral("1231000000Z")});
}

QSslCertificate Certificates::authority() const
{
    return QSslCertificate::fromPath(m_folder.filePath(QStringLiteral("ca.pem"))).value(0);
}

QSslConfiguration Certificates::server(const QString &name) const
{
    QFile key(m_folder.filePath(name + QStringLiteral(".key")));
    if (!key.open(QIODevice::ReadOnly))
        return {};
    auto configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPrivateKey(QSslKey(&key, QSsl::Rsa));
    configuration.setLocalCertificate(
        QSslCertificate::fromPath(m_folder.filePath(name + QStringLiteral(".pem"))).value(0));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

QSslConfiguration Certificates::rightHost() const
{
    return server(QStringLiteral("right"));
}

QSslConfiguration Certificates::wrongHost() const
{
    return server(QStringLiteral("wrong"));
}

QSslConfiguration Certificates::selfSigned() const
{
    return server(QStringLiteral("alone"));
}

QSslConfiguration Certificates::expired() const
{
    return server(QStringLiteral("expired"));
}

QSslConfiguration Certificates::nextYear() const
{
    return server(QStringLiteral("future"));
}

} // namespace leadline::test
