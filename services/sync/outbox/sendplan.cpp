#include "services/sync/outbox/sendplan.h"

#include <QRandomGenerator>

#include <algorithm>

namespace leadline {

CommandState stateAfterCall(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Unreached:
    case ErrorKind::Tls:
    case ErrorKind::RateLimited:
    case ErrorKind::Storage:
    case ErrorKind::Unauthorized:
        return CommandState::Queued;
    case ErrorKind::Forbidden:
        return CommandState::Parked;
    case ErrorKind::PaymentRequired:
    case ErrorKind::NotFound:
    case ErrorKind::Rejected:
    case ErrorKind::InvalidInput:
        return CommandState::Rejected;
    case ErrorKind::None:
    case ErrorKind::Timeout:
    case ErrorKind::ConnectionLost:
    case ErrorKind::ServerError:
    case ErrorKind::NotClose:
    case ErrorKind::Redirected:
    case ErrorKind::TooLarge:
    case ErrorKind::Cancelled:
        return CommandState::Unknown;
    }
    return CommandState::Unknown;
}

CommandState stateAfterDelete(ErrorKind kind)
{
    if (kind == ErrorKind::NotFound)
        return CommandState::Done;
    const CommandState state = stateAfterCall(kind);
    return state == CommandState::Unknown ? CommandState::Queued : state;
}

void SendPlan::backOff(qint64 now, const Options &options, std::chrono::milliseconds serverWait)
{
    const int doublings = std::min(m_failures++, 20);
    const qint64 most =
        std::min<qint64>(options.backoffCap.count(), options.backoffBase.count() << doublings);
    const qint64 wait = most > 0 ? QRandomGenerator::global()->bounded(most) : 0;
    m_due = now + std::max<qint64>(wait, serverWait.count());
}

void SendPlan::beginLookups(qint64 now, const Options &options)
{
    m_uncertainSince = now;
    m_firstAbsence = -1;
    m_due = now + options.lookups.value(0, options.backoffCap).count();
}

void SendPlan::planNextLookup(qint64 now, const Options &options)
{
    const auto isAhead = [this, now](std::chrono::milliseconds at) {
        return m_uncertainSince + at.count() > now;
    };
    const auto next = std::find_if(options.lookups.begin(), options.lookups.end(), isAhead);
    m_due =
        next != options.lookups.end() ? m_uncertainSince + next->count() : now + options.backoffCap.count();
}

bool SendPlan::noteAbsence(qint64 now, const Options &options)
{
    if (m_firstAbsence < 0)
        m_firstAbsence = now;
    return now - m_uncertainSince >= options.settle.count() &&
           now - m_firstAbsence >= options.readGap.count();
}

} // namespace leadline
