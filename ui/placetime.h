#pragma once

#include "ui/theme/theme.h"

#include <QTimeZone>

namespace leadline {

/// The time of a place, with a sign that has a shape: callable from 9:00 to 20:00 on a weekday there. The only place
/// that knows this rule.
struct PlaceTime
{
    QString text;  ///< "10:42 am"; empty when the zone is not known
    QString there; ///< "10:42 am there", or that it is not known
    QString icon;  ///< Lucide: dot in ring, moon, question mark
    QString word;  ///< what the icon says, for a screen reader
    Tone tone = Tone::Neutral;
};
[[nodiscard]] PlaceTime placeTime(const QTimeZone &zone, const QDateTime &nowUtc);
/// By the zone's IANA name; looks it up in the system's files. Empty or unknown gives the question mark.
[[nodiscard]] PlaceTime placeTime(const QString &zone, const QDateTime &nowUtc);

/// Hours and minutes as the person's locale writes them.
[[nodiscard]] QString timeText(const QTime &time);

} // namespace leadline
