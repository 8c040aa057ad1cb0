#include "sandboxcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace leadline::test;

/// Rules of e-mails and their threads (close-api.md 5.8).
class TestSandboxEmails : public SandboxCase
{
    Q_OBJECT
private:
    Answer email(const QString &status, QJsonObject body = {});

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
};

Answer TestSandboxEmails::email(const QString &status, QJsonObject body)
{
    if (!body.contains("lead_id"_L1))
        body.insert("lead_id"_L1, newLead());
    body.insert("status"_L1, status);
    return post(u"activity/email/"_s, body);
}

static QString dana()
{
    return u"\"Dana Reyes\" <dana@harborpoint.example>"_s;
}

void TestSandboxEmails::emailNeedsLeadAndKnownStatus()
{
    const QString missing = u"This field is required."_s;
    QCOMPARE(post(u"activity/email/"_s, {}).body.value("field-errors"_L1).toObject(),
             (QJsonObject{{u"lead"_s, missing}, {u"status"_s, missing}}));
    QCOMPARE(email(u"error"_s).fieldError("status").toString(), u"Not a valid choice."_s);
}

void TestSandboxEmails::emailDraftMakesItsThread()
{
    const Answer draft = email(u"draft"_s, {{u"subject"_s, u"Re: Offer"_s},
                                            {u"to"_s, QJsonArray{u"\"Mira\" <mira@lakeside.example>"_s}}});
    QCOMPARE(draft.status, 200);
    QCOMPARE(draft.text("direction"), u"outgoing"_s);
    const Answer thread = get(u"activity/emailthread/%1/"_s.arg(draft.text("thread_id")));
    QCOMPARE(thread.text("latest_normalized_subject"), u"Offer"_s);
    QCOMPARE(thread["n_emails"].toInt(), 1);
    QCOMPARE(thread["participants"].toArray(),
             (QJsonArray{QJsonObject{{u"email"_s, u"mira@lakeside.example"_s}, {u"name"_s, u"Mira"_s}}}));
    QCOMPARE(draft["envelope"]["to"_L1], thread["participants"]);
}

void TestSandboxEmails::emailReplyJoinsTheThread()
{
    const QString id = newLead();
    const Answer first = email(u"draft"_s, {{u"lead_id"_s, id}});
    const Answer second = email(u"draft"_s, {{u"lead_id"_s, id}, {u"in_reply_to_id"_s, first.id()}});
    QCOMPARE(second.text("thread_id"), first.text("thread_id"));
    QCOMPARE(email(u"draft"_s, {{u"in_reply_to_id"_s, u"acti_x"_s}}).fieldError("in_reply_to").toString(),
             u"Object does not exist."_s);
}

void TestSandboxEmails::senderIsRequiredToSend()
{
    for (const auto &status : {u"inbox"_s, u"outbox"_s, u"scheduled"_s})
        QCOMPARE(email(status, {{u"date_scheduled"_s, u"2026-07-01"_s}}).fieldError("sender").toString(),
                 u"This field is required."_s);
    QCOMPARE(email(u"draft"_s).status, 200);
}

void TestSandboxEmails::loggedEmailIsSentByTheUser()
{
    const Answer sent = email(u"sent"_s, {{u"activity_at"_s, u"2026-06-01T08:00:00Z"_s}});
    QCOMPARE(sent.text("sender"), dana());
    QCOMPARE(sent.text("date_sent"), u"2026-06-01T08:00:00+00:00"_s);
    QVERIFY(email(u"sent"_s).text("date_sent").startsWith("2026-06-19T12:00"_L1));
}

void TestSandboxEmails::receivedEmailIsIncoming()
{
    QCOMPARE(email(u"inbox"_s, {{u"sender"_s, u"mira@lakeside.example"_s}}).text("direction"), u"incoming"_s);
}

void TestSandboxEmails::scheduledEmailNeedsADate()
{
    QCOMPARE(email(u"scheduled"_s, {{u"sender"_s, dana()}}).fieldError("date_scheduled").toString(),
             u"This field is required."_s);
    const Answer later =
        email(u"scheduled"_s, {{u"sender"_s, dana()}, {u"date_scheduled"_s, u"2026-07-01T08:00:00Z"_s}});
    QCOMPARE(get(u"activity/email/%1/"_s.arg(later.id())).text("status"), u"scheduled"_s);
    const Answer past =
        email(u"scheduled"_s, {{u"sender"_s, dana()}, {u"date_scheduled"_s, u"2026-06-01T08:00:00Z"_s}});
    const Answer sent = get(u"activity/email/%1/"_s.arg(past.id()));
    QCOMPARE(sent.text("status"), u"sent"_s);
    QCOMPARE(sent.text("date_sent"), u"2026-06-01T08:00:00+00:00"_s);
}

void TestSandboxEmails::outboxIsSentAfterwards()
{
    const Answer made = email(u"outbox"_s, {{u"sender"_s, dana()}});
    QCOMPARE(made.text("status"), u"outbox"_s);
    const Answer later = get(u"activity/email/%1/"_s.arg(made.id()));
    QCOMPARE(later.text("status"), u"sent"_s);
    QCOMPARE(later.text("activity_at"), later.text("date_sent"));
    QVERIFY(!later.body.contains("_send_at"_L1));
}

