#include "services/mirror/mirror.h"

#include "services/close/codec/activitycodec.h"
#include "services/close/codec/leadcodec.h"
#include "services/mirror/activitytable.h"
#include "services/mirror/documents.h"
#include "services/mirror/leadtable.h"
#include "services/mirror/privatefiles.h"
#include "services/mirror/rowkey.h"
#include "services/mirror/setaside.h"
#include "services/mirror/writer.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QFile>

namespace leadline {

namespace {

QHash<StatusId, QString> labelsOf(const OrganizationData &data)
{
    QHash<StatusId, QString> labels;
    for (const LeadStatus &status : data.me.leadStatuses)
        labels.insert(status.id, status.label);
    return labels;
}

/// What the reading side keeps in memory.
struct MirrorContent
{
    std::vector<LeadIndexEntry> entries;
    OrganizationData organization;
    PullState pull;
    qint64 readMs = 0; ///< what it took
};

Result<MirrorContent> readContent(Database &database)
{
    auto entries = leadtable::allEntries(database);
    if (!entries)
        return entries.error();
    auto organization = documents::organization(database);
    if (!organization)
        return organization.error();
    const auto pull = documents::pullState(database);
    if (!pull)
        return pull.error();
    return MirrorContent{std::move(entries).value(), std::move(organization).value(), *pull, 0};
}

QString condemnedMark(const QString &folder)
{
    return folder + QStringLiteral("/mirror.condemned");
}

} // namespace

/// The reading side on the window's thread, with small copies of what every repaint asks for.
struct Mirror::Private
{
    std::unique_ptr<Writer> writer; ///< destroyed after the reader
    std::unique_ptr<Database> reader;
    LeadIndex index;
    OrganizationData organization;
    QHash<StatusId, QString> statusLabels;
    PullState pull;
    QSet<ActivityId>
        removedActivities; ///< since opened: Close never uses an id again, but a page may be late
    Mirror *q = nullptr;
    QString damagedFile;
    /// Of the file as other programs left it; the writer thread's.
    std::shared_ptr<qint64> othersVersion = std::make_shared<qint64>(0);
    QDeadlineTimer nextFollow; ///< a million leads take a while: not again at once

    Result<Done> load();
    void take(MirrorContent content);

    /// The value, or nothing and a `failed` once control is back in the event loop.
    template <typename T>
    T orReport(Result<T> result) const
    {
        if (result)
            return std::move(result).value();
        report(result.error());
        return T();
    }
    void report(const ApiError &error) const
    {
        QMetaObject::invokeMethod(
            q, [mirror = q, error] { Q_EMIT mirror->failed(error); }, Qt::QueuedConnection);
    }
    void reportCollisions(const QStringList &ids) const
    {
        if (!ids.isEmpty())
            report(ApiError(ErrorKind::Storage, QStringLiteral("key taken by another id, not stored: %1")
                                                    .arg(ids.join(QLatin1String(", ")))));
    }

    /// `job` on the writer thread; then `committed` and `then` on the window's thread.
    template <typename T>
    void write(std::function<Result<T>(Database &)> job, std::function<void(const T &)> committed, Then then)
    {
        writer->run([mirror = q, job = std::move(job), committed = std::move(committed),
                     then = std::move(then)](Database &database) mutable {
            auto finish = [mirror, committed = std::move(committed), then = std::move(then),
                           result = job(database)] {
                if (result)
                    committed(*result);
                else if (result.error().kind == ErrorKind::Storage)
                    Q_EMIT mirror->failed(result.error());
                if (then)
                    then(result ? Result<Done>(Done{}) : Result<Done>(result.error()));
            };
            QMetaObject::invokeMethod(mirror, std::move(finish), Qt::QueuedConnection);
        });
    }
    void timelineChanged(const TimelineChange &change)
    {
        if (change.entry)
            index.put({*change.entry});
        if (change.isChanged)
            Q_EMIT q->activitiesChanged(change.lead);
        if (change.entry)
            Q_EMIT q->leadsChanged({change.lead});
        reportCollisions(change.collisions);
    }
};

Result<Done> Mirror::Private::load()
{
    auto content = readContent(*reader);
    if (!content)
        return content.error();
    take(std::move(content).value());
    return Done{};
}

void Mirror::Private::take(MirrorContent content)
{
    index.reset(std::move(content.entries));
    organization = std::move(content.organization);
    statusLabels = labelsOf(organization);
    pull = content.pull;
}

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
    d->writer = std::make_unique<Writer>(std::move(database).value());
    return std::unique_ptr<Mirror>(new Mirror(std::move(d)));
}

Mirror::Mirror(std::unique_ptr<Private> privateData) : d(std::move(privateData))
{
    d->q = this;
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
            Q_EMIT organizationChanged();
            Q_EMIT reloaded();
        },
        Then());
}

std::vector<RowKey> Mirror::leadKeys(const LeadListQuery &query) const
{
    return d->index.keys(query);
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
    return d->index.count();
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

bool Mirror::hasAllActivities(const LeadId &lead) const
{
    return d->orReport(activitytable::hasAll(*d->reader, lead));
}

OrganizationData Mirror::organization() const
{
    return d->organization;
}

PullState Mirror::pullState() const
{
    return d->pull;
}

void Mirror::putLeads(QList<Lead> leads, Then then)
{
    d->write<LeadChanges>(
        [leads = std::move(leads)](Database &database) { return leadtable::put(database, leads); },
        [this](const LeadChanges &changes) {
            d->index.put(changes.entries);
            if (!changes.ids.isEmpty())
                Q_EMIT leadsChanged(changes.ids);
            d->reportCollisions(changes.collisions);
        },
        std::move(then));
}

void Mirror::removeLead(const LeadId &id, Then then)
{
    d->write<bool>([id](Database &database) { return leadtable::remove(database, id); },
                   [this, id](bool isRemoved) {
                       if (!isRemoved)
                           return;
                       d->index.remove(rowKey(id.value));
                       Q_EMIT leadsChanged({id});
                       Q_EMIT activitiesChanged(id);
                   },
                   std::move(then));
}

void Mirror::putActivities(const LeadId &lead, QList<Activity> page, bool isLast, Then then)
{
    page.removeIf([this](const Activity &activity) { return d->removedActivities.contains(activity.id); });
    d->write<TimelineChange>(
        [lead, page = std::move(page), isLast](Database &database) {
            return activitytable::put(database, lead, page, isLast);
        },
        [this](const TimelineChange &change) { d->timelineChanged(change); }, std::move(then));
}

void Mirror::removeActivity(const ActivityId &id, Then then)
{
    d->removedActivities.insert(id);
    d->write<TimelineChange>([id](Database &database) { return activitytable::remove(database, id); },
                             [this](const TimelineChange &change) { d->timelineChanged(change); },
                             std::move(then));
}

void Mirror::putOrganization(OrganizationData data, Then then)
{
    d->write<Done>([data](Database &database) { return documents::putOrganization(database, data); },
                   [this, data](Done) {
                       d->organization = data;
                       d->statusLabels = labelsOf(data);
                       Q_EMIT organizationChanged();
                   },
                   std::move(then));
}

void Mirror::putPullState(PullState state, Then then)
{
    d->write<Done>([state](Database &database) { return documents::putPullState(database, state); },
                   [this, state](Done) { d->pull = state; }, std::move(then));
}

} // namespace leadline

#include "moc_mirror.cpp"
