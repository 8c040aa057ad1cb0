#pragma once

#include "services/close/page.h"
#include "services/domain/objectref.h"
#include "services/http/httpclient.h"

namespace leadline {

struct RawEventPage
{
    QList<QJsonObject> items; ///< newest first
    QString next;             ///< cursor; empty at the end
};

/// Close's objects as JSON, whatever their kind: what the outbox needs. One request each; never retries a
/// write. An answer that is not an object with an id of Close's is NotClose.
class ObjectApi
{
public:
    explicit ObjectApi(HttpClient &http);

    /// `path`: a collection, such as `activity/note/`.
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> create(QString path, QJsonObject body);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> read(ObjectRef object);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> change(ObjectRef object, QJsonObject fields);
    [[nodiscard]] QCoro::Task<Result<Done>> remove(ObjectRef object);
    [[nodiscard]] QCoro::Task<Result<Page<QJsonObject>>> list(QString path, QUrlQuery filter, int skip,
                                                              int limit);
    /// `GET /event/` (close-api.md 7.1); an empty cursor begins at the newest.
    [[nodiscard]] QCoro::Task<Result<RawEventPage>> events(QUrlQuery filter, QString cursor);
    /// How far Close's clock is ahead of this computer's, as far as known (HttpClient::serverSkew).
    [[nodiscard]] std::optional<std::chrono::milliseconds> serverSkew() const { return m_http.serverSkew(); }

private:
    HttpClient &m_http;
};

} // namespace leadline
