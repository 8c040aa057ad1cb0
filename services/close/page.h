#pragma once

#include <QList>

namespace leadline {

/// One page of a list, decoded.
template <typename T>
struct Page
{
    QList<T> items;   ///< the well-formed ones
    int received = 0; ///< rows in the answer: what the next `skip` advances by
    bool hasMore = false;
    int total = -1; ///< `total_results` where the endpoint sends it
};

} // namespace leadline
