#pragma once

#include "services/close/objectapi.h"
#include "tests/day/dayscript.h"

namespace leadline::test {

/// What Close itself shows to a second client: everything made since a moment, in the words of DayLines. Goes
/// straight to the server with a key of its own, and reads JSON as it comes.
class CloseTimeline
{
public:
    CloseTimeline(const QUrl &baseUrl, const Clock &clock);
    ~CloseTimeline();

    /// Everything of these leads that was made since. `trouble` takes what a line cannot show.
    [[nodiscard]] DayLines linesSince(const QDateTime &since, const QList<LeadId> &leads,
                                      QStringList &trouble);

private:
    [[nodiscard]] QList<QJsonObject> all(const QString &path, const LeadId &lead, const QDateTime &since);
    void addActivity(const QJsonObject &activity, const QDateTime &since, DayLines &lines,
                     QStringList &trouble);
    static void addTask(const QJsonObject &task, DayLines &lines);

    HttpClient m_http;
    ObjectApi m_api;
};

} // namespace leadline::test
