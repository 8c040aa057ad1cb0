#pragma once

#include "services/mirror/mirror.h"
#include "tests/bench/context.h"

#include <QUrl>

namespace leadline::bench {

/// Answer of a read of the built-in Close, asked again while it is busy; empty if it does not answer.
[[nodiscard]] QByteArray fetched(const QUrl &baseUrl, const QString &path);

/// Leads of random pages as Close tells them, against the mirror: what differs first, in words; empty =
/// nothing.
[[nodiscard]] QString differingLeads(const Mirror &mirror, const QUrl &close, const Context &context,
                                     int pages);

} // namespace leadline::bench
