#pragma once

#include "models/diffedlistmodel.h"
#include "models/syncstate.h"
#include "services/base/clock.h"
#include "services/mirror/mirror.h"
#include "services/mirror/outboxstore.h"

#include <QCache>
#include <QTimer>

namespace leadline {

/// The lead list: row keys in memory, rows fetched from the mirror in blocks when they are looked at, with
/// the writes on their way laid over them. The keys come by an answer of the mirror: until it is there the
/// rows that were stay. A refresh emits minimal row signals, so that the selection and the scroll position
/// stay; a new query resets.
class LeadListModel final : public DiffedListModel
{
    Q_OBJECT
public:
    enum Role {
        RowRole = Qt::UserRole + 1, ///< LeadRow
        LeadIdRole,                 ///< QString
        SyncStateRole,              ///< SyncState as int: the worst of the lead's unfinished writes
    };
    /// Time comes from the system's clock unless another is handed over, which must outlive the model.
    LeadListModel(Mirror &mirror, OutboxStore &outbox, QObject *parent = nullptr,
                  const Clock *clock = nullptr);

    /// Asks again for a query that failed.
    void setQuery(const LeadListQuery &query);
    [[nodiscard]] const LeadListQuery &query() const { return m_query; }
    /// No answer to the query yet: the rows are still those of the one before.
    [[nodiscard]] bool isAsking() const { return m_isQueryNew; }
    /// Why the query was not answered: then there are no rows. Kind None otherwise.
    [[nodiscard]] const ApiError &error() const { return m_error; }
    /// False while only the first rows are known, soon after the start.
    [[nodiscard]] bool isWhole() const { return m_isWhole; }
    [[nodiscard]] int rowOf(const LeadId &id) const; ///< -1 = not in this list
    [[nodiscard]] LeadId idAt(int row) const;        ///< empty beyond the end
    /// Looks for the first row at or after `from`, then from the top, whose name begins with the text (case
    /// and accents ignored). Told by `sought`, unless another search begins before.
    void seek(const QString &text, int from);
    /// Leads in the mirror, whatever the query.
    [[nodiscard]] int totalCount() const { return m_mirror.leadCount(); }

    /// The countries that leads have, with how many, most first.
    [[nodiscard]] const CountryCounts &countries() const { return m_countries; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void refreshed();     ///< after any answer, with rows and counts up to date
    void sought(int row); ///< -1 = none

private:
    void onLeadsChanged(const QList<LeadId> &ids);
    void ask();
    void onAnswer(Result<LeadListAnswer> answer);
    void reset(std::vector<RowKey> keys);
    [[nodiscard]] int firstOf(const std::vector<RowKey> &wanted, int from) const;
    void announce(const QSet<RowKey> &changed);
    void onOrganizationChanged();
    void onOutboxChanged(const LeadId &lead);
    [[nodiscard]] bool moveRows(const std::vector<RowKey> &next, const QSet<RowKey> &changed);
    [[nodiscard]] const LeadRow *rowAt(int row) const;
    [[nodiscard]] int rowOfKey(RowKey key) const;
    void noteWrites(const LeadId &lead, const QList<Command> &commands);

    Mirror &m_mirror;
    OutboxStore &m_outbox;
    SystemClock m_systemClock;
    const Clock &m_clock;
    LeadListQuery m_query;
    std::vector<RowKey> m_keys;
    mutable QCache<RowKey, LeadRow> m_cache; ///< a few screens of rows; reading fills it
    QHash<RowKey, SyncState> m_writes;       ///< of the leads with unfinished writes: the worst of them
    CountryCounts m_countries;
    LeadInquiry m_inquiry;
    LeadInquiry m_seeking;
    QSet<RowKey> m_changed; ///< since the last question
    QSet<RowKey> m_asked;   ///< before it, and not shown yet
    ApiError m_error;
    bool m_isQueryNew = true; ///< no answer to this query yet
    bool m_isWhole = false;
    bool m_isAnswered = true;
    QTimer m_pause; ///< runs after a refresh: the next one waits for its end
};

} // namespace leadline
