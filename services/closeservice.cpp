#include "services/closeservice.h"

#include "services/sync/closesearch.h"
#include "services/sync/leadrefresher.h"
#include "services/sync/networkprobe.h"
#include "services/sync/outbox/commanddesk.h"
#include "services/sync/outbox/mergefollower.h"
#include "services/sync/outbox/outboxsender.h"
#include "services/sync/outbox/sweeper.h"
#include "services/sync/pull/puller.h"
#include "services/sync/smartviews.h"

#include <QTimer>

namespace leadline {

namespace {

constexpr std::chrono::seconds probePause(4);         // the network's return is noticed within about as long
constexpr std::chrono::seconds otherProgramsPause(1); // between two looks at what other programs did

OutboxSender::Options senderOptions(const CloseService::Options &options)
{
    OutboxSender::Options sending;
    sending.keyMark = options.keyMark;
    return sending;
}

Sweeper::Options sweeperOptions(const CloseService::Options &options)
{
    Sweeper::Options sweeping;
    sweeping.keyMark = options.keyMark;
    return sweeping;
}

} // namespace

struct CloseService::Private
{
    Private(Options given, const Clock &time, std::unique_ptr<Mirror> copy, std::unique_ptr<Database> reader,
            std::unique_ptr<OutboxStore> queue)
        : options(std::move(given))
        , clock(time)
        , mirror(std::move(copy))
        , search(std::move(reader), options.userId)
        , outbox(std::move(queue))
        , http(options.baseUrl, options.apiKey, clock, HttpClient::Limits())
        , api(http)
        , bulk(http)
        , objects(http)
        , puller(api, bulk, *mirror, clock, Puller::Options())
        , refresher(api, *mirror)
        , closeSearch(api)
        , views(http, api, *mirror, clock)
        , sender(objects, *mirror, *outbox, options.userId, clock, senderOptions(options))
        , sweeper(objects, *outbox, options.userId, clock, sweeperOptions(options))
        , merges(*mirror, *outbox)
        , desk(*mirror, *outbox, clock)
        , probe(http, probePause)
        , lists(options.dataFolder)
    {
        desk.setHold(options.hold);
    }

