#include "services/sync/outbox/sweeper.h"

#include "services/close/codec/lenient.h"
#include "services/domain/commandids.h"
#include "services/sync/outbox/commanddesk.h"
#include "services/sync/outbox/policy.h"
#include "services/sync/outbox/twinsearch.h"

#include <QPointer>

namespace leadline {

namespace {

/// Nobody has changed it since it was made; Close itself may touch it within the same moment.
bool isUntouched(const QJsonObject &object)
{
    constexpr qint64 sameMomentMs = 2'000;
    const QDateTime made = lenient::moment(object, QLatin1String("date_created"));
    const QDateTime changed = lenient::moment(object, QLatin1String("date_updated"));
    return made.isValid() && changed.isValid() && made.msecsTo(changed) < sameMomentMs &&
           !lenient::flag(object, QLatin1String("pinned"));
}

} // namespace

Sweeper::Sweeper(ObjectApi &api, OutboxStore &outbox, UserId user, const Clock &clock, Options options,
                 QObject *parent)
    : QObject(parent)
    , m_api(api)
    , m_outbox(outbox)
    , m_user(std::move(user))
    , m_clock(clock)
    , m_options(options)
{
    connect(&m_timer, &QTimer::timeout, this, &Sweeper::sweepNow);
}

void Sweeper::start()
{
    m_timer.start(m_options.pause);
}

void Sweeper::stop()
{
    m_timer.stop();
    ++m_run;
    m_isSweeping = false;
}

void Sweeper::sweepNow()
{
    if (m_isSweeping)
        return;
    m_isSweeping = true;
    [[maybe_unused]] const auto running = sweep(m_run);
}

QCoro::Task<> Sweeper::sweep(int run)
{
    const QPointer<Sweeper> self(this);
    const QList<FinishedCommand> watched = m_outbox.unswept();
    for (const FinishedCommand &finished : watched) {
        auto looking = look(finished, run);
        co_await std::move(looking);
        if (!self || run != m_run)
            co_return;
    }
    m_isSweeping = false;
    Q_EMIT swept();
}

QCoro::Task<> Sweeper::look(FinishedCommand finished, int run)
{
    const QPointer<Sweeper> self(this);
    const bool isCreate = createdObject(finished.command.body, {}).has_value();
    const bool isOver =
        finished.finishedAt.addSecs(std::chrono::seconds(m_options.watch).count()) < m_clock.nowUtc();
    if (!isCreate || isOver || policyOf(finished.command.body).resend == Resend::Never)
        co_return forget(finished);
    const TwinSearch search =
        searchFor(m_outbox, ownKey(m_outbox, m_options.keyMark), finished.command, m_user, m_clock.nowUtc());
    auto finding = findTwins(&m_api, search);
    const Result<Findings> found = co_await std::move(finding);
    if (!self || run != m_run)
        co_return;
    if (!found) {
        Q_EMIT failed(found.error());
        co_return;
    }
    if (const auto learned = learn(m_outbox, search, *found, m_clock.nowUtc()); !learned)
        Q_EMIT failed(learned.error());
    for (const Sighting &surplus : found->twins) {
        if (!surplus.isListed || isHandled(lenient::idText(surplus.object)))
            continue;
        auto dropping = drop(finished, surplus, run);
        co_await std::move(dropping);
        if (!self || run != m_run)
            co_return;
    }
}

QCoro::Task<> Sweeper::drop(FinishedCommand finished, Sighting surplus, int run)
{
    const QPointer<Sweeper> self(this);
    const ObjectRef ref = *createdObject(finished.command.body, lenient::idText(surplus.object));
    auto reading = m_api.read(ref); // the list shows a part only, the trash keeps all of it
    const Result<QJsonObject> whole = co_await std::move(reading);
    if (!self || run != m_run || !whole)
        co_return;
    const bool isDraft = policyOf(finished.command.body).isTwoPhase; // it reaches nobody
    const bool isOursToDelete = surplus.isSurelyOurs && (isDraft || isUntouched(*whole));
    OutboxChange change;
    change.trashed << qMakePair(ref.id, *whole);
    Command removal = CommandDesk::compensating(
        finished.command, DeleteObject{finished.command.leadId(), ref}, m_clock.nowUtc());
    if (!isOursToDelete) {
        removal.state = CommandState::User;
        change.swept << finished.command.id; // asked once, not every round
    }
    change.added << removal;
    if (const auto kept = m_outbox.apply(change); !kept)
        Q_EMIT failed(kept.error());
    else
        Q_EMIT removalQueued();
}

void Sweeper::forget(const FinishedCommand &finished)
{
    OutboxChange change;
    change.swept << finished.command.id;
    if (const auto kept = m_outbox.apply(change); !kept)
        Q_EMIT failed(kept.error());
}

bool Sweeper::isHandled(const QString &objectId) const
{
    for (const Command &command : m_outbox.commands()) {
        const auto *removal = std::get_if<DeleteObject>(&command.body);
        if (removal && removal->object.id == objectId)
            return true;
    }
    return false;
}

} // namespace leadline
