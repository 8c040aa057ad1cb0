#pragma once

#include "services/domain/activity.h"
#include "services/domain/lead.h"

namespace leadline::test {

/// `count` leads from number `first` on, each with people, a place, fields and mostly a task, about 2 KB as
/// JSON. The same number is always the same lead; names and times jump about, so that pages fall all over any
/// order.
[[nodiscard]] QList<Lead> manyLeads(int first, int count);
[[nodiscard]] LeadId manyLeadsId(int number);
/// Two months of calls, notes, messages and mails with one lead.
[[nodiscard]] QList<Activity> manyActivities(const LeadId &lead, int count);

} // namespace leadline::test
