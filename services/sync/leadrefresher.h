#pragma once

#include "services/close/closeapi.h"
#include "services/mirror/mirror.h"

#include <QHash>
#include <QPointer>

namespace leadline {

/// Brings the lead a person looks at up to date, in the foreground lane: the lead itself and its newest
/// activities, and older pages when asked. Answers that come after another lead was opened are stored all the
/// same. Of leads that were only passed on the way (arrow down held), those whose turn never came are not
/// asked for at all.
class LeadRefresher final : public QObject
{
    Q_OBJECT
public:
    LeadRefresher(CloseApi &api, Mirror &mirror, QObject *parent = nullptr);

    void open(const LeadId &lead);
    /// The next older page of 100; nothing if all are there or a page is under way.
    void loadOlder(const LeadId &lead);

Q_SIGNALS:
    /// The lead and its newest activities, or the older page asked for, are in the mirror.
    void finished(const leadline::LeadId &lead);
    /// NotFound or Forbidden, said twice: the lead is gone for this person and leaves the mirror.
    void failed(const leadline::LeadId &lead, const leadline::ApiError &error);

private:
    [[nodiscard]] QCoro::Task<> refresh(LeadId lead);
    [[nodiscard]] QCoro::Task<> takeOlder(LeadId lead, int skip);
    void store(const LeadId &lead, const Page<Activity> &page, int skip, QSet<LeadId> &underWay);
    /// Ends what `underWay` holds of the lead, lets the next one begin, and tells.
    void settle(const LeadId &lead, QSet<LeadId> &underWay, const ApiError &error);

    CloseApi &m_api;
    Mirror &m_mirror;
    QSet<LeadId> m_refreshing;
    QSet<LeadId> m_older;         ///< leads with an older page under way
    std::optional<LeadId> m_next; ///< opened while enough others are being refreshed
    QHash<LeadId, int> m_taken;   ///< how deep into the list of activities this run has come
};

} // namespace leadline
