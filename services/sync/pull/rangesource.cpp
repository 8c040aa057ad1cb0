#include "services/sync/pull/rangesource.h"

namespace leadline {

QCoro::Task<Result<Done>> RangeSource::takeMoment(qint64)
{
    co_return Done();
}

} // namespace leadline
