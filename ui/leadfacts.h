#pragma once

#include "services/domain/lead.h"
#include "services/domain/organization.h"
#include "ui/theme/theme.h"

#include <QTimeZone>

namespace leadline {

/// Facts of a lead in words for people: pure functions, plain text, no widgets.

struct LocalTime
{
    QString text; ///< such as `10:42 am there`
    QString
        icon; ///< a shape besides the colour: dot in ring = callable, moon = closed, question mark = unknown
    Tone tone = Tone::Neutral;
};
/// Callable means between 9:00 and 20:00 there. `zone` is an IANA name; empty or unknown gives the question
/// mark.
[[nodiscard]] LocalTime localTime(const QString &zone, const QDateTime &nowUtc);
/// The first zone any contact of the lead has; empty if none.
[[nodiscard]] QString timeZoneOf(const Lead &lead);

[[nodiscard]] QString addressText(const Address &address); ///< in one line

struct DueText
{
    QString text;
    Tone tone = Tone::Neutral; ///< Bad = overdue, Warn = today
};
[[nodiscard]] DueText dueText(const Task &task, const QDateTime &nowUtc);

/// The value of a custom field; ids of users and of the lead's contacts become names. Empty if there is
/// nothing to show.
[[nodiscard]] QString fieldText(const CustomField &field, const QJsonValue &value,
                                const OrganizationData &organization, const Lead &lead);

[[nodiscard]] QString clockText(const QTime &time); ///< hours and minutes as the person's locale writes them
[[nodiscard]] QString dateText(const QDate &date); ///< such as `31 Jan 2027`
[[nodiscard]] Tone toneOf(OpportunityOutcome outcome);

} // namespace leadline
