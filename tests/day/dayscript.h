#pragma once

#include "services/domain/commandbody.h"
#include "services/domain/lead.h"

#include <QMap>
#include <QRandomGenerator>

namespace leadline::test {

/// One act of the person after a call: what goes out together.
struct WrapUp
{
    QDateTime at;
    QList<CommandBody> writes;
    bool isTakenBack = false; ///< within its hold
};

/// What a day leaves in Close, by lead, as lines that hold everything the person said.
struct DayLines
{
    QMap<QString, QStringList> activities; ///< and tasks; sorted
    QMap<QString, QStringList> statuses;   ///< `from > to`, in the order they came about
    friend bool operator==(const DayLines &, const DayLines &) = default;
};

/// A made-up working day of one person, the same for the same seed: calls, notes, messages, tasks and changes
/// of status, some alone and some together, some said in the same words twice.
class DayScript
{
public:
    DayScript(const QList<Lead> &leads, QStringList statuses, QString ownNumber, const QDateTime &morning,
              quint32 seed);

    [[nodiscard]] const QList<WrapUp> &wrapUps() const { return m_wrapUps; }
    [[nodiscard]] const DayLines &lines() const { return m_lines; } ///< what is not taken back
    [[nodiscard]] int count(const QString &kind) const { return m_counts.value(kind); }

private:
    [[nodiscard]] bool chance(int percent) { return int(m_random.bounded(100)) < percent; }
    [[nodiscard]] WrapUp wrapUp(int number, const Lead &lead, const QDateTime &at);
    [[nodiscard]] LogCall call(int number, const Lead &lead, const QDateTime &at);
    [[nodiscard]] CreateNote note(int number, const Lead &lead, const QDateTime &at);
    [[nodiscard]] SendSms message(int number, const Lead &lead, const QDateTime &at);
    [[nodiscard]] CreateTask task(int number, const Lead &lead, const QDateTime &at);
    [[nodiscard]] UpdateObject status(const Lead &lead);
    void keep(const CommandBody &body);

    QRandomGenerator m_random;
    QStringList m_statuses;
    QString m_ownNumber;
    QMap<LeadId, QString> m_statusOf;
    QList<WrapUp> m_wrapUps;
    DayLines m_lines;
    QMap<QString, int> m_counts;
};

/// What the write leaves in Close; a change of status as `from > to`.
[[nodiscard]] QString lineOf(const CommandBody &body);
/// Such as `2026-06-19T09:14:02.500Z`.
[[nodiscard]] QString momentLine(const QDateTime &moment);

} // namespace leadline::test
