#include "tests/sandboxwire/metafixture.h"
#include "tests/testkit/testmain.h"

#include <QJsonArray>

using namespace leadline::sandbox;
using namespace leadline::test;

/// Custom fields, their schemas and custom activity types over HTTP, on the generated world
/// (close-api.md 5.14).
class TestSandboxCustom : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void customFieldLives_data();
    void customFieldLives();
    void customFieldProblems_data();
    void customFieldProblems();
    void schemaHasSharedFieldsInOrder();
    void schemaOfActivityType();
    void oldSpellingWorks();
    void customActivityTypeLives();

private:
    std::unique_ptr<MetaFixture> m_close;
};

void TestSandboxCustom::init()
{
    expectSilence();
    m_close = std::make_unique<MetaFixture>();
}

void TestSandboxCustom::customFieldLives_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("missing");
    QTest::newRow("lead") << QByteArray("lead") << QByteArray("LeadCustomField");
    QTest::newRow("contact") << QByteArray("contact") << QByteArray("ContactCustomField");
    QTest::newRow("opportunity") << QByteArray("opportunity") << QByteArray("OpportunityCustomField");
    QTest::newRow("shared") << QByteArray("shared") << QByteArray("SharedCustomField");
    QTest::newRow("activity") << QByteArray("activity") << QByteArray("ActivityCustomField");
}

void TestSandboxCustom::customFieldLives()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, missing);
    const QByteArray root = "custom_field/" + type + "/";
    const QByteArray activityType = m_close->get("custom_activity/")[u"data"][0][u"id"].toString().toLatin1();
    const WebAnswer made = m_close->send(
        "POST", root,
        R"({"name": "Fleet", "type": "choices", "choices": ["A", "B"], "accepts_multiple_values": true, "custom_activity_type_id": ")" +
            activityType + "\"}");
    QCOMPARE(made.status, 200);
    const QJsonObject field = made.json();
    const QByteArray path = root + field[u"id"].toString().toLatin1() + "/";
    QVERIFY(field[u"id"].toString().startsWith(u"cf_"));
    QCOMPARE(field[u"is_shared"].toBool(), type == "shared");
    QCOMPARE(field[u"created_by"].toString(), m_close->server().store().currentUserId());
    QCOMPARE(m_close->get(path), field);
    const QStringList others = m_close->get(root)[u"data"][0].toObject().keys();
    for (const QString &key : others)
        QVERIFY2(field.contains(key), qPrintable(key));
    QCOMPARE(m_close->send("PUT", path, R"({"name": "Vehicles"})").json()[u"name"],
             QStringLiteral("Vehicles"));
    const bool isFixed = type == "activity" || type == "shared";
    QCOMPARE(m_close->send("PUT", path, R"({"type": "text", "accepts_multiple_values": false})").status,
             isFixed ? 400 : 200);
    QCOMPARE(m_close->send("DELETE", path).body, "{}");
    QCOMPARE(m_close->send("GET", path).body,
             "{\"error\": \"Empty query: " + missing + " matching query does not exist.\"}");
}

void TestSandboxCustom::customFieldProblems_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("field");
    QTest::newRow("name") << QByteArray("lead") << QByteArray(R"({"type": "text"})")
                          << QStringLiteral("name");
    QTest::newRow("no type") << QByteArray("lead") << QByteArray(R"({"name": "X"})")
                             << QStringLiteral("type");
    QTest::newRow("unknown type") << QByteArray("lead") << QByteArray(R"({"name": "X", "type": "boolean"})")
                                  << QStringLiteral("type");
    QTest::newRow("textarea") << QByteArray("lead") << QByteArray(R"({"name": "X", "type": "textarea"})")
                              << QStringLiteral("type");
    QTest::newRow("choices") << QByteArray("lead") << QByteArray(R"({"name": "X", "type": "choices"})")
                             << QStringLiteral("choices");
    QTest::newRow("multiple") << QByteArray("lead")
                              << QByteArray(
                                     R"({"name": "X", "type": "text", "accepts_multiple_values": true})")
                              << QStringLiteral("accepts_multiple_values");
    QTest::newRow("activity type") << QByteArray("activity") << QByteArray(R"({"name": "X", "type": "text"})")
                                   << QStringLiteral("custom_activity_type");
    QTest::newRow("description") << QByteArray("lead")
                                 << "{\"name\": \"X\", \"type\": \"text\", \"description\": \"" +
                                        QByteArray(281, 'x') + "\"}"
                                 << QStringLiteral("description");
    QTest::newRow("object") << QByteArray("custom_object_type")
                            << QByteArray(R"({"name": "X", "type": "text"})")
                            << QStringLiteral("custom_object_type");
}

