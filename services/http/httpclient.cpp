#include "services/http/httpclient.h"

#include "services/http/backoff.h"
#include "services/http/exchange.h"
#include "services/http/lanes.h"
#include "services/http/serverclock.h"
#include "services/http/systemproxy.h"

#include <QNetworkAccessManager>
#include <QPointer>

#include <algorithm>
#include <array>

namespace leadline {

using std::chrono::milliseconds;

struct HttpClient::Private : std::enable_shared_from_this<HttpClient::Private>
{
    Private(HttpClient *client, QUrl url, Secret key, const Clock &time, Limits bounds);
    ~Private();

    [[nodiscard]] static QCoro::Task<Result<Response>> run(std::shared_ptr<Private> d, Request request);
    [[nodiscard]] std::optional<ApiError> refusal(const Request &request) const;
    [[nodiscard]] bool isHttps() const { return baseUrl.scheme() == QLatin1String("https"); }
    [[nodiscard]] Exchange *start(const Request &request);
    [[nodiscard]] Result<Response> settle(const Request &request, const Transport &transport);
    [[nodiscard]] std::shared_ptr<Latch> pause(milliseconds length);
    void announceRetry(const ApiError &reason);
    void endPauses(bool word);
    void shutDown();
    [[nodiscard]] QSslConfiguration &tls();
    void makeManagers();
    void dropIdleManagers();

