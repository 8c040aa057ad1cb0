#pragma once

#include "services/close/closeapi.h"

namespace leadline {

/// Looks an uncertain call up in Close: every call of its lead that can be it, however many pages that takes.
/// A list that could not be read to its end is an error, never "not there". `api` must live until HttpClient
/// has shut down.
[[nodiscard]] QCoro::Task<Result<QList<Activity>>> findCalls(CloseApi *api, Command command, UserId user);

} // namespace leadline
