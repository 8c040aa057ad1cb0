#include "services/sync/pull/activityaudit.h"

#include "services/base/awaited.h"
#include "services/close/codec/objectpath.h"
#include "services/domain/objectchange.h"
#include "services/sync/pull/gather.h"

namespace leadline {

namespace {

QCoro::Task<Result<Done>> check(BulkApi *api, Mirror *mirror, Activity activity)
{
    const ObjectRef ref{ObjectKind::Activity, activity.kind, activity.id.value};
    const QString path = objectPath(ref);
    if (path.isEmpty())
        co_return Done();
    for (int denials = 0; denials < 2; ++denials) { // one is not enough to throw it away (reliability.md 56)
        auto asking = api->object(path);
        const auto object = co_await std::move(asking);
        if (!object && object.error().kind == ErrorKind::Forbidden)
            co_return Done(); // it is there
        if (!object && object.error().kind != ErrorKind::NotFound)
            co_return object.error();
        if (object) {
            ObjectChange change;
            change.kind = ObjectKind::Activity;
            change.id = activity.id.value;
            change.leadId = activity.leadId;
            change.data = *object;
            const Awaited<ChangeInfo> applying;
            mirror->applyChanges(QList<ObjectChange>(1, change), applying.callback());
            co_await applying.come();
            co_return Done();
        }
    }
    const Awaited<Done> removing;
    mirror->removeActivity(activity.id, removing.callback());
    co_await removing.come();
    co_return removing.result();
}

} // namespace

QCoro::Task<Result<Done>> removeUnnamedActivities(BulkApi *api, Mirror *mirror, QSet<RowKey> named,
                                                  TimeRange created)
{
    const Awaited<QList<ActivityId>> finding;
    mirror->findActivities(QDateTime::fromMSecsSinceEpoch(created.from, Qt::UTC), finding.callback());
    co_await finding.come();
    if (!finding.result())
        co_return finding.result().error();
    std::vector<QCoro::Task<Result<Done>>> tasks;
    for (const ActivityId &id : *finding.result()) {
        const auto activity = named.contains(rowKey(id.value)) ? std::nullopt : mirror->activity(id);
        const qint64 at =
            activity && activity->dateCreated.isValid() ? activity->dateCreated.toMSecsSinceEpoch() : -1;
        if (at >= created.from && at < created.to)
            tasks.push_back(check(api, mirror, *activity));
    }
    auto gathering = gather(std::move(tasks));
    const auto gathered = co_await std::move(gathering);
    co_return gathered;
}

} // namespace leadline
