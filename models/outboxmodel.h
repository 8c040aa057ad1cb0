#pragma once

#include "models/syncstate.h"
#include "services/mirror/mirror.h"
#include "services/mirror/outboxstore.h"

#include <QAbstractListModel>

namespace leadline {

/// Every write that Close does not have yet, and its counts: those that need a person first, then by age.
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
    /// The lead of the write, to give names to what is in it; nothing if the mirror does not have it.
    [[nodiscard]] std::optional<Lead> leadOf(const Command &command) const;
    [[nodiscard]] OrganizationData organization() const { return m_mirror.organization(); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void countsChanged();

private:
    void refresh();
    [[nodiscard]] QString leadName(const Command &command) const;

    OutboxStore &m_outbox;
    Mirror &m_mirror;
    QList<Command> m_commands;
};

} // namespace leadline
