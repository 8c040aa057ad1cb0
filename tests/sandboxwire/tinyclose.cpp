#include "tests/sandboxwire/tinyclose.h"

#include "services/sandbox/wire/faultcontrol.h"

#include <QJsonArray>
#include <QUrl>

namespace leadline::test {

using namespace sandbox;

namespace {

QList<QJsonObject> leads()
{
    QList<QJsonObject> all;
    for (int i = 0; i < 250; ++i) {
        all.append(
            {{QStringLiteral("id"), QStringLiteral("lead_%1").arg(i)},
             {QStringLiteral("name"), QStringLiteral("Caf\u00e9 %1").arg(i)},
             {QStringLiteral("custom"), QJsonObject{{QStringLiteral("Industry"), QStringLiteral("Food")}}},
             {QStringLiteral("custom.cf_a"), QStringLiteral("Food")},
             {QStringLiteral("custom.cf_b"), 3}});
    }
    return all;
}

Reply echo(const Call &call)
{
    QJsonObject query;
    for (const auto &[key, value] : call.query.queryItems(QUrl::FullyDecoded))
        query.insert(key, value);
    return {.body = QJsonObject{{QStringLiteral("method"), QString::fromLatin1(call.method)},
                                {QStringLiteral("path"), call.path.join(u'/')},
                                {QStringLiteral("query"), query},
                                {QStringLiteral("body"), call.body},
                                {QStringLiteral("user"), call.userId},
                                {QStringLiteral("tz"), call.tzOffset}}};
}

} // namespace

TinyClose::TinyClose()
{
    options.authority.keys = {{"api_sandbox.leadline", QStringLiteral("user_dana")},
                              {"api_second", QStringLiteral("user_eli")}};
    options.authority.userId = QStringLiteral("user_dana");
    options.authority.organizationId = QStringLiteral("orga_x");
    options.authority.clientId = QStringLiteral("oa2client_x");
    options.authority.clientSecret = QStringLiteral("s3cret&more");
    options.authority.monotonicMs = [this] { return nowMs; };
    addEndpoints();
}

TinyClose::~TinyClose() = default;

void TinyClose::addEndpoints()
{
    m_router.add("GET", QStringLiteral("lead"),
                 [this](const Call &call) { return listReply(call, quirks, leads()); });
    m_router.add("GET", QStringLiteral("lead/{id}"), [](const Call &call) {
        const QString id = call.path.value(1);
        const auto all = leads();
        for (const QJsonObject &lead : all) {
            if (lead[u"id"] == id)
                return Reply{.body = lead};
        }
        return notFound(QStringLiteral("Lead"));
    });
    m_router.add("GET", QStringLiteral("activity/note"),
                 [this](const Call &call) { return listReply(call, quirks, m_notes); });
    m_router.add("POST", QStringLiteral("activity/note"), [this](const Call &call) {
        QJsonObject note = call.body;
        note.insert(QStringLiteral("id"), QStringLiteral("acti_%1").arg(m_notes.size()));
        m_notes.append(note);
        return Reply{.body = note};
    });
    m_router.add("POST", QStringLiteral("pipeline"), [](const Call &call) {
        return Reply{201, call.body, QStringLiteral("pipeline/pipe_1/")};
    });
    m_router.add("DELETE", QStringLiteral("pipeline/{id}"), [](const Call &) { return noContent(); });
    m_router.add("GET", QStringLiteral("forbidden"), [](const Call &) { return forbidden(); });
    m_router.add("GET", QStringLiteral("unpaid"), [](const Call &) { return paymentRequired(); });
    for (const char *method : {"GET", "POST", "PUT", "DELETE"})
        m_router.add(method, QStringLiteral("echo/{word}"), echo);
}

void TinyClose::start()
{
    m_door = std::make_unique<FrontDoor>(options, quirks, m_router, faults);
    const auto handler = [this](const Request &request) {
        if (request.path.startsWith(u"/sandbox/"))
            return FaultControl(faults, nullptr).answer(request);
        log.append(QString::fromLatin1(request.method) + u' ' + request.path);
        return m_door->answer(request);
    };
    m_transport = std::make_unique<Transport>(handler, &QDateTime::currentDateTimeUtc, weather, nullptr);
    const QString problem = m_transport->start(0);
    if (!problem.isEmpty())
        qFatal("%ls", qUtf16Printable(problem));
}

QUrl TinyClose::baseUrl() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1/api/v1/").arg(port()));
}

} // namespace leadline::test
