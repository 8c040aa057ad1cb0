#include "tests/sandboxwire/metafixture.h"
#include "tests/testkit/testmain.h"

#include <QJsonArray>

using namespace leadline::sandbox;
using namespace leadline::test;

/// People, the organisation, Smart Views and numbers over HTTP, on the generated world
/// (close-api.md 5.12, 5.13, 5.15, 5.17).
class TestSandboxPeople : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void keySetsOfPeople_data();
    void keySetsOfPeople() { compareKeys(); }
    void keySetsOfSettings_data();
    void keySetsOfSettings() { compareKeys(); }
    void meIsWhoeverCalls();
    void bareNumbersAreReadInTheCallersCountry();
    void usersInOrder();
    void organizationExpandsUsers();
    void organizationChanges();
    void leadStatusesReorder();
    void smartViewsByType();
    void phoneNumbersFiltered();
    void unknownIds_data();
    void unknownIds();

private:
    void compareKeys();
    std::unique_ptr<MetaFixture> m_close;
};

void TestSandboxPeople::init()
{
    expectSilence();
    m_close = std::make_unique<MetaFixture>();
}

void TestSandboxPeople::keySetsOfPeople_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>(
        "inside"); // dotted path to the object whose keys count; a list stands for its first item
    QTest::addColumn<QStringList>("keys");
    const QStringList number = words(
        "address_id bundle_id carrier carrier_type country date_created date_updated forward_to "
        "forward_to_enabled "
        "forward_to_formatted id is_group_number is_premium is_verified label last_billed_price mms_enabled "
        "next_billing_on "
        "number number_formatted organization_id press_1_to_accept sms_enabled supports_mms_to_countries "
        "supports_sms_to_countries type user_id voicemail_greeting_url");
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
                 "may_workflows_impersonate "
                 "onboarding_status organization_id permissions_granted primary_personal_number role role_id "
                 "track_email_opens user_id");
    QTest::newRow("me, organization")
        << QByteArray("me/") << QStringLiteral("organizations")
        << words("abandonment_message_url billing_account_id created_by currency currency_symbol "
                 "date_created date_updated "
                 "enable_unsubscribe_link features id lead_custom_fields lead_statuses leads_email "
                 "limit_of_connected_accounts_per_membership name opportunity_statuses pipelines plan_id "
                 "plan_type "
                 "plan_version predictive_dialer_status require_unsubscribe_link status transcript_enabled "
                 "updated_by");
    QTest::newRow("me, number") << QByteArray("me/") << QStringLiteral("phone_numbers") << number;
    QTest::newRow("phone number") << QByteArray("phone_number/") << data << number;
    QTest::newRow("user")
        << QByteArray("user/") << data
        << words("date_created date_updated email email_verified_at first_name google_profile_image_url id "
                 "image last_name last_used_timezone organizations");
    QTest::newRow("smart view")
        << QByteArray("saved_search/") << data
        << words("id name type description is_shared is_user_dependent query s_query "
                 "selected_fields shared_with organization_id user_id date_created date_updated");
    QTest::newRow("list envelope") << QByteArray("user/") << QString() << words("data has_more");
}

void TestSandboxPeople::keySetsOfSettings_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>("inside");
    QTest::addColumn<QStringList>("keys");
    const QStringList field =
        words("id name description type choices accepts_multiple_values editable_with_roles is_shared "
              "referenced_custom_type_id "
              "back_reference_is_visible created_by updated_by organization_id date_created date_updated");
    const auto fieldAnd = [&field](const char *more) {
        QStringList keys = field + words(more);
        keys.sort();
        return keys;
    };
    const QString data = QStringLiteral("data");
    QTest::newRow("lead status") << QByteArray("status/lead/") << data << words("id label organization_id");
    QTest::newRow("opportunity status")
        << QByteArray("status/opportunity/") << data << words("id label type organization_id pipeline_id");
    QTest::newRow("pipeline")
        << QByteArray("pipeline/") << data
        << words("created_by date_created date_updated id name organization_id statuses updated_by");
    QTest::newRow("pipeline status") << QByteArray("pipeline/") << QStringLiteral("data.statuses")
                                     << words("id label type");
    for (const char *type : {"lead", "contact", "opportunity"})
        QTest::addRow("%s field", type) << "custom_field/" + QByteArray(type) + "/" << data << field;
    QStringList activity = fieldAnd("custom_activity_type_id required");
    QTest::newRow("activity field") << QByteArray("custom_field/activity/") << data << activity;
    QTest::newRow("shared field") << QByteArray("custom_field/shared/") << data << fieldAnd("associations");
    QTest::newRow("activity type")
        << QByteArray("custom_activity/") << data
        << words("api_create_only created_by date_created date_updated description "
                 "editable_with_roles fields id is_archived name organization_id updated_by");
    activity.removeAll(QStringLiteral("choices"));
    QTest::newRow("field of activity type")
        << QByteArray("custom_activity/") << QStringLiteral("data.fields") << activity;
}

