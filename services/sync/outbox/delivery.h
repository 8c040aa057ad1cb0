#pragma once

#include "services/sync/outbox/commandledger.h"
#include "services/sync/outbox/finder.h"
#include "services/sync/outbox/mirrorwriter.h"
#include "services/sync/outbox/senderoptions.h"

#include <QObject>
#include <QSet>

namespace leadline {

/// The steps of one write on its way: each asks or sends once, and hands what came back to the ledger. What
/// is to be done next follows from the command alone; when, and which command before which, is
/// OutboxSender's.
class Delivery final : public QObject
{
    Q_OBJECT
public:
    /// `reached`: see SenderOptions. Everything given must outlive it.
    Delivery(ObjectApi &api, Mirror &mirror, OutboxStore &outbox, CommandLedger &ledger, UserId user,
             const Clock &clock, const SenderOptions &options, std::function<bool()> reached);

    /// Ends when what came back is kept; the mirror may have to take it still, then `settled` follows.
    [[nodiscard]] QCoro::Task<> nextStep(Command command);
    [[nodiscard]] bool isMirroring(const CommandId &id) const { return m_mirroring.contains(id); }

Q_SIGNALS:
    void settled(const leadline::CommandId &id);
    /// What a look has told could not be kept.
    void failed(const leadline::ApiError &error);

private:
    [[nodiscard]] QCoro::Task<> create(Command command);
    [[nodiscard]] QCoro::Task<> lookUp(Command command);
    [[nodiscard]] QCoro::Task<> adopt(Command command, QJsonObject twin);
    [[nodiscard]] QCoro::Task<> flip(Command command);
    [[nodiscard]] QCoro::Task<> lookAtDraft(Command command);
    [[nodiscard]] QCoro::Task<> update(Command command);
    [[nodiscard]] QCoro::Task<> remove(Command command);
    [[nodiscard]] QCoro::Task<> finishDone(Command command);
    void created(const Command &command, const QJsonObject &object, Evidence evidence);
    void storeInMirror(const CommandId &id, const QJsonObject &object);
    void mirrored(const CommandId &id, const Result<Done> &stored);
    [[nodiscard]] std::optional<Command> mark(const Command &command);
    [[nodiscard]] TwinSearch searchFor(const Command &command) const;

    ObjectApi &m_api;
    Mirror &m_mirror;
    OutboxStore &m_outbox;
    CommandLedger &m_ledger;
    UserId m_user;
    const Clock &m_clock;
    const SenderOptions &m_options;
    std::function<bool()> m_reached;
    MirrorWriter m_writer;
    QSet<CommandId> m_mirroring; ///< those that only wait for the mirror
};

} // namespace leadline
