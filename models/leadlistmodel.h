#pragma once

#include "models/syncstate.h"
#include "services/mirror/mirror.h"
#include "services/mirror/outboxstore.h"

#include <QAbstractListModel>
#include <QCache>
#include <QTimer>

namespace leadline {

struct RowSignals;

/// The lead list: row keys in memory, rows fetched from the mirror in blocks when they are looked at. A
/// refresh emits minimal row signals, so that the selection and the scroll position stay; a new query resets.
class LeadListModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        RowRole = Qt::UserRole + 1, ///< LeadRow
        LeadIdRole,                 ///< QString
        SyncStateRole,              ///< SyncState as int: the worst of the lead's unfinished writes
    };
    LeadListModel(Mirror &mirror, OutboxStore &outbox, QObject *parent = nullptr);

    void setQuery(const LeadListQuery &query);
    [[nodiscard]] const LeadListQuery &query() const { return m_query; }
    [[nodiscard]] int rowOf(const LeadId &id) const; ///< -1 = not in this list
    [[nodiscard]] LeadId idAt(int row) const;        ///< empty beyond the end
    /// The first row at or after `from`, then from the top, whose name begins with the text (case and accents
    /// ignored); -1 = none. Asks the index and reads no row.
    [[nodiscard]] int rowStartingWith(const QString &text, int from) const;
    /// Leads in the mirror, whatever the query.
    [[nodiscard]] int totalCount() const { return m_mirror.leadCount(); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void refreshed(); ///< after any change of rows, with the counts up to date

private:
    void onLeadsChanged(const QList<LeadId> &ids);
    void refresh();
    void onOrganizationChanged();
    void onOutboxChanged(const LeadId &lead);
    void reload();
    [[nodiscard]] RowSignals rowSignals();
    [[nodiscard]] const LeadRow *rowAt(int row) const;
    [[nodiscard]] SyncState syncState(const LeadId &id) const;

    Mirror &m_mirror;
    OutboxStore &m_outbox;
    LeadListQuery m_query;
    std::vector<RowKey> m_keys;
    mutable QCache<RowKey, LeadRow> m_cache; ///< a few screens of rows; reading fills it
    QSet<RowKey> m_changed;                  ///< since the last refresh
    QTimer m_pause;                          ///< runs after a refresh: the next one waits for its end
};

} // namespace leadline
