#include "services/sandbox/wire/worldcontrol.h"

#include "services/sandbox/events/eventlog.h"
#include "services/sandbox/wire/pythonjson.h"

#include <QJsonDocument>

namespace leadline::sandbox {

namespace {

constexpr double MostSeconds = 10 * 365 * 86'400.0;

} // namespace

bool WorldControl::knows(const QString &path)
{
    return path == u"/sandbox/clock/" || path == u"/sandbox/event/";
}

bool WorldControl::apply(bool isClock, const QJsonObject &order)
{
    if (isClock) {
        const double seconds = order[u"advance"].toDouble(-1);
        if (seconds < 0 || seconds > MostSeconds)
            return false;
        m_store.advance(static_cast<qint64>(seconds * 1000));
        return true;
    }
    const int events = order[u"hold"].toInt(-1);
    const bool releases = order[u"release"].toBool();
    if (releases)
        m_store.events().release();
    if (events >= 0)
        m_store.events().hold(events);
    return releases || events >= 0;
}

Answer WorldControl::answer(const Request &request)
{
    const QJsonObject order = QJsonDocument::fromJson(request.body).object();
    if (request.method != "GET" && request.method != "POST")
        return {.status = 405, .body = R"({"error": "POST changes it, GET looks."})"};
    if (request.method == "POST" && !apply(request.path == u"/sandbox/clock/", order))
        return {.status = 400, .body = R"({"error": "Unknown order."})"};
    return {.body = pythonJson(QJsonObject{{QStringLiteral("now"), timestamp(m_store.now())},
                                           {QStringLiteral("events"), qint64(m_store.events().size())}})};
}

} // namespace leadline::sandbox
