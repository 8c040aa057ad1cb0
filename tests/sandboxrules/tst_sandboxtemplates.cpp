#include "sandboxcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace leadline::test;

/// Templates, outcomes, webhooks and Smart Views (close-api.md 5.15, 5.16, 5.22, 7.2).
class TestSandboxTemplates : public SandboxCase
{
    Q_OBJECT
private:
    static QJsonObject hook(const QString &url = u"https://hooks.example/close"_s)
    {
        const QJsonArray events{QJsonObject{{u"object_type"_s, u"lead"_s}, {u"action"_s, u"created"_s}}};
        return {{u"url"_s, url}, {u"events"_s, events}};
    }
    static QJsonObject viewBody(const QString &type)
    {
        const QJsonObject clause{{u"type"_s, u"object_type"_s}, {u"object_type"_s, type}};
        const QJsonObject query{{u"type"_s, u"and"_s}, {u"queries"_s, QJsonArray{clause}}};
        return {{u"name"_s, u"Mine"_s}, {u"s_query"_s, QJsonObject{{u"query"_s, query}}}};
    }

private Q_SLOTS:
    void emailTemplatesAreKept();
    void smsTemplatesAreNewer();
    void templatesAreRendered();
    void whatIsPutInIsEscaped();
    void messagesAreWrittenFromTemplates();
    void outcomesAreListedAndMade();
    void callsHaveOutcomesThatExist();
    void webhooksTellTheirKeyOnce();
    void webhooksAreChecked();
    void noMoreThanFortyWebhooks();
    void smartViewsAreWritten();
};

void TestSandboxTemplates::emailTemplatesAreKept()
{
    const Answer all = get(u"email_template/"_s);
    QCOMPARE(all.data().size(), 4);
    QVERIFY(all.ids().first().startsWith("tmpl_"_L1));
    QCOMPARE(get(u"email_template/?is_archived=true"_s).texts("name"), QStringList{u"Holiday greeting"_s});
    QCOMPARE(get(u"email_template/?is_archived=false"_s).data().size(), 3);
    const Answer made = post(u"email_template/"_s, {{u"name"_s, u"Mine"_s}, {u"body"_s, u"<p>Hi</p>"_s}});
    QCOMPARE(made.status, 200);
    QCOMPARE(keysOf(made.body), keysOf(all.data().first()));
    const QString path = u"email_template/%1/"_s.arg(made.id());
    QCOMPARE(put(path, {{u"subject"_s, u"Hello"_s}}).text("subject"), u"Hello"_s);
    QCOMPARE(get(path).text("body"), u"<p>Hi</p>"_s);
    QCOMPARE(del(path).status, 200);
    QCOMPARE(get(path).status, 404);
    QCOMPARE(post(u"email_template/"_s, {}).fieldError("name").toString(), u"This field is required."_s);
    QCOMPARE(get(u"event/?object_type=email_template&object_id="_s + made.id()).texts("action"),
             QStringList({u"deleted"_s, u"updated"_s, u"created"_s}));
}

void TestSandboxTemplates::smsTemplatesAreNewer()
{
    QCOMPARE(get(u"sms_template/?status=active"_s).data().size(), 2);
    const Answer made = post(u"sms_template/"_s, {{u"name"_s, u"Mine"_s}, {u"text"_s, u"Hi"_s}});
    QCOMPARE(made.status, 201);
    QVERIFY(!made.text("date_created").endsWith("+00:00"_L1));
    QCOMPARE(made.text("status"), u"active"_s);
    const QString path = u"sms_template/%1/"_s.arg(made.id());
    QCOMPARE(put(path, {{u"status"_s, u"gone"_s}}).status, 400);
    QCOMPARE(put(path, {{u"status"_s, u"archived"_s}}).status, 200);
    QCOMPARE(del(path).status, 204);
    QCOMPARE(get(path)["error"].toString(), u"Not found."_s);
}

