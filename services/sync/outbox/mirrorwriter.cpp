#include "services/sync/outbox/mirrorwriter.h"

#include "services/close/codec/activitycodec.h"
#include "services/close/codec/leadcodec.h"

namespace leadline {

namespace {

ApiError notClose()
{
    return ApiError(ErrorKind::NotClose);
}

/// HttpClient ends it before the mirror is gone.
QCoro::Task<> readLeadAgain(ObjectApi *api, Mirror *mirror, LeadId lead, Mirror::Then then)
{
    ObjectRef ref;
    ref.id = lead.value;
    auto reading = api->read(ref);
    const Result<QJsonObject> json = co_await std::move(reading);
    const auto read = json ? decodeLead(*json) : std::nullopt;
    if (read)
        mirror->putLeads({*read}, std::move(then));
    else if (!json && json.error().kind == ErrorKind::NotFound) // gone since: the sync will hear of it
        then(Done());
    else
        then(json ? notClose() : json.error());
}

} // namespace

MirrorWriter::MirrorWriter(ObjectApi &api, Mirror &mirror) : m_api(api), m_mirror(mirror) {}

void MirrorWriter::stored(const LeadId &lead, const ObjectRef &ref, const QJsonObject &object,
                          Mirror::Then then)
{
    switch (ref.kind) {
    case ObjectKind::Activity:
        if (const auto activity = decodeActivity(object))
            return m_mirror.putActivities(lead, {*activity}, false, std::move(then));
        return then(notClose());
    case ObjectKind::Lead:
        if (const auto read = decodeLead(object))
            return m_mirror.putLeads({*read}, std::move(then));
        return then(notClose());
    case ObjectKind::Contact:
    case ObjectKind::Opportunity:
    case ObjectKind::Task: {
        [[maybe_unused]] const auto running = readLeadAgain(&m_api, &m_mirror, lead, std::move(then));
        return;
    }
    }
}

void MirrorWriter::removed(const LeadId &lead, const ObjectRef &ref, Mirror::Then then)
{
    switch (ref.kind) {
    case ObjectKind::Activity:
        return m_mirror.removeActivity(ActivityId(ref.id), std::move(then));
    case ObjectKind::Lead:
        return m_mirror.removeLead(LeadId(ref.id), std::move(then));
    case ObjectKind::Contact:
    case ObjectKind::Opportunity:
    case ObjectKind::Task: {
        [[maybe_unused]] const auto running = readLeadAgain(&m_api, &m_mirror, lead, std::move(then));
        return;
    }
    }
}

} // namespace leadline
