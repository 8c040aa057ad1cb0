#pragma once

#include "services/mirror/leadrow.h"
#include "ui/placetime.h"

#include <QHash>
#include <QTimeZone>

namespace leadline {

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

} // namespace leadline