void TestSandboxTemplates::templatesAreRendered()
{
    const QString company = newLead(u"Lakeside Robotics"_s);
    const QString contact = newContact(company, u"+14155550101"_s); // Mira Solberg
    const QString text = get(u"sms_template/"_s).ids().first();
    const QString path = u"sms_template/%1/render/?lead_id=%2&contact_id=%3"_s;
    QCOMPARE(get(path.arg(text, company, contact)).text("text"),
             u"Hi Mira, Dana from Harbor Point Sales here. I just tried to call. When suits you?"_s);
    apiKey = rep;
    QVERIFY(get(path.arg(text, company, contact)).text("text").contains(u"Tomás from"_s));
    QCOMPARE(get(path.arg(text, company, u"cont_none"_s)).status, 400);
    QCOMPARE(get(u"sms_template/%1/render/"_s.arg(text)).status, 400);
    QCOMPARE(get(u"sms_template/none/render/?lead_id="_s + company).status, 404);
    const QString mail = get(u"email_template/"_s).ids().first();
    const Answer rendered = get(u"email_template/%1/render/?lead_id=%2"_s.arg(mail, company));
    QCOMPARE(rendered.text("subject"), u"Lakeside Robotics and Harbor Point Sales"_s);
    QVERIFY(rendered.text("body").startsWith("<p>Hi Mira,</p>"_L1));
}

void TestSandboxTemplates::whatIsPutInIsEscaped()
{
    const QString company = newLead(u"Tom & <Jerry>"_s);
    const QString body = u"<p>{{lead.display_name}} {{ lead.custom.[\"Nobody's\"] }}|{{ nonsense }}</p>"_s;
    const QString id = post(u"email_template/"_s,
                            {{u"name"_s, u"T"_s}, {u"body"_s, body}, {u"subject"_s, u"{{ lead.name }}"_s}})
                           .id();
    const Answer rendered = get(u"email_template/%1/render/?lead_id=%2"_s.arg(id, company));
    QCOMPARE(rendered.text("body"), u"<p>Tom &amp; &lt;Jerry&gt; |</p>"_s);
    QCOMPARE(rendered.text("subject"), u"Tom & <Jerry>"_s);
}

void TestSandboxTemplates::outcomesAreListedAndMade()
{
    const Answer all = get(u"outcome/"_s);
    QCOMPARE(all.data().size(), 6);
    QVERIFY(all.texts("type").contains(u"vm-dropped"_s));
    const Answer made = post(u"outcome/"_s, {{u"name"_s, u"Left"_s}, {u"applies_to"_s, QJsonArray()}});
    QCOMPARE(made.status, 201);
    QCOMPARE(made["applies_to"].toArray().size(), 2); // not written any more
    QCOMPARE(post(u"outcome/"_s, {{u"name"_s, u"X"_s}, {u"type"_s, u"odd"_s}}).status, 400);
    QCOMPARE(del(u"outcome/%1/"_s.arg(made.id())).status, 200);
    apiKey = rep;
    QCOMPARE(get(u"outcome/"_s).data().size(), 6);
    QCOMPARE(post(u"outcome/"_s, {{u"name"_s, u"Mine"_s}}).status, 403);
}

void TestSandboxTemplates::messagesAreWrittenFromTemplates()
{
    const QString company = newLead(u"Lakeside Robotics"_s);
    QJsonObject draft{{u"lead_id"_s, company},
                      {u"contact_id"_s, newContact(company, u"+14155550101"_s)},
                      {u"status"_s, u"draft"_s},
                      {u"template_id"_s, get(u"sms_template/"_s).ids().at(1)}};
    QCOMPARE(post(u"activity/sms/"_s, draft).text("text"),
             u"Hi Mira, I am running five minutes late. Talk soon, Dana"_s);
    draft.insert("text"_L1, u"Mine"_s); // what was typed counts
    QCOMPARE(post(u"activity/sms/"_s, draft).text("text"), u"Mine"_s);
    draft.remove("text"_L1);
    draft.insert("template_id"_L1, get(u"email_template/"_s).ids().first());
    const Answer mail = post(u"activity/email/"_s, draft);
    QCOMPARE(mail.text("subject"), u"Lakeside Robotics and Harbor Point Sales"_s);
    QVERIFY(mail.text("body_text").startsWith("Hi Mira,"_L1));
    QCOMPARE(mail.text("template_name"), u"First touch"_s);
    QCOMPARE(post(u"activity/sms/"_s, draft).fieldError("template").toString(), u"Object does not exist."_s);
}

void TestSandboxTemplates::callsHaveOutcomesThatExist()
{
    const QString company = newLead();
    const QString outcome = get(u"outcome/"_s).ids().first();
    const Answer call = post(u"activity/call/"_s, {{u"lead_id"_s, company}, {u"outcome_id"_s, outcome}});
    QCOMPARE(call.text("outcome_id"), outcome);
    const QString path = u"activity/call/%1/"_s.arg(call.id());
    QCOMPARE(put(path, {{u"outcome_id"_s, u"outcome_none"_s}}).fieldError("outcome").toString(),
             u"Object does not exist."_s);
    QVERIFY(put(path, {{u"outcome_id"_s, QJsonValue::Null}})["outcome_id"].isNull());
}

