#include "sandboxcase.h"

#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QJsonDocument>
#include <QNetworkReply>

namespace leadline::test {

using namespace Qt::Literals::StringLiterals;

QList<QJsonObject> Answer::data() const
{
    QList<QJsonObject> items;
    for (const QJsonArray all = body.value("data"_L1).toArray(); const auto &item : all)
        items.append(item.toObject());
    return items;
}

QStringList Answer::texts(const char *key) const
{
    QStringList all;
    for (const auto &item : data())
        all.append(item.value(QLatin1String(key)).toString());
    return all;
}

QStringList Answer::ids() const
{
    return texts("id");
}

QJsonValue Answer::fieldError(const char *key) const
{
    return body.value("field-errors"_L1).toObject().value(QLatin1String(key));
}

void SandboxCase::init()
{
    expectSilence();
    tzOffset = 0;
    apiKey = admin;
    stateFile.clear();
    restart(sandbox::Quirks());
}

void SandboxCase::restart(const sandbox::Quirks &quirks)
{
    m_network = std::make_unique<QNetworkAccessManager>();
    m_server.reset(); // the next one may use the same file
    m_quirks = quirks;
    sandbox::Server::Options options;
    options.rateLimit = 0;
    options.quirks = quirks;
    options.monotonicMs = [this] { return clockMs; };
    options.store.leads = leads;
    options.store.stateFile = stateFile;
    options.store.now = QDateTime({2026, 6, 19}, {12, 0}, Qt::UTC);
    m_server = std::make_unique<sandbox::Server>(options);
    QCOMPARE(m_server->listen(), QString());
}

void SandboxCase::cleanup()
{
    m_network.reset();
    m_server.reset();
}

Answer SandboxCase::send(const QByteArray &method, const QString &path, const QJsonObject &body)
{
    QNetworkRequest request(QUrl(m_server->baseUrl().toString() + path));
    request.setRawHeader("Authorization", "Basic " + (apiKey + ':').toBase64());
    request.setRawHeader("X-TZ-Offset", QByteArray::number(tzOffset));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    const bool hasBody = method == "POST" || method == "PUT";
    const QByteArray data = hasBody ? QJsonDocument(body).toJson(QJsonDocument::Compact) : QByteArray();
    std::unique_ptr<QNetworkReply> reply(m_network->sendCustomRequest(request, method, data));
    [&reply] { WAIT_FOR(reply->isFinished()); }();
    Answer answer;
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.body = QJsonDocument::fromJson(reply->readAll()).object();
    return answer;
}

QString SandboxCase::newLead(const QString &name)
{
    return post(u"lead/"_s, {{u"name"_s, name}}).id();
}

QString SandboxCase::newContact(const QString &leadId, const QString &phone)
{
    const QJsonArray phones{QJsonObject{{u"phone"_s, phone}}};
    return post(u"contact/"_s,
                {{u"lead_id"_s, leadId}, {u"name"_s, u"Mira Solberg"_s}, {u"phones"_s, phones}})
        .id();
}

QStringList SandboxCase::leadStatusIds() const
{
    QStringList ids;
    for (const QJsonArray all = m_server->store().organization().value("lead_statuses"_L1).toArray();
         const auto &status : all)
        ids.append(status.toObject().value("id"_L1).toString());
    return ids;
}

static QJsonArray pipelines(const sandbox::Store &store)
{
    return store.organization().value("pipelines"_L1).toArray();
}

QString SandboxCase::pipelineId(int index) const
{
    return pipelines(m_server->store()).at(index).toObject().value("id"_L1).toString();
}

QString SandboxCase::opportunityStatus(const QString &type, int pipeline) const
{
    const QJsonObject chosen = pipelines(m_server->store()).at(pipeline).toObject();
    for (const QJsonArray all = chosen.value("statuses"_L1).toArray(); const auto &status : all) {
        if (status.toObject().value("type"_L1) == type)
            return status.toObject().value("id"_L1).toString();
    }
    return {};
}

QStringList keysOf(const QJsonObject &object)
{
    QStringList keys = object.keys();
    keys.removeIf([](const QString &key) { return key.startsWith("custom."_L1); });
    keys.sort();
    return keys;
}

QStringList keysOf(const char *json)
{
    QJsonParseError problem;
    const auto document = QJsonDocument::fromJson(json, &problem);
    if (problem.error != QJsonParseError::NoError)
        return {problem.errorString()};
    return keysOf(document.object());
}

} // namespace leadline::test