void TestSandboxEmails::sendInHoldsBack()
{
    const Answer made = email(u"outbox"_s, {{u"sender"_s, dana()}, {u"send_in"_s, 50}});
    QCOMPARE(get(u"activity/email/%1/"_s.arg(made.id())).text("status"), u"outbox"_s);
    QCOMPARE(email(u"outbox"_s, {{u"sender"_s, dana()}, {u"send_in"_s, 60}}).fieldError("send_in").toString(),
             u"The value must not be larger than 59."_s);
}

void TestSandboxEmails::onlyDraftsCanBeEdited()
{
    const Answer draft = email(u"draft"_s);
    QCOMPARE(put(u"activity/email/%1/"_s.arg(draft.id()), {{u"subject"_s, u"New"_s}}).text("subject"),
             u"New"_s);
    const Answer sent = email(u"sent"_s, {{u"subject"_s, u"Old"_s}});
    QCOMPARE(put(u"activity/email/%1/"_s.arg(sent.id()), {{u"subject"_s, u"New"_s}}).status, 400);
    QCOMPARE(get(u"activity/email/%1/"_s.arg(sent.id())).text("subject"), u"Old"_s);
    const Answer gone = email(u"outbox"_s, {{u"sender"_s, dana()}});
    QCOMPARE(put(u"activity/email/%1/"_s.arg(gone.id()), {{u"status"_s, u"draft"_s}}).status, 400);
}

void TestSandboxEmails::waitingEmailCanBeCalledBack()
{
    const Answer waiting = email(u"outbox"_s, {{u"sender"_s, dana()}, {u"send_in"_s, 50}});
    const QString path = u"activity/email/%1/"_s.arg(waiting.id());
    QCOMPARE(put(path, {{u"subject"_s, u"x"_s}}).status, 400);
    QCOMPARE(put(path, {{u"status"_s, u"draft"_s}}).text("status"), u"draft"_s);
    const Answer again = put(path, {{u"status"_s, u"scheduled"_s}, {u"date_scheduled"_s, u"2026-07-01"_s}});
    QCOMPARE(again.text("date_scheduled"), u"2026-07-01T00:00:00+00:00"_s);
    QVERIFY(put(path, {{u"status"_s, u"draft"_s}})["date_scheduled"].isNull());
}

void TestSandboxEmails::previewIsTheBeginningOfTheText()
{
    const QString text = u"word "_s.repeated(100);
    QCOMPARE(email(u"draft"_s, {{u"body_text"_s, text}}).text("body_preview").size(), 200);
    QCOMPARE(email(u"draft"_s, {{u"body_html"_s, u"<p>Hello &amp; goodbye</p>"_s}}).text("body_preview"),
             u"Hello & goodbye"_s);
}

void TestSandboxEmails::followupDateMakesATask()
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

void TestSandboxEmails::threadsListInsteadOfEmails()
{
    const Answer made = email(u"draft"_s, {{u"body_text"_s, u"Hello"_s}});
    const QString path = u"activity/?lead_id="_s + made.text("lead_id");
    QCOMPARE(get(path).texts("_type"), (QStringList{u"Email"_s, u"Created"_s}));
    const Answer both = get(path + u"&thread_emails=true"_s);
    QCOMPARE(both.texts("_type"), (QStringList{u"Email"_s, u"EmailThread"_s, u"Created"_s}));
    QVERIFY(!both.data().first().contains("body_text"_L1));
    QCOMPARE(both.data().at(1).value("latest_emails"_L1).toArray().first()["body_preview"_L1].toString(),
             u"Hello"_s);
    QCOMPARE(both.data().at(1).value("emails"_L1).toArray().size(), 0);
    QCOMPARE(get(path + u"&thread_emails=only"_s).texts("_type"),
             (QStringList{u"EmailThread"_s, u"Created"_s}));
    QCOMPARE(get(path + u"&_type=EmailThread"_s).texts("_type"), QStringList{u"EmailThread"_s});
}

void TestSandboxEmails::threadInFullHasItsEmails()
{
    const Answer made = email(u"draft"_s, {{u"body_text"_s, u"Hello"_s}});
    const Answer thread = get(u"activity/emailthread/%1/"_s.arg(made.text("thread_id")));
    QCOMPARE(thread["emails"].toArray().first().toObject(), made.body);
}

void TestSandboxEmails::deletingAThreadDeletesItsEmails()
{
    const Answer made = email(u"draft"_s);
    QCOMPARE(del(u"activity/emailthread/%1/"_s.arg(made.text("thread_id"))).status, 200);
    QCOMPARE(get(u"activity/email/%1/"_s.arg(made.id())).status, 404);
}

void TestSandboxEmails::deletingTheLastEmailDeletesTheThread()
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

void TestSandboxEmails::recipientsMustBeAList()
{
    QCOMPARE(email(u"draft"_s, {{u"to"_s, u"mira@lakeside.example"_s}}).fieldError("to").toString(),
             u"Value must be of list type."_s);
    QCOMPARE(email(u"draft"_s, {{u"to"_s, QJsonArray{5}}}).fieldError("to").toString(),
             u"Value must be of str type."_s);
}

QTEST_GUILESS_MAIN(TestSandboxEmails)
#include "tst_sandboxemails.moc"
