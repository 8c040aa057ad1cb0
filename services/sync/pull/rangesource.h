#pragma once

#include "services/base/result.h"
#include "services/domain/syncstate.h"

#include <QCoroTask>
#include <QString>

namespace leadline {

/// What to ask next of a stretch of time: its newest objects, or the ones after those already told.
struct RangeAsk
{
    TimeRange range;
    QString cursor;
    int skip = 0;

    RangeAsk() = default;
    explicit RangeAsk(TimeRange stretch) : range(stretch) {}
};

/// What came, newest first, and is in the mirror.
struct RangeStep
{
    int received = 0;
    bool hasMore = false;
    QString cursor;     ///< to go on with the same range; empty = none
    qint64 oldest = -1; ///< time of the last object, ms since 1970; -1 = not told
    QString firstId;
};

/// One kind of objects of which a load takes stretches of time, page by page. Each page is stored before the
/// answer.
class RangeSource
{
public:
    virtual ~RangeSource() = default;

    [[nodiscard]] virtual QCoro::Task<Result<RangeStep>> take(RangeAsk ask) = 0;
    /// Objects in a page: what is worth sharing among workers are a few of them.
    [[nodiscard]] virtual int pageSize() const = 0;
    /// Takes everything of one moment that holds more than a chain of pages can tell.
    [[nodiscard]] virtual QCoro::Task<Result<Done>> takeMoment(qint64 moment);
    /// How many objects one chain of cursors leads to at most; 0 = pages are counted by `skip`.
    [[nodiscard]] virtual int chainLimit() const { return 0; }
};

} // namespace leadline
