#pragma once

#include <QByteArray>

namespace leadline::test {

/// Ten leads with people, tasks and a deal, and what happened with them, as Close sends them: what the table
/// of queries is asked of.
[[nodiscard]] QByteArray smallLeads();
[[nodiscard]] QByteArray smallActivities();

} // namespace leadline::test
