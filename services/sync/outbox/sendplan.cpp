#include "services/sync/outbox/sendplan.h"

#include <QRandomGenerator>

#include <algorithm>

namespace leadline {

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
    if (m_firstAbsence >= 0) // the second look that is still missing
        m_due = std::clamp(m_firstAbsence + options.readGap.count(), now + 1, m_due);
}

bool SendPlan::noteAbsence(qint64 now, const Options &options)
{
    if (now - m_uncertainSince < options.settle.count())
        return false;
    if (m_firstAbsence < 0)
        m_firstAbsence = now;
    return now - m_firstAbsence >= options.readGap.count();
}

bool SendPlan::noteDraftAbsence(qint64 now, const Options &options) const
{
    return now - m_uncertainSince >= options.draftSettle.count();
}

} // namespace leadline
