#include "tests/sandboxwire/metafixture.h"
#include "tests/testkit/testmain.h"

#include <QJsonArray>

using namespace leadline::sandbox;
using namespace leadline::test;

/// Statuses and pipelines over HTTP, on the generated world (close-api.md 5.11).
class TestSandboxStatuses : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void leadStatusLives();
    void usedStatusesStay();
    void opportunityStatusLives();
    void pipelineLives();
    void statusMovesBetweenPipelines();
    void wrongPipelineEntryChangesNothing();

private:
    std::unique_ptr<MetaFixture> m_close;
};

void TestSandboxStatuses::init()
{
    expectSilence();
    m_close = std::make_unique<MetaFixture>();
}

void TestSandboxStatuses::leadStatusLives()
{
    const WebAnswer made =
        m_close->send("POST", "status/lead/", R"({"label": "Courting", "color": "#ff0000"})");
    QCOMPARE(made.status, 200);
    const QByteArray id = made.json()[u"id"].toString().toLatin1();
    QVERIFY(id.startsWith("stat_"));
    QVERIFY(idsOf(m_close->get("status/lead/")[u"data"]).contains(QString::fromLatin1(id)));
    QCOMPARE(idsOf(m_close->get("me/")[u"organizations"][0][u"lead_statuses"], u"label").last(),
             QStringLiteral("Courting"));
    QCOMPARE(m_close->send("PUT", "status/lead/" + id + "/", R"({"label": "Engaged"})").json()[u"label"],
             QStringLiteral("Engaged"));
    QCOMPARE(idsOf(m_close->get("me/")[u"organizations"][0][u"lead_statuses"], u"label").last(),
             QStringLiteral("Engaged"));
    QCOMPARE(m_close->send("GET", "status/lead/" + id + "/").status, 405);
    const WebAnswer gone = m_close->send("DELETE", "status/lead/" + id + "/");
    QCOMPARE(gone.status, 200);
    QCOMPARE(gone.body, "{}");
    QVERIFY(!idsOf(m_close->get("status/lead/")[u"data"]).contains(QString::fromLatin1(id)));
    QCOMPARE(m_close->send("DELETE", "status/lead/" + id + "/").status, 404);
    QVERIFY(
        m_close->send("POST", "status/lead/", "{}").json()[u"field-errors"].toObject().contains(u"label"));
}

void TestSandboxStatuses::usedStatusesStay()
{
    const QByteArray lead = m_close->get("lead/?_limit=1")[u"data"][0][u"status_id"].toString().toLatin1();
    QCOMPARE(m_close->send("DELETE", "status/lead/" + lead + "/").status, 400);
    const QByteArray leadId = m_close->get("lead/?_limit=1")[u"data"][0][u"id"].toString().toLatin1();
    const QByteArray deal = m_close->send("POST", "opportunity/", "{\"lead_id\": \"" + leadId + "\"}")
                                .json()[u"status_id"]
                                .toString()
                                .toLatin1();
    QVERIFY(!deal.isEmpty());
    QCOMPARE(m_close->send("DELETE", "status/opportunity/" + deal + "/").status, 400);
    QVERIFY(idsOf(m_close->get("status/lead/")[u"data"]).contains(QString::fromLatin1(lead)));

    Server::Options options = MetaFixture::options();
    options.quirks.refusesDeletingUsedStatus = false;
    Server server(options);
    QCOMPARE(server.listen(), QString());
    WebClient client(quint16(server.baseUrl().port()));
    QCOMPARE(client.call("DELETE", "/api/v1/status/lead/" + lead + "/").status, 200);
}

void TestSandboxStatuses::opportunityStatusLives()
{
    const QJsonObject pipeline = m_close->get("pipeline/")[u"data"][1].toObject();
    const QByteArray pipelineId = pipeline[u"id"].toString().toLatin1();
    const WebAnswer made = m_close->send(
        "POST", "status/opportunity/",
        "{\"label\": \"Verbal yes\", \"type\": \"active\", \"pipeline_id\": \"" + pipelineId + "\"}");
    QCOMPARE(made.status, 200);
    QCOMPARE(made.json().keys(), words("id label type organization_id pipeline_id"));
    const QByteArray id = made.json()[u"id"].toString().toLatin1();
    const auto statuses = [&]() -> QJsonValue {
        return m_close->get("pipeline/" + pipelineId + "/")[u"statuses"];
    };
    QCOMPARE(idsOf(statuses(), u"label").last(), QStringLiteral("Verbal yes"));
    QCOMPARE(
        m_close->send("PUT", "status/opportunity/" + id + "/", R"({"label": "Yes", "type": "won"})").status,
        200);
    QCOMPARE(idsOf(statuses(), u"label").last(), QStringLiteral("Yes"));
    QCOMPARE(idsOf(statuses(), u"type").last(), QStringLiteral("won"));
    QCOMPARE(m_close->send("DELETE", "status/opportunity/" + id + "/").body, "{}");
    QVERIFY(!idsOf(statuses()).contains(QString::fromLatin1(id)));
    // Without a pipeline it joins the first one.
    const QJsonObject first =
        m_close->send("POST", "status/opportunity/", R"({"label": "X", "type": "lost"})").json();
    QCOMPARE(first[u"pipeline_id"], m_close->get("pipeline/")[u"data"][0][u"id"]);
    for (const char *body : {R"({"type": "won"})", R"({"label": "X"})", R"({"label": "X", "type": "maybe"})",
                             R"({"label": "X", "type": "won", "pipeline_id": "pipe_x"})"})
        QVERIFY2(m_close->send("POST", "status/opportunity/", body).json().contains(u"field-errors"), body);
}

void TestSandboxStatuses::pipelineLives()
{
    const WebAnswer made = m_close->send(
        "POST", "pipeline/",
        R"({"name": "Renewals", "statuses": [{"label": "Open", "type": "active"}, {"label": "Kept", "type": "won"}]})");
    QCOMPARE(made.status, 201);
    const QJsonObject pipeline = made.json();
    const QByteArray path = "pipeline/" + pipeline[u"id"].toString().toLatin1() + "/";
    QCOMPARE(made.headers.value("location"), "/api/v1/" + path);
    QVERIFY(!pipeline[u"date_created"].toString().contains(u'+'));
    QCOMPARE(idsOf(pipeline[u"statuses"], u"label"),
             (QStringList{QStringLiteral("Open"), QStringLiteral("Kept")}));
    QCOMPARE(m_close->get(path), pipeline);
    QCOMPARE(idsOf(m_close->get("me/")[u"organizations"][0][u"pipelines"], u"name").last(),
             QStringLiteral("Renewals"));

    const QStringList ids = idsOf(pipeline[u"statuses"]);
    const WebAnswer changed =
        m_close->send("PUT", path,
                      "{\"name\": \"Again\", \"statuses\": [{\"id\": \"" + ids[1].toLatin1() +
                          "\"}, {\"id\": \"" + ids[0].toLatin1() + "\"}]}");
    QCOMPARE(changed.status, 200);
    QVERIFY(!changed.headers.contains("location"));
    QCOMPARE(idsOf(changed.json()[u"statuses"]), (QStringList{ids[1], ids[0]}));
    QCOMPARE(changed.json()[u"name"], QStringLiteral("Again"));

    QCOMPARE(m_close->send("DELETE", path).status, 400);
    for (const QString &id : ids)
        QCOMPARE(m_close->send("DELETE", "status/opportunity/" + id.toLatin1() + "/").status, 200);
    const WebAnswer gone = m_close->send("DELETE", path);
    QCOMPARE(gone.status, 204);
    QCOMPARE(gone.body, QByteArray());
    QCOMPARE(m_close->send("GET", path).body, R"({"error": "Not found."})");
    QCOMPARE(m_close->send("POST", "pipeline/", "{}").status, 400);
}

void TestSandboxStatuses::statusMovesBetweenPipelines()
{
    const QJsonArray pipelines = m_close->get("pipeline/")[u"data"].toArray();
    const QByteArray from = pipelines[0][u"id"].toString().toLatin1();
    const QByteArray to = pipelines[1][u"id"].toString().toLatin1();
    const QString status = pipelines[0][u"statuses"][0][u"id"].toString();
    const WebAnswer moved = m_close->send("PUT", "pipeline/" + to + "/",
                                          "{\"statuses\": [{\"id\": \"" + status.toLatin1() + "\"}]}");
    QCOMPARE(moved.status, 200);
    QCOMPARE(moved.json()[u"statuses"][0][u"id"].toString(), status);
    QCOMPARE(moved.json()[u"statuses"].toArray().size(), pipelines[1][u"statuses"].toArray().size() + 1);
    QVERIFY(!idsOf(m_close->get("pipeline/" + from + "/")[u"statuses"]).contains(status));
}

void TestSandboxStatuses::wrongPipelineEntryChangesNothing()
{
    const QJsonValue before = m_close->get("pipeline/")[u"data"];
    const QByteArray id = before[0][u"id"].toString().toLatin1();
    QCOMPARE(m_close
                 ->send("PUT", "pipeline/" + id + "/",
                        R"({"statuses": [{"label": "New", "type": "won"}, {"id": "stat_x"}]})")
                 .status,
             400);
    QCOMPARE(m_close->get("pipeline/")[u"data"], before);
    QCOMPARE(m_close->send("POST", "pipeline/", R"({"name": "P", "statuses": [{"label": "New"}]})").status,
             400);
    QCOMPARE(m_close->get("pipeline/")[u"data"], before);
}

QTEST_GUILESS_MAIN(TestSandboxStatuses)
#include "tst_sandboxstatuses.moc"
