#pragma once

#include "services/http/httpclient.h"

#include <QTimer>

namespace leadline {

/// While Close cannot be reached, asks for a trifle every few seconds, so that the network's return is noticed
/// soon although everything else waits longer and longer. A good answer is told by HttpClient itself.
class NetworkProbe final : public QObject
{
    Q_OBJECT
public:
    NetworkProbe(HttpClient &http, std::chrono::milliseconds pause, QObject *parent = nullptr);

    /// The first question comes after one pause, the next one a pause after the last has ended.
    void start();
    void stop();

Q_SIGNALS:
    void failed(const leadline::ApiError &error);

private:
    [[nodiscard]] QCoro::Task<> ask();

    HttpClient &m_http;
    QTimer m_timer;
    bool m_isOn = false;
    bool m_isAsking = false;
};

} // namespace leadline
