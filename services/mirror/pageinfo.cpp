#include "services/mirror/pageinfo.h"

#include "services/close/codec/bulkpage.h"
#include "services/close/codec/lenientdom.h"

namespace leadline {

namespace {

QDateTime utc(const lenient::Element &element)
{
    const auto ms = lenient::moment(lenient::text(element));
    return ms ? QDateTime::fromMSecsSinceEpoch(*ms, Qt::UTC) : QDateTime();
}

PageMark markOf(const simdjson::dom::object &object)
{
    static constexpr std::array<std::string_view, 4> names{"id", "date_created", "date_updated",
                                                           "activity_at"};
    const auto [id, created, updated, activity] = lenient::pick(object, names);
    const std::string_view text = lenient::id(id);
    return {QString::fromLatin1(text.data(), qsizetype(text.size())), utc(created), utc(updated),
            utc(activity)};
}

} // namespace

PageInfo infoOf(const BulkPage &page)
{
    PageInfo info;
    info.received = page.received();
    info.hasMore = page.hasMore();
    info.total = page.total();
    info.cursor = page.cursor();
    const auto &objects = page.objects();
    for (auto each = objects.begin(); each != objects.end() && info.first.id.isEmpty(); ++each)
        info.first = markOf(each->json);
    for (auto each = objects.rbegin(); each != objects.rend() && info.last.id.isEmpty(); ++each)
        info.last = markOf(each->json);
    return info;
}

} // namespace leadline
