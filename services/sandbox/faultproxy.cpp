#include "services/sandbox/faultproxy.h"

#include "services/sandbox/faults.h"
#include "services/sandbox/wire/proxiedconnection.h"

#include <QHash>
#include <QNetworkProxy>
#include <QTcpServer>

namespace leadline::sandbox {

namespace {

struct Rule
{
    ProxiedConnection::Damage damage;
    QByteArray method;
    QString path;
    int times = 1;
};

} // namespace

struct FaultProxy::Private
{
    std::optional<ProxiedConnection::Damage> take(const QByteArray &method, const QString &path)
    {
        for (qsizetype i = 0; i < rules.size(); ++i) {
            if (!matchesRequest(rules[i].method, rules[i].path, method, path))
                continue;
            const ProxiedConnection::Damage damage = rules[i].damage;
            if (--rules[i].times == 0)
                rules.removeAt(i);
            return damage;
        }
        return std::nullopt;
    }

    QUrl upstream;
    QTcpServer *server = nullptr;
    quint16 port = 0;
    QList<Rule> rules;
};

std::optional<WireFault> wireFaultFromName(const QString &name)
{
    static const QHash<QString, WireFault> names = {
        {QStringLiteral("refuse"), WireFault::Refuse},
        {QStringLiteral("reset_before"), WireFault::ResetBefore},
        {QStringLiteral("reset_after"), WireFault::ResetAfter},
        {QStringLiteral("close_after"), WireFault::CloseAfter},
        {QStringLiteral("stall"), WireFault::Stall},
        {QStringLiteral("cut_answer"), WireFault::CutAnswer},
        {QStringLiteral("slow_answer"), WireFault::SlowAnswer},
    };
    const auto found = names.constFind(name);
    return found == names.cend() ? std::nullopt : std::optional(*found);
}

FaultProxy::FaultProxy(QUrl upstream, QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{
    d->upstream = std::move(upstream);
    d->server = new QTcpServer(this);
    d->server->setProxy(QNetworkProxy::NoProxy);
    connect(d->server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *client = d->server->nextPendingConnection()) {
            const auto choose = [this](const QByteArray &method, const QString &path) {
                return d->take(method, path);
            };
            new ProxiedConnection(client, d->upstream, choose, this);
        }
    });
}

FaultProxy::~FaultProxy() = default;

QString FaultProxy::listen(quint16 port)
{
    if (!d->server->listen(QHostAddress::LocalHost, port))
        return d->server->errorString();
    d->port = d->server->serverPort();
    return {};
}

QUrl FaultProxy::baseUrl() const
{
    QUrl url = d->upstream;
    url.setPort(d->port);
    return url;
}

void FaultProxy::next(WireFault fault, const QByteArray &method, const QString &path, int times, int bytes)
{
    if (fault == WireFault::Refuse)
        down();
    else if (times > 0)
        d->rules.append({{fault, bytes}, method, path, times});
}

void FaultProxy::clear()
{
    d->rules.clear();
}

void FaultProxy::down()
{
    d->server->close();
    const auto connections = findChildren<ProxiedConnection *>(Qt::FindDirectChildrenOnly);
    for (ProxiedConnection *connection : connections)
        connection->reset();
}

void FaultProxy::restore()
{
    if (!d->server->isListening() && !d->server->listen(QHostAddress::LocalHost, d->port))
        qWarning("The fault proxy cannot listen again: %ls", qUtf16Printable(d->server->errorString()));
}

} // namespace leadline::sandbox
