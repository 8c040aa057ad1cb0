#pragma once

#include "models/diffedlistmodel.h"
#include "models/syncstate.h"
#include "services/mirror/mirror.h"
#include "services/mirror/outboxstore.h"

#include <QCache>
#include <QTimer>

#include <vector>

namespace leadline {

/// Every write that Close does not have yet, and its counts: those that need a person first, then by age. A
/// change emits minimal row signals, so that the selection stays; a long queue takes a breath between two
/// looks at the outbox.
class OutboxModel final : public DiffedListModel
{
    Q_OBJECT
public:
    enum Role {
        CommandRole = Qt::UserRole + 1, ///< Command
        LeadNameRole,                   ///< QString
        SyncStateRole,                  ///< SyncState as int
    };
    OutboxModel(OutboxStore &outbox, Mirror &mirror, QObject *parent = nullptr);

    [[nodiscard]] int waitingCount() const { return rowCount() - m_needsPerson; } ///< go out by themselves
    [[nodiscard]] int needsPersonCount() const { return m_needsPerson; }          ///< wait for a decision
    /// The lead of the write, to give names to what is in it; nothing if the mirror does not have it. Those
    /// of the rows looked at are kept.
    [[nodiscard]] std::optional<Lead> leadOf(const Command &command) const;
    /// Of a deletion in state Doubled: the write that Close may have twice; nothing once it is forgotten.
    [[nodiscard]] std::optional<CommandBody> originalOf(const Command &command) const;
    [[nodiscard]] const OrganizationData &organization() const { return m_organization; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void countsChanged();

private:
    void onOutboxChanged();
    void onLeadsChanged(const QList<LeadId> &ids);
    void refresh();
    void read(std::vector<QString> &keys, QHash<QString, Command> &commands);
    void announce(const QList<int> &roles);
    [[nodiscard]] QString leadName(const Command &command) const;

    OutboxStore &m_outbox;
    Mirror &m_mirror;
    std::vector<QString> m_keys; ///< ids of the commands, in the order of the rows
    QHash<QString, Command> m_commands;
    int m_needsPerson = 0;
    OrganizationData m_organization;
    mutable QCache<LeadId, std::optional<Lead>> m_leads; ///< reading fills it
    QTimer m_pause; ///< runs after a refresh of a long queue: the next one waits for its end
    bool m_isStale = false;
};

} // namespace leadline