void TestSandboxCustom::customFieldProblems()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(QString, field);
    const WebAnswer answer = m_close->send("POST", "custom_field/" + type + "/", body);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.json()[u"field-errors"].toObject().keys(), QStringList{field});
}

void TestSandboxCustom::schemaHasSharedFieldsInOrder()
{
    const QJsonValue regular = m_close->get("custom_field/lead/")[u"data"];
    const QStringList fields = idsOf(m_close->get("custom_field_schema/lead/")[u"fields"]);
    QCOMPARE(fields.size(), regular.toArray().size() + 1);
    QVERIFY(idsOf(m_close->get("custom_field/shared/")[u"data"]).contains(fields.last()));
    const QByteArray last = fields.last().toLatin1();
    const WebAnswer put =
        m_close->send("PUT", "custom_field_schema/lead/", "{\"fields\": [{\"id\": \"" + last + "\"}]}");
    QCOMPARE(put.status, 200);
    QStringList expected = fields;
    expected.prepend(expected.takeLast());
    QCOMPARE(idsOf(m_close->get("custom_field_schema/lead/")[u"fields"]), expected);
    // The list per type keeps shared fields out, and the order is nobody's business outside.
    QVERIFY(!idsOf(m_close->get("custom_field/lead/")[u"data"]).contains(fields.last()));
    QVERIFY(!m_close->get("me/")[u"organizations"][0].toObject().contains(u"custom_field_order"));
    for (const char *none :
         {"custom_field_schema/shared/", "custom_field_schema/activity/", "custom_field_schema/lead/x/",
          "custom_field_schema/activity/actitype_x/", "custom_field_schema/custom_object/x/"})
        QCOMPARE(m_close->send("GET", none).status, 404);
}

void TestSandboxCustom::schemaOfActivityType()
{
    const QByteArray id = m_close->get("custom_activity/")[u"data"][0][u"id"].toString().toLatin1();
    const QJsonArray fields = m_close->get("custom_field_schema/activity/" + id + "/")[u"fields"].toArray();
    QVERIFY(fields.size() > 1);
    int shared = 0;
    for (const QJsonValue &field : fields) {
        shared += field[u"is_shared"].toBool() ? 1 : 0;
        QVERIFY(field.toObject().contains(u"choices"));
        QVERIFY(field[u"is_shared"].toBool() ||
                field[u"custom_activity_type_id"].toString().toLatin1() == id);
    }
    QCOMPARE(shared, 1);
}

void TestSandboxCustom::oldSpellingWorks()
{
    QCOMPARE(m_close->get("custom_fields/lead/"), m_close->get("custom_field/lead/"));
    const QByteArray id = m_close->get("custom_field/lead/")[u"data"][0][u"id"].toString().toLatin1();
    QCOMPARE(m_close->get("custom_fields/lead/" + id + "/"), m_close->get("custom_field/lead/" + id + "/"));
    QCOMPARE(m_close->get("custom_field/custom_object_type/")[u"data"], QJsonArray());
    QCOMPARE(m_close->send("GET", "custom_field/banana/").status, 404);
}

void TestSandboxCustom::customActivityTypeLives()
{
    const WebAnswer made =
        m_close->send("POST", "custom_activity/", R"({"name": "Demo", "api_create_only": true})");
    QCOMPARE(made.status, 201);
    const QByteArray path = "custom_activity/" + made.json()[u"id"].toString().toLatin1() + "/";
    QCOMPARE(made.headers.value("location"), "/api/v1/" + path);
    QCOMPARE(made.json().keys(), m_close->get("custom_activity/")[u"data"][0].toObject().keys());
    QCOMPARE(m_close->send("PUT", path, R"({"description": "d"})").json()[u"description"],
             QStringLiteral("d"));
    const WebAnswer gone = m_close->send("DELETE", path);
    QCOMPARE(gone.status, 204);
    QCOMPARE(gone.body, QByteArray());
    QCOMPARE(m_close->send("GET", path).status, 404);
    QCOMPARE(m_close->send("POST", "custom_activity/", "{}").status, 400);
}

QTEST_GUILESS_MAIN(TestSandboxCustom)
#include "tst_sandboxcustom.moc"
