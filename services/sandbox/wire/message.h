#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>
#include <QUrlQuery>

#include <utility>

namespace leadline::sandbox {

/// An HTTP request as it came over the socket.
struct Request
{
    QByteArray method;                     ///< upper case; `UNKNOWN` for what the parser does not know
    QByteArray target;                     ///< path and query as sent
    QString path;                          ///< decoded
    QUrlQuery query;                       ///< `+` already read as a space
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;
};

/// An HTTP answer before the transport adds its own headers.
struct Answer
{
    int status = 200;
    QByteArray contentType = "application/json"; ///< empty = header absent
    QByteArray body = {};
    QList<std::pair<QByteArray, QByteArray>> headers = {};
};

} // namespace leadline::sandbox
