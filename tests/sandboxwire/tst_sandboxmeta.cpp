#include "services/sandbox/server.h"
#include "tests/sandboxwire/webclient.h"
#include "tests/testkit/testmain.h"

#include <QJsonArray>

using namespace leadline::sandbox;
using namespace leadline::test;

namespace {

QStringList words(const char *text)
{
    QStringList list = QString::fromLatin1(text).split(u' ');
    list.sort();
    return list;
}

QStringList idsOf(const QJsonValue &list, const char16_t *key = u"id")
{
    QStringList ids;
    for (const QJsonValue &entry : list.toArray())
        ids.append(entry[key].toString());
    return ids;
}

} // namespace

/// The endpoints about the organisation itself, over HTTP, on the generated world (close-api.md 5.11
/// to 5.17).
class TestSandboxMeta : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void keySets_data();
    void keySets();
    void meIsWhoeverCalls();
    void usersInOrder();
    void organizationExpandsUsers();
    void organizationChanges();
    void leadStatusesReorder();
    void leadStatusLives();
    void usedStatusesStay();
    void opportunityStatusLives();
    void pipelineLives();
    void statusMovesBetweenPipelines();
    void wrongPipelineEntryChangesNothing();
    void customFieldLives_data();
    void customFieldLives();
    void customFieldProblems_data();
    void customFieldProblems();
    void schemaHasSharedFieldsInOrder();
    void schemaOfActivityType();
    void oldSpellingWorks();
    void customActivityTypeLives();
    void smartViewsByType();
    void phoneNumbersFiltered();
    void unknownIds_data();
    void unknownIds();

private:
    QJsonObject get(const QByteArray &path);
    WebAnswer send(const QByteArray &method, const QByteArray &path, const QByteArray &body = {});

    std::unique_ptr<Server> m_server;
    std::unique_ptr<WebClient> m_client;
};

void TestSandboxMeta::init()
{
    expectSilence();
    m_client.reset();
    Server::Options options;
    options.store.leads = 20;
    options.store.now = QDateTime({2026, 6, 19}, {12, 0}, Qt::UTC);
    options.rateLimit = 0;
    m_server = std::make_unique<Server>(options);
    QCOMPARE(m_server->listen(), QString());
    m_client = std::make_unique<WebClient>(quint16(m_server->baseUrl().port()));
}

QJsonObject TestSandboxMeta::get(const QByteArray &path)
{
    return m_client->call("GET", "/api/v1/" + path).json();
}

WebAnswer TestSandboxMeta::send(const QByteArray &method, const QByteArray &path, const QByteArray &body)
{
    return m_client->call(method, "/api/v1/" + path, body);
}

