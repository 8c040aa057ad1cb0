#pragma once

#include "services/sandbox/world/moment.h"

namespace leadline::sandbox {

/// The facts of a generated opportunity that its own object and its status change must agree on.
struct Deal
{
    Organisation::Status before;
    Organisation::Status now;
    std::optional<Timetable::Entry> change; ///< the OpportunityStatusChange that led from one to the other
    qint64 value = 0;                       ///< cents
    QString period;
    int confidence = 0;
    QDate closes; ///< invalid: no date set
    int seats = 0;
};
[[nodiscard]] Deal dealOf(const LeadStory &story, const Timetable::Entry &entry);

/// What there is to tell of an opportunity besides its deal.
struct OpportunityFacts
{
    Deal deal;
    QString note;
    bool hasContact = false; ///< it is the lead's first one
    QDate goesLive;          ///< of the field Go-live Date; may be invalid
    QString competitor;      ///< of the field Competitor; may be empty
};
[[nodiscard]] OpportunityFacts opportunityFacts(const LeadStory &story, const Timetable::Entry &entry);

/// An opportunity without the values that derive from others (close-api.md 5.3).
[[nodiscard]] QJsonObject opportunityObject(const LeadStory &story, const Timetable::Entry &entry);
/// The status change of the lead's first opportunity (close-api.md 5.10).
[[nodiscard]] QJsonObject opportunityChangeObject(const Moment &moment, const Timetable::Entry &opportunity);
/// `$1,250`, `$500 annual`, `$17.50 monthly` (close-api.md 5.3).
[[nodiscard]] QString formattedValue(qint64 cents, const QString &period);

} // namespace leadline::sandbox
