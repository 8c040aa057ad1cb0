#include "services/mirror/mirror.h"

#include "services/close/codec/activitycodec.h"
#include "services/close/codec/leadcodec.h"
#include "services/mirror/changewriter.h"
#include "services/mirror/documents.h"
#include "services/mirror/leadcount.h"
#include "services/mirror/leadlistsql.h"
#include "services/mirror/mirrorprivate.h"
#include "services/mirror/privatefiles.h"
#include "services/mirror/setaside.h"
#include "services/mirror/textbacklog.h"
#include "services/mirror/tombstones.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QFile>

namespace leadline {

namespace {

QString condemnedMark(const QString &folder)
{
    return folder + QStringLiteral("/mirror.condemned");
}

} // namespace

Result<std::unique_ptr<Mirror>> Mirror::open(const QString &folder)
{
    const bool isCondemned = QFile::exists(condemnedMark(folder));
    auto opened = isCondemned ? Result<std::unique_ptr<Mirror>>(ApiError(StorageTrouble::Damaged, folder))
                              : openSound(folder);
    if (opened || opened.error().storage != StorageTrouble::Damaged)
        return opened;
    const auto kept = setAside(folder, QStringLiteral("mirror"));
    if (!kept)
        return kept.error();
    QFile::remove(condemnedMark(folder));
    opened = openSound(folder);
    if (opened)
        (*opened)->d->damagedFile = *kept;
    return opened;
}

Result<Done> Mirror::condemn(const QString &folder)
{
    return makePrivateFile(condemnedMark(folder));
}

QString Mirror::damagedFile() const
{
    return d->damagedFile;
}

Result<std::unique_ptr<Mirror>> Mirror::openSound(const QString &folder)
{
    auto database = Database::open(folder, QStringLiteral("mirror"), Database::Durability::Normal);
    if (!database)
        return database.error();
    auto reader = (*database)->reader();
    if (!reader)
        return reader.error();
    auto d = std::make_unique<Private>();
    if (const auto version = (*database)->dataVersion())
        *d->othersVersion = *version;
    d->reader = std::move(reader).value();
    if (const auto loaded = d->load(); !loaded)
        return loaded.error();
    auto second = (*database)->reader();
    if (!second)
        return second.error();
    d->writer = std::make_unique<Writer>(std::move(database).value());
    std::unique_ptr<Mirror> mirror(new Mirror(std::move(d)));
    mirror->d->startLists(std::move(second).value());
    return mirror;
}

Mirror::Mirror(std::unique_ptr<Private> privateData) : d(std::move(privateData))
{
    d->q = this;
    if (!d->orReport(textbacklog::isEmpty(*d->reader)))
        d->writeBacklog();
    d->writer->run([isEmpty = d->leadCount == 0](Database &database) {
        [[maybe_unused]] const auto pruned = tombstones::prune(database);
        if (!isEmpty) {
            [[maybe_unused]] const auto kept = leadcount::keep(database);
        }
    });
}

Mirror::~Mirror() = default;

/// The writing connection is asked, on its thread: its own commits are none of others.
void Mirror::follow()
{
    using News = std::optional<MirrorContent>;
    if (!d->nextFollow.hasExpired())
        return;
    const auto look = [seen = d->othersVersion](Database &database) -> Result<News> {
        const auto version = database.dataVersion();
        if (!version)
            return version.error();
        if (std::exchange(*seen, *version) == *version)
            return News();
        QElapsedTimer time;
        time.start();
        auto content = readContent(database);
        if (content)
            content->readMs = time.elapsed();
        return content ? Result<News>(std::move(content).value()) : Result<News>(content.error());
    };
    d->write<News>(
        look,
        [this](const News &news) {
            if (!news)
                return;
            d->nextFollow.setRemainingTime(10 * news->readMs);
            d->take(*news);
            d->lists->reload();
            Q_EMIT organizationChanged();
            Q_EMIT reloaded();
        },
        Then());
}

std::vector<RowKey> Mirror::leadKeys(const LeadListQuery &query, const QDateTime &nowUtc, int limit) const
{
    return d->orReport(leadlistsql::keys(*d->reader, query, nowUtc, limit));
}

LeadInquiry Mirror::askLeads(const LeadListQuery &query, const QDateTime &nowUtc,
                             LeadInquiry::Then then) const
{
    return d->lists->ask(query, nowUtc, std::move(then));
}

QList<LeadRow> Mirror::leadRows(const std::vector<RowKey> &keys) const
{
    QList<LeadRow> rows = d->orReport(leadtable::rows(*d->reader, keys));
    for (LeadRow &row : rows)
        row.statusLabel = d->statusLabels.value(row.statusId, row.statusLabel);
    return rows;
}

std::optional<Lead> Mirror::lead(const LeadId &id) const
{
    const auto body = d->orReport(leadtable::body(*d->reader, id));
    return body ? decodeLead(*body) : std::nullopt;
}

std::optional<QDateTime> Mirror::leadUpdatedAt(const LeadId &id) const
{
    return d->orReport(leadtable::updatedAt(*d->reader, id));
}

int Mirror::leadCount() const
{
    return d->leadCount;
}

QList<Activity> Mirror::activities(const LeadId &lead, const QSet<ActivityKind> &kinds, int offset,
                                   int limit) const
{
    QList<Activity> page;
    const auto bodies = d->orReport(activitytable::bodies(*d->reader, lead, kinds, offset, limit));
    for (const QJsonObject &body : bodies) {
        if (auto decoded = decodeActivity(body))
            page.append(*std::move(decoded));
    }
    return page;
}

std::optional<Activity> Mirror::activity(const ActivityId &id) const
{
    const auto body = d->orReport(activitytable::body(*d->reader, id));
    return body ? decodeActivity(*body) : std::nullopt;
}

int Mirror::activityCount(const LeadId &lead, const QSet<ActivityKind> &kinds) const
{
    return d->orReport(activitytable::count(*d->reader, lead, kinds));
}

int Mirror::newerActivities(const LeadId &lead, const QSet<ActivityKind> &kinds, const ActivityId &than) const
{
    return d->orReport(activitytable::countBefore(*d->reader, lead, kinds, than));
}

bool Mirror::hasAllActivities(const LeadId &lead) const
{
    return d->orReport(activitytable::hasAll(*d->reader, lead));
}

OrganizationData Mirror::organization() const
{
    return d->organization;
}

SmartViewResult Mirror::smartView(const SmartViewId &id) const
{
    return d->orReport(documents::smartViewState(*d->reader, id));
}

PullState Mirror::pullState() const
{
    return d->pull;
}

EventState Mirror::eventState() const
{
    return d->events;
}

LeadId Mirror::redirect(const LeadId &id) const
{
    const auto survivor = guarded([&] { return tombstones::survivor(*d->reader, id); });
    return survivor ? *survivor : id;
}

Result<std::unique_ptr<Database>> Mirror::searchReader() const
{
    return d->reader->reader();
}

void Mirror::putLeads(QList<Lead> leads, Then then)
{
    d->write<LeadChanges>(
        [leads = std::move(leads)](Database &database) -> Result<LeadChanges> {
            BulkPage page;
            if (const auto read = page.read(leadtable::pageOf(leads)); !read)
                return read.error();
            return leadtable::put(database, page);
        },
        [this](const LeadChanges &changes) { d->announce(changes, {}); }, std::move(then));
}

void Mirror::putLeadPage(QByteArray answer, ThenWith<LeadPageInfo> then)
{
    using Stored = std::pair<LeadPageInfo, LeadChanges>;
    d->write<Stored, LeadPageInfo>(
        [answer = std::move(answer), kept = d->page](Database &database) -> Result<Stored> {
            BulkPage &page = *kept;
            if (const auto read = page.read(answer); !read)
                return read.error();
            const auto changes = leadtable::put(database, page);
            if (!changes)
                return changes.error();
            LeadPageInfo info = infoOf(page);
            info.stored = changes->stored;
            info.unreadable = changes->unreadable;
            return Stored(info, *changes);
        },
        [this](const Stored &stored) { d->announce(stored.second, {}); },
        [](const Stored &stored) { return stored.first; }, std::move(then));
}

void Mirror::removeLead(const LeadId &id, Then then)
{
    d->write<LeadChanges>([id](Database &database) { return leadtable::remove(database, id); },
                          [this](const LeadChanges &changes) { d->announce(changes, {}); }, std::move(then));
}

void Mirror::putActivities(const LeadId &lead, QList<Activity> page, bool isLast, Then then)
{
    d->write<TimelineChanges>(
        [lead, page = std::move(page), isLast](Database &database) {
            return activitytable::put(database, lead, page, isLast);
        },
        [this](const TimelineChanges &changes) { d->announce(changes.leads, changes.timelines); },
        std::move(then));
}

void Mirror::putActivityPage(QByteArray answer, ThenWith<ActivityPageInfo> then)
{
    using Stored = std::pair<ActivityPageInfo, TimelineChanges>;
    d->write<Stored, ActivityPageInfo>(
        [answer = std::move(answer), kept = d->page](Database &database) -> Result<Stored> {
            BulkPage &page = *kept;
            if (const auto read = page.read(answer); !read)
                return read.error();
            const auto changes = activitytable::put(database, page);
            if (!changes)
                return changes.error();
            ActivityPageInfo info{infoOf(page), changes->missing, changes->named};
            info.stored = changes->stored;
            info.unreadable = changes->unreadable;
            return Stored(info, *changes);
        },
        [this](const Stored &stored) { d->announce(stored.second.leads, stored.second.timelines); },
        [](const Stored &stored) { return stored.first; }, std::move(then));
}

void Mirror::applyChanges(QList<ObjectChange> changes, ThenWith<ChangeInfo> then)
{
    d->write<TimelineChanges, ChangeInfo>(
        [changes = std::move(changes)](Database &database) {
            return leadline::applyChanges(database, changes);
        },
        [this](const TimelineChanges &applied) { d->announce(applied.leads, applied.timelines); },
        [](const TimelineChanges &applied) { return ChangeInfo{applied.missing}; }, std::move(then));
}

void Mirror::removeActivity(const ActivityId &id, Then then)
{
    d->write<TimelineChanges>(
        [id](Database &database) { return activitytable::remove(database, id); },
        [this](const TimelineChanges &changes) { d->announce(changes.leads, changes.timelines); },
        std::move(then));
}

void Mirror::findActivities(const QDateTime &since, ThenWith<QList<ActivityId>> then)
{
    using Ids = QList<ActivityId>;
    d->write<Ids, Ids>([since](Database &database) { return activitytable::idsSince(database, since); },
                       [](const Ids &) {}, [](const Ids &ids) { return ids; }, std::move(then));
}

void Mirror::findLeads(ThenWith<std::vector<RowKey>> then)
{
    using Keys = std::vector<RowKey>;
    d->write<Keys, Keys>([](Database &database) { return leadlistsql::keys(database, {}, {}, -1); },
                         [](const Keys &) {}, [](const Keys &keys) { return keys; }, std::move(then));
}

void Mirror::putOrganization(OrganizationData data, Then then)
{
    d->write<Done>([data](Database &database) { return documents::putOrganization(database, data); },
                   [this, data](Done) {
                       d->organization = data;
                       d->takeLabels();
                       Q_EMIT organizationChanged();
                   },
                   std::move(then));
}

void Mirror::putPullState(PullState state, Then then)
{
    d->write<Done>([state](Database &database) { return documents::putPullState(database, state); },
                   [this, state](Done) { d->pull = state; }, std::move(then));
}

void Mirror::putEventState(EventState state, Then then)
{
    d->write<Done>([state](Database &database) { return documents::putEventState(database, state); },
                   [this, state](Done) { d->events = state; }, std::move(then));
}

void Mirror::putSmartView(const SmartViewId &id, SmartViewResult result, Then then)
{
    d->write<Done>([id, result = std::move(result)](
                       Database &database) { return documents::putSmartView(database, id, result); },
                   [this, id](Done) { Q_EMIT smartViewChanged(id); }, std::move(then));
}

} // namespace leadline

#include "moc_mirror.cpp"
