#include "services/sync/networkprobe.h"

#include <QPointer>

namespace leadline {

NetworkProbe::NetworkProbe(HttpClient &http, std::chrono::milliseconds pause, QObject *parent)
    : QObject(parent), m_http(http)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(pause);
    connect(&m_timer, &QTimer::timeout, this, [this] { [[maybe_unused]] const auto running = ask(); });
}

void NetworkProbe::start()
{
    m_isOn = true;
    if (!m_isAsking && !m_timer.isActive())
        m_timer.start();
}

void NetworkProbe::stop()
{
    m_isOn = false;
    m_timer.stop();
}

QCoro::Task<> NetworkProbe::ask()
{
    const QPointer<NetworkProbe> self(this);
    m_isAsking = true;
    Request request(Method::Get, QStringLiteral("me/"));
    request.query.addQueryItem(QStringLiteral("_fields"), QStringLiteral("id"));
    request.isTriedOnce = true;
    auto asking = m_http.send(std::move(request));
    const Result<Response> answer = co_await std::move(asking);
    if (!self)
        co_return;
    m_isAsking = false;
    if (m_isOn)
        m_timer.start();
    if (!answer)
        Q_EMIT failed(answer.error());
}

} // namespace leadline
