#pragma once

#include "services/base/clock.h"
#include "services/base/result.h"
#include "services/base/secret.h"
#include "services/http/request.h"

#include <QCoroTask>
#include <QObject>
#include <QSslCertificate>
#include <QUrl>

#include <memory>

namespace leadline {

/// The one door to Close for an account: Basic authorisation, X-TZ-Offset, gzip, timeouts, size limit, two
/// lanes of six requests at once, one budget per endpoint group, back-off with full jitter for reads. A write
/// is sent at most once per call: its body leaves from a sequential device over a connection of its own,
/// redirects are manual, no slot fills in credentials (reliability.md, findings 1 to 3). The reads of a lane
/// share a QNetworkAccessManager until a connection fails. Lives on the window's thread.
class HttpClient final : public QObject
{
    Q_OBJECT
public:
    struct Limits
    {
        std::chrono::milliseconds getTimeout{30'000};   ///< without a byte from the other side
        std::chrono::milliseconds writeTimeout{60'000}; ///< likewise
        std::chrono::milliseconds backoffBase{1'000};
        std::chrono::milliseconds backoffCap{60'000};
        int maxTries = 6;                         ///< of a read
        qint64 maxAnswerBytes = 64 * 1024 * 1024; ///< after decompression
        std::chrono::milliseconds connectTimeout{10'000};
        std::chrono::milliseconds deadline{180'000}; ///< of one try, however busy the line is
    };
    /// `baseUrl` ends in a slash. Plain http is refused (InvalidInput) for any host but this machine, since
    /// it would show the key to the network.
    HttpClient(QUrl baseUrl, Secret apiKey, const Clock &clock, Limits limits, QObject *parent = nullptr);
    /// Aborts every reply; waiting coroutines resume with kind Cancelled.
    ~HttpClient() override;

    /// Certificates trusted besides the system's, for a server with a certificate of its own (tests).
    void setExtraCaCertificates(const QList<QSslCertificate> &certificates);

    /// Waits for its turn and for its budget, sends, and for a read tries again while that is worth it. The
    /// error of a write says by `isCertainlyNotApplied()` whether it may have happened.
    [[nodiscard]] QCoro::Task<Result<Response>> send(Request request);

    /// Ends every wait and every request under way with kind Cancelled; later requests are refused likewise.
    void shutDown();
    /// Ends the back-off waits now (the network is said to be back).
    void retryNow();

    /// How far Close's clock is ahead of this computer's; see ServerClock.
    [[nodiscard]] std::optional<std::chrono::milliseconds> serverSkew() const;
    [[nodiscard]] int percentFree() const; ///< of the tightest budget seen, 100 when none is known
    [[nodiscard]] bool isHeldBack() const; ///< a limit holds a request back now

Q_SIGNALS:
    void budgetChanged();
    /// A read failed and will be tried again; the reason is for the status strip.
    void retrying(const leadline::ApiError &reason);
    void answered(); ///< any good answer: the network and the key work

private:
    struct Private;
    std::shared_ptr<Private> d; ///< shared with the coroutines under way
};

} // namespace leadline
