#pragma once

#include "services/mirror/leadrow.h"
#include "ui/theme/theme.h"

#include <QHash>
#include <QTimeZone>

namespace leadline {

/// The time of a place, with a sign that has a shape: callable from 9:00 to 20:00 on a weekday there.
struct PlaceTime
{
    QString text; ///< "10:42 am"; empty when the zone is not known
    QString icon; ///< Lucide: dot in ring, moon, question mark
    QString word; ///< what the icon says, for a screen reader
    Tone tone = Tone::Neutral;
};

/// A promised time in words, and how pressing it is.
struct PromiseText
{
    QString text;
    Tone tone = Tone::Neutral;
};

/// One line of the lead list in words; plain text, control characters made visible.
struct LeadRowText
{
    QString name;
    QString initials;
    QString status;
    Tone statusTone = Tone::Neutral;
    QString facts; ///< "3 people · Boston"
    PromiseText next;
    PlaceTime time;
};

/// Turns rows into words, keeping the time zones it has looked up: they are read from files.
class LeadRowWriter final
{
public:
    [[nodiscard]] LeadRowText write(const LeadRow &row, const QDateTime &nowUtc);
    /// The row as one sentence, for a screen reader.
    [[nodiscard]] QString sentence(const LeadRow &row, const QDateTime &nowUtc);
    [[nodiscard]] PlaceTime placeTime(const QString &zone, const QDateTime &nowUtc);

private:
    QHash<QString, QTimeZone> m_zones;
};

[[nodiscard]] PromiseText promiseText(const LeadRow &row, const QDateTime &nowUtc);
/// Two letters: of the first two words, or the first two of one word. Empty for a name without letters.
[[nodiscard]] QString initialsOf(const QString &name);
/// Hours and minutes as the person's locale writes them.
[[nodiscard]] QString timeText(const QTime &time);

} // namespace leadline
