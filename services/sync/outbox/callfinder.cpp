#include "services/sync/outbox/callfinder.h"

#include "services/sync/outbox/callmatch.h"

namespace leadline {

namespace {

constexpr int pageSize = 100;  // the largest Close takes for activities (close-api.md 2.1)
constexpr int mostPages = 100; // no lead has so many calls: a server that says "more" for ever

/// Calls come newest creation first; what was created long before the command cannot be its work. The day
/// allows for a wrong clock here.
QDateTime horizonOf(const Command &command)
{
    return command.createdAt.addDays(-1);
}

} // namespace

QCoro::Task<Result<QList<Activity>>> findCalls(CloseApi *api, Command command, UserId user)
{
    const LogCall call = std::get<LogCall>(command.body);
    const QDateTime horizon = horizonOf(command);
    QList<Activity> matches;
    int skip = 0;
    for (int count = 0; count < mostPages; ++count) {
        auto listing = api->calls(call.leadId, skip, pageSize, Lane::Foreground);
        const Result<Page<Activity>> page = co_await std::move(listing);
        if (!page)
            co_return page.error();
        bool isBeyond = false;
        for (const Activity &activity : page->items) {
            if (isSameCall(call, user, activity))
                matches.append(activity);
            isBeyond = isBeyond || (activity.dateCreated.isValid() && activity.dateCreated < horizon);
        }
        if (!page->hasMore || isBeyond)
            co_return matches;
        if (page->received == 0)
            break;
        skip += page->received;
    }
    co_return ApiError(ErrorKind::NotClose, QStringLiteral("The list of calls has no end."));
}

} // namespace leadline
