#pragma once

#include "services/domain/command.h"

#include <QList>

#include <chrono>

namespace leadline {

/// What a failed send of a call means for its command (reliability.md B3).
[[nodiscard]] CommandState stateAfterCall(ErrorKind kind);
/// The same for a deletion, which may be repeated: it is never uncertain.
[[nodiscard]] CommandState stateAfterDelete(ErrorKind kind);

/// When the outbox acts next on one command. Kept in memory only: after a restart everything is due at once,
/// and the settle time begins anew. Times are readings of the monotonic clock in milliseconds.
class SendPlan
{
public:
    struct Options
    {
        std::chrono::milliseconds backoffBase{1'000};
        std::chrono::milliseconds backoffCap{60'000};
        /// After an uncertain send Close is asked at these moments, then again and again at the cap.
        QList<std::chrono::milliseconds> lookups{std::chrono::seconds(1),  std::chrono::seconds(3),
                                                 std::chrono::seconds(10), std::chrono::seconds(30),
                                                 std::chrono::seconds(60), std::chrono::seconds(90)};
        std::chrono::milliseconds settle{90'000};  ///< D: a request not applied until then never will be
        std::chrono::milliseconds readGap{30'000}; ///< between the two empty reads that prove absence
    };

    [[nodiscard]] qint64 due() const { return m_due; }
    void actNow() { m_due = 0; }
    /// Full jitter, base doubled with each failure; never sooner than the server asked.
    void backOff(qint64 now, const Options &options, std::chrono::milliseconds serverWait);
    /// The send just became uncertain, or was found so at the start.
    void beginLookups(qint64 now, const Options &options);
    [[nodiscard]] bool isUncertain() const { return m_uncertainSince >= 0; }
    /// A complete read without the call; true once two of them prove that it is not there.
    [[nodiscard]] bool noteAbsence(qint64 now, const Options &options);
    void planNextLookup(qint64 now, const Options &options);

private:
    qint64 m_due = 0;
    int m_failures = 0;
    qint64 m_uncertainSince = -1;
    qint64 m_firstAbsence = -1;
};

} // namespace leadline
