#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>
#include <QUrlQuery>

#include <functional>

namespace leadline::sandbox {

/// A request after the transport has done its part: authorised, method override resolved, body parsed.
struct Call
{
    QByteArray method; ///< GET, POST, PUT, DELETE
    QStringList path;  ///< below /api/v1: {"lead", "lead_x"} or {"activity", "call"}
    QUrlQuery query;   ///< query string, or `_params` of an overridden POST
    QJsonObject body;
    QString userId;      ///< who calls
    QString apiKeyId;    ///< by which API key; empty = by a token
    double tzOffset = 0; ///< hours, from X-TZ-Offset
};

/// An answer before `_fields` and the headers are applied. `body` undefined = empty body.
struct Reply
{
    int status = 200;
    QJsonValue body = QJsonObject();
    QString location = {}; ///< for 201: path below /api/v1/, as `pipeline/pipe_x/`
    QByteArray text = {};  ///< the body as it is sent, `_fields` applied; `body` then does not count
};

using Endpoint = std::function<Reply(const Call &)>;

/// Close's error bodies, verbatim (close-api.md 4).
[[nodiscard]] Reply
notFound(const QString &className); ///< `Empty query: Lead matching query does not exist.`
[[nodiscard]] Reply fieldError(const QString &field, const QString &message);
[[nodiscard]] Reply badRequest(const QString &message); ///< `{"error": ...}`
[[nodiscard]] Reply paymentRequired();                  ///< 402; the server fills in the body from Quirks
[[nodiscard]] Reply forbidden();                        ///< 403; likewise
[[nodiscard]] Reply methodNotAllowed();                 ///< 405; likewise
[[nodiscard]] Reply deleted();                          ///< 200 `{}`, as older resources answer DELETE (1.6)
[[nodiscard]] Reply noContent();                        ///< 204 with an empty body, as newer ones do

} // namespace leadline::sandbox
