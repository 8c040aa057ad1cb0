#pragma once

#include "services/close/page.h"
#include "services/domain/event.h"
#include "services/domain/timerange.h"
#include "services/http/httpclient.h"

namespace leadline {

struct EventPage
{
    QList<Event> events; ///< the readable ones, newest first
    int received = 0;
    QString next;         ///< cursor to older ones; empty at the end
    QDateTime serverTime; ///< by the answer's `Date` header, may be invalid or wrong
};

/// The reads that keep the mirror in step, all in the background lane. What is big comes as bytes, to be
/// decoded on the mirror's writer thread.
class BulkApi
{
public:
    explicit BulkApi(HttpClient &http);

    /// `POST /data/search/` with a body of leadsearch::page. A cursor lives 30 s and leads to 10,000 objects
    /// at most; after that the answer is Rejected (close-api.md 6.1).
    [[nodiscard]] QCoro::Task<Result<QByteArray>> searchLeads(QJsonObject body);
    [[nodiscard]] QCoro::Task<Result<int>> countLeads(QJsonObject query);
    /// `GET /lead/`, newest update first, at most 200.
    [[nodiscard]] QCoro::Task<Result<QByteArray>> leads(int skip, int limit);
    /// `GET /activity/` of all leads, newest creation first, at most 100 (close-api.md 5.5).
    [[nodiscard]] QCoro::Task<Result<QByteArray>> activities(TimeRange created, int skip, int limit);
    /// Likewise of one lead, all types.
    [[nodiscard]] QCoro::Task<Result<QByteArray>> activitiesOf(LeadId lead, int skip, int limit);
    /// Open tasks of every type (at most 1000), or opportunities (at most 250), newest creation first.
    [[nodiscard]] QCoro::Task<Result<Page<QJsonObject>>> openTasks(TimeRange created, int skip, int limit);
    [[nodiscard]] QCoro::Task<Result<Page<QJsonObject>>> opportunities(TimeRange created, int skip,
                                                                       int limit);
    /// One object by its path, such as `activity/note/acti_x/`.
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> object(QString path);
    /// At most 50, newest first, of those that were updated in the range (close-api.md 7.1).
    [[nodiscard]] QCoro::Task<Result<EventPage>> events(TimeRange updated, QString cursor, int limit);

private:
    HttpClient &m_http;
};

} // namespace leadline