void TestSandboxMeta::keySets_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>(
        "inside"); // dotted path to the object whose keys count; a list stands for its first item
    QTest::addColumn<QStringList>("keys");
    const QStringList organization =
        words("abandonment_message_url billing_account_id created_by currency currency_symbol date_created "
              "date_updated "
              "enable_unsubscribe_link features id lead_custom_fields lead_statuses leads_email "
              "limit_of_connected_accounts_per_membership name opportunity_statuses pipelines plan_id "
              "plan_type plan_version "
              "predictive_dialer_status require_unsubscribe_link status transcript_enabled updated_by");
    const QStringList number = words(
        "address_id bundle_id carrier carrier_type country date_created date_updated forward_to "
        "forward_to_enabled "
        "forward_to_formatted id is_group_number is_premium is_verified label last_billed_price mms_enabled "
        "next_billing_on "
        "number number_formatted organization_id press_1_to_accept sms_enabled supports_mms_to_countries "
        "supports_sms_to_countries type user_id voicemail_greeting_url");
    const QStringList field =
        words("id name description type choices accepts_multiple_values editable_with_roles is_shared "
              "referenced_custom_type_id "
              "back_reference_is_visible created_by updated_by organization_id date_created date_updated");
    const QString data = QStringLiteral("data");
    QTest::newRow("me")
        << QByteArray("me/") << QString()
        << words("all_group_numbers connected_accounts country date_created date_updated email "
                 "email_accounts email_signatures email_verified_at first_name google_profile_image_url id "
                 "image is_passwordless last_name last_used_timezone memberships organizations "
                 "outbound_carrier phone phone_numbers preferred_twilio_edge totp_auth_state");
    QTest::newRow("me, membership")
        << QByteArray("me/") << QStringLiteral("memberships")
        << words("auto_record_calls default_caller_id hangup_recording_url id is_free "
                 "may_workflows_impersonate onboarding_status organization_id "
                 "permissions_granted primary_personal_number role role_id track_email_opens user_id");
    QTest::newRow("me, organization") << QByteArray("me/") << QStringLiteral("organizations") << organization;
    QTest::newRow("me, number") << QByteArray("me/") << QStringLiteral("phone_numbers") << number;
    QTest::newRow("user")
        << QByteArray("user/") << data
        << words("date_created date_updated email email_verified_at first_name google_profile_image_url id "
                 "image last_name last_used_timezone organizations");
    QTest::newRow("lead status") << QByteArray("status/lead/") << data << words("id label organization_id");
    QTest::newRow("opportunity status")
        << QByteArray("status/opportunity/") << data << words("id label type organization_id pipeline_id");
    QTest::newRow("pipeline")
        << QByteArray("pipeline/") << data
        << words("created_by date_created date_updated id name organization_id statuses updated_by");
    QTest::newRow("pipeline status") << QByteArray("pipeline/") << QStringLiteral("data.statuses")
                                     << words("id label type");
    QTest::newRow("lead field") << QByteArray("custom_field/lead/") << data << field;
    QTest::newRow("contact field") << QByteArray("custom_field/contact/") << data << field;
    QTest::newRow("opportunity field") << QByteArray("custom_field/opportunity/") << data << field;
    QStringList activity = field + words("custom_activity_type_id required");
    activity.sort();
    QTest::newRow("activity field") << QByteArray("custom_field/activity/") << data << activity;
    QStringList shared = field + words("associations");
    shared.sort();
    QTest::newRow("shared field") << QByteArray("custom_field/shared/") << data << shared;
    QTest::newRow("activity type")
        << QByteArray("custom_activity/") << data
        << words("api_create_only created_by date_created date_updated description "
                 "editable_with_roles fields id is_archived name organization_id updated_by");
    activity.removeAll(QStringLiteral("choices"));
    QTest::newRow("field of activity type")
        << QByteArray("custom_activity/") << QStringLiteral("data.fields") << activity;
    QTest::newRow("smart view")
        << QByteArray("saved_search/") << data
        << words("id name type description is_shared is_user_dependent query s_query "
                 "selected_fields shared_with organization_id user_id date_created date_updated");
    QTest::newRow("phone number") << QByteArray("phone_number/") << data << number;
    QTest::newRow("list envelope") << QByteArray("user/") << QString() << words("data has_more");
}

void TestSandboxMeta::keySets()
{
    QFETCH(QByteArray, path);
    QFETCH(QString, inside);
    QFETCH(QStringList, keys);
    QJsonValue value = get(path);
    for (const QString &step : inside.split(u'.', Qt::SkipEmptyParts)) {
        value = value[step];
        QVERIFY(!value.isArray() || !value.toArray().isEmpty());
        value = value.isArray() ? value.toArray().first() : value;
    }
    QCOMPARE(value.toObject().keys(), keys);
}

void TestSandboxMeta::meIsWhoeverCalls()
{
    const QJsonObject me = get("me/");
    QCOMPARE(me[u"id"].toString(), m_server->store().currentUserId());
    QCOMPARE(me[u"memberships"][0][u"user_id"], me[u"id"]);
    const QString other = get("user/")[u"data"][1][u"id"].toString();
    QVERIFY(other != me[u"id"].toString());

    Server::Options options;
    options.store.leads = 20;
    options.store.now = QDateTime({2026, 6, 19}, {12, 0}, Qt::UTC);
    options.otherKeys = {{"api_other", other}};
    Server server(options);
    QCOMPARE(server.listen(), QString());
    WebClient client(quint16(server.baseUrl().port()));
    const QJsonObject them = client.request("GET", "/api/v1/me/", WebClient::basic("api_other")).json();
    QCOMPARE(them[u"id"].toString(), other);
    QCOMPARE(them.keys(), me.keys());
    QCOMPARE(them[u"memberships"][0][u"user_id"].toString(), other);
    for (const QJsonValue &number : them[u"phone_numbers"].toArray())
        QCOMPARE(number[u"user_id"].toString(), other);
    QVERIFY(them[u"email"] != me[u"email"]);
}

