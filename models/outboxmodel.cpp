#include "models/outboxmodel.h"

#include <algorithm>

namespace leadline {
namespace {

QList<Command> unfinished(const OutboxStore &outbox)
{
    QList<Command> commands = outbox.commands();
    commands.removeIf([](const Command &command) { return command.state == CommandState::Done; });
    std::stable_partition(commands.begin(), commands.end(), [](const Command &command) {
        return needsPerson(syncStateOf(command.state));
    });
    return commands;
}

} // namespace

OutboxModel::OutboxModel(OutboxStore &outbox, Mirror &mirror, QObject *parent)
    : QAbstractListModel(parent)
    , m_outbox(outbox)
    , m_mirror(mirror)
    , m_commands(unfinished(outbox))
{
    connect(&outbox, &OutboxStore::changed, this, &OutboxModel::refresh);
}

int OutboxModel::waitingCount() const
{
    return static_cast<int>(m_commands.size()) - needsPersonCount();
}

int OutboxModel::needsPersonCount() const
{
    return static_cast<int>(std::count_if(m_commands.begin(), m_commands.end(), [](const Command &command) {
        return needsPerson(syncStateOf(command.state));
    }));
}

int OutboxModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_commands.size());
}

QVariant OutboxModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Command &command = m_commands[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return command.id.value;
    case CommandRole:
        return QVariant::fromValue(command);
    case LeadNameRole:
        return leadName(command);
    case SyncStateRole:
        return static_cast<int>(syncStateOf(command.state));
    default:
        return {};
    }
}

std::optional<Lead> OutboxModel::leadOf(const Command &command) const
{
    return m_mirror.lead(command.leadId());
}

QString OutboxModel::leadName(const Command &command) const
{
    if (const auto lead = leadOf(command))
        return lead->displayName;
    for (const Command &each : m_commands) { // not in Close yet: made by another write
        const auto *created = std::get_if<CreateLead>(&each.body);
        if (created && created->leadId == command.leadId())
            return created->name;
    }
    return {};
}

void OutboxModel::refresh()
{
    const auto ids = [](const QList<Command> &commands) {
        std::vector<CommandId> list;
        for (const Command &command : commands)
            list.push_back(command.id);
        return list;
    };
    const QList<Command> next = unfinished(m_outbox);
    const bool isSameRows = ids(next) == ids(m_commands);
    if (!isSameRows)
        beginResetModel();
    m_commands = next;
    if (!isSameRows)
        endResetModel();
    else if (!m_commands.isEmpty())
        Q_EMIT dataChanged(index(0), index(static_cast<int>(m_commands.size()) - 1));
    Q_EMIT countsChanged();
}

} // namespace leadline
