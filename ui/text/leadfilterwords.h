#pragma once

#include "services/domain/organization.h"
#include "services/mirror/leadrow.h"

namespace leadline {

/// One thing a list of leads asks for, in words, as a chip shows it.
struct FilterPart
{
    QString id;     ///< within its query
    QString text;   ///< "No next step"; plain text, control characters made visible
    QString spoken; ///< for a screen reader
    friend bool operator==(const FilterPart &, const FilterPart &) = default;
};

/// What a query asks for besides text and statuses, which have controls of their own. Names come from the
/// organisation; what it does not know (any more) is shown as it is.
[[nodiscard]] QList<FilterPart> filterParts(const LeadListQuery &query, const OrganizationData &organization);
/// The query without one of its parts.
[[nodiscard]] LeadListQuery withoutPart(LeadListQuery query, const QString &partId);

[[nodiscard]] QString nextStepText(NextStep step);      ///< empty for Any
[[nodiscard]] QString countryText(const QString &code); ///< in English words; the code where there are none
/// Fields one can filter by, in the organisation's order: choices, texts and users.
[[nodiscard]] QList<CustomField> filterFields(const OrganizationData &organization);

} // namespace leadline