void TestSandboxMeta::usersInOrder()
{
    QStringList names = idsOf(get("user/?_order_by=last_name,first_name")[u"data"], u"last_name");
    QStringList sorted = names;
    std::sort(sorted.begin(), sorted.end(),
              [](const QString &a, const QString &b) { return a.compare(b, Qt::CaseInsensitive) < 0; });
    QCOMPARE(names, sorted);
    const QStringList ids = idsOf(get("user/")[u"data"]);
    QVERIFY(ids.size() > 3);
    QCOMPARE(get("user/" + ids[2].toLatin1() + "/")[u"id"].toString(), ids[2]);
    // Former members are listed, without the organization.
    QStringList former;
    for (const QJsonValue &user : get("user/")[u"data"].toArray()) {
        if (user[u"organizations"].toArray().isEmpty())
            former.append(user[u"id"].toString());
    }
    QCOMPARE(former.size(), 1);
}

void TestSandboxMeta::organizationExpandsUsers()
{
    const QByteArray id = m_server->store().organization()[u"id"].toString().toLatin1();
    const QJsonObject plain = get("organization/" + id + "/");
    QCOMPARE(plain[u"user_count"].toInt(), plain[u"memberships"].toArray().size());
    QCOMPARE(plain[u"inactive_memberships"].toArray().size(), 1);
    QVERIFY(plain.contains(u"trial_ends"));
    const QJsonObject flat = plain[u"memberships"][0].toObject();
    for (const QString &key :
         words("user_id user_email user_full_name user_first_name user_last_name user_image user_phone "
               "user_phone_formatted role_id permissions_granted default_caller_id"))
        QVERIFY2(flat.contains(key), qPrintable(key));
    QVERIFY(!flat.contains(u"user"));
    const QJsonObject nested =
        get("organization/" + id + "/?_expand=memberships__user,inactive_memberships__user");
    for (const char16_t *list : {u"memberships", u"inactive_memberships"}) {
        for (const QJsonValue &membership : nested[list].toArray())
            QCOMPARE(membership[u"user"][u"id"], membership[u"user_id"]);
    }
    QVERIFY(!get("organization/" + id + "/?_expand=memberships__user")[u"inactive_memberships"][0]
                 .toObject()
                 .contains(u"user"));
}

void TestSandboxMeta::organizationChanges()
{
    const QByteArray path =
        "organization/" + m_server->store().organization()[u"id"].toString().toLatin1() + "/";
    const QJsonObject before = get(path);
    QCOMPARE(send("PUT", path, R"({"name": "Harbour", "currency": "GBP", "plan_id": "free"})").status, 200);
    const QJsonObject after = get(path);
    QCOMPARE(after[u"name"], QStringLiteral("Harbour"));
    QCOMPARE(after[u"currency_symbol"], QStringLiteral("\u00a3"));
    QCOMPARE(after[u"plan_id"], before[u"plan_id"]);
    QVERIFY(after[u"date_updated"].toString() > before[u"date_updated"].toString());
    QCOMPARE(get("me/")[u"organizations"][0][u"name"], QStringLiteral("Harbour"));
    QVERIFY(send("PUT", path, R"({"currency": "POUNDS"})")
                .json()[u"field-errors"]
                .toObject()
                .contains(u"currency"));
}

void TestSandboxMeta::leadStatusesReorder()
{
    const QByteArray path =
        "organization/" + m_server->store().organization()[u"id"].toString().toLatin1() + "/";
    const QStringList before = idsOf(get(path)[u"lead_statuses"]);
    QVERIFY(before.size() > 2);
    const QByteArray last = before.last().toLatin1();
    const WebAnswer answer = send("PUT", path, "{\"lead_statuses\": [{\"id\": \"" + last + "\"}]}");
    QStringList expected = before;
    expected.prepend(expected.takeLast());
    QCOMPARE(answer.json()[u"lead_statuses"][0][u"id"].toString(), before.last());
    QCOMPARE(idsOf(get("me/")[u"organizations"][0][u"lead_statuses"]).first(), expected.first());
    QCOMPARE(QSet(before.begin(), before.end()).size(), get(path)[u"lead_statuses"].toArray().size());
    QCOMPARE(send("PUT", path, R"({"lead_statuses": [{"id": "stat_x"}]})").status, 400);
}

