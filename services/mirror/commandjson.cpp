#include "services/mirror/commandjson.h"

#include "services/mirror/archive.h"
#include "services/mirror/bodyjson.h"
#include "services/mirror/errorjson.h"

namespace leadline {

namespace {

constexpr Name<CommandState> states[] = {
    {CommandState::Queued, QLatin1String("queued")},     {CommandState::Sending, QLatin1String("sending")},
    {CommandState::Unknown, QLatin1String("unknown")},   {CommandState::Done, QLatin1String("done")},
    {CommandState::Rejected, QLatin1String("rejected")}, {CommandState::User, QLatin1String("user")},
    {CommandState::Parked, QLatin1String("parked")},
};

constexpr auto describeConflict = [](auto &a, FieldConflict &c) {
    a("key", c.key);
    a("base", c.base);
    a("theirs", c.theirs);
    a("mine", c.mine);
};

/// Everything but the body and the error, which have descriptions of their own.
template <typename Archive>
void describe(Archive &a, Command &c)
{
    a("id", c.id);
    a("group", c.group);
    a.word("state", c.state, std::span<const Name<CommandState>>(states));
    a("created_at", c.createdAt);
    a("held_until", c.heldUntil);
    a("sends", c.sends);
    a("doubts", c.doubts);
    a("sent_at", c.sentAt);
    a("looks_first", c.looksFirst);
    a("server_id", c.serverId);
    a("draft_id", c.draftId);
    a("is_surely_ours", c.isSurelyOurs);
    a("known_twins", c.knownTwins);
    a.list("conflicts", c.conflicts, describeConflict);
    a("is_undone", c.isUndone);
    a("undoes", c.undoes);
}

} // namespace

QString stateName(CommandState state)
{
    return nameOf(std::span<const Name<CommandState>>(states), state);
}

QJsonObject toJson(const Command &command)
{
    JsonWriter writer;
    Command copy = command;
    describe(writer, copy);
    QJsonObject json = writer.json();
    json.insert(QStringLiteral("body"), toJson(command.body));
    json.insert(QStringLiteral("error"), toJson(command.lastError));
    return json;
}

std::optional<Command> commandFromJson(const QJsonObject &json)
{
    const auto body = bodyFromJson(json.value(QLatin1String("body")).toObject());
    JsonReader reader(json);
    Command command;
    describe(reader, command);
    if (!body || !reader.isWhole() || command.id.isEmpty())
        return std::nullopt;
    command.body = *body;
    command.lastError = errorFromJson(json.value(QLatin1String("error")).toObject());
    return command;
}

} // namespace leadline