    Options options;
    const Clock &clock;
    std::unique_ptr<Mirror> mirror;
    SearchService search; ///< reads the mirror's file, so it goes before the mirror does
    std::unique_ptr<OutboxStore> outbox;
    HttpClient http;
    CloseApi api;
    BulkApi bulk;
    ObjectApi objects;
    Puller puller;
    LeadRefresher refresher;
    CloseSearch closeSearch;
    SmartViews views;
    OutboxSender sender;
    Sweeper sweeper;
    MergeFollower merges;
    CommandDesk desk;
    NetworkProbe probe;
    QTimer others; ///< looks at what other programs did, and whether the one that sends has ended
    NamedLists lists;
    Connection connection = Connection::Unknown;
    ErrorKind lastTrouble = ErrorKind::None; ///< what led to `connection`
};

Result<std::unique_ptr<CloseService>> CloseService::open(Options options, const Clock &clock)
{
    auto mirror = Mirror::open(options.dataFolder);
    if (!mirror)
        return mirror.error();
    auto reader = (*mirror)->searchReader();
    if (!reader)
        return reader.error();
    auto outbox = OutboxStore::open(options.dataFolder);
    if (!outbox)
        return outbox.error();
    (*outbox)->setKnownGeneration(options.outboxGeneration);
    auto d = std::make_unique<Private>(std::move(options), clock, std::move(mirror).value(),
                                       std::move(reader).value(), std::move(outbox).value());
    return std::unique_ptr<CloseService>(new CloseService(std::move(d)));
}

CloseService::CloseService(std::unique_ptr<Private> parts) : d(std::move(parts))
{
    connect(&d->http, &HttpClient::answered, this, &CloseService::noteAnswer);
    connect(&d->http, &HttpClient::retrying, this, &CloseService::noteError);
    connect(&d->http, &HttpClient::budgetChanged, this, [this] { Q_EMIT rateBudgetChanged(rateBudget()); });
    connect(&d->puller, &Puller::failed, this, &CloseService::noteError);
    connect(&d->puller, &Puller::progressChanged, this, &CloseService::pullProgressChanged);
    connect(&d->puller, &Puller::dataAsOfChanged, this, &CloseService::dataAsOfChanged);
    connect(&d->sender, &OutboxSender::failed, this, &CloseService::noteError);
    connect(&d->views, &SmartViews::failed, this, &CloseService::noteError);
    connect(&d->views, &SmartViews::changed, this, &CloseService::smartViewChanged);
    connect(&d->sweeper, &Sweeper::failed, this, &CloseService::noteError);
    connect(&d->sweeper, &Sweeper::removalQueued, &d->sender, &OutboxSender::pump);
    connect(&d->merges, &MergeFollower::failed, this, &CloseService::noteError);
    connect(&d->merges, &MergeFollower::moved, this, [this](const CommandId &id) {
        d->sender.forgetWait(id);
        d->sender.pump();
    });
    connect(&d->probe, &NetworkProbe::failed, this, &CloseService::noteError);
    connect(d->outbox.get(), &OutboxStore::changedElsewhere, &d->sender, &OutboxSender::pump);
    connect(d->outbox.get(), &OutboxStore::senderLost, this, &CloseService::yield);
    d->others.setInterval(otherProgramsPause);
    connect(&d->others, &QTimer::timeout, this, [this] {
        d->mirror->follow();
        if (!d->outbox->isSender())
            start();
    });
    connect(&d->refresher, &LeadRefresher::finished, this, &CloseService::refreshFinished);
    connect(&d->refresher, &LeadRefresher::failed, this, [this](const LeadId &lead, const ApiError &error) {
        noteError(error);
        Q_EMIT refreshFailed(lead, error);
    });
    connect(&d->closeSearch, &CloseSearch::found, this, &CloseService::foundInClose);
    connect(&d->closeSearch, &CloseSearch::failed, this, [this](const QString &text, const ApiError &error) {
        noteError(error);
        Q_EMIT searchInCloseFailed(text, error);
    });
}

CloseService::~CloseService()
{
    // Everything that still waits resumes here with kind Cancelled, while what it writes to is alive; nobody
    // hears of it.
    d->http.disconnect(this);
    d->puller.disconnect(this);
    d->sender.disconnect(this);
    d->refresher.disconnect(this);
    d->closeSearch.disconnect(this);
    d->views.disconnect(this);
    d->merges.disconnect(this);
    d->probe.disconnect(this);
    d->outbox->disconnect(this);
    d->probe.stop();
    d->puller.cancel();
    d->views.stop();
    d->sender.stop();
    d->sweeper.disconnect();
    d->sweeper.stop();
    d->http.shutDown();
}

Mirror &CloseService::mirror()
{
    return *d->mirror;
}
OutboxStore &CloseService::outbox()
{
    return *d->outbox;
}
SearchService &CloseService::search()
{
    return d->search;
}
Connection CloseService::connection() const
{
    return d->connection;
}
PullProgress CloseService::pullProgress() const
{
    return d->puller.progress();
}

RateBudget CloseService::rateBudget() const
{
    RateBudget budget;
    budget.percentFree = d->http.percentFree();
    budget.isWaiting = d->http.isHeldBack();
    return budget;
}

void CloseService::start()
{
    d->others.start();
    d->sender.start();
    if (d->outbox->isSender()) {
        d->sweeper.start();
        d->puller.start();
    }
}

void CloseService::yield()
{
    d->sender.stop();
    d->sweeper.stop();
    d->puller.cancel();
}

Result<CommandId> CloseService::submit(CommandBody body)
{
    const auto id = d->desk.submitOne(std::move(body));
    d->sender.pump();
    return id;
}

Result<CommandGroupId> CloseService::submit(QList<CommandBody> bodies)
{
    const auto group = d->desk.submit(std::move(bodies));
    d->sender.pump();
    return group;
}

Result<UndoReport> CloseService::undo(const CommandGroupId &group)
{
    const auto report = d->desk.undo(group);
    d->sender.pump();
    return report;
}

std::optional<CommandGroupId> CloseService::lastUndoable() const
{
    return d->desk.lastUndoable();
}

void CloseService::setHold(std::chrono::seconds hold)
{
    d->desk.setHold(hold);
}

Result<Done> CloseService::resubmit(const CommandId &id, std::optional<CommandBody> body)
{
    return decided(id, d->desk.resubmit(id, std::move(body)));
}

Result<Done> CloseService::retarget(const CommandId &id, const LeadId &lead)
{
    return decided(id, d->desk.retarget(id, lead));
}

Result<Done> CloseService::resolveConflict(const CommandId &id, const QHash<QString, ConflictChoice> &choices)
{
    return decided(id, d->desk.resolveConflict(id, choices));
}

Result<Done> CloseService::confirmArrived(const CommandId &id, const QString &objectId)
{
    const auto command = d->outbox->command(id);
    const auto result = decided(id, d->desk.confirmArrived(id, objectId));
    if (result && command && !isLocalId(command->leadId().value))
        openLead(command->leadId());
    return result;
}

Result<Done> CloseService::discard(const CommandId &id)
{
    return decided(id, d->desk.discard(id));
}

Result<Done> CloseService::decided(const CommandId &id, const Result<Done> &result)
{
    if (result) {
        d->sender.forgetWait(id);
        d->sender.pump();
    }
    return result;
}

void CloseService::openLead(const LeadId &id)
{
    d->refresher.open(id);
}
void CloseService::loadOlderActivities(const LeadId &id)
{
    d->refresher.loadOlder(id);
}
void CloseService::searchInClose(const QString &text)
{
    d->closeSearch.search(text);
}

QDateTime CloseService::dataAsOf() const
{
    return d->puller.dataAsOf();
}

void CloseService::setForeground(bool isForeground)
{
    d->puller.setForeground(isForeground);
}

void CloseService::openSmartView(const SmartViewId &view)
{
    d->puller.setOpenView(view);
    d->views.open(view);
}
bool CloseService::isSmartViewRunning(const SmartViewId &view) const
{
    return d->views.isRunning(view);
}
ApiError CloseService::smartViewError(const SmartViewId &view) const
{
    return d->views.error(view);
}
NamedLists &CloseService::lists()
{
    return d->lists;
}
void CloseService::startPull()
{
    if (d->outbox->becomeSender())
        d->puller.start();
}
void CloseService::cancelPull()
{
    d->puller.cancel();
}

void CloseService::setSendingPaused(bool isPaused)
{
    if (isPaused == d->sender.isPaused())
        return;
    d->sender.setPaused(isPaused);
    Q_EMIT sendingPausedChanged(isPaused);
}

bool CloseService::isSendingPaused() const
{
    return d->sender.isPaused();
}

void CloseService::retryNow()
{
    if (d->connection == Connection::SignInNeeded)
        setConnection(Connection::Unknown, ApiError());
    d->http.retryNow();
    if (!d->outbox->isSender())
        return;
    d->sender.retryNow();
    d->puller.retryNow();
}

void CloseService::noteAnswer()
{
    // An answer that was under way when another got 401 says nothing about the key any more.
    if (d->connection != Connection::SignInNeeded)
        setConnection(Connection::Online, ApiError());
    d->sender.networkIsBack();
}

void CloseService::noteError(const ApiError &error)
{
    const Connection next = connectionAfter(error.kind, d->connection);
    if (next == Connection::SignInNeeded)
        d->sender.stop();
    setConnection(next, error);
}

void CloseService::setConnection(Connection connection, const ApiError &reason)
{
    if (d->connection == connection)
        return;
    const bool wasCut = d->connection == Connection::Offline && connection == Connection::Online &&
                        isNetworkTrouble(d->lastTrouble); // not when Close answered oddly, and may go on so
    d->connection = connection;
    d->lastTrouble = reason.kind;
    if (connection == Connection::Offline)
        d->probe.start();
    else
        d->probe.stop();
    Q_EMIT connectionChanged(connection, reason);
    if (wasCut) {
        d->http.retryNow();
        d->puller.retryNow();
    }
}

} // namespace leadline