void TestSandboxMeta::leadStatusLives()
{
    const WebAnswer made = send("POST", "status/lead/", R"({"label": "Courting", "color": "#ff0000"})");
    QCOMPARE(made.status, 200);
    const QByteArray id = made.json()[u"id"].toString().toLatin1();
    QVERIFY(id.startsWith("stat_"));
    QVERIFY(idsOf(get("status/lead/")[u"data"]).contains(QString::fromLatin1(id)));
    QCOMPARE(idsOf(get("me/")[u"organizations"][0][u"lead_statuses"], u"label").last(),
             QStringLiteral("Courting"));
    QCOMPARE(send("PUT", "status/lead/" + id + "/", R"({"label": "Engaged"})").json()[u"label"],
             QStringLiteral("Engaged"));
    QCOMPARE(idsOf(get("me/")[u"organizations"][0][u"lead_statuses"], u"label").last(),
             QStringLiteral("Engaged"));
    QCOMPARE(send("GET", "status/lead/" + id + "/").status, 405);
    const WebAnswer gone = send("DELETE", "status/lead/" + id + "/");
    QCOMPARE(gone.status, 200);
    QCOMPARE(gone.body, "{}");
    QVERIFY(!idsOf(get("status/lead/")[u"data"]).contains(QString::fromLatin1(id)));
    QCOMPARE(send("DELETE", "status/lead/" + id + "/").status, 404);
    QVERIFY(send("POST", "status/lead/", "{}").json()[u"field-errors"].toObject().contains(u"label"));
}

void TestSandboxMeta::usedStatusesStay()
{
    const QByteArray lead = get("lead/?_limit=1")[u"data"][0][u"status_id"].toString().toLatin1();
    QCOMPARE(send("DELETE", "status/lead/" + lead + "/").status, 400);
    const QByteArray leadId = get("lead/?_limit=1")[u"data"][0][u"id"].toString().toLatin1();
    const QByteArray deal = send("POST", "opportunity/", "{\"lead_id\": \"" + leadId + "\"}")
                                .json()[u"status_id"]
                                .toString()
                                .toLatin1();
    QVERIFY(!deal.isEmpty());
    QCOMPARE(send("DELETE", "status/opportunity/" + deal + "/").status, 400);
    QVERIFY(idsOf(get("status/lead/")[u"data"]).contains(QString::fromLatin1(lead)));

    Server::Options options;
    options.store.leads = 20;
    options.store.now = QDateTime({2026, 6, 19}, {12, 0}, Qt::UTC);
    options.quirks.refusesDeletingUsedStatus = false;
    Server server(options);
    QCOMPARE(server.listen(), QString());
    WebClient client(quint16(server.baseUrl().port()));
    QCOMPARE(client.call("DELETE", "/api/v1/status/lead/" + lead + "/").status, 200);
}

void TestSandboxMeta::opportunityStatusLives()
{
    const QJsonObject pipeline = get("pipeline/")[u"data"][1].toObject();
    const QByteArray pipelineId = pipeline[u"id"].toString().toLatin1();
    const WebAnswer made =
        send("POST", "status/opportunity/",
             "{\"label\": \"Verbal yes\", \"type\": \"active\", \"pipeline_id\": \"" + pipelineId + "\"}");
    QCOMPARE(made.status, 200);
    QCOMPARE(made.json().keys(), words("id label type organization_id pipeline_id"));
    const QByteArray id = made.json()[u"id"].toString().toLatin1();
    const auto statuses = [&]() -> QJsonValue { return get("pipeline/" + pipelineId + "/")[u"statuses"]; };
    QCOMPARE(idsOf(statuses(), u"label").last(), QStringLiteral("Verbal yes"));
    QCOMPARE(send("PUT", "status/opportunity/" + id + "/", R"({"label": "Yes", "type": "won"})").status, 200);
    QCOMPARE(idsOf(statuses(), u"label").last(), QStringLiteral("Yes"));
    QCOMPARE(idsOf(statuses(), u"type").last(), QStringLiteral("won"));
    QCOMPARE(send("DELETE", "status/opportunity/" + id + "/").body, "{}");
    QVERIFY(!idsOf(statuses()).contains(QString::fromLatin1(id)));
    // Without a pipeline it joins the first one.
    const QJsonObject first = send("POST", "status/opportunity/", R"({"label": "X", "type": "lost"})").json();
    QCOMPARE(first[u"pipeline_id"], get("pipeline/")[u"data"][0][u"id"]);
    for (const char *body : {R"({"type": "won"})", R"({"label": "X"})", R"({"label": "X", "type": "maybe"})",
                             R"({"label": "X", "type": "won", "pipeline_id": "pipe_x"})"})
        QVERIFY2(send("POST", "status/opportunity/", body).json().contains(u"field-errors"), body);
}

void TestSandboxMeta::pipelineLives()
{
    const WebAnswer made = send(
        "POST", "pipeline/",
        R"({"name": "Renewals", "statuses": [{"label": "Open", "type": "active"}, {"label": "Kept", "type": "won"}]})");
    QCOMPARE(made.status, 201);
    const QJsonObject pipeline = made.json();
    const QByteArray path = "pipeline/" + pipeline[u"id"].toString().toLatin1() + "/";
    QCOMPARE(made.headers.value("location"), "/api/v1/" + path);
    QVERIFY(!pipeline[u"date_created"].toString().contains(u'+'));
    QCOMPARE(idsOf(pipeline[u"statuses"], u"label"),
             (QStringList{QStringLiteral("Open"), QStringLiteral("Kept")}));
    QCOMPARE(get(path), pipeline);
    QCOMPARE(idsOf(get("me/")[u"organizations"][0][u"pipelines"], u"name").last(),
             QStringLiteral("Renewals"));

    const QStringList ids = idsOf(pipeline[u"statuses"]);
    const WebAnswer changed = send("PUT", path,
                                   "{\"name\": \"Again\", \"statuses\": [{\"id\": \"" + ids[1].toLatin1() +
                                       "\"}, {\"id\": \"" + ids[0].toLatin1() + "\"}]}");
    QCOMPARE(changed.status, 200);
    QVERIFY(!changed.headers.contains("location"));
    QCOMPARE(idsOf(changed.json()[u"statuses"]), (QStringList{ids[1], ids[0]}));
    QCOMPARE(changed.json()[u"name"], QStringLiteral("Again"));

    QCOMPARE(send("DELETE", path).status, 400);
    for (const QString &id : ids)
        QCOMPARE(send("DELETE", "status/opportunity/" + id.toLatin1() + "/").status, 200);
    const WebAnswer gone = send("DELETE", path);
    QCOMPARE(gone.status, 204);
    QCOMPARE(gone.body, QByteArray());
    QCOMPARE(send("GET", path).body, R"({"error": "Not found."})");
    QCOMPARE(send("POST", "pipeline/", "{}").status, 400);
}

void TestSandboxMeta::statusMovesBetweenPipelines()
{
    const QJsonArray pipelines = get("pipeline/")[u"data"].toArray();
    const QByteArray from = pipelines[0][u"id"].toString().toLatin1();
    const QByteArray to = pipelines[1][u"id"].toString().toLatin1();
    const QString status = pipelines[0][u"statuses"][0][u"id"].toString();
    const WebAnswer moved =
        send("PUT", "pipeline/" + to + "/", "{\"statuses\": [{\"id\": \"" + status.toLatin1() + "\"}]}");
    QCOMPARE(moved.status, 200);
    QCOMPARE(moved.json()[u"statuses"][0][u"id"].toString(), status);
    QCOMPARE(moved.json()[u"statuses"].toArray().size(), pipelines[1][u"statuses"].toArray().size() + 1);
    QVERIFY(!idsOf(get("pipeline/" + from + "/")[u"statuses"]).contains(status));
}

void TestSandboxMeta::wrongPipelineEntryChangesNothing()
{
    const QJsonValue before = get("pipeline/")[u"data"];
    const QByteArray id = before[0][u"id"].toString().toLatin1();
    QCOMPARE(send("PUT", "pipeline/" + id + "/",
                  R"({"statuses": [{"label": "New", "type": "won"}, {"id": "stat_x"}]})")
                 .status,
             400);
    QCOMPARE(get("pipeline/")[u"data"], before);
    QCOMPARE(send("POST", "pipeline/", R"({"name": "P", "statuses": [{"label": "New"}]})").status, 400);
    QCOMPARE(get("pipeline/")[u"data"], before);
}

void TestSandboxMeta::customFieldLives_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("missing");
    QTest::newRow("lead") << QByteArray("lead") << QByteArray("LeadCustomField");
    QTest::newRow("contact") << QByteArray("contact") << QByteArray("ContactCustomField");
    QTest::newRow("opportunity") << QByteArray("opportunity") << QByteArray("OpportunityCustomField");
    QTest::newRow("shared") << QByteArray("shared") << QByteArray("SharedCustomField");
    QTest::newRow("activity") << QByteArray("activity") << QByteArray("ActivityCustomField");
}