void TestSandboxTemplates::webhooksTellTheirKeyOnce()
{
    const Answer made = post(u"webhook/"_s, hook());
    QCOMPARE(made.status, 201);
    QCOMPARE(made.text("signature_key").size(), 64);
    QVERIFY(made.id().startsWith("whsub_"_L1));
    QCOMPARE(keysOf(made.body),
             keysOf(R"({"counters": 0, "created_by": 0, "date_created": 0, "date_updated": 0,
        "events": 0, "health_status": 0, "history": 0, "id": 0, "latest_error": 0, "pause_reason": 0,
        "recent_consecutive_fail_buckets_cnt": 0, "signature_key": 0, "status": 0, "updated_by": 0, "url": 0,
        "verify_ssl": 0})"));
    QVERIFY(made["events"].toArray().first().toObject().contains("extra_filter"_L1));
    const QString path = u"webhook/%1/"_s.arg(made.id());
    QVERIFY(!get(path).body.contains("signature_key"_L1));
    QVERIFY(!get(u"webhook/"_s).data().first().contains("signature_key"_L1));
    QCOMPARE(put(path, {{u"status"_s, u"paused"_s}}).text("status"), u"paused"_s);
    QVERIFY(!put(path, {{u"verify_ssl"_s, false}}).body.contains("signature_key"_L1));
    QCOMPARE(del(path).status, 200);
    QCOMPARE(get(path).status, 404);
}

void TestSandboxTemplates::webhooksAreChecked()
{
    QCOMPARE(post(u"webhook/"_s, {{u"url"_s, u"https://hooks.example"_s}}).status, 400);
    QCOMPARE(post(u"webhook/"_s, hook(u"ftp://hooks.example"_s)).fieldError("url").toString(),
             u"Invalid URL."_s);
    const QString first = post(u"webhook/"_s, hook()).id();
    const Answer second = post(u"webhook/"_s, hook());
    QCOMPARE(second.status, 400);
    QVERIFY(second.text("error").contains("Duplicate active subscription"_L1));
    // A paused one does not stand in the way, until it is to run again.
    put(u"webhook/%1/"_s.arg(first), {{u"status"_s, u"paused"_s}});
    QCOMPARE(post(u"webhook/"_s, hook()).status, 201);
    QCOMPARE(put(u"webhook/%1/"_s.arg(first), {{u"status"_s, u"active"_s}}).status, 400);
    QCOMPARE(put(u"webhook/%1/"_s.arg(first), {{u"status"_s, u"asleep"_s}}).status, 400);
}

void TestSandboxTemplates::noMoreThanFortyWebhooks()
{
    leadline::sandbox::Quirks quirks;
    QCOMPARE(quirks.maxWebhooks, 40);
    quirks.maxWebhooks = 2;
    restart(quirks);
    for (const auto &[name, status] :
         {std::pair(u"a"_s, 201), std::pair(u"b"_s, 201), std::pair(u"c"_s, 400)})
        QCOMPARE(post(u"webhook/"_s, hook(u"https://%1.example"_s.arg(name))).status, status);
}

void TestSandboxTemplates::smartViewsAreWritten()
{
    const Answer made = post(u"saved_search/"_s, viewBody(u"lead"_s));
    QCOMPARE(made.status, 200);
    QCOMPARE(keysOf(made.body), keysOf(get(u"saved_search/"_s).data().first()));
    QCOMPARE(made.text("user_id"), store().currentUserId());
    QVERIFY(made["s_query"].toObject().contains("sort"_L1));
    QVERIFY(get(u"saved_search/"_s).ids().contains(made.id()));
    const QString path = u"saved_search/%1/"_s.arg(made.id());
    QCOMPARE(put(path, {{u"name"_s, u"Ours"_s}}).text("name"), u"Ours"_s);
    QCOMPARE(post(u"saved_search/"_s, viewBody(u"contact"_s)).status, 400); // a view of leads without leads
    QCOMPARE(post(u"saved_search/"_s, {{u"name"_s, u"Empty"_s}}).status, 400);
    QCOMPARE(get(u"event/?object_type=saved_search&action=created"_s).data().size(), 1);
    QCOMPARE(del(path).status, 200);
    QCOMPARE(get(path).status, 404);
}

QTEST_GUILESS_MAIN(TestSandboxTemplates)
#include "tst_sandboxtemplates.moc"
