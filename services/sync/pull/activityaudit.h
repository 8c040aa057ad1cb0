#pragma once

#include "services/close/bulkapi.h"
#include "services/mirror/mirror.h"
#include "services/mirror/rowkey.h"

namespace leadline {

/// Takes out of the mirror the activities created in the range that Close did not name when it named all of
/// them: each is asked for by itself before it goes. `named` holds the keys of their ids.
[[nodiscard]] QCoro::Task<Result<Done>> removeUnnamedActivities(BulkApi *api, Mirror *mirror,
                                                                QSet<RowKey> named, TimeRange created);

} // namespace leadline