void TestSandboxMeta::customFieldLives()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, missing);
    const QByteArray root = "custom_field/" + type + "/";
    const QByteArray activityType = get("custom_activity/")[u"data"][0][u"id"].toString().toLatin1();
    const WebAnswer made = send(
        "POST", root,
        R"({"name": "Fleet", "type": "choices", "choices": ["A", "B"], "accepts_multiple_values": true, "custom_activity_type_id": ")" +
            activityType + "\"}");
    QCOMPARE(made.status, 200);
    const QJsonObject field = made.json();
    const QByteArray path = root + field[u"id"].toString().toLatin1() + "/";
    QVERIFY(field[u"id"].toString().startsWith(u"cf_"));
    QCOMPARE(field[u"is_shared"].toBool(), type == "shared");
    QCOMPARE(field[u"created_by"].toString(), m_server->store().currentUserId());
    QCOMPARE(get(path), field);
    const QStringList others = get(root)[u"data"][0].toObject().keys();
    for (const QString &key : others)
        QVERIFY2(field.contains(key), qPrintable(key));
    QCOMPARE(send("PUT", path, R"({"name": "Vehicles"})").json()[u"name"], QStringLiteral("Vehicles"));
    const bool isFixed = type == "activity" || type == "shared";
    QCOMPARE(send("PUT", path, R"({"type": "text", "accepts_multiple_values": false})").status,
             isFixed ? 400 : 200);
    QCOMPARE(send("DELETE", path).body, "{}");
    QCOMPARE(send("GET", path).body,
             "{\"error\": \"Empty query: " + missing + " matching query does not exist.\"}");
}

