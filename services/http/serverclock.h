#pragma once

#include "services/http/ratelimit.h"

#include <QDateTime>
#include <QList>

#include <chrono>
#include <optional>

namespace leadline {

/// How far the server's clock is ahead of ours, by the `Date` of its answers. One odd answer moves nothing:
/// the middle of the latest few counts (reliability.md 36).
class ServerClock
{
public:
    void note(const Headers &headers, const QDateTime &nowUtc);
    /// To about a second; nothing until an answer has told.
    [[nodiscard]] std::optional<std::chrono::milliseconds> skew() const;

private:
    QList<qint64> m_latest; ///< oldest first
};

} // namespace leadline
