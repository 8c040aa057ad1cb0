#pragma once

#include <QList>

#include <chrono>

namespace leadline {

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
        std::chrono::milliseconds settle{90'000};     ///< D: a request not applied until then never will be
        std::chrono::milliseconds readGap{30'000};    ///< between the two empty reads that prove absence
        std::chrono::milliseconds draftSettle{3'000}; ///< of a draft, which reaches nobody
    };

    [[nodiscard]] qint64 due() const { return m_due; }
    [[nodiscard]] int failures() const { return m_failures; }
    void actNow() { m_due = 0; }
    /// Full jitter, base doubled with each failure; never sooner than the server asked.
    void backOff(qint64 now, const Options &options, std::chrono::milliseconds serverWait);
    /// The send just became uncertain, or was found so at the start.
    void beginLookups(qint64 now, const Options &options);
    [[nodiscard]] bool isUncertain() const { return m_uncertainSince >= 0; }
    /// A complete read without the object; true once two of them, both after the settle time, prove that it
    /// is not there: only then can nothing be on its way any more.
    [[nodiscard]] bool noteAbsence(qint64 now, const Options &options);
    /// The same for a draft: one read after its own, short settle time.
    [[nodiscard]] bool noteDraftAbsence(qint64 now, const Options &options) const;
    void planNextLookup(qint64 now, const Options &options);

private:
    qint64 m_due = 0;
    int m_failures = 0;
    qint64 m_uncertainSince = -1;
    qint64 m_firstAbsence = -1;
};

} // namespace leadline
