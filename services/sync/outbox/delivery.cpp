#include "services/sync/outbox/delivery.h"

#include "services/close/codec/commandcodec.h"
#include "services/close/codec/lenient.h"
#include "services/domain/commandids.h"
#include "services/sync/outbox/fieldmerge.h"
#include "services/sync/outbox/policy.h"
#include "services/sync/outbox/recognition.h"
#include "services/sync/outbox/twinsearch.h"

#include <QPointer>

namespace leadline {

namespace {

/// Which object the command is about.
ObjectRef targetOf(const Command &command)
{
    return objectOf(command.body, command.draftId.isEmpty() ? command.serverId : command.draftId);
}

} // namespace

Delivery::Delivery(ObjectApi &api, Mirror &mirror, OutboxStore &outbox, CommandLedger &ledger, UserId user,
                   const Clock &clock, const SenderOptions &options, std::function<bool()> reached)
    : m_api(api)
    , m_mirror(mirror)
    , m_outbox(outbox)
    , m_ledger(ledger)
    , m_user(std::move(user))
    , m_clock(clock)
    , m_options(options)
    , m_reached(std::move(reached))
    , m_writer(api, mirror)
{}

QCoro::Task<> Delivery::nextStep(Command command)
{
    const bool isBound = !command.draftId.isEmpty();
    const bool isOpen = command.state == CommandState::Unknown || command.state == CommandState::Sending;
    if (command.state == CommandState::Done)
        return finishDone(std::move(command));
    if (std::holds_alternative<DeleteObject>(command.body))
        return remove(std::move(command));
    if (std::holds_alternative<UpdateObject>(command.body))
        return update(std::move(command));
    if (isOpen)
        return isBound ? lookAtDraft(std::move(command)) : lookUp(std::move(command));
    return isBound ? flip(std::move(command)) : create(std::move(command));
}

std::optional<Command> Delivery::mark(const Command &command)
{
    if (!m_reached())
        return std::nullopt;
    if (!m_options.marksSending)
        return command;
    const QStringList twins = twinsInMirror(m_mirror, command, m_user);
    if (command.sends > 0 && command.draftId.isEmpty() &&
        isAnyUnexplained(twins, command, searchFor(command))) {
        m_ledger.unexplained(command.id);
        return std::nullopt;
    }
    auto marked = m_ledger.markSending(command.id, twins, m_api.serverSkew());
    return m_reached() ? marked : std::nullopt;
}

TwinSearch Delivery::searchFor(const Command &command) const
{
    return leadline::searchFor(m_outbox, ownKey(m_outbox, m_options.keyMark), command, m_user,
                               m_clock.nowUtc(), m_options.knowsOwnKey);
}

QCoro::Task<> Delivery::create(Command command)
{
    const QPointer<Delivery> self(this);
    if (command.looksFirst) {
        auto looking = lookUp(std::move(command));
        co_await std::move(looking);
        co_return; // what was found out is kept; the next round goes on from there
    }
    if (!mark(command))
        co_return;
    const Creation creation = *encodeCreation(command.body);
    auto sending = m_api.create(creation.path, creation.body);
    const auto answer = co_await std::move(sending);
    if (!self || !m_reached())
        co_return;
    if (!answer)
        m_ledger.failed(command.id, answer.error());
    else if (!isOnLead(command.body, *answer))
        m_ledger.failed(command.id, ApiError(ErrorKind::NotClose));
    else
        created(command, *answer, Evidence::Answer);
}

/// Close has the object, by its own answer or found by a look.
void Delivery::created(const Command &command, const QJsonObject &object, Evidence evidence)
{
    if (policyOf(command.body).isTwoPhase)
        return m_ledger.bindDraft(command.id, object, evidence);
    if (m_ledger.arrived(command.id, object, evidence) && m_reached())
        storeInMirror(command.id, object);
}

QCoro::Task<> Delivery::lookUp(Command command)
{
    const QPointer<Delivery> self(this);
    const CommandId id = command.id;
    if (command.state != CommandState::Queued && !m_ledger.plan(id).isUncertain())
        m_ledger.plan(id).beginLookups(m_clock.monotonicMs(), m_options.plan);
    if (!m_options.looksBeforeRepeat)
        co_return m_ledger.absent(id);
    const TwinSearch search = searchFor(command);
    auto finding = findTwins(&m_api, search);
    const Result<Findings> found = co_await std::move(finding);
    if (!self || !m_reached())
        co_return;
    const auto current = m_outbox.command(id); // a person may have discarded it meanwhile
    if (!current)
        co_return;
    if (!found)
        co_return m_ledger.lookFailed(id, found.error());
    if (const auto learned = learn(m_outbox, search, *found, m_clock.nowUtc()); !learned)
        Q_EMIT failed(learned.error());
    QList<QJsonObject> twins;
    for (const Sighting &sighting : found->twins)
        twins << sighting.object;
    if (twins.isEmpty())
        co_return m_ledger.absent(id, found->foreign);
    auto adopting = adopt(*current, bestTwin(current->body, twins));
    co_await std::move(adopting);
}

/// What was found is what the command made. The look shows a part of it only, the mirror wants the whole.
QCoro::Task<> Delivery::adopt(Command command, QJsonObject twin)
{
    const QPointer<Delivery> self(this);
    if (policyOf(command.body).isTwoPhase)
        co_return m_ledger.bindDraft(command.id, twin, Evidence::Look);
    auto reading = m_api.read(*createdObject(command.body, lenient::idText(twin)));
    const Result<QJsonObject> whole = co_await std::move(reading);
    if (!self || !m_reached())
        co_return;
    if (whole)
        created(command, *whole, Evidence::Look);
    else if (whole.error().kind != ErrorKind::NotFound)
        m_ledger.lookFailed(command.id, whole.error());
    else if (m_ledger.arrived(command.id, twin) && m_reached()) // it was made, and deleted since
        mirrored(command.id, Done());
}

/// The bound draft becomes a message. Only a draft can be changed, so that a flip acts once however often it
/// is sent (reliability.md, finding 9).
QCoro::Task<> Delivery::flip(Command command)
{
    const QPointer<Delivery> self(this);
    if (!mark(command))
        co_return;
    const QJsonObject status{{QStringLiteral("status"), QStringLiteral("outbox")}};
    auto changing = m_api.change(targetOf(command), status);
    const auto answer = co_await std::move(changing);
    if (!self || !m_reached())
        co_return;
    if (!answer)
        m_ledger.failed(command.id, answer.error());
    else if (m_ledger.arrived(command.id, *answer) && m_reached())
        storeInMirror(command.id, *answer);
}

QCoro::Task<> Delivery::lookAtDraft(Command command)
{
    const QPointer<Delivery> self(this);
    const CommandId id = command.id;
    auto reading = m_api.read(targetOf(command));
    const Result<QJsonObject> draft = co_await std::move(reading);
    if (!self || !m_reached())
        co_return;
    if (!draft && draft.error().kind == ErrorKind::NotFound)
        m_ledger.draftGone(id);
    else if (!draft)
        m_ledger.lookFailed(id, draft.error());
    else if (lenient::text(*draft, QLatin1String("status")) == QLatin1String("draft"))
        m_ledger.stillDraft(id);
    else if (m_ledger.arrived(id, *draft) && m_reached())
        storeInMirror(id, *draft);
}

/// Reads first, then sends only what still holds the value the person began from. So it may be repeated: what
/// is there already needs no PUT, and a PUT that was done twice leaves what done once leaves.
QCoro::Task<> Delivery::update(Command command)
{
    const QPointer<Delivery> self(this);
    const CommandId id = command.id;
    auto reading = m_api.read(targetOf(command));
    Result<QJsonObject> object = co_await std::move(reading);
    if (!self || !m_reached())
        co_return;
    if (!object)
        co_return m_ledger.failed(id, object.error());
    const FieldMerge merge = mergeFields(std::get<UpdateObject>(command.body).changes, *object);
    const auto current = m_outbox.command(id);
    if (!merge.conflicts.isEmpty())
        co_return m_ledger.conflicted(id, merge.conflicts);
    if (!merge.toSend.isEmpty()) {
        if (current && current->isUndone)
            co_return m_ledger.takeBack(id);
        if (!mark(command))
            co_return;
        auto changing = m_api.change(targetOf(command), merge.toSend);
        object = co_await std::move(changing);
        if (!self || !m_reached())
            co_return;
    }
    if (!object)
        m_ledger.failed(id, object.error());
    else if (m_ledger.arrived(id, *object) && m_reached())
        storeInMirror(id, *object);
}

/// May be repeated: what is gone stays gone, and an id is never used again.
QCoro::Task<> Delivery::remove(Command command)
{
    const QPointer<Delivery> self(this);
    if (!mark(command))
        co_return;
    auto removing = m_api.remove(targetOf(command));
    const Result<Done> answer = co_await std::move(removing);
    if (!self || !m_reached())
        co_return;
    const bool isGone = answer || answer.error().kind == ErrorKind::NotFound;
    if (!isGone)
        m_ledger.failed(command.id, answer.error());
    else if (m_ledger.removed(command.id) && m_reached())
        storeInMirror(command.id, {});
}

QCoro::Task<> Delivery::finishDone(Command command)
{
    const QPointer<Delivery> self(this);
    if (std::holds_alternative<DeleteObject>(command.body)) {
        storeInMirror(command.id, {});
        co_return;
    }
    auto reading = m_api.read(targetOf(command));
    const Result<QJsonObject> object = co_await std::move(reading);
    if (!self || !m_reached())
        co_return;
    if (object && !createdIds(command.body).isEmpty()) // a person named it: its id goes to those that wait
        [[maybe_unused]]
        const bool isKept = m_ledger.arrived(command.id, *object);
    if (object)
        storeInMirror(command.id, *object);
    else if (object.error().kind == ErrorKind::NotFound) // deleted in Close since
        mirrored(command.id, Done());
    else
        mirrored(command.id, object.error());
}

void Delivery::storeInMirror(const CommandId &id, const QJsonObject &object)
{
    const auto command = m_outbox.command(id);
    if (!command)
        return;
    m_mirroring.insert(id);
    const QPointer<Delivery> self(this);
    auto then = [self, id](const Result<Done> &stored) {
        if (self)
            self->mirrored(id, stored);
    };
    // An answer to a create names its object; the ids of the command are Close's by now.
    if (std::holds_alternative<DeleteObject>(command->body))
        m_writer.removed(command->leadId(), targetOf(*command), std::move(then));
    else
        m_writer.stored(command->leadId(), targetOf(*command), object, std::move(then));
}

void Delivery::mirrored(const CommandId &id, const Result<Done> &stored)
{
    if (!m_reached())
        return;
    // What the mirror cannot take is left to the sync: it must not hold its lead up for ever.
    const bool isOver = stored || !m_ledger.notMirrored(id, stored.error());
    if (isOver && m_ledger.finish(id)) [[maybe_unused]]
        const bool isAlive = m_reached();
    m_mirroring.remove(id);
    Q_EMIT settled(id);
}

} // namespace leadline
