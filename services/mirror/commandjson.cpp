#include "services/mirror/commandjson.h"

#include "services/mirror/errorjson.h"

#include <QJsonArray>

#include <algorithm>
#include <iterator>

namespace leadline {

namespace {

template <typename Enum>
struct Name
{
    Enum value;
    QLatin1String name;
};

constexpr Name<CommandState> stateNames[] = {
    {CommandState::Queued, QLatin1String("queued")},     {CommandState::Sending, QLatin1String("sending")},
    {CommandState::Unknown, QLatin1String("unknown")},   {CommandState::Done, QLatin1String("done")},
    {CommandState::Rejected, QLatin1String("rejected")}, {CommandState::User, QLatin1String("user")},
    {CommandState::Parked, QLatin1String("parked")},
};
constexpr Name<CallDirection> directionNames[] = {
    {CallDirection::Outbound, QLatin1String("outbound")},
    {CallDirection::Inbound, QLatin1String("inbound")},
};
constexpr Name<CallStatus> callStatusNames[] = {
    {CallStatus::Created, QLatin1String("created")},
    {CallStatus::InProgress, QLatin1String("in-progress")},
    {CallStatus::Completed, QLatin1String("completed")},
    {CallStatus::Cancel, QLatin1String("cancel")},
    {CallStatus::NoAnswer, QLatin1String("no-answer")},
    {CallStatus::Busy, QLatin1String("busy")},
    {CallStatus::Failed, QLatin1String("failed")},
    {CallStatus::Timeout, QLatin1String("timeout")},
    {CallStatus::Other, QLatin1String("other")},
};

template <typename Enum, size_t size>
QString nameOf(const Name<Enum> (&names)[size], Enum value)
{
    const auto found = std::find_if(std::begin(names), std::end(names),
                                    [value](const auto &entry) { return entry.value == value; });
    return found == std::end(names) ? QString() : QString(found->name);
}

template <typename Enum, size_t size>
std::optional<Enum> valueOf(const Name<Enum> (&names)[size], const QString &name)
{
    const auto found = std::find_if(std::begin(names), std::end(names),
                                    [&](const auto &entry) { return entry.name == name; });
    return found == std::end(names) ? std::nullopt : std::optional(found->value);
}

QString toText(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

QDateTime toTime(const QJsonValue &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs).toUTC();
}

QJsonObject bodyToJson(const LogCall &call)
{
    return {{QStringLiteral("type"), QStringLiteral("log_call")},
            {QStringLiteral("lead_id"), call.leadId.value},
            {QStringLiteral("contact_id"), call.contactId.value},
            {QStringLiteral("phone"), call.phone},
            {QStringLiteral("direction"), nameOf(directionNames, call.direction)},
            {QStringLiteral("status"), nameOf(callStatusNames, call.status)},
            {QStringLiteral("duration"), call.durationSeconds},
            {QStringLiteral("note"), call.note},
            {QStringLiteral("activity_at"), toText(call.activityAt)}};
}

QJsonObject bodyToJson(const DeleteCall &call)
{
    return {{QStringLiteral("type"), QStringLiteral("delete_call")},
            {QStringLiteral("lead_id"), call.leadId.value},
            {QStringLiteral("activity_id"), call.activityId.value}};
}

std::optional<CommandBody> logCallFromJson(const QJsonObject &json)
{
    const auto direction = valueOf(directionNames, json.value(QLatin1String("direction")).toString());
    const auto status = valueOf(callStatusNames, json.value(QLatin1String("status")).toString());
    if (!direction || !status)
        return std::nullopt;
    LogCall call;
    call.leadId = LeadId(json.value(QLatin1String("lead_id")).toString());
    call.contactId = ContactId(json.value(QLatin1String("contact_id")).toString());
    call.phone = json.value(QLatin1String("phone")).toString();
    call.direction = *direction;
    call.status = *status;
    call.durationSeconds = json.value(QLatin1String("duration")).toInt();
    call.note = json.value(QLatin1String("note")).toString();
    call.activityAt = toTime(json.value(QLatin1String("activity_at")));
    return call;
}

std::optional<CommandBody> bodyFromJson(const QJsonObject &json)
{
    const QString type = json.value(QLatin1String("type")).toString();
    if (type == QLatin1String("log_call"))
        return logCallFromJson(json);
    if (type == QLatin1String("delete_call"))
        return DeleteCall{LeadId(json.value(QLatin1String("lead_id")).toString()),
                          ActivityId(json.value(QLatin1String("activity_id")).toString())};
    return std::nullopt;
}

} // namespace

QString stateName(CommandState state)
{
    return nameOf(stateNames, state);
}

QJsonObject toJson(const Command &command)
{
    return {
        {QStringLiteral("id"), command.id.value},
        {QStringLiteral("body"), std::visit([](const auto &body) { return bodyToJson(body); }, command.body)},
        {QStringLiteral("state"), stateName(command.state)},
        {QStringLiteral("created_at"), toText(command.createdAt)},
        {QStringLiteral("sends"), command.sends},
        {QStringLiteral("error"), toJson(command.lastError)},
        {QStringLiteral("server_id"), command.serverId},
        {QStringLiteral("known_twins"), QJsonArray::fromStringList(command.knownTwins)}};
}

std::optional<Command> commandFromJson(const QJsonObject &json)
{
    const auto body = bodyFromJson(json.value(QLatin1String("body")).toObject());
    const auto state = valueOf(stateNames, json.value(QLatin1String("state")).toString());
    const CommandId id(json.value(QLatin1String("id")).toString());
    if (!body || !state || id.isEmpty())
        return std::nullopt;
    Command command;
    command.id = id;
    command.body = *body;
    command.state = *state;
    command.createdAt = toTime(json.value(QLatin1String("created_at")));
    command.sends = json.value(QLatin1String("sends")).toInt();
    command.lastError = errorFromJson(json.value(QLatin1String("error")).toObject());
    command.serverId = json.value(QLatin1String("server_id")).toString();
    const QJsonArray twins = json.value(QLatin1String("known_twins")).toArray();
    for (const QJsonValue &twin : twins)
        command.knownTwins.append(twin.toString());
    return command;
}

} // namespace leadline
