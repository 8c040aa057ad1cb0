#include "sandboxcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace leadline::test;
using leadline::sandbox::Kind;

/// Rules of e-mails, their threads, SMS and WhatsApp (close-api.md 5.8, 5.9).
class TestSandboxMessages : public SandboxCase
{
    Q_OBJECT
private:
    Answer email(const QString &status, QJsonObject body = {});
    Answer sms(const QString &status, QJsonObject body = {});
    QString ownNumber(const QString &type)
    {
        return store().list(Kind::PhoneNumber, 0, 1, [&](const QJsonObject &n) { return n.value("type"_L1) == type; })
            .items.value(0).value("number"_L1).toString();
    }

private Q_SLOTS:
    void emailNeedsLeadAndKnownStatus();
    void emailDraftMakesItsThread();
    void emailReplyJoinsTheThread();
    void senderIsRequiredToSend();
    void loggedEmailIsSentByTheUser();
    void receivedEmailIsIncoming();
    void scheduledEmailNeedsADate();
    void outboxIsSentAfterwards();
    void sendInHoldsBack();
    void onlyDraftsCanBeEdited();
    void waitingEmailCanBeCalledBack();
    void previewIsTheBeginningOfTheText();
    void followupDateMakesATask();
    void threadsListInsteadOfEmails();
    void threadInFullHasItsEmails();
    void deletingAThreadDeletesItsEmails();
    void deletingTheLastEmailDeletesTheThread();
    void recipientsMustBeAList();
    void smsNeedsANumberOfOurs();
    void loggedSmsIsExternal();
    void smsDirectionFollowsStatus();
    void onlySmsDraftsCanBeEdited();
    void smsFromDraftToOutbox();
    void receivedSmsCanGoToTheInbox();
    void whatsAppNeedsItsKeys();
    void whatsAppIsFoundByItsForeignId();
};

Answer TestSandboxMessages::email(const QString &status, QJsonObject body)
{
    if (!body.contains("lead_id"_L1))
        body.insert("lead_id"_L1, newLead());
    body.insert("status"_L1, status);
    return post(u"activity/email/"_s, body);
}

Answer TestSandboxMessages::sms(const QString &status, QJsonObject body)
{
    if (!body.contains("lead_id"_L1))
        body.insert("lead_id"_L1, newLead());
    body.insert("status"_L1, status);
    return post(u"activity/sms/"_s, body);
}

static QString dana() { return u"\"Dana Reyes\" <dana@harborpoint.example>"_s; }

void TestSandboxMessages::emailNeedsLeadAndKnownStatus()
{
    const QString missing = u"This field is required."_s;
    QCOMPARE(post(u"activity/email/"_s, {}).body.value("field-errors"_L1).toObject(), (QJsonObject{{u"lead"_s, missing}, {u"status"_s, missing}}));
    QCOMPARE(email(u"error"_s).fieldError("status").toString(), u"Not a valid choice."_s);
}

void TestSandboxMessages::emailDraftMakesItsThread()
{
    const Answer draft = email(u"draft"_s, {{u"subject"_s, u"Re: Offer"_s}, {u"to"_s, QJsonArray{u"\"Mira\" <mira@lakeside.example>"_s}}});
    QCOMPARE(draft.status, 200);
    QCOMPARE(draft.text("direction"), u"outgoing"_s);
    const Answer thread = get(u"activity/emailthread/%1/"_s.arg(draft.text("thread_id")));
    QCOMPARE(thread.text("latest_normalized_subject"), u"Offer"_s);
    QCOMPARE(thread["n_emails"].toInt(), 1);
    QCOMPARE(thread["participants"].toArray(), (QJsonArray{QJsonObject{{u"email"_s, u"mira@lakeside.example"_s}, {u"name"_s, u"Mira"_s}}}));
    QCOMPARE(draft["envelope"]["to"_L1], thread["participants"]);
}

void TestSandboxMessages::emailReplyJoinsTheThread()
{
    const QString id = newLead();
    const Answer first = email(u"draft"_s, {{u"lead_id"_s, id}});
    const Answer second = email(u"draft"_s, {{u"lead_id"_s, id}, {u"in_reply_to_id"_s, first.id()}});
    QCOMPARE(second.text("thread_id"), first.text("thread_id"));
    QCOMPARE(email(u"draft"_s, {{u"in_reply_to_id"_s, u"acti_x"_s}}).fieldError("in_reply_to").toString(), u"Object does not exist."_s);
}

