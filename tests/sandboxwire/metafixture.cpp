#include "tests/sandboxwire/metafixture.h"

#include <QJsonArray>

namespace leadline::test {

MetaFixture::MetaFixture() : m_server(std::make_unique<sandbox::Server>(options()))
{
    const QString problem = m_server->listen();
    if (!problem.isEmpty())
        qFatal("%ls", qUtf16Printable(problem));
    m_client = std::make_unique<WebClient>(quint16(m_server->baseUrl().port()));
}

sandbox::Server::Options MetaFixture::options()
{
    sandbox::Server::Options options;
    options.store.leads = 20;
    options.store.now = QDateTime({2026, 6, 19}, {12, 0}, Qt::UTC);
    options.rateLimit = 0;
    return options;
}

QJsonObject MetaFixture::get(const QByteArray &path)
{
    return m_client->call("GET", "/api/v1/" + path).json();
}

WebAnswer MetaFixture::send(const QByteArray &method, const QByteArray &path, const QByteArray &body)
{
    return m_client->call(method, "/api/v1/" + path, body);
}

QStringList words(const char *text)
{
    QStringList list = QString::fromLatin1(text).split(u' ');
    list.sort();
    return list;
}

QStringList idsOf(const QJsonValue &list, const char16_t *key)
{
    QStringList ids;
    for (const QJsonValue &entry : list.toArray())
        ids.append(entry[key].toString());
    return ids;
}

} // namespace leadline::test
