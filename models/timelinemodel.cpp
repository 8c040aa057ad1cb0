#include "models/timelinemodel.h"

#include "models/overlay.h"

namespace leadline {
namespace {

constexpr int pageSize = 50;

QString commandKey(const CommandId &id)
{
    return QLatin1Char('#') + id.value;
}

} // namespace

TimelineModel::TimelineModel(Mirror &mirror, OutboxStore &outbox, QObject *parent)
    : DiffedListModel(parent), m_mirror(mirror), m_outbox(outbox)
{
    const auto refreshFor = [this](const LeadId &lead) {
        if (lead == m_lead && !lead.isEmpty())
            refresh();
    };
    connect(&mirror, &Mirror::activitiesChanged, this, refreshFor);
    connect(&mirror, &Mirror::reloaded, this, [this, refreshFor] { refreshFor(m_lead); });
    connect(&outbox, &OutboxStore::changed, this, refreshFor);
    connect(&mirror, &Mirror::leadsChanged, this, [this](const QList<LeadId> &ids) {
        if (!ids.contains(m_lead))
            return;
        readContactNames();
        if (!m_keys.empty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1), {ContactNameRole});
    });
}

void TimelineModel::setLead(const LeadId &lead)
{
    if (lead == m_lead)
        return;
    m_lead = lead;
    reset();
}

void TimelineModel::setKinds(const QSet<ActivityKind> &kinds)
{
    if (kinds == m_kinds)
        return;
    m_kinds = kinds;
    reset();
}

int TimelineModel::totalCount() const
{
    const auto onTop =
        std::count_if(m_rows.begin(), m_rows.end(), [](const Row &row) { return row.activity.id.isEmpty(); });
    return m_lead.isEmpty() ? 0 : m_mirror.activityCount(m_lead, m_kinds) + static_cast<int>(onTop);
}

int TimelineModel::rowOf(const ActivityId &id) const
{
    const auto at = std::find(m_keys.begin(), m_keys.end(), id.value);
    return at == m_keys.end() ? -1 : static_cast<int>(at - m_keys.begin());
}

int TimelineModel::load(const ActivityId &id)
{
    const auto activity = m_mirror.activity(id);
    if (!activity || activity->leadId != m_lead || !isShown(activity->kind))
        return -1;
    if (rowOf(id) < 0) {
        const int newer = m_mirror.newerActivities(m_lead, m_kinds, id);
        m_wanted = std::max(m_wanted, (newer / pageSize + 1) * pageSize);
        refresh();
    }
    return rowOf(id);
}

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_keys.size());
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto row = m_rows.constFind(m_keys[index.row()]);
    switch (role) {
    case ActivityRole:
        return QVariant::fromValue(row->activity);
    case SyncStateRole:
        return static_cast<int>(row->state);
    case CommandIdRole:
        return row->command.value;
    case ErrorRole:
        return QVariant::fromValue(row->error);
    case DayRole:
        return row->activity.id.isEmpty() ? QDate() : row->activity.activityAt.toLocalTime().date();
    case ContactNameRole:
        return m_contactNames.value(row->activity.contactId.value);
    default:
        return {};
    }
}

bool TimelineModel::canFetchMore(const QModelIndex &parent) const
{
    if (parent.isValid() || m_lead.isEmpty() || m_isRefreshing)
        return false;
    return m_wanted < m_mirror.activityCount(m_lead, m_kinds) || (!m_isOlderAsked && !isComplete());
}

void TimelineModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    if (m_wanted < m_mirror.activityCount(m_lead, m_kinds)) {
        m_wanted += pageSize;
        refresh();
        return;
    }
    m_isOlderAsked = true;
    Q_EMIT olderWanted(m_lead);
}

void TimelineModel::reset()
{
    m_isRefreshing = true;
    beginResetModel();
    m_wanted = pageSize;
    m_isOlderAsked = false;
    m_keys.clear();
    m_rows = m_lead.isEmpty() ? QHash<QString, Row>() : readRows(m_keys);
    readContactNames();
    endResetModel();
    m_isRefreshing = false;
    Q_EMIT refreshed();
}

void TimelineModel::refresh()
{
    std::vector<QString> next;
    const auto rows = readRows(next);
    m_isOlderAsked = false;
    m_isRefreshing = true;
    // Both generations of rows stay readable while the signals run.
    for (auto it = rows.begin(); it != rows.end(); ++it)
        m_rows.insert(it.key(), it.value());
    if (next != m_keys && !applyRowDiff(m_keys, next, rowSignals())) {
        beginResetModel();
        m_keys = next;
        endResetModel();
    }
    m_rows = rows;
    if (!m_keys.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    m_isRefreshing = false;
    Q_EMIT refreshed();
}

QHash<QString, TimelineModel::Row> TimelineModel::readRows(std::vector<QString> &keys) const
{
    QHash<QString, Row> rows;
    QHash<QString, Command> deletions;
    QList<Command> commands = m_outbox.commandsOf(m_lead);
    std::reverse(commands.begin(), commands.end()); // newest on top
    for (const Command &command : std::as_const(commands)) {
        if (const auto *deletion = std::get_if<DeleteObject>(&command.body)) {
            deletions.insert(deletion->object.id, command);
            continue;
        }
        const std::optional<Activity> activity = asActivity(command);
        const bool isInMirror =
            !command.serverId.isEmpty() && m_mirror.activity(ActivityId(command.serverId));
        if (!activity || isInMirror || !isShown(activity->kind))
            continue;
        keys.push_back(commandKey(command.id));
        rows.insert(keys.back(), {*activity, syncStateOf(command), command.id, command.lastError});
    }
    const auto activities = m_mirror.activities(m_lead, m_kinds, 0, m_wanted);
    for (const Activity &activity : activities) {
        Row row{activity, SyncState::Synced, {}, {}};
        if (const auto deletion = deletions.constFind(activity.id.value); deletion != deletions.constEnd()) {
            const SyncState state = syncStateOf(*deletion);
            row.state = needsPerson(state) ? state : SyncState::Deleting;
            row.command = deletion->id;
            row.error = deletion->lastError;
        }
        keys.push_back(activity.id.value);
        rows.insert(activity.id.value, row);
    }
    return rows;
}

void TimelineModel::readContactNames()
{
    m_contactNames.clear();
    const auto lead = m_lead.isEmpty() ? std::nullopt : m_mirror.lead(m_lead);
    if (!lead)
        return;
    for (const Contact &contact : lead->contacts)
        m_contactNames.insert(contact.id.value, contact.displayName);
}

} // namespace leadline
