#include "models/leadlistmodel.h"

#include "models/rowdiff.h"
#include "services/mirror/folding.h"
#include "services/mirror/rowkey.h"

namespace leadline {
namespace {

constexpr int blockSize = 64;                           ///< rows read at once around the one asked for
constexpr int cachedRows = 2048;                        ///< bounds the memory whatever the length of the list
constexpr auto breath = std::chrono::milliseconds(200); ///< between refreshes while pages pour in

} // namespace

LeadListModel::LeadListModel(Mirror &mirror, OutboxStore &outbox, QObject *parent)
    : QAbstractListModel(parent)
    , m_mirror(mirror)
    , m_outbox(outbox)
    , m_keys(mirror.leadKeys(m_query))
    , m_cache(cachedRows)
{
    connect(&mirror, &Mirror::leadsChanged, this, &LeadListModel::onLeadsChanged);
    connect(&mirror, &Mirror::organizationChanged, this, &LeadListModel::onOrganizationChanged);
    connect(&mirror, &Mirror::reloaded, this, [this] {
        refresh();
        onOrganizationChanged(); // every row is read again
    });
    connect(&outbox, &OutboxStore::changed, this, &LeadListModel::onOutboxChanged);
    m_pause.setSingleShot(true);
    m_pause.setInterval(breath);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (!m_changed.isEmpty())
            refresh();
    });
}

void LeadListModel::setQuery(const LeadListQuery &query)
{
    if (query == m_query)
        return;
    beginResetModel();
    m_query = query;
    m_keys = m_mirror.leadKeys(m_query);
    endResetModel();
    Q_EMIT refreshed();
}

int LeadListModel::rowOf(const LeadId &id) const
{
    const auto at = std::find(m_keys.begin(), m_keys.end(), rowKey(id.value));
    return at == m_keys.end() ? -1 : static_cast<int>(at - m_keys.begin());
}

int LeadListModel::rowStartingWith(const QString &text, int from) const
{
    if (foldedForSearch(text).isEmpty())
        return -1;
    LeadListQuery narrower = m_query;
    narrower.text = text;
    narrower.isAtStart = true;
    const auto beginning = m_mirror.leadKeys(narrower);
    const QSet<RowKey> found(beginning.begin(), beginning.end());
    if (found.isEmpty())
        return -1;
    const int count = static_cast<int>(m_keys.size());
    for (int step = 0; step < count; ++step) {
        const int row = (from + step) % count;
        if (found.contains(m_keys[row]))
            return row;
    }
    return -1;
}

LeadId LeadListModel::idAt(int row) const
{
    const LeadRow *lead = rowAt(row);
    return lead ? lead->id : LeadId();
}

int LeadListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_keys.size());
}

QVariant LeadListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const LeadRow *lead = rowAt(index.row());
    if (!lead)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return lead->name;
    case RowRole:
        return QVariant::fromValue(*lead);
    case LeadIdRole:
        return lead->id.value;
    case SyncStateRole:
        return static_cast<int>(syncState(lead->id));
    default:
        return {};
    }
}

void LeadListModel::onLeadsChanged(const QList<LeadId> &ids)
{
    for (const LeadId &id : ids) {
        const RowKey key = rowKey(id.value);
        m_changed.insert(key);
        m_cache.remove(key);
    }
    if (!m_pause.isActive())
        refresh();
}

void LeadListModel::refresh()
{
    const auto changed = std::exchange(m_changed, {});
    reload();
    for (int row = 0; row < static_cast<int>(m_keys.size()); ++row) {
        if (changed.contains(m_keys[row]))
            Q_EMIT dataChanged(index(row), index(row));
    }
    m_pause.start();
    Q_EMIT refreshed();
}

/// Rows carry the label of their status.
void LeadListModel::onOrganizationChanged()
{
    m_cache.clear();
    if (!m_keys.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {RowRole});
}

void LeadListModel::onOutboxChanged(const LeadId &lead)
{
    if (const int row = rowOf(lead); row >= 0)
        Q_EMIT dataChanged(index(row), index(row), {SyncStateRole});
}

void LeadListModel::reload()
{
    const auto next = m_mirror.leadKeys(m_query);
    if (next == m_keys || applyRowDiff(m_keys, next, rowSignals()))
        return;
    beginResetModel();
    m_keys = next;
    endResetModel();
}

RowSignals LeadListModel::rowSignals()
{
    return {
        [this](int first, int last) { beginInsertRows({}, first, last); },
        [this] { endInsertRows(); },
        [this](int first, int last) { beginRemoveRows({}, first, last); },
        [this] { endRemoveRows(); },
        [this](int from, int before) { beginMoveRows({}, from, from, {}, before); },
        [this] { endMoveRows(); },
    };
}

const LeadRow *LeadListModel::rowAt(int row) const
{
    if (row < 0 || row >= static_cast<int>(m_keys.size()))
        return nullptr;
    const RowKey key = m_keys[row];
    if (const LeadRow *cached = m_cache.object(key))
        return cached;
    const int first = std::max(0, row - blockSize / 4);
    const int last = std::min(static_cast<int>(m_keys.size()), first + blockSize);
    const auto rows = m_mirror.leadRows({m_keys.begin() + first, m_keys.begin() + last});
    for (const LeadRow &read : rows)
        m_cache.insert(read.key, new LeadRow(read));
    return m_cache.object(key);
}

SyncState LeadListModel::syncState(const LeadId &id) const
{
    SyncState worst = SyncState::Synced;
    const auto commands = m_outbox.commandsOf(id);
    for (const Command &command : commands) {
        const SyncState state = syncStateOf(command.state);
        if (needsPerson(state))
            return state;
        if (state != SyncState::Synced)
            worst = state;
    }
    return worst;
}

} // namespace leadline
