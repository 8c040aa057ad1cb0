#pragma once

#include "services/base/clock.h"
#include "services/base/result.h"
#include "services/base/secret.h"

#include <QCoroTask>
#include <QJsonDocument>
#include <QObject>
#include <QUrl>
#include <QUrlQuery>

#include <memory>

namespace leadline {

/// What a person asked for overtakes background work.
enum class Lane { Foreground, Background };

enum class Method { Get, Post, Put, Delete };

/// One request to Close. Has constructors on purpose: aggregates inside `co_await` expressions are miscompiled by
/// g++ 12.2.
struct Request
{
    Method method = Method::Get;
    QString path; ///< relative to the base URL, with the trailing slash: `lead/lead_x/`
    QUrlQuery query;
    std::optional<QJsonObject> body;
    Lane lane = Lane::Foreground;

    Request() = default;
    Request(Method requestMethod, QString requestPath)
        : method(requestMethod)
        , path(std::move(requestPath))
    {
    }
};

struct Response
{
    int status = 0;
    QJsonValue json; ///< the whole body; null for an empty 204
    QString requestId;
};

/// The one QNetworkAccessManager of an account: Basic authorisation, X-TZ-Offset, gzip, timeouts, size limit, two
/// lanes, six requests at once, one budget per endpoint group, back-off with full jitter for GET. A write is sent at
/// most once per call: every body leaves from a sequential device, redirects are manual, no slot fills in credentials
/// (reliability.md, findings 1 to 3). Lives on the window's thread.
class HttpClient final : public QObject
{
    Q_OBJECT
public:
    struct Limits
    {
        std::chrono::milliseconds getTimeout{30'000};
        std::chrono::milliseconds writeTimeout{60'000};
        std::chrono::milliseconds backoffBase{1'000};
        std::chrono::milliseconds backoffCap{60'000};
        int maxTries = 6; ///< of a GET
        qint64 maxAnswerBytes = 64 * 1024 * 1024;
    };
    HttpClient(QUrl baseUrl, Secret apiKey, const Clock &clock, Limits limits, QObject *parent = nullptr);
    /// Aborts every reply; waiting coroutines resume with kind Cancelled.
    ~HttpClient() override;

    [[nodiscard]] QCoro::Task<Result<Response>> send(Request request);

    /// Ends every wait and every request under way with kind Cancelled; later requests are refused likewise.
    void shutDown();
    /// Ends the back-off waits now (the network is said to be back).
    void retryNow();

    [[nodiscard]] int percentFree() const; ///< of the tightest budget seen, 100 when none is known
    [[nodiscard]] bool isHeldBack() const; ///< a limit holds a request back now

Q_SIGNALS:
    void budgetChanged();
    /// A GET failed and will be tried again; the reason is for the status strip.
    void retrying(const leadline::ApiError &reason);
    void answered(); ///< any good answer: the network and the key work

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace leadline
