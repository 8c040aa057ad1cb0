#include "models/outboxmodel.h"

#include <algorithm>

namespace leadline {
namespace {

constexpr int fewRows = 500;     ///< a queue that is read again at every change
constexpr int cachedLeads = 100; ///< a few screens of them
constexpr auto breath = std::chrono::milliseconds(200);

} // namespace

OutboxModel::OutboxModel(OutboxStore &outbox, Mirror &mirror, QObject *parent)
    : DiffedListModel(parent)
    , m_outbox(outbox)
    , m_mirror(mirror)
    , m_organization(mirror.organization())
    , m_leads(cachedLeads)
{
    read(m_keys, m_commands);
    m_pause.setSingleShot(true);
    m_pause.setInterval(breath);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_isStale)
            refresh();
    });
    connect(&outbox, &OutboxStore::changed, this, &OutboxModel::onOutboxChanged);
    connect(&mirror, &Mirror::leadsChanged, this, &OutboxModel::onLeadsChanged);
    connect(&mirror, &Mirror::reloaded, this, [this] {
        m_leads.clear();
        announce({LeadNameRole});
    });
    connect(&mirror, &Mirror::organizationChanged, this, [this] {
        m_organization = m_mirror.organization();
        announce({CommandRole}); // which is told in its words
    });
}

int OutboxModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_keys.size());
}

QVariant OutboxModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto command = m_commands.constFind(m_keys[index.row()]);
    switch (role) {
    case Qt::DisplayRole:
        return command->id.value;
    case CommandRole:
        return QVariant::fromValue(*command);
    case LeadNameRole:
        return leadName(*command);
    case SyncStateRole:
        return static_cast<int>(syncStateOf(*command));
    default:
        return {};
    }
}

std::optional<Lead> OutboxModel::leadOf(const Command &command) const
{
    const LeadId id = command.leadId();
    if (const auto *known = m_leads.object(id))
        return *known;
    const auto lead = m_mirror.lead(id);
    m_leads.insert(id, new std::optional<Lead>(lead));
    return lead;
}

std::optional<CommandBody> OutboxModel::originalOf(const Command &command) const
{
    const auto finished = m_outbox.finishedOf(command.leadId());
    const auto it = std::find_if(finished.begin(), finished.end(), [&command](const FinishedCommand &each) {
        return each.command.id == command.undoes;
    });
    return it == finished.end() ? std::nullopt : std::optional(it->command.body);
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

void OutboxModel::onOutboxChanged()
{
    m_isStale = true;
    if (!m_pause.isActive())
        refresh();
}

void OutboxModel::onLeadsChanged(const QList<LeadId> &ids)
{
    bool isShown = false;
    for (const LeadId &id : ids)
        isShown |= m_leads.remove(id);
    if (isShown)
        announce({LeadNameRole});
}

void OutboxModel::read(std::vector<QString> &keys, QHash<QString, Command> &commands)
{
    std::vector<QString> others;
    const QList<Command> all = m_outbox.commands();
    for (const Command &command : all) {
        if (command.state == CommandState::Done)
            continue;
        const bool isUrgent = needsPerson(syncStateOf(command));
        (isUrgent ? keys : others).push_back(command.id.value);
        commands.insert(command.id.value, command);
    }
    m_needsPerson = static_cast<int>(keys.size());
    keys.insert(keys.end(), others.begin(), others.end());
}

void OutboxModel::refresh()
{
    m_isStale = false;
    std::vector<QString> next;
    QHash<QString, Command> commands;
    read(next, commands);
    // Both generations of rows stay readable while the signals run.
    for (auto it = commands.cbegin(); it != commands.cend(); ++it)
        m_commands.insert(it.key(), it.value());
    if (next != m_keys && !applyRowDiff(m_keys, next, rowSignals())) {
        beginResetModel();
        m_keys = next;
        endResetModel();
    }
    m_commands = commands;
    announce({});
    if (m_keys.size() > fewRows)
        m_pause.start();
    Q_EMIT countsChanged();
}

void OutboxModel::announce(const QList<int> &roles)
{
    if (!m_keys.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), roles);
}

} // namespace leadline
