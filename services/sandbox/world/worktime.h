#pragma once

#include <QDateTime>

namespace leadline::sandbox {

/// Two years of working time that end at a given moment: milliseconds counted only from 08:00 to 20:00 UTC,
/// Monday to Friday. History is laid out on this axis, so nobody calls at night and equal steps stay in
/// order.
class WorkTime
{
public:
    static constexpr qint64 Hour = 3'600'000;
    static constexpr qint64 Day = 12 * Hour; ///< a working day

    explicit WorkTime(const QDateTime &end);
    [[nodiscard]] QDateTime end() const { return m_end; }
    /// Working milliseconds from the beginning to the end.
    [[nodiscard]] qint64 length() const { return m_length; }
    /// The moment in UTC; strictly increasing.
    [[nodiscard]] QDateTime moment(qint64 workMs) const;
    /// The first working millisecond at or after a moment.
    [[nodiscard]] qint64 firstFrom(const QDateTime &moment) const;
    /// The first working millisecond that lies after a moment.
    [[nodiscard]] qint64 firstAfter(const QDateTime &moment) const;

private:
    [[nodiscard]] qint64 elapsed(const QDateTime &moment) const;

    QDateTime m_end;
    qint64 m_firstMonday; ///< Julian day
    qint64 m_length;
};

} // namespace leadline::sandbox
