#pragma once

#include "services/sandbox/faultproxy.h"
#include "services/sandbox/wire/httpframe.h"

#include <QTcpSocket>
#include <QTimer>

#include <functional>
#include <optional>

namespace leadline::sandbox {

/// One client of the FaultProxy and its connection to the server. Deletes itself when the client is gone.
class ProxiedConnection final : public QObject
{
    Q_OBJECT
public:
    struct Damage
    {
        WireFault fault = WireFault::Stall;
        int bytes = 0;
    };
    /// Asked once for each request, when its head is complete.
    using Chooser = std::function<std::optional<Damage>(const QByteArray &method, const QString &path)>;

    /// Takes the client's socket over.
    ProxiedConnection(QTcpSocket *client, const QUrl &upstream, Chooser chooser, QObject *parent);
    ~ProxiedConnection() override;

    /// Ends both sides at once, the client's with RST.
    void reset();

private:
    void readClient();
    void readServer();
    void answerComplete();
    void damageAnswer(const Damage &damage, const QByteArray &answer);
    void nextExchange();
    void serverGone();
    void startTrickle(const QByteArray &answer, int bytesPerSecond);
    void trickle();

    QTcpSocket *m_client;
    QTcpSocket m_server;
    Chooser m_choose;
    QByteArray m_incoming; ///< from the client, not yet part of a request
    HttpFrame m_request;
    HttpFrame m_answer;
    std::optional<Damage> m_damage;
    bool m_isStalled = false;
    QTimer m_trickle;
    QByteArray m_slow; ///< what is left of a slow answer
    qsizetype m_slowBytes = 1;
};

} // namespace leadline::sandbox
