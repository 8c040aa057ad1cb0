#include "services/sandbox/server.h"

#include "services/sandbox/context.h"
#include "services/sandbox/endpoints.h"
#include "services/sandbox/events/eventrecorder.h"
#include "services/sandbox/rules/permissions.h"
#include "services/sandbox/wire/faultanswers.h"
#include "services/sandbox/wire/faultcontrol.h"
#include "services/sandbox/wire/frontdoor.h"
#include "services/sandbox/wire/transport.h"
#include "services/sandbox/wire/worldcontrol.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QMutex>
#include <QMutexLocker>

namespace leadline::sandbox {

namespace {

std::function<qint64()> machineTime()
{
    QElapsedTimer timer;
    timer.start();
    return [timer] { return timer.elapsed(); };
}

Server::Options withClock(Server::Options options)
{
    if (!options.monotonicMs)
        options.monotonicMs = machineTime();
    return options;
}

QString repOf(const Store &store)
{
    for (const QJsonArray members = store.organization()[u"memberships"].toArray();
         const auto &member : members) {
        if (member[u"role_id"] == QLatin1String("user"))
            return member[u"user_id"].toString();
    }
    return store.currentUserId();
}

FrontDoor::Options frontDoorOptions(const Server::Options &options, const Store &store)
{
    FrontDoor::Options door;
    door.authority.keys = options.otherKeys;
    if (!options.repKey.isEmpty())
        door.authority.keys.insert(options.repKey, repOf(store));
    door.authority.keys.insert(options.apiKey, store.currentUserId());
    door.authority.userId = store.currentUserId();
    door.authority.organizationId = store.organization()[u"id"].toString();
    door.authority.clientId = options.oauthClientId;
    door.authority.clientSecret = options.oauthClientSecret;
    door.authority.accessTokenSeconds = options.accessTokenSeconds;
    door.authority.declinesConsent = options.quirks.declinesConsent;
    door.authority.monotonicMs = options.monotonicMs;
    door.rateLimit = options.rateLimit;
    door.rateWindowMs = options.rateWindowMs;
    door.usesCommaRateHeader = options.usesCommaRateHeader;
    return door;
}

} // namespace

struct Server::Private
{
    Private(Options chosen, Server *server)
        : options(withClock(std::move(chosen)))
        , store(options.store)
        , recorder(store, options.quirks)
        , context{store, options.quirks, options.monotonicMs, recorder}
        , door(frontDoorOptions(options, store), options.quirks, router, faults)
        , weather(options.weather)
        , transport([this](const Request &request) { return answer(request); },
                    [this] { return store.now(); }, weather, server)
    {
        addEndpoints(router, context);
        router.wrap([this](const Call &call, const Endpoint &endpoint) {
            return recorder.during(call, [&](const Call &permitted) {
                const auto refusal = notPermitted(context, permitted);
                return refusal ? *refusal : endpoint(permitted);
            });
        });
    }

    Answer answer(const Request &request)
    {
        if (WorldControl::knows(request.path))
            return WorldControl(store).answer(request);
        if (request.path.startsWith(u"/sandbox/"))
            return FaultControl(faults, proxy.get()).answer(request);
        {
            const QMutexLocker lock(&logMutex);
            log.append(QString::fromLatin1(request.method) + u' ' + request.path);
        }
        return weather.isRateLimited() ? faultAnswer({Fault::RateLimited}, {}) : door.answer(request);
    }

    const Options options;
    Store store;
    EventRecorder recorder;
    Context context;
    Router router;
    Faults faults;
    mutable QMutex logMutex;
    QStringList log;
    FrontDoor door;
    Weather weather;
    Transport transport;
    std::unique_ptr<FaultProxy> proxy;
};

Server::Server(Options options, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(std::move(options), this))
{}

Server::~Server() = default;

QString Server::listen()
{
    const QString problem = d->transport.start(d->options.port);
    if (!problem.isEmpty() || !d->options.proxyPort)
        return problem;
    d->proxy = std::make_unique<FaultProxy>(baseUrl());
    return d->proxy->listen(*d->options.proxyPort);
}

QUrl Server::baseUrl() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1/api/v1/").arg(d->transport.port()));
}

QUrl Server::proxyUrl() const
{
    return d->proxy ? d->proxy->baseUrl() : QUrl();
}

Store &Server::store()
{
    return d->store;
}

Faults &Server::faults()
{
    return d->faults;
}

QStringList Server::requestLog() const
{
    const QMutexLocker lock(&d->logMutex);
    return d->log;
}

} // namespace leadline::sandbox
