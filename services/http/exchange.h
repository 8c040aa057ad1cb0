#pragma once

#include "services/base/latch.h"
#include "services/http/classify.h"

#include <QPointer>
#include <QSslConfiguration>
#include <QTimer>
#include <QUrl>

class QNetworkAccessManager;

namespace leadline {

class BodyDevice;

/// How every request of an account leaves.
struct WireOptions
{
    QUrl baseUrl;
    QByteArray authorization; ///< the header's value
    QByteArray tzOffset;
    std::optional<QSslConfiguration> tls; ///< needed for https only; making one reads the library
    std::chrono::milliseconds idleTimeout{};
    std::chrono::milliseconds connectTimeout{};
    std::chrono::milliseconds deadline{};
    qint64 maxAnswerBytes = 0;
};

/// One request over the wire, once: no redirect is followed, no credentials are asked for, nothing is sent
/// twice. A write leaves through a manager of its own: an idle connection may be dead without our knowing,
/// and Qt cannot drop the idle ones of a manager that has requests under way. Child of the shared manager, so
/// that it never outlives it; releases itself by `deleteLater`.
class Exchange final : public QObject
{
    Q_OBJECT
public:
    /// What every manager here needs: no redirects, the system's proxy.
    static void prepare(QNetworkAccessManager &manager);

    Exchange(QNetworkAccessManager &manager, const Request &request, const WireOptions &options);

    /// Opens when it is over; then `transport()` is complete.
    [[nodiscard]] Latch &finished() { return m_finished; }
    [[nodiscard]] const Transport &transport() const { return m_transport; }
    void cancel();

private:
    void start(QNetworkAccessManager &manager, const Request &request, const WireOptions &options);
    void watch(const WireOptions &options);
    void takeBytes();
    void end(Transport::Ending ending);
    void finish();

    Transport m_transport;
    Latch m_finished;
    QPointer<QNetworkReply> m_reply;
    BodyDevice *m_body = nullptr;
    QTimer m_connectTimer;
    QTimer m_idleTimer; ///< in the place of Qt's own, which strikes between an error and its end too
    QTimer m_deadlineTimer;
    qint64 m_maxAnswerBytes;
};

} // namespace leadline
