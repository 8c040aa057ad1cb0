#pragma once

#include "services/domain/activity.h"
#include "services/domain/lead.h"
#include "services/domain/organization.h"

namespace leadline::test {

/// Domain values as text, one field a line, for comparison with the files in tests/data.
[[nodiscard]] QString print(const Lead &lead);
[[nodiscard]] QString print(const Contact &contact);
[[nodiscard]] QString print(const Task &task);
[[nodiscard]] QString print(const Opportunity &opportunity);
[[nodiscard]] QString print(const Activity &activity);
[[nodiscard]] QString print(const Me &me);
[[nodiscard]] QString print(const User &user);
[[nodiscard]] QString print(const CustomField &field);
[[nodiscard]] QString print(const SmartView &view);

} // namespace leadline::test
