#pragma once

#include "services/base/result.h"
#include "services/http/ratelimit.h"
#include "services/http/request.h"

#include <QNetworkReply>

namespace leadline {

/// What came over the wire for one request, before anybody judged it.
struct Transport
{
    /// Why it ended, as far as we did it ourselves.
    enum class Ending { Itself, Deadline, TooLarge, Cancelled };

    Method method = Method::Get;
    Ending ending = Ending::Itself;
    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    QString errorText;
    bool isOutOfDate = false; ///< nothing is wrong with the server's certificate but its dates
    bool wantsBytes = false;  ///< the answer is handed on undecoded
    qint64 bodySize = 0;      ///< of the request, if it is a write
    qint64 bodyHandedOut = 0; ///< bytes of it taken for sending
    int status = 0;           ///< 0 = no status line arrived
    Headers headers;
    QByteArray body; ///< of the answer, decompressed
};

/// The one judge of an answer: transport, then status, then content type, then JSON, then Close's three error
/// shapes (close-api.md 4). Pure. A write is called Unreached only when no byte of its body was taken
/// (reliability.md, finding 2); a refusal counts as Close's only when it is written in Close's JSON.
[[nodiscard]] Result<Response> classify(const Transport &transport, const RateLimit &limit);

} // namespace leadline
