#pragma once

#include "services/sandbox/server.h"
#include "tests/sandboxwire/webclient.h"

#include <QStringList>

#include <memory>

namespace leadline::test {

/// A server over a small generated organisation and a client that holds its key.
class MetaFixture
{
public:
    MetaFixture();
    [[nodiscard]] static sandbox::Server::Options options();

    [[nodiscard]] sandbox::Server &server() { return *m_server; }
    /// Paths are below /api/v1/.
    QJsonObject get(const QByteArray &path);
    WebAnswer send(const QByteArray &method, const QByteArray &path, const QByteArray &body = {});

private:
    std::unique_ptr<sandbox::Server> m_server;
    std::unique_ptr<WebClient> m_client;
};

/// Sorted words, as QJsonObject::keys() gives them.
[[nodiscard]] QStringList words(const char *text);
/// One key of every object in a list.
[[nodiscard]] QStringList idsOf(const QJsonValue &list, const char16_t *key = u"id");

} // namespace leadline::test