void TestSandboxMeta::customFieldProblems_data()
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

void TestSandboxMeta::customFieldProblems()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(QString, field);
    const WebAnswer answer = send("POST", "custom_field/" + type + "/", body);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.json()[u"field-errors"].toObject().keys(), QStringList{field});
}

void TestSandboxMeta::schemaHasSharedFieldsInOrder()
{
    const QJsonValue regular = get("custom_field/lead/")[u"data"];
    const QStringList fields = idsOf(get("custom_field_schema/lead/")[u"fields"]);
    QCOMPARE(fields.size(), regular.toArray().size() + 1);
    QVERIFY(idsOf(get("custom_field/shared/")[u"data"]).contains(fields.last()));
    const QByteArray last = fields.last().toLatin1();
    const WebAnswer put =
        send("PUT", "custom_field_schema/lead/", "{\"fields\": [{\"id\": \"" + last + "\"}]}");
    QCOMPARE(put.status, 200);
    QStringList expected = fields;
    expected.prepend(expected.takeLast());
    QCOMPARE(idsOf(get("custom_field_schema/lead/")[u"fields"]), expected);
    // The list per type keeps shared fields out, and the order is nobody's business outside.
    QVERIFY(!idsOf(get("custom_field/lead/")[u"data"]).contains(fields.last()));
    QVERIFY(!get("me/")[u"organizations"][0].toObject().contains(u"custom_field_order"));
    for (const char *none :
         {"custom_field_schema/shared/", "custom_field_schema/activity/", "custom_field_schema/lead/x/",
          "custom_field_schema/activity/actitype_x/", "custom_field_schema/custom_object/x/"})
        QCOMPARE(send("GET", none).status, 404);
}

