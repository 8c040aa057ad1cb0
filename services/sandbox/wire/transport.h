#pragma once

#include "services/sandbox/wire/message.h"
#include "services/sandbox/wire/weather.h"

#include <QAbstractHttpServer>
#include <QDateTime>

#include <functional>

namespace leadline::sandbox {

/// The socket side: Qt's HTTP parser in, bytes out, on 127.0.0.1 only. It adds the headers every answer of
/// Close carries (close-api.md 1.5), compresses large bodies for clients that ask, and knows nothing of
/// paths. Answers are written to the socket directly, since Qt's responder offers neither lowercase nor
/// repeated headers nor a HEAD without body.
class Transport final : public QAbstractHttpServer
{
    Q_OBJECT
public:
    using Handler = std::function<Answer(const Request &)>;
    using Time = std::function<QDateTime()>;
    /// `now`: what the answers' date tells, so that it agrees with the dates inside them.
    Transport(Handler handler, Time now, Weather &weather, QObject *parent);

    /// Empty on success, else why it cannot listen.
    [[nodiscard]] QString start(quint16 port);
    [[nodiscard]] quint16 port() const { return m_port; }

protected:
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override;
    void missingHandler(const QHttpServerRequest &request, QTcpSocket *socket) override;

private:
    Handler m_handler;
    Time m_now;
    Weather &m_weather;
    quint16 m_port = 0;
};

} // namespace leadline::sandbox