void TestSandboxMessages::senderIsRequiredToSend()
{
    for (const auto &status : {u"inbox"_s, u"outbox"_s, u"scheduled"_s})
        QCOMPARE(email(status, {{u"date_scheduled"_s, u"2026-07-01"_s}}).fieldError("sender").toString(), u"This field is required."_s);
    QCOMPARE(email(u"draft"_s).status, 200);
}

void TestSandboxMessages::loggedEmailIsSentByTheUser()
{
    const Answer sent = email(u"sent"_s, {{u"activity_at"_s, u"2026-06-01T08:00:00Z"_s}});
    QCOMPARE(sent.text("sender"), dana());
    QCOMPARE(sent.text("date_sent"), u"2026-06-01T08:00:00+00:00"_s);
    QVERIFY(email(u"sent"_s).text("date_sent").startsWith("2026-06-19T12:00"_L1));
}

void TestSandboxMessages::receivedEmailIsIncoming()
{
    QCOMPARE(email(u"inbox"_s, {{u"sender"_s, u"mira@lakeside.example"_s}}).text("direction"), u"incoming"_s);
}

void TestSandboxMessages::scheduledEmailNeedsADate()
{
    QCOMPARE(email(u"scheduled"_s, {{u"sender"_s, dana()}}).fieldError("date_scheduled").toString(), u"This field is required."_s);
    const Answer later = email(u"scheduled"_s, {{u"sender"_s, dana()}, {u"date_scheduled"_s, u"2026-07-01T08:00:00Z"_s}});
    QCOMPARE(get(u"activity/email/%1/"_s.arg(later.id())).text("status"), u"scheduled"_s);
    const Answer past = email(u"scheduled"_s, {{u"sender"_s, dana()}, {u"date_scheduled"_s, u"2026-06-01T08:00:00Z"_s}});
    const Answer sent = get(u"activity/email/%1/"_s.arg(past.id()));
    QCOMPARE(sent.text("status"), u"sent"_s);
    QCOMPARE(sent.text("date_sent"), u"2026-06-01T08:00:00+00:00"_s);
}

void TestSandboxMessages::outboxIsSentAfterwards()
{
    const Answer made = email(u"outbox"_s, {{u"sender"_s, dana()}});
    QCOMPARE(made.text("status"), u"outbox"_s);
    const Answer later = get(u"activity/email/%1/"_s.arg(made.id()));
    QCOMPARE(later.text("status"), u"sent"_s);
    QCOMPARE(later.text("activity_at"), later.text("date_sent"));
    QVERIFY(!later.body.contains("_send_at"_L1));
}

void TestSandboxMessages::sendInHoldsBack()
{
    const Answer made = email(u"outbox"_s, {{u"sender"_s, dana()}, {u"send_in"_s, 50}});
    QCOMPARE(get(u"activity/email/%1/"_s.arg(made.id())).text("status"), u"outbox"_s);
    QCOMPARE(email(u"outbox"_s, {{u"sender"_s, dana()}, {u"send_in"_s, 60}}).fieldError("send_in").toString(),
             u"The value must not be larger than 59."_s);
}

void TestSandboxMessages::onlyDraftsCanBeEdited()
{
    const Answer draft = email(u"draft"_s);
    QCOMPARE(put(u"activity/email/%1/"_s.arg(draft.id()), {{u"subject"_s, u"New"_s}}).text("subject"), u"New"_s);
    const Answer sent = email(u"sent"_s, {{u"subject"_s, u"Old"_s}});
    QCOMPARE(put(u"activity/email/%1/"_s.arg(sent.id()), {{u"subject"_s, u"New"_s}}).status, 400);
    QCOMPARE(get(u"activity/email/%1/"_s.arg(sent.id())).text("subject"), u"Old"_s);
    const Answer gone = email(u"outbox"_s, {{u"sender"_s, dana()}});
    QCOMPARE(put(u"activity/email/%1/"_s.arg(gone.id()), {{u"status"_s, u"draft"_s}}).status, 400);
}

void TestSandboxMessages::waitingEmailCanBeCalledBack()
{
    const Answer waiting = email(u"outbox"_s, {{u"sender"_s, dana()}, {u"send_in"_s, 50}});
    const QString path = u"activity/email/%1/"_s.arg(waiting.id());
    QCOMPARE(put(path, {{u"subject"_s, u"x"_s}}).status, 400);
    QCOMPARE(put(path, {{u"status"_s, u"draft"_s}}).text("status"), u"draft"_s);
    const Answer again = put(path, {{u"status"_s, u"scheduled"_s}, {u"date_scheduled"_s, u"2026-07-01"_s}});
    QCOMPARE(again.text("date_scheduled"), u"2026-07-01T00:00:00+00:00"_s);
    QVERIFY(put(path, {{u"status"_s, u"draft"_s}})["date_scheduled"].isNull());
}

