#pragma once

#include "services/sandbox/search/searchrun.h"

#include <QHash>

namespace leadline::sandbox {

/// Searches that can be gone on with. A cursor stands for one place of one search: asking for it twice gives
/// the same page twice. It lives for a while only (close-api.md 6.1).
class SearchCursors
{
public:
    struct Chain
    {
        SearchRun run;
        QJsonObject query; ///< as it was asked
        int left = 0;      ///< objects the chain may still give
        qint64 total = 0;  ///< as counted for the first page, with `include_counts`
    };
    explicit SearchCursors(std::function<qint64()> monotonicMs, int lifetimeMs);

    [[nodiscard]] QString keep(Chain chain);
    /// Null when it ran out or never was.
    [[nodiscard]] std::optional<Chain> find(const QString &cursor);

private:
    struct Kept
    {
        Chain chain;
        qint64 diesAt = 0;
    };
    void drop();

    std::function<qint64()> m_monotonicMs;
    int m_lifetimeMs;
    QHash<QString, Kept> m_kept;
};

} // namespace leadline::sandbox
