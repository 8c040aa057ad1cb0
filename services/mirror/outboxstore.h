#pragma once

#include "services/base/result.h"
#include "services/mirror/outboxchange.h"
#include "services/mirror/outboxsalvage.h"

#include <QObject>

#include <functional>
#include <memory>

namespace leadline {

/// The durable queue of writes, the journal of finished ones and the trash, in a file of its own
/// (`outbox.db`, WAL, synchronous=FULL). Lives on the window's thread: a commit takes 0.2 ms (p99 3 ms). A
/// method that returns success has been fsynced. Any number of programs may have it open, add to it and
/// decide about its commands; what one does the others see within a quarter of a second. Only one of them may
/// send.
class OutboxStore final : public QObject
{
    Q_OBJECT
public:
    /// A damaged file is replaced by a new one with what could be saved from it, see `salvage`.
    [[nodiscard]] static Result<std::unique_ptr<OutboxStore>> open(const QString &folder);
    ~OutboxStore() override;
    /// What opening had to save from a damaged file; nothing if it was sound.
    [[nodiscard]] std::optional<OutboxSalvage> salvage() const;

    /// Asks for the right to send: true if this program has it now, or had it already. It ends with the
    /// program, or by `senderLost`.
    [[nodiscard]] bool becomeSender();
    [[nodiscard]] bool isSender() const;
    /// The last `generationChanged`, kept outside of the file. Where the file turns out to be older, it is a
    /// backup that came back: its Queued commands become Unknown when this program becomes the sender.
    void setKnownGeneration(qint64 generation);

    /// One transaction. Refused as a whole (InvalidInput, NotFound) if an added id is empty or taken, or if
    /// another command is not here. InUse if another program changed one of them since it was read here (then
    /// `changed` has told of it), or if one is to be Sending and this program may not send.
    [[nodiscard]] Result<Done> apply(const OutboxChange &change);
    [[nodiscard]] Result<Done> add(const Command &command);
    /// Replaces every field of the command with the same id.
    [[nodiscard]] Result<Done> update(const Command &command);
    /// Close has it: out of the queue, into the journal.
    [[nodiscard]] Result<Done> finish(const CommandId &id);
    /// Moves the command to the trash (a discarded write is never lost).
    [[nodiscard]] Result<Done> discard(const CommandId &id);
    /// Keeps the full JSON of an object about to be deleted in Close.
    [[nodiscard]] Result<Done> keepInTrash(const QString &objectId, const QJsonObject &json);

    [[nodiscard]] QList<Command> commands() const; ///< oldest first; Done ones stay until finished
    /// Shows them without copies, oldest first, until the function says false. It must not change the outbox.
    void visit(const std::function<bool(const Command &)> &wantsMore) const;
    [[nodiscard]] QList<Command> commandsOf(const LeadId &lead) const;
    [[nodiscard]] std::optional<Command> command(const CommandId &id) const;
    [[nodiscard]] std::optional<QJsonObject> trashed(const QString &objectId) const;

    // The journal. A read that fails gives nothing.
    [[nodiscard]] QList<FinishedCommand> finishedSince(const QDateTime &since) const; ///< newest first
    [[nodiscard]] QList<FinishedCommand> finishedOf(const LeadId &lead) const;        ///< oldest first
    [[nodiscard]] QList<FinishedCommand> finishedOf(const CommandGroupId &group) const;
    [[nodiscard]] QList<FinishedCommand> unswept() const; ///< still watched for doubles
    [[nodiscard]] Result<Done> forgetFinishedBefore(const QDateTime &time);
    /// Close's id of what had this local id; empty = none yet.
    [[nodiscard]] QString assignedId(const QString &localId) const;
    /// What was learned about Close, by name; empty = nothing.
    [[nodiscard]] QString lesson(const QString &name) const;
    [[nodiscard]] Result<Done> learn(const QString &name, const QString &value);

    /// Takes over what other programs have committed; happens by itself, four times a second.
    void refresh();

Q_SIGNALS:
    /// A command of this lead was added, changed or removed; emitted after the commit.
    void changed(const leadline::LeadId &lead);
    /// Another program changed the queue; emitted after the `changed` of each lead.
    void changedElsewhere();
    /// Another program sends now, and this one may not.
    void senderLost();
    /// This program became the sender; the number grows each time.
    void generationChanged(qint64 generation);
    /// What other programs have written could not be read.
    void failed(const leadline::ApiError &error);
    /// Close has made the object; what shows the local id shows this one now.
    void idAssigned(const QString &localId, const QString &serverId);

private:
    struct Private;
    [[nodiscard]] static Result<std::unique_ptr<OutboxStore>> openSound(const QString &folder);
    explicit OutboxStore(std::unique_ptr<Private> d);
    [[nodiscard]] Result<Done> check(const OutboxChange &change) const;
    [[nodiscard]] Result<Done> commit(const OutboxChange &change);
    void replace(QList<StoredCommand> commands);
    void announce(QList<LeadId> leads);
    std::unique_ptr<Private> d;
};

} // namespace leadline