void TestSandboxMessages::previewIsTheBeginningOfTheText()
{
    const QString text = u"word "_s.repeated(100);
    QCOMPARE(email(u"draft"_s, {{u"body_text"_s, text}}).text("body_preview").size(), 200);
    QCOMPARE(email(u"draft"_s, {{u"body_html"_s, u"<p>Hello &amp; goodbye</p>"_s}}).text("body_preview"), u"Hello & goodbye"_s);
}

void TestSandboxMessages::followupDateMakesATask()
{
    const Answer made = email(u"sent"_s, {{u"followup_date"_s, u"2026-06-25"_s}, {u"subject"_s, u"Offer"_s}});
    const auto tasks = get(u"task/?_type=email_followup"_s).data();
    QCOMPARE(tasks.size(), 1);
    QCOMPARE(tasks.first().value("email_id"_L1), made.id());
    QCOMPARE(tasks.first().value("object_type"_L1), u"emailthread"_s);
    QCOMPARE(tasks.first().value("object_id"_L1).toString(), made.text("thread_id"));
    QCOMPARE(tasks.first().value("subject"_L1), u"Offer"_s);
    QCOMPARE(tasks.first().value("date"_L1), u"2026-06-25"_s);
}

void TestSandboxMessages::threadsListInsteadOfEmails()
{
    const Answer made = email(u"draft"_s, {{u"body_text"_s, u"Hello"_s}});
    const QString path = u"activity/?lead_id="_s + made.text("lead_id");
    QCOMPARE(get(path).texts("_type"), (QStringList{u"Email"_s, u"Created"_s}));
    const Answer both = get(path + u"&thread_emails=true"_s);
    QCOMPARE(both.texts("_type"), (QStringList{u"Email"_s, u"EmailThread"_s, u"Created"_s}));
    QVERIFY(!both.data().first().contains("body_text"_L1));
    QCOMPARE(both.data().at(1).value("latest_emails"_L1).toArray().first()["body_preview"_L1].toString(), u"Hello"_s);
    QCOMPARE(both.data().at(1).value("emails"_L1).toArray().size(), 0);
    QCOMPARE(get(path + u"&thread_emails=only"_s).texts("_type"), (QStringList{u"EmailThread"_s, u"Created"_s}));
    QCOMPARE(get(path + u"&_type=EmailThread"_s).texts("_type"), QStringList{u"EmailThread"_s});
}

void TestSandboxMessages::threadInFullHasItsEmails()
{
    const Answer made = email(u"draft"_s, {{u"body_text"_s, u"Hello"_s}});
    const Answer thread = get(u"activity/emailthread/%1/"_s.arg(made.text("thread_id")));
    QCOMPARE(thread["emails"].toArray().first().toObject(), made.body);
}

void TestSandboxMessages::deletingAThreadDeletesItsEmails()
{
    const Answer made = email(u"draft"_s);
    QCOMPARE(del(u"activity/emailthread/%1/"_s.arg(made.text("thread_id"))).status, 200);
    QCOMPARE(get(u"activity/email/%1/"_s.arg(made.id())).status, 404);
}

void TestSandboxMessages::deletingTheLastEmailDeletesTheThread()
{
    const QString id = newLead();
    const Answer first = email(u"draft"_s, {{u"lead_id"_s, id}});
    const Answer second = email(u"draft"_s, {{u"lead_id"_s, id}, {u"in_reply_to_id"_s, first.id()}});
    const QString thread = u"activity/emailthread/%1/"_s.arg(first.text("thread_id"));
    del(u"activity/email/%1/"_s.arg(first.id()));
    QCOMPARE(get(thread)["n_emails"].toInt(), 1);
    del(u"activity/email/%1/"_s.arg(second.id()));
    QCOMPARE(get(thread).status, 404);
}

void TestSandboxMessages::recipientsMustBeAList()
{
    QCOMPARE(email(u"draft"_s, {{u"to"_s, u"mira@lakeside.example"_s}}).fieldError("to").toString(), u"Value must be of list type."_s);
    QCOMPARE(email(u"draft"_s, {{u"to"_s, QJsonArray{5}}}).fieldError("to").toString(), u"Value must be of str type."_s);
}

void TestSandboxMessages::smsNeedsANumberOfOurs()
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

void TestSandboxMessages::loggedSmsIsExternal()
{
    const Answer made = sms(u"sent"_s, {{u"text"_s, u"Hi"_s}});
    QCOMPARE(made.status, 200);
    QCOMPARE(made.text("source"), u"External"_s);
    QVERIFY(made.text("date_sent").startsWith("2026-06-19T12:00"_L1));
}

