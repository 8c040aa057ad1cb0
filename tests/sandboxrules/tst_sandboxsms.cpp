#include "sandboxcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace leadline::test;
using leadline::sandbox::Kind;

/// Rules of SMS and WhatsApp messages (close-api.md 5.9).
class TestSandboxSms : public SandboxCase
{
    Q_OBJECT
private:
    Answer sms(const QString &status, QJsonObject body = {});
    QString ownNumber(const QString &type)
    {
        return store()
            .list(Kind::PhoneNumber, 0, 1, [&](const QJsonObject &n) { return n.value("type"_L1) == type; })
            .items.value(0)
            .value("number"_L1)
            .toString();
    }

private Q_SLOTS:
    void smsNeedsANumberOfOurs();
    void loggedSmsIsExternal();
    void smsDirectionFollowsStatus();
    void onlySmsDraftsCanBeEdited();
    void smsFromDraftToOutbox();
    void receivedSmsCanGoToTheInbox();
    void whatsAppNeedsItsKeys();
    void whatsAppIsFoundByItsForeignId();
};

Answer TestSandboxSms::sms(const QString &status, QJsonObject body)
{
    if (!body.contains("lead_id"_L1))
        body.insert("lead_id"_L1, newLead());
    body.insert("status"_L1, status);
    return post(u"activity/sms/"_s, body);
}

void TestSandboxSms::smsNeedsANumberOfOurs()
{
    const QJsonObject body{{u"remote_phone"_s, u"+14155550101"_s}, {u"text"_s, u"Hi"_s}};
    QCOMPARE(sms(u"outbox"_s, body).fieldError("local_phone").toString(), u"This field is required."_s);
    QJsonObject foreign = body;
    foreign.insert("local_phone"_L1, ownNumber(u"external"_s));
    QCOMPARE(sms(u"outbox"_s, foreign).status, 400);
    QJsonObject ours = body;
    ours.insert("local_phone"_L1, ownNumber(u"internal"_s));
    const Answer made = sms(u"outbox"_s, ours);
    QCOMPARE(made.text("status"), u"outbox"_s);
    QCOMPARE(made.text("remote_phone_formatted"), u"+1 415-555-0101"_s);
    QCOMPARE(made.text("remote_country_iso"), u"US"_s);
    const Answer sent = get(u"activity/sms/%1/"_s.arg(made.id()));
    QCOMPARE(sent.text("status"), u"sent"_s);
    QCOMPARE(sent.text("activity_at"), sent.text("date_sent"));
}

void TestSandboxSms::loggedSmsIsExternal()
{
    const Answer made = sms(u"sent"_s, {{u"text"_s, u"Hi"_s}});
    QCOMPARE(made.status, 200);
    QCOMPARE(made.text("source"), u"External"_s);
    QVERIFY(made.text("date_sent").startsWith("2026-06-19T12:00"_L1));
}

void TestSandboxSms::smsDirectionFollowsStatus()
{
    QCOMPARE(sms(u"inbox"_s).text("direction"), u"inbound"_s);
    QCOMPARE(sms(u"draft"_s).text("direction"), u"outbound"_s);
    QCOMPARE(sms(u"sent"_s, {{u"direction"_s, u"outgoing"_s}}).fieldError("direction").toString(),
             u"Not a valid choice."_s);
}

void TestSandboxSms::onlySmsDraftsCanBeEdited()
{
    const Answer draft = sms(u"draft"_s, {{u"text"_s, u"a"_s}});
    QCOMPARE(put(u"activity/sms/%1/"_s.arg(draft.id()), {{u"text"_s, u"b"_s}}).text("text"), u"b"_s);
    const Answer sent = sms(u"sent"_s, {{u"text"_s, u"a"_s}});
    QCOMPARE(put(u"activity/sms/%1/"_s.arg(sent.id()), {{u"text"_s, u"b"_s}}).status, 400);
}

void TestSandboxSms::smsFromDraftToOutbox()
{
    const Answer draft = sms(u"draft"_s, {{u"text"_s, u"Hi"_s},
                                          {u"remote_phone"_s, u"+14155550101"_s},
                                          {u"local_phone"_s, ownNumber(u"internal"_s)}});
    const QString path = u"activity/sms/%1/"_s.arg(draft.id());
    QCOMPARE(put(path, {{u"status"_s, u"outbox"_s}}).text("status"), u"outbox"_s);
    QCOMPARE(get(path).text("status"), u"sent"_s);
    QCOMPARE(put(path, {{u"status"_s, u"outbox"_s}}).status, 400);
    QCOMPARE(get(u"activity/sms/"_s).data().size(), 1);
}

void TestSandboxSms::receivedSmsCanGoToTheInbox()
{
    const QJsonObject body{{u"lead_id"_s, newLead()},
                           {u"status"_s, u"inbox"_s},
                           {u"text"_s, u"Call me"_s},
                           {u"remote_phone"_s, u"+14155550101"_s}};
    post(u"activity/sms/"_s, body);
    QCOMPARE(get(u"task/?_type=incoming_sms"_s).data().size(), 0);
    const Answer made = post(u"activity/sms/?send_to_inbox=true"_s, body);
    const auto tasks = get(u"task/?_type=incoming_sms&view=inbox"_s).data();
    QCOMPARE(tasks.size(), 1);
    QCOMPARE(tasks.first().value("object_id"_L1), made.id());
    QCOMPARE(tasks.first().value("text"_L1), u"Call me"_s);
}

void TestSandboxSms::whatsAppNeedsItsKeys()
{
    const Answer refused = post(u"activity/whatsapp_message/"_s, {});
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.body.value("field-errors"_L1).toObject().keys(),
             (QStringList{u"activity_at"_s, u"contact"_s, u"direction"_s, u"external_whatsapp_message"_s,
                          u"lead"_s, u"local_phone"_s, u"message_markdown"_s, u"remote_phone"_s}));
}

void TestSandboxSms::whatsAppIsFoundByItsForeignId()
{
    const QString id = newLead();
    const QJsonObject body{{u"lead_id"_s, id},
                           {u"contact_id"_s, newContact(id, u"+14155550101"_s)},
                           {u"activity_at"_s, u"2026-06-18T08:00:00Z"_s},
                           {u"direction"_s, u"incoming"_s},
                           {u"external_whatsapp_message_id"_s, u"wa-1"_s},
                           {u"local_phone"_s, u"+13125550199"_s},
                           {u"remote_phone"_s, u"+14155550101"_s},
                           {u"message_markdown"_s, u"Hi & bye"_s}};
    const Answer made = post(u"activity/whatsapp_message/"_s, body);
    QCOMPARE(made.text("message_html"), u"<body><p>Hi &amp; bye</p></body>"_s);
    QCOMPARE(made.text("remote_phone_formatted"), u"+1 415-555-0101"_s);
    QCOMPARE(get(u"activity/whatsapp_message/?external_whatsapp_message_id=wa-1"_s).ids(),
             QStringList{made.id()});
    QCOMPARE(get(u"activity/whatsapp_message/?external_whatsapp_message_id=wa-2"_s).ids(), QStringList());
    QCOMPARE(put(u"activity/whatsapp_message/%1/"_s.arg(made.id()), {{u"message_markdown"_s, u"Edited"_s}})
                 .text("text"),
             u"Edited"_s);
}

QTEST_GUILESS_MAIN(TestSandboxSms)
#include "tst_sandboxsms.moc"
