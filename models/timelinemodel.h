#pragma once

#include "models/diffedlistmodel.h"
#include "models/syncstate.h"
#include "services/mirror/mirror.h"
#include "services/mirror/outboxstore.h"

#include <QHash>

namespace leadline {

/// One lead's timeline: writes that Close does not have yet on top, then activities, newest first, read from
/// the mirror in pages as one scrolls. A command that became an activity hands its row over within one
/// refresh.
class TimelineModel final : public DiffedListModel
{
    Q_OBJECT
public:
    enum Role {
        ActivityRole =
            Qt::UserRole + 1, ///< Activity; made from the command for a row that is not in Close yet
        SyncStateRole,        ///< SyncState as int
        CommandIdRole,        ///< QString; empty when nothing is laid over the row
        ErrorRole,            ///< ApiError of the command
        DayRole,              ///< QDate in local time; invalid for rows on top that are not in Close yet
        ContactNameRole,      ///< QString
    };
    TimelineModel(Mirror &mirror, OutboxStore &outbox, QObject *parent = nullptr);

    void setLead(const LeadId &lead); ///< empty = none
    [[nodiscard]] const LeadId &lead() const { return m_lead; }
    void setKinds(const QSet<ActivityKind> &kinds); ///< empty = all
    [[nodiscard]] const QSet<ActivityKind> &kinds() const { return m_kinds; }
    /// Activities in the mirror that match, and writes on top, loaded or not.
    [[nodiscard]] int totalCount() const;
    /// True once everything Close has is here.
    [[nodiscard]] bool isComplete() const { return m_mirror.hasAllActivities(m_lead); }
    [[nodiscard]] int rowOf(const ActivityId &id) const; ///< -1 = not loaded
    /// Loads as far as that activity and returns its row; -1 = the mirror does not have it with this lead.
    int load(const ActivityId &id);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    void olderWanted(const leadline::LeadId &lead); ///< the mirror has no more, Close may have
    void refreshed();

private:
    struct Row
    {
        Activity activity;
        SyncState state = SyncState::Synced;
        CommandId command;
        ApiError error;
    };
    void reset();
    void refresh();
    [[nodiscard]] QHash<QString, Row> readRows(std::vector<QString> &keys) const;
    [[nodiscard]] bool isShown(ActivityKind kind) const
    {
        return m_kinds.isEmpty() || m_kinds.contains(kind);
    }
    void readContactNames();

    Mirror &m_mirror;
    OutboxStore &m_outbox;
    LeadId m_lead;
    QSet<ActivityKind> m_kinds;
    std::vector<QString> m_keys; ///< activity ids, and command ids with a prefix no id can have
    QHash<QString, Row> m_rows;
    QHash<QString, QString> m_contactNames;
    int m_wanted = 0; ///< how many activities of the mirror are to be loaded
    bool m_isOlderAsked = false;
    bool m_isRefreshing = false; ///< rows are being told of: nobody may ask for more now
};

} // namespace leadline
