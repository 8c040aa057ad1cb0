#include "models/leadlistmodel.h"

#include "models/overlay.h"
#include "services/mirror/folding.h"
#include "services/mirror/rowkey.h"

namespace leadline {
namespace {

constexpr int blockSize = 64;                           ///< rows read at once around the one asked for
constexpr int cachedRows = 2048;                        ///< bounds the memory whatever the length of the list
constexpr auto breath = std::chrono::milliseconds(200); ///< between refreshes while pages pour in
constexpr int fewRows = 20'000; ///< up to here any difference is worked out, row by row
constexpr int fewChanges = 4;   ///< in longer lists: each of them moves all rows behind it in memory

} // namespace

LeadListModel::LeadListModel(Mirror &mirror, OutboxStore &outbox, QObject *parent, const Clock *clock)
    : DiffedListModel(parent)
    , m_mirror(mirror)
    , m_outbox(outbox)
    , m_clock(clock ? *clock : m_systemClock)
    , m_cache(cachedRows)
{
    connect(&mirror, &Mirror::leadsChanged, this, &LeadListModel::onLeadsChanged);
    connect(&mirror, &Mirror::leadListLoaded, this, &LeadListModel::ask);
    connect(&mirror, &Mirror::organizationChanged, this, &LeadListModel::onOrganizationChanged);
    connect(&mirror, &Mirror::reloaded, this, [this] {
        ask();
        onOrganizationChanged(); // every row is read again
    });
    connect(&mirror, &Mirror::smartViewChanged, this, [this](const SmartViewId &view) {
        if (view == m_query.smartView)
            ask();
    });
    connect(&outbox, &OutboxStore::changed, this, &LeadListModel::onOutboxChanged);
    QHash<LeadId, QList<Command>> writes;
    for (const Command &command : outbox.commands())
        writes[command.leadId()] << command;
    for (auto it = writes.cbegin(); it != writes.cend(); ++it)
        noteWrites(it.key(), it.value());
    m_pause.setSingleShot(true);
    m_pause.setInterval(breath);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (!m_changed.isEmpty())
            ask();
    });
    ask();
}

void LeadListModel::setQuery(const LeadListQuery &query)
{
    if (query == m_query && m_error.kind == ErrorKind::None)
        return;
    m_query = query;
    m_isQueryNew = true;
    ask();
}

int LeadListModel::rowOf(const LeadId &id) const
{
    return rowOfKey(rowKey(id.value));
}

int LeadListModel::rowOfKey(RowKey key) const
{
    const auto at = std::find(m_keys.begin(), m_keys.end(), key);
    return at == m_keys.end() ? -1 : static_cast<int>(at - m_keys.begin());
}

void LeadListModel::seek(const QString &text, int from)
{
    m_seeking = LeadInquiry();
    if (foldedForSearch(text).isEmpty()) {
        Q_EMIT sought(-1);
        return;
    }
    LeadListQuery beginning = m_query;
    beginning.beginning = text;
    m_seeking =
        m_mirror.askLeads(beginning, m_clock.nowUtc(), [this, from](const Result<LeadListAnswer> &answer) {
            Q_EMIT sought(answer ? firstOf(answer->keys, from) : -1);
        });
}

/// The wanted keys stand in the order of the rows.
int LeadListModel::firstOf(const std::vector<RowKey> &wanted, int from) const
{
    int first = -1;
    size_t next = 0;
    for (int row = 0; row < rowCount() && next < wanted.size(); ++row) {
        if (m_keys[row] != wanted[next])
            continue;
        ++next;
        if (row >= from)
            return row;
        first = first < 0 ? row : first;
    }
    return first;
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
        return static_cast<int>(m_writes.value(m_keys[index.row()], SyncState::Synced));
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
    if (!m_pause.isActive() && m_isAnswered)
        ask();
}

void LeadListModel::ask()
{
    m_asked.unite(std::exchange(m_changed, {}));
    m_isAnswered = false;
    m_inquiry = m_mirror.askLeads(m_query, m_clock.nowUtc(),
                                  [this](Result<LeadListAnswer> answer) { onAnswer(std::move(answer)); });
}

/// After an error, which the mirror reports, the rows of this query stay until something changes again; those
/// of another query go.
void LeadListModel::onAnswer(Result<LeadListAnswer> answer)
{
    m_isAnswered = true;
    m_pause.start();
    const bool isNew = std::exchange(m_isQueryNew, false);
    if (answer) {
        m_error = {};
        const auto changed = std::exchange(m_asked, {});
        m_isWhole = answer->isWhole;
        m_countries = std::move(answer->countries);
        if (!isNew && (answer->keys == m_keys || moveRows(answer->keys, changed)))
            announce(changed);
        else
            reset(std::move(answer->keys));
    } else if (isNew) {
        m_error = answer.error();
        reset({});
    }
    Q_EMIT refreshed();
}

void LeadListModel::reset(std::vector<RowKey> keys)
{
    beginResetModel();
    m_keys = std::move(keys);
    endResetModel();
}

/// True when few signals turned the rows into the next ones; a list that is too long or too different resets.
bool LeadListModel::moveRows(const std::vector<RowKey> &next, const QSet<RowKey> &changed)
{
    const auto longest = std::max(m_keys.size(), next.size());
    if (longest <= fewRows)
        return applyRowDiff(m_keys, next, rowSignals());
    const bool isSameStart =
        m_keys.size() < next.size() && std::equal(m_keys.begin(), m_keys.end(), next.begin());
    if (!isSameStart)
        return changed.size() <= fewChanges && applyFewChanges(m_keys, next, changed, rowSignals());
    beginInsertRows({}, rowCount(), static_cast<int>(next.size()) - 1);
    m_keys = next;
    endInsertRows();
    return true;
}

void LeadListModel::announce(const QSet<RowKey> &changed)
{
    if (changed.size() > fewChanges && m_keys.size() > fewRows) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1)); // views repaint what they show
        return;
    }
    for (const RowKey key : changed) {
        if (const int row = rowOfKey(key); row >= 0)
            Q_EMIT dataChanged(index(row), index(row));
    }
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
    noteWrites(lead, m_outbox.commandsOf(lead));
    m_cache.remove(rowKey(lead.value));
    if (const int row = rowOf(lead); row >= 0)
        Q_EMIT dataChanged(index(row), index(row), {RowRole, SyncStateRole});
}

void LeadListModel::noteWrites(const LeadId &lead, const QList<Command> &commands)
{
    SyncState worst = SyncState::Synced;
    for (const Command &command : commands) {
        const SyncState state = syncStateOf(command);
        if (state != SyncState::Synced && !needsPerson(worst))
            worst = state;
    }
    if (worst == SyncState::Synced)
        m_writes.remove(rowKey(lead.value));
    else
        m_writes.insert(rowKey(lead.value), worst);
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
    for (const LeadRow &read : rows) {
        const bool hasWrites = m_writes.contains(read.key);
        m_cache.insert(read.key, hasWrites ? new LeadRow(withWrites(read, m_outbox.commandsOf(read.id),
                                                                    m_mirror.organization()))
                                           : new LeadRow(read));
    }
    return m_cache.object(key);
}

} // namespace leadline
