#include "services/mirror/mirrorprivate.h"

#include "services/mirror/documents.h"
#include "services/mirror/leadcount.h"
#include "services/mirror/rowkey.h"
#include "services/mirror/textbacklog.h"

namespace leadline {

Result<MirrorContent> readContent(Database &database)
{
    const auto count = leadcount::read(database);
    if (!count)
        return count.error();
    auto organization = documents::organization(database);
    if (!organization)
        return organization.error();
    const auto pull = documents::pullState(database);
    if (!pull)
        return pull.error();
    const auto events = documents::eventState(database);
    if (!events)
        return events.error();
    return MirrorContent{*count, std::move(organization).value(), *pull, *events, 0};
}

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
    leadCount = content.leadCount;
    organization = std::move(content.organization);
    takeLabels();
    pull = content.pull;
    events = content.events;
}

void Mirror::Private::startLists(std::unique_ptr<Database> database)
{
    LeadLists::Home home;
    home.object = q;
    home.loaded = [mirror = q] { Q_EMIT mirror->leadListLoaded(); };
    home.failed = [mirror = q](const ApiError &error) { Q_EMIT mirror->failed(error); };
    lists = std::make_unique<LeadLists>(std::move(database), std::move(home));
}

void Mirror::Private::takeLabels()
{
    statusLabels.clear();
    for (const LeadStatus &status : std::as_const(organization.me.leadStatuses))
        statusLabels.insert(status.id, status.label);
}

void Mirror::Private::writeBacklog()
{
    write<bool>([](Database &database) { return textbacklog::writeSome(database); },
                [this](bool isMore) {
                    if (isMore)
                        writeBacklog();
                },
                Then());
}

void Mirror::Private::report(const ApiError &error) const
{
    QMetaObject::invokeMethod(
        q, [mirror = q, error] { Q_EMIT mirror->failed(error); }, Qt::QueuedConnection);
}

void Mirror::Private::reportCollisions(const QStringList &ids) const
{
    if (!ids.isEmpty())
        report(ApiError(
            ErrorKind::Storage,
            QStringLiteral("key taken by another id, not stored: %1").arg(ids.join(QLatin1String(", ")))));
}

void Mirror::Private::announce(const LeadChanges &changes, QList<LeadId> timelines)
{
    leadCount += changes.added;
    if (!changes.entries.empty())
        lists->put(changes.entries);
    for (const LeadId &id : changes.removed) {
        lists->remove(rowKey(id.value));
        if (!timelines.contains(id))
            timelines.append(id);
    }
    for (const LeadId &id : std::as_const(timelines))
        Q_EMIT q->activitiesChanged(id);
    if (!changes.ids.isEmpty() || !changes.removed.isEmpty())
        Q_EMIT q->leadsChanged(changes.ids + changes.removed);
    reportCollisions(changes.collisions);
}

} // namespace leadline
