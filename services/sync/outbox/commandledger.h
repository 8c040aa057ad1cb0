#pragma once

#include "services/base/clock.h"
#include "services/mirror/outboxstore.h"
#include "services/sync/outbox/sendplan.h"

#include <functional>

namespace leadline {

/// How it is known that Close has an object.
enum class Evidence {
    Answer, ///< its own answer to the create: the object is ours
    Look,   ///< it was found there, and is as it would be if it were ours
};

/// The durable half of the protocol: what each event does to a command, one transaction each (reliability.md
/// B3). Loads the command anew every time, since a person may have decided about it while an answer was open;
/// what is gone by then is left alone. Sends nothing and asks nothing.
class CommandLedger
{
public:
    using Trouble = std::function<void(const ApiError &)>;
    CommandLedger(OutboxStore &outbox, const Clock &clock, SendPlan::Options options, Trouble onTrouble);

    /// Sending becomes Unknown, for nobody knows how far the last run came; what may be repeated is Queued
    /// again.
    void recover();
    [[nodiscard]] SendPlan &plan(const CommandId &id) { return m_plans[id]; }
    void forget(const CommandId &id);
    void actNow(); ///< every wait but the holds
    /// When the command may act: its hold and its plan, by the monotonic clock.
    [[nodiscard]] qint64 dueAt(const Command &command);

    /// The mark before the first byte leaves; nothing if it cannot be made durable, and then nothing may be
    /// sent. `aheadBy`: how far Close's clock is ahead of ours; nothing = not known.
    [[nodiscard]] std::optional<Command> markSending(const CommandId &id, const QStringList &twins,
                                                     std::optional<std::chrono::milliseconds> aheadBy);
    /// Close has it: the id is kept before anything else happens, and put into the writes that wait for it.
    [[nodiscard]] bool arrived(const CommandId &id, const QJsonObject &object,
                               Evidence evidence = Evidence::Look);
    [[nodiscard]] bool removed(const CommandId &id); ///< a deletion
    /// The draft that will be flipped; the first one stays the one for ever.
    void bindDraft(const CommandId &id, const QJsonObject &draft, Evidence evidence);
    void failed(const CommandId &id, const ApiError &error);
    void lookFailed(const CommandId &id, const ApiError &error);
    /// A complete look found nothing but, perhaps, look-alikes of others.
    void absent(const CommandId &id, const QStringList &foreign = {});
    /// Just before a repeat there is something after all that may be what an earlier send made: in doubt
    /// again.
    void unexplained(const CommandId &id);
    /// The bound draft has not left.
    void stillDraft(const CommandId &id);
    /// Somebody deleted the bound draft, or the message that it became: a person decides.
    void draftGone(const CommandId &id);
    void conflicted(const CommandId &id, const QList<FieldConflict> &conflicts);
    /// What a person has taken back is certainly not in Close: into the trash.
    void takeBack(const CommandId &id);
    /// What the command names has an id by now, or will never have one: true if that changed the command.
    [[nodiscard]] bool resolveIds(const Command &command);
    /// The mirror has it: out of the queue. What was taken back meanwhile is undone by a new command.
    [[nodiscard]] bool finish(const CommandId &id);
    /// The mirror could not take it yet; false: nor will it, however often it is tried.
    [[nodiscard]] bool notMirrored(const CommandId &id, const ApiError &error);

private:
    [[nodiscard]] bool keep(const Command &command);
    [[nodiscard]] bool apply(const CommandId &id, const OutboxChange &change);
    void takeBack(const Command &command);
    void learnFromEcho(const Command &command, const QJsonObject &object);

    OutboxStore &m_outbox;
    const Clock &m_clock;
    SendPlan::Options m_options;
    Trouble m_onTrouble;
    QHash<CommandId, SendPlan> m_plans;
    QHash<CommandId, qint64> m_holds; ///< end, by the monotonic clock
};

} // namespace leadline
