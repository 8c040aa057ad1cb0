#pragma once

#include <QNetworkProxyFactory>

namespace leadline {

/// The system's proxy settings, except that this machine is always reached directly.
class SystemProxy final : public QNetworkProxyFactory
{
public:
    [[nodiscard]] QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override;
};

/// `localhost`, 127.0.0.0/8 and ::1.
[[nodiscard]] bool isLoopbackHost(const QString &host);

} // namespace leadline
