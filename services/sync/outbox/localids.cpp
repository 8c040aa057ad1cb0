#include "services/sync/outbox/localids.h"

#include "services/close/codec/lenient.h"
#include "services/domain/commandids.h"
#include "services/sync/outbox/canonical.h"

#include <algorithm>

namespace leadline {

namespace {

bool areThose(const QList<Contact> &sent, const QJsonArray &stored)
{
    if (sent.size() != stored.size())
        return false;
    for (qsizetype i = 0; i < sent.size(); ++i) {
        const QString name = lenient::text(stored.at(i).toObject(), QLatin1String("name"));
        if (canonicalText(sent.at(i).name) != canonicalText(name))
            return false;
    }
    return true;
}

} // namespace

AssignedIds assignedIds(const CommandBody &body, const QJsonObject &object)
{
    const QStringList locals = createdIds(body);
    QStringList servers{lenient::idText(object)};
    const auto *lead = std::get_if<CreateLead>(&body);
    const QJsonArray contacts = lenient::list(object, QLatin1String("contacts"));
    if (lead && areThose(lead->contacts, contacts)) {
        for (const QJsonValue &contact : contacts)
            servers << lenient::idText(contact.toObject());
    }
    AssignedIds ids;
    for (qsizetype i = 0; i < std::min(locals.size(), servers.size()); ++i) {
        if (isLocalId(locals.at(i)) && isWellFormedId(servers.at(i)))
            ids << qMakePair(locals.at(i), servers.at(i));
    }
    return ids;
}

CommandBody withIds(CommandBody body, const AssignedIds &ids)
{
    for (const auto &[local, server] : ids)
        body = withId(std::move(body), local, server);
    return body;
}

QList<Command> whatWaitedFor(const AssignedIds &ids, const CommandId &maker, const QList<Command> &commands)
{
    QList<Command> changed;
    for (Command waiting : commands) {
        const QStringList needed = neededIds(waiting.body);
        if (waiting.id == maker || needed.isEmpty())
            continue;
        waiting.body = withIds(std::move(waiting.body), ids);
        const QStringList missing = neededIds(waiting.body);
        if (missing == needed)
            continue;
        if (waiting.state == CommandState::Parked && missing.isEmpty())
            waiting.state = CommandState::Queued;
        changed << waiting;
    }
    return changed;
}

bool isAnyNeverMade(const QStringList &locals, const QList<Command> &commands)
{
    return std::any_of(locals.begin(), locals.end(), [&commands](const QString &local) {
        return std::none_of(commands.begin(), commands.end(), [&local](const Command &c) {
            const bool isRefused = c.state == CommandState::Rejected || c.state == CommandState::Parked;
            return createdIds(c.body).contains(local) && !isRefused;
        });
    });
}

} // namespace leadline
