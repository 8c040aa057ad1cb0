#pragma once

#include "models/syncstate.h"
#include "services/mirror/mirror.h"
#include "services/mirror/outboxstore.h"

#include <QAbstractListModel>

namespace leadline {

/// Every write that Close does not have yet, oldest first: work in flight as rows, and its counts.
class OutboxModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        CommandRole = Qt::UserRole + 1, ///< Command
        LeadNameRole,                   ///< QString
        SyncStateRole,                  ///< SyncState as int
    };
    OutboxModel(OutboxStore &outbox, Mirror &mirror, QObject *parent = nullptr);

    [[nodiscard]] int waitingCount() const;     ///< go out by themselves
    [[nodiscard]] int needsPersonCount() const; ///< wait for a decision
    /// The oldest lead with a write that waits for a decision; empty = none.
    [[nodiscard]] LeadId firstLeadInNeed() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void countsChanged();

private:
    void refresh();

    OutboxStore &m_outbox;
    Mirror &m_mirror;
    QList<Command> m_commands;
};

} // namespace leadline