void TestSandboxPeople::compareKeys()
{
    QFETCH(QByteArray, path);
    QFETCH(QString, inside);
    QFETCH(QStringList, keys);
    QJsonValue value = m_close->get(path);
    for (const QString &step : inside.split(u'.', Qt::SkipEmptyParts)) {
        value = value[step];
        QVERIFY(!value.isArray() || !value.toArray().isEmpty());
        value = value.isArray() ? value.toArray().first() : value;
    }
    QCOMPARE(value.toObject().keys(), keys);
}

void TestSandboxPeople::meIsWhoeverCalls()
{
    const QJsonObject me = m_close->get("me/");
    QCOMPARE(me[u"id"].toString(), m_close->server().store().currentUserId());
    QCOMPARE(me[u"memberships"][0][u"user_id"], me[u"id"]);
    const QString other = m_close->get("user/")[u"data"][1][u"id"].toString();
    QVERIFY(other != me[u"id"].toString());

    Server::Options options = MetaFixture::options();
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

void TestSandboxPeople::bareNumbersAreReadInTheCallersCountry()
{
    QString british;
    for (const QJsonValue &user : m_close->get("user/")[u"data"].toArray()) {
        if (user[u"first_name"].toString() == QLatin1String("Amelia"))
            british = user[u"id"].toString();
    }
    Server::Options options = MetaFixture::options();
    options.otherKeys = {{"api_other", british}};
    Server server(options);
    QCOMPARE(server.listen(), QString());
    WebClient client(quint16(server.baseUrl().port()));
    const QByteArray headers = WebClient::basic("api_other");
    QCOMPARE(client.request("GET", "/api/v1/me/", headers).json()[u"country"].toString(),
             QStringLiteral("GB"));
    const QJsonObject contact =
        client
            .request("POST", "/api/v1/contact/", headers + "content-type: application/json\r\n",
                     R"({"name": "A", "phones": [{"phone": "8004445555"}, {"phone": "1234"}]})")
            .json();
    QCOMPARE(contact[u"phones"][0][u"phone"].toString(), QStringLiteral("+448004445555"));
    QCOMPARE(contact[u"phones"][1][u"phone"].toString(), QStringLiteral("+441234"));
    QVERIFY(contact[u"phones"][1][u"country"].isNull());
}

void TestSandboxPeople::usersInOrder()
{
    QStringList names = idsOf(m_close->get("user/?_order_by=last_name,first_name")[u"data"], u"last_name");
    QStringList sorted = names;
    std::sort(sorted.begin(), sorted.end(),
              [](const QString &a, const QString &b) { return a.compare(b, Qt::CaseInsensitive) < 0; });
    QCOMPARE(names, sorted);
    const QStringList ids = idsOf(m_close->get("user/")[u"data"]);
    QVERIFY(ids.size() > 3);
    QCOMPARE(m_close->get("user/" + ids[2].toLatin1() + "/")[u"id"].toString(), ids[2]);
    // Former members are listed, without the organization.
    QStringList former;
    for (const QJsonValue &user : m_close->get("user/")[u"data"].toArray()) {
        if (user[u"organizations"].toArray().isEmpty())
            former.append(user[u"id"].toString());
    }
    QCOMPARE(former.size(), 1);
}

void TestSandboxPeople::organizationExpandsUsers()
{
    const QByteArray id = m_close->server().store().organization()[u"id"].toString().toLatin1();
    const QJsonObject plain = m_close->get("organization/" + id + "/");
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
        m_close->get("organization/" + id + "/?_expand=memberships__user,inactive_memberships__user");
    for (const char16_t *list : {u"memberships", u"inactive_memberships"}) {
        for (const QJsonValue &membership : nested[list].toArray())
            QCOMPARE(membership[u"user"][u"id"], membership[u"user_id"]);
    }
    QVERIFY(!m_close->get("organization/" + id + "/?_expand=memberships__user")[u"inactive_memberships"][0]
                 .toObject()
                 .contains(u"user"));
}

void TestSandboxPeople::organizationChanges()
{
    const QByteArray path =
        "organization/" + m_close->server().store().organization()[u"id"].toString().toLatin1() + "/";
    const QJsonObject before = m_close->get(path);
    QCOMPARE(
        m_close->send("PUT", path, R"({"name": "Harbour", "currency": "GBP", "plan_id": "free"})").status,
        200);
    const QJsonObject after = m_close->get(path);
    QCOMPARE(after[u"name"], QStringLiteral("Harbour"));
    QCOMPARE(after[u"currency_symbol"], QStringLiteral("\u00a3"));
    QCOMPARE(after[u"plan_id"], before[u"plan_id"]);
    QVERIFY(after[u"date_updated"].toString() > before[u"date_updated"].toString());
    QCOMPARE(m_close->get("me/")[u"organizations"][0][u"name"], QStringLiteral("Harbour"));
    QVERIFY(m_close->send("PUT", path, R"({"currency": "POUNDS"})")
                .json()[u"field-errors"]
                .toObject()
                .contains(u"currency"));
}

void TestSandboxPeople::leadStatusesReorder()
{
    const QByteArray path =
        "organization/" + m_close->server().store().organization()[u"id"].toString().toLatin1() + "/";
    const QStringList before = idsOf(m_close->get(path)[u"lead_statuses"]);
    QVERIFY(before.size() > 2);
    const QByteArray last = before.last().toLatin1();
    const WebAnswer answer = m_close->send("PUT", path, "{\"lead_statuses\": [{\"id\": \"" + last + "\"}]}");
    QStringList expected = before;
    expected.prepend(expected.takeLast());
    QCOMPARE(answer.json()[u"lead_statuses"][0][u"id"].toString(), before.last());
    QCOMPARE(idsOf(m_close->get("me/")[u"organizations"][0][u"lead_statuses"]).first(), expected.first());
    QCOMPARE(QSet(before.begin(), before.end()).size(),
             m_close->get(path)[u"lead_statuses"].toArray().size());
    QCOMPARE(m_close->send("PUT", path, R"({"lead_statuses": [{"id": "stat_x"}]})").status, 400);
}

void TestSandboxPeople::smartViewsByType()
{
    const auto types = [this](const QByteArray &query) {
        QStringList found = idsOf(m_close->get("saved_search/" + query)[u"data"], u"type");
        found.removeDuplicates();
        return found;
    };
    QCOMPARE(types(""), QStringList{QStringLiteral("lead")});
    QCOMPARE(types("?type=contact"), QStringList{QStringLiteral("contact")});
    QCOMPARE(types("?type__in=lead,contact").size(), 2);
    QCOMPARE(types("?type=call"), QStringList());
    const QJsonObject first = m_close->get("saved_search/")[u"data"][0].toObject();
    QCOMPARE(m_close->get("saved_search/" + first[u"id"].toString().toLatin1() + "/"), first);
    QVERIFY(first[u"s_query"].toObject().contains(u"query"));
}

void TestSandboxPeople::phoneNumbersFiltered()
{
    const QJsonArray all = m_close->get("phone_number/")[u"data"].toArray();
    const QJsonObject group = m_close->get("phone_number/?is_group_number=true")[u"data"][0].toObject();
    QCOMPARE(group[u"is_group_number"], true);
    QCOMPARE(m_close->get("phone_number/?is_group_number=false")[u"data"].toArray().size(), all.size() - 1);
    const QByteArray number = all[0][u"number"].toString().toLatin1();
    const QJsonArray byNumber =
        m_close->get("phone_number/?number=" + QByteArray(number).replace("+", "%2B"))[u"data"].toArray();
    QCOMPARE(byNumber.size(), 1);
    QCOMPARE(byNumber[0][u"number"], all[0][u"number"]);
    const QByteArray user = all[0][u"user_id"].toString().toLatin1();
    for (const QJsonValue &mine : m_close->get("phone_number/?user_id=" + user)[u"data"].toArray())
        QCOMPARE(mine[u"user_id"].toString().toLatin1(), user);
    QCOMPARE(m_close->get("phone_number/?user_id=user_x")[u"data"], QJsonArray());
    QCOMPARE(m_close->get("phone_number/" + all[0][u"id"].toString().toLatin1() + "/"), all[0].toObject());
}

void TestSandboxPeople::unknownIds_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("className");
    QTest::newRow("user") << QByteArray("user/user_x/") << QByteArray("User");
    QTest::newRow("organization") << QByteArray("organization/orga_x/") << QByteArray("Organization");
    QTest::newRow("smart view") << QByteArray("saved_search/save_x/") << QByteArray("SavedSearch");
    QTest::newRow("phone number") << QByteArray("phone_number/phon_x/") << QByteArray("PhoneNumber");
    QTest::newRow("field") << QByteArray("custom_field/lead/cf_x/") << QByteArray("LeadCustomField");
}

void TestSandboxPeople::unknownIds()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, className);
    const WebAnswer answer = m_close->send("GET", path);
    QCOMPARE(answer.status, 404);
    QCOMPARE(answer.body, "{\"error\": \"Empty query: " + className + " matching query does not exist.\"}");
}

QTEST_GUILESS_MAIN(TestSandboxPeople)
#include "tst_sandboxpeople.moc"
