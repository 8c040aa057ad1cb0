#pragma once

#include "services/domain/lead.h"
#include "services/domain/organization.h"
#include "ui/theme/theme.h"

namespace leadline {

/// Facts of a lead in words for people: pure functions, plain text, no widgets.

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

/// The fields of `raw` that have something to show, under their names and in the organisation's order; after
/// them those that the organisation does not tell about, under their ids.
struct FieldFact
{
    QString name;
    QString text;
};
[[nodiscard]] QList<FieldFact> fieldFacts(const QList<CustomField> &fields, const QJsonObject &raw,
                                          const OrganizationData &organization, const Lead &lead);

[[nodiscard]] QString dateText(const QDate &date); ///< such as `31 Jan 2027`
[[nodiscard]] Tone toneOf(OpportunityOutcome outcome);

} // namespace leadline