void TestSandboxMessages::smsDirectionFollowsStatus()
{
    QCOMPARE(sms(u"inbox"_s).text("direction"), u"inbound"_s);
    QCOMPARE(sms(u"draft"_s).text("direction"), u"outbound"_s);
    QCOMPARE(sms(u"sent"_s, {{u"direction"_s, u"outgoing"_s}}).fieldError("direction").toString(), u"Not a valid choice."_s);
}

void TestSandboxMessages::onlySmsDraftsCanBeEdited()
{
    const Answer draft = sms(u"draft"_s, {{u"text"_s, u"a"_s}});
    QCOMPARE(put(u"activity/sms/%1/"_s.arg(draft.id()), {{u"text"_s, u"b"_s}}).text("text"), u"b"_s);
    const Answer sent = sms(u"sent"_s, {{u"text"_s, u"a"_s}});
    QCOMPARE(put(u"activity/sms/%1/"_s.arg(sent.id()), {{u"text"_s, u"b"_s}}).status, 400);
}

void TestSandboxMessages::smsFromDraftToOutbox()
{
    const Answer draft = sms(u"draft"_s, {{u"text"_s, u"Hi"_s}, {u"remote_phone"_s, u"+14155550101"_s}, {u"local_phone"_s, ownNumber(u"internal"_s)}});
    const QString path = u"activity/sms/%1/"_s.arg(draft.id());
    QCOMPARE(put(path, {{u"status"_s, u"outbox"_s}}).text("status"), u"outbox"_s);
    QCOMPARE(get(path).text("status"), u"sent"_s);
    QCOMPARE(put(path, {{u"status"_s, u"outbox"_s}}).status, 400);
    QCOMPARE(get(u"activity/sms/"_s).data().size(), 1);
}

void TestSandboxMessages::receivedSmsCanGoToTheInbox()
{
    const QJsonObject body{{u"lead_id"_s, newLead()}, {u"status"_s, u"inbox"_s}, {u"text"_s, u"Call me"_s}, {u"remote_phone"_s, u"+14155550101"_s}};
    post(u"activity/sms/"_s, body);
    QCOMPARE(get(u"task/?_type=incoming_sms"_s).data().size(), 0);
    const Answer made = post(u"activity/sms/?send_to_inbox=true"_s, body);
    const auto tasks = get(u"task/?_type=incoming_sms&view=inbox"_s).data();
    QCOMPARE(tasks.size(), 1);
    QCOMPARE(tasks.first().value("object_id"_L1), made.id());
    QCOMPARE(tasks.first().value("text"_L1), u"Call me"_s);
}

void TestSandboxMessages::whatsAppNeedsItsKeys()
{
    const Answer refused = post(u"activity/whatsapp_message/"_s, {});
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.body.value("field-errors"_L1).toObject().keys(),
             (QStringList{u"activity_at"_s, u"contact"_s, u"direction"_s, u"external_whatsapp_message"_s, u"lead"_s, u"local_phone"_s, u"message_markdown"_s, u"remote_phone"_s}));
}

void TestSandboxMessages::whatsAppIsFoundByItsForeignId()
{
    const QString id = newLead();
    const QJsonObject body{{u"lead_id"_s, id}, {u"contact_id"_s, newContact(id, u"+14155550101"_s)}, {u"activity_at"_s, u"2026-06-18T08:00:00Z"_s},
                           {u"direction"_s, u"incoming"_s}, {u"external_whatsapp_message_id"_s, u"wa-1"_s}, {u"local_phone"_s, u"+13125550199"_s},
                           {u"remote_phone"_s, u"+14155550101"_s}, {u"message_markdown"_s, u"Hi & bye"_s}};
    const Answer made = post(u"activity/whatsapp_message/"_s, body);
    QCOMPARE(made.text("message_html"), u"<body><p>Hi &amp; bye</p></body>"_s);
    QCOMPARE(made.text("remote_phone_formatted"), u"+1 415-555-0101"_s);
    QCOMPARE(get(u"activity/whatsapp_message/?external_whatsapp_message_id=wa-1"_s).ids(), QStringList{made.id()});
    QCOMPARE(get(u"activity/whatsapp_message/?external_whatsapp_message_id=wa-2"_s).ids(), QStringList());
    QCOMPARE(put(u"activity/whatsapp_message/%1/"_s.arg(made.id()), {{u"message_markdown"_s, u"Edited"_s}}).text("text"), u"Edited"_s);
}

QTEST_GUILESS_MAIN(TestSandboxMessages)
#include "tst_sandboxmessages.moc"