    QPointer<HttpClient> owner;
    QUrl baseUrl;
    Secret apiKey;
    const Clock &clock;
    Limits limits;
    Backoff backoff;
    Budgets budget;
    ServerClock serverClock;
    Lanes lanes;
    std::optional<QSslConfiguration> madeTls; ///< see tls()
    /// One for each lane: Qt opens six connections to a host, and a person waits for none of the
    /// background's.
    std::array<std::unique_ptr<QNetworkAccessManager>, 2> managers;
    std::list<std::unique_ptr<QNetworkAccessManager>> retired; ///< with requests still under way
    QList<QPointer<Exchange>> underWay;
    std::list<std::shared_ptr<Latch>> pauses;
    bool isShutDown = false;
};

namespace {

/// Hours as Close reads them: `-4`, `5.5`, `0`.
QByteArray tzOffset(const Clock &clock)
{
    const int seconds = clock.nowUtc().toLocalTime().offsetFromUtc();
    return QByteArray::number(seconds / 3600.0, 'g', 6);
}

bool isWorthRetrying(const ApiError &error)
{
    switch (error.kind) {
    case ErrorKind::Unreached:
    case ErrorKind::ConnectionLost:
    case ErrorKind::Timeout:
    case ErrorKind::RateLimited:
        return true;
    case ErrorKind::ServerError:
        return error.httpStatus == 502 || error.httpStatus == 503 || error.httpStatus == 504;
    case ErrorKind::None:
    case ErrorKind::Tls:
    case ErrorKind::Unauthorized:
    case ErrorKind::PaymentRequired:
    case ErrorKind::Forbidden:
    case ErrorKind::NotFound:
    case ErrorKind::Rejected:
    case ErrorKind::NotClose:
    case ErrorKind::Redirected:
    case ErrorKind::TooLarge:
    case ErrorKind::Cancelled:
    case ErrorKind::Storage:
    case ErrorKind::InvalidInput:
        return false;
    }
    return false;
}

} // namespace

HttpClient::Private::Private(HttpClient *client, QUrl url, Secret key, const Clock &time, Limits bounds)
    : owner(client)
    , baseUrl(std::move(url))
    , apiKey(std::move(key))
    , clock(time)
    , limits(bounds)
    , backoff(bounds.backoffBase, bounds.backoffCap)
    , budget(time)
    , lanes(budget)
{
    makeManagers();
}

HttpClient::Private::~Private()
{
    // Here a coroutine may be ending inside a signal of one of the managers' replies.
    for (auto &manager : managers) {
        if (manager)
            manager.release()->deleteLater();
    }
    for (auto &old : retired)
        old.release()->deleteLater();
}

/// Made when it is first needed.
QSslConfiguration &HttpClient::Private::tls()
{
    if (!madeTls) {
        madeTls = QSslConfiguration::defaultConfiguration();
        madeTls->setProtocol(QSsl::TlsV1_2OrLater);
    }
    return *madeTls;
}

/// Connections that were kept alive may all be as dead as the one that just failed, and Qt can drop the idle
/// ones of a manager only together with those in use: later requests get a manager of their own.
void HttpClient::Private::makeManagers()
{
    for (auto &manager : managers) {
        if (manager)
            retired.push_back(std::move(manager));
        manager = std::make_unique<QNetworkAccessManager>();
        Exchange::prepare(*manager);
    }
}

void HttpClient::Private::dropIdleManagers()
{
    retired.remove_if([](std::unique_ptr<QNetworkAccessManager> &old) {
        if (old->findChild<Exchange *>(QString(), Qt::FindDirectChildrenOnly))
            return false;
        old.release()->deleteLater();
        return true;
    });
}

std::optional<ApiError> HttpClient::Private::refusal(const Request &request) const
{
    if (isShutDown)
        return ApiError(ErrorKind::Cancelled);
    const bool isPrivate =
        isHttps() || (baseUrl.scheme() == QLatin1String("http") && isLoopbackHost(baseUrl.host()));
    if (!isPrivate || !baseUrl.userInfo().isEmpty() || !baseUrl.path().endsWith(u'/'))
        return ApiError(ErrorKind::InvalidInput, QStringLiteral("base URL"));
    if (request.path.isEmpty() || request.path.startsWith(u'/') || request.path.contains(QLatin1String("..")))
        return ApiError(ErrorKind::InvalidInput, QStringLiteral("path"));
    return std::nullopt;
}

Exchange *HttpClient::Private::start(const Request &request)
{
    WireOptions options;
    options.baseUrl = baseUrl;
    options.authorization = "Basic " + (apiKey.reveal() + ':').toBase64();
    options.tzOffset = tzOffset(clock);
    if (isHttps())
        options.tls = tls();
    options.idleTimeout = request.isRead() ? limits.getTimeout : limits.writeTimeout;
    options.connectTimeout = limits.connectTimeout;
    options.deadline = limits.deadline;
    options.maxAnswerBytes = limits.maxAnswerBytes;
    dropIdleManagers();
    underWay.removeIf([](const QPointer<Exchange> &e) { return e.isNull() || e->finished().isOpen(); });
    QNetworkAccessManager &manager = *managers.at(request.lane == Lane::Foreground ? 0 : 1);
    auto *exchange = new Exchange(manager, request, options);
    underWay.append(exchange);
    return exchange;
}

Result<Response> HttpClient::Private::settle(const Request &request, const Transport &transport)
{
    const QString group = Budgets::groupOf(request.method, request.path);
    const RateLimit limit = parseRateLimit(transport.headers, clock.nowUtc());
    serverClock.note(transport.headers, clock.nowUtc());
    if (transport.status > 0)
        budget.note(group, transport.status, limit);
    else if (!isShutDown)
        makeManagers();
    auto result = classify(transport, limit);
    lanes.leave(request.lane, group);
    if (owner)
        Q_EMIT owner->budgetChanged();
    if (owner && result)
        Q_EMIT owner->answered();
    return result;
}

void HttpClient::Private::announceRetry(const ApiError &reason)
{
    if (owner)
        Q_EMIT owner->retrying(reason);
}

std::shared_ptr<Latch> HttpClient::Private::pause(milliseconds length)
{
    auto latch = std::make_shared<Latch>();
    if (isShutDown) {
        latch->open(false);
        return latch;
    }
    pauses.push_back(latch);
    QTimer::singleShot(length, &lanes, [self = weak_from_this(), latch] {
        if (const auto d = self.lock())
            d->pauses.remove(latch);
        latch->open(true);
    });
    return latch;
}

void HttpClient::Private::endPauses(bool word)
{
    const auto ended = std::exchange(pauses, {});
    for (const auto &latch : ended)
        latch->open(word);
}

void HttpClient::Private::shutDown()
{
    isShutDown = true;
    lanes.shutDown();
    endPauses(false);
    const auto ended = std::exchange(underWay, {});
    for (const auto &exchange : ended) {
        if (exchange)
            exchange->cancel();
    }
}

QCoro::Task<Result<Response>> HttpClient::Private::run(std::shared_ptr<Private> d, Request request)
{
    if (const auto refused = d->refusal(request))
        co_return *refused;
    const QString group = Budgets::groupOf(request.method, request.path);
    for (int tries = 1;; ++tries) {
        const auto turn = d->lanes.enter(request.lane, group);
        const bool isMyTurn = co_await turn->opened();
        if (!isMyTurn)
            co_return ApiError(ErrorKind::Cancelled);

        Exchange *exchange = d->start(request);
        co_await exchange->finished().opened();
        auto result = d->settle(request, exchange->transport());

        const bool isOver = result || !request.isRead() || request.isTriedOnce || tries >= d->limits.maxTries;
        if (isOver || !isWorthRetrying(result.error()))
            co_return result;
        d->announceRetry(result.error());
        if (result.error().kind == ErrorKind::RateLimited)
            continue; // the budget holds it back for as long as the server said
        const auto pause = d->pause(std::max(d->backoff.pauseAfter(tries), result.error().retryAfter));
        const bool goesOn = co_await pause->opened();
        if (!goesOn)
            co_return ApiError(ErrorKind::Cancelled);
    }
}

HttpClient::HttpClient(QUrl baseUrl, Secret apiKey, const Clock &clock, Limits limits, QObject *parent)
    : QObject(parent)
    , d(std::make_shared<Private>(this, std::move(baseUrl), std::move(apiKey), clock, limits))
{
    connect(&d->lanes, &Lanes::heldBackChanged, this, &HttpClient::budgetChanged);
}

HttpClient::~HttpClient()
{
    d->owner.clear();
    d->shutDown();
    if (d.use_count() == 1) {
        for (auto &manager : d->managers)
            manager.reset();
        d->retired.clear();
    }
}

void HttpClient::setExtraCaCertificates(const QList<QSslCertificate> &certificates)
{
    d->tls().addCaCertificates(certificates);
}

QCoro::Task<Result<Response>> HttpClient::send(Request request)
{
    return Private::run(d, std::move(request));
}

void HttpClient::shutDown()
{
    const auto alive = d;
    alive->shutDown();
}

void HttpClient::retryNow()
{
    const auto alive = d;
    alive->endPauses(true);
    alive->lanes.recheck();
}

std::optional<milliseconds> HttpClient::serverSkew() const
{
    return d->serverClock.skew();
}

int HttpClient::percentFree() const
{
    return d->budget.percentFree();
}

bool HttpClient::isHeldBack() const
{
    return d->lanes.isHeldBack();
}

} // namespace leadline