void TestSandboxMeta::schemaOfActivityType()
{
    const QByteArray id = get("custom_activity/")[u"data"][0][u"id"].toString().toLatin1();
    const QJsonArray fields = get("custom_field_schema/activity/" + id + "/")[u"fields"].toArray();
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

void TestSandboxMeta::oldSpellingWorks()
{
    QCOMPARE(get("custom_fields/lead/"), get("custom_field/lead/"));
    const QByteArray id = get("custom_field/lead/")[u"data"][0][u"id"].toString().toLatin1();
    QCOMPARE(get("custom_fields/lead/" + id + "/"), get("custom_field/lead/" + id + "/"));
    QCOMPARE(get("custom_field/custom_object_type/")[u"data"], QJsonArray());
    QCOMPARE(send("GET", "custom_field/banana/").status, 404);
}

void TestSandboxMeta::customActivityTypeLives()
{
    const WebAnswer made = send("POST", "custom_activity/", R"({"name": "Demo", "api_create_only": true})");
    QCOMPARE(made.status, 201);
    const QByteArray path = "custom_activity/" + made.json()[u"id"].toString().toLatin1() + "/";
    QCOMPARE(made.headers.value("location"), "/api/v1/" + path);
    QCOMPARE(made.json().keys(), get("custom_activity/")[u"data"][0].toObject().keys());
    QCOMPARE(send("PUT", path, R"({"description": "d"})").json()[u"description"], QStringLiteral("d"));
    const WebAnswer gone = send("DELETE", path);
    QCOMPARE(gone.status, 204);
    QCOMPARE(gone.body, QByteArray());
    QCOMPARE(send("GET", path).status, 404);
    QCOMPARE(send("POST", "custom_activity/", "{}").status, 400);
}

void TestSandboxMeta::smartViewsByType()
{
    const auto types = [this](const QByteArray &query) {
        QStringList found = idsOf(get("saved_search/" + query)[u"data"], u"type");
        found.removeDuplicates();
        return found;
    };
    QCOMPARE(types(""), QStringList{QStringLiteral("lead")});
    QCOMPARE(types("?type=contact"), QStringList{QStringLiteral("contact")});
    QCOMPARE(types("?type__in=lead,contact").size(), 2);
    QCOMPARE(types("?type=call"), QStringList());
    const QJsonObject first = get("saved_search/")[u"data"][0].toObject();
    QCOMPARE(get("saved_search/" + first[u"id"].toString().toLatin1() + "/"), first);
    QVERIFY(first[u"s_query"].toObject().contains(u"query"));
}

void TestSandboxMeta::phoneNumbersFiltered()
{
    const QJsonArray all = get("phone_number/")[u"data"].toArray();
    const QJsonObject group = get("phone_number/?is_group_number=true")[u"data"][0].toObject();
    QCOMPARE(group[u"is_group_number"], true);
    QCOMPARE(get("phone_number/?is_group_number=false")[u"data"].toArray().size(), all.size() - 1);
    const QByteArray number = all[0][u"number"].toString().toLatin1();
    const QJsonArray byNumber =
        get("phone_number/?number=" + QByteArray(number).replace("+", "%2B"))[u"data"].toArray();
    QCOMPARE(byNumber.size(), 1);
    QCOMPARE(byNumber[0][u"number"], all[0][u"number"]);
    const QByteArray user = all[0][u"user_id"].toString().toLatin1();
    for (const QJsonValue &mine : get("phone_number/?user_id=" + user)[u"data"].toArray())
        QCOMPARE(mine[u"user_id"].toString().toLatin1(), user);
    QCOMPARE(get("phone_number/?user_id=user_x")[u"data"], QJsonArray());
    QCOMPARE(get("phone_number/" + all[0][u"id"].toString().toLatin1() + "/"), all[0].toObject());
}

void TestSandboxMeta::unknownIds_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("className");
    QTest::newRow("user") << QByteArray("user/user_x/") << QByteArray("User");
    QTest::newRow("organization") << QByteArray("organization/orga_x/") << QByteArray("Organization");
    QTest::newRow("smart view") << QByteArray("saved_search/save_x/") << QByteArray("SavedSearch");
    QTest::newRow("phone number") << QByteArray("phone_number/phon_x/") << QByteArray("PhoneNumber");
    QTest::newRow("field") << QByteArray("custom_field/lead/cf_x/") << QByteArray("LeadCustomField");
}

void TestSandboxMeta::unknownIds()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, className);
    const WebAnswer answer = send("GET", path);
    QCOMPARE(answer.status, 404);
    QCOMPARE(answer.body, "{\"error\": \"Empty query: " + className + " matching query does not exist.\"}");
}

QTEST_GUILESS_MAIN(TestSandboxMeta)
#include "tst_sandboxmeta.moc"
