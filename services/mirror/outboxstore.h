#pragma once

#include "services/base/result.h"
#include "services/domain/command.h"

#include <QObject>

#include <memory>

namespace leadline {

/// The durable queue of writes and the trash, in a file of its own (`outbox.db`, WAL, synchronous=FULL).
/// Lives on the window's thread: a commit takes 0.2 ms (p99 3 ms). A method that returns success has been
/// fsynced.
class OutboxStore final : public QObject
{
    Q_OBJECT
public:
    /// A Storage error while another program has this outbox open: two senders would send everything twice.
    [[nodiscard]] static Result<std::unique_ptr<OutboxStore>> open(const QString &folder);
    ~OutboxStore() override;

    [[nodiscard]] Result<Done> add(const Command &command);
    /// Replaces every field of the command with the same id.
    [[nodiscard]] Result<Done> update(const Command &command);
    [[nodiscard]] Result<Done> remove(const CommandId &id);
    /// Moves the command to the trash (a discarded write is never lost).
    [[nodiscard]] Result<Done> discard(const CommandId &id);
    /// Keeps the full JSON of an object about to be deleted in Close.
    [[nodiscard]] Result<Done> keepInTrash(const QString &objectId, const QJsonObject &json);

    [[nodiscard]] QList<Command> commands() const; ///< oldest first; Done ones stay until removed
    [[nodiscard]] QList<Command> commandsOf(const LeadId &lead) const;
    [[nodiscard]] std::optional<Command> command(const CommandId &id) const;
    [[nodiscard]] std::optional<QJsonObject> trashed(const QString &objectId) const;

Q_SIGNALS:
    /// A command of this lead was added, changed or removed; emitted after the commit.
    void changed(const leadline::LeadId &lead);

private:
    struct Private;
    explicit OutboxStore(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace leadline
