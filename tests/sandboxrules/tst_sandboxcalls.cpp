#include "sandboxcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace leadline::test;

/// Rules of /activity/call/ (close-api.md 5.7).
class TestSandboxCalls : public SandboxCase
{
    Q_OBJECT
private:
    Answer log(QJsonObject body = {})
    {
        if (!body.contains("lead_id"_L1))
            body.insert("lead_id"_L1, newLead());
        return post(u"activity/call/"_s, body);
    }

private Q_SLOTS:
    void callHasTheKeysOfTheSample();
    void defaultsAreThoseOfALoggedCall();
    void phoneIsNormalisedAndFormatted();
    void callWithoutLeadFindsItByThePhone();
    void callWithoutLeadFindsItByTheContact();
    void callOfNobodyIsRefused();
    void callFindsTheContactWithinItsLead();
    void fieldsAreChecked_data();
    void fieldsAreChecked();
    void everyStatusIsTaken();
    void noteTravelsBothWays();
    void timeAndCreatorCanBeImported();
    void recordingIsRewritten();
    void recordingMustBeHttps();
    void loggedCallCanBeCorrected();
    void factsOfACallMadeInsideAreFixed();
    void deletedCallIsGoneForGood();
    void callIsInTheTimelineOfItsLead();
};

void TestSandboxCalls::callHasTheKeysOfTheSample()
{
    const Answer made = log({{u"duration"_s, 153}, {u"note"_s, u"Asked for the contract"_s}});
    QCOMPARE(made.status, 200);
    QCOMPARE(keysOf(made.body),
             keysOf(R"({"_type":0,"id":0,"lead_id":0,"contact_id":0,"user_id":0,"user_name":0,"users":[],
        "direction":0,"status":0,"disposition":0,"duration":0,"call_method":0,"source":0,"phone":0,"remote_phone":0,
        "remote_phone_formatted":0,"remote_country_iso":0,"local_phone":0,"local_phone_formatted":0,"local_country_iso":0,
        "note":0,"note_html":0,"outcome_id":0,"has_recording":0,"recording_url":0,"recording_expires_at":0,
        "voicemail_url":0,"voicemail_duration":0,"cost":0,"dialer_id":0,"dialer_saved_search_id":0,"transferred_from":0,
        "transferred_from_user_id":0,"transferred_to":0,"transferred_to_user_id":0,"forwarded_to":0,"is_forwarded":0,
        "is_joinable":0,"is_to_group_number":0,"coach_legs":[],"sequence_id":0,"sequence_name":0,
        "sequence_subscription_id":0,"date_answered":0,"activity_at":0,"created_by":0,"created_by_name":0,"updated_by":0,
        "updated_by_name":0,"organization_id":0,"date_created":0,"date_updated":0})"));
    QCOMPARE(get(u"activity/call/%1/"_s.arg(made.id())).body, made.body);
}

void TestSandboxCalls::defaultsAreThoseOfALoggedCall()
{
    const Answer made = log();
    QCOMPARE(made.text("status"), u"completed"_s);
    QCOMPARE(made.text("direction"), u"outbound"_s);
    QCOMPARE(made["duration"].toInt(-1), 0);
    QCOMPARE(made.text("source"), u"External"_s);
    QCOMPARE(made.text("call_method"), u"external"_s);
    QVERIFY(made["disposition"].isNull());
    QCOMPARE(made.text("local_country_iso"), QString());
    QVERIFY(made["local_country_iso"].isString());
    QCOMPARE(made.text("activity_at"), made.text("date_created"));
    QCOMPARE(made.text("user_id"), store().currentUserId());
}

void TestSandboxCalls::phoneIsNormalisedAndFormatted()
{
    const Answer made = log({{u"phone"_s, u"(415) 555-0101"_s}});
    QCOMPARE(made.text("phone"), u"+14155550101"_s);
    QCOMPARE(made.text("remote_phone"), u"+14155550101"_s);
    QCOMPARE(made.text("remote_phone_formatted"), u"+1 415-555-0101"_s);
    QCOMPARE(made.text("remote_country_iso"), u"US"_s);
    QVERIFY(made["local_phone"].isNull());
}

void TestSandboxCalls::callWithoutLeadFindsItByThePhone()
{
    const QString id = newLead();
    const QString contact = newContact(id, u"+14155550101"_s);
    const Answer made = post(u"activity/call/"_s, {{u"phone"_s, u"415-555-0101"_s}});
    QCOMPARE(made.text("lead_id"), id);
    QCOMPARE(made.text("contact_id"), contact);
    const Answer null =
        post(u"activity/call/"_s, {{u"phone"_s, u"415-555-0101"_s}, {u"lead_id"_s, QJsonValue::Null}});
    QCOMPARE(null.text("lead_id"), id);
}

void TestSandboxCalls::callWithoutLeadFindsItByTheContact()
{
    const QString id = newLead();
    const QString contact = newContact(id, u"+14155550101"_s);
    QCOMPARE(post(u"activity/call/"_s, {{u"contact_id"_s, contact}}).text("lead_id"), id);
}

void TestSandboxCalls::callOfNobodyIsRefused()
{
    const Answer refused = post(u"activity/call/"_s, {{u"phone"_s, u"+14155550199"_s}});
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.fieldError("lead").toString(), u"This field is required."_s);
    QCOMPARE(log({{u"lead_id"_s, u"lead_x"_s}}).fieldError("lead").toString(), u"Object does not exist."_s);
    QCOMPARE(log({{u"contact_id"_s, u"cont_x"_s}}).fieldError("contact").toString(),
             u"Object does not exist."_s);
}

void TestSandboxCalls::callFindsTheContactWithinItsLead()
{
    const QString elsewhere = newContact(newLead(), u"+14155550101"_s);
    const QString id = newLead();
    const QString here = newContact(id, u"+14155550101"_s);
    QVERIFY(elsewhere != here);
    QCOMPARE(log({{u"lead_id"_s, id}, {u"phone"_s, u"+14155550101"_s}}).text("contact_id"), here);
    QVERIFY(log({{u"lead_id"_s, newLead()}, {u"phone"_s, u"+14155550101"_s}})["contact_id"].isNull());
}

void TestSandboxCalls::fieldsAreChecked_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("message");
    QTest::newRow("status") << u"status"_s << QJsonValue(u"done"_s) << u"Not a valid choice."_s;
    QTest::newRow("direction") << u"direction"_s << QJsonValue(u"outgoing"_s) << u"Not a valid choice."_s;
    QTest::newRow("disposition") << u"disposition"_s << QJsonValue(u"bored"_s) << u"Not a valid choice."_s;
    QTest::newRow("negative") << u"duration"_s << QJsonValue(-1) << u"The value must be at least 0."_s;
    QTest::newRow("text") << u"duration"_s << QJsonValue(u"2:33"_s) << u"Value must be of int type."_s;
    QTest::newRow("note") << u"note"_s << QJsonValue(7) << u"Value must be of str type."_s;
    QTest::newRow("time") << u"activity_at"_s << QJsonValue(u"noonish"_s) << u"Invalid ISO 8601 datetime."_s;
    QTest::newRow("phone") << u"phone"_s << QJsonValue(u"reception"_s) << u"Invalid phone number."_s;
}

void TestSandboxCalls::fieldsAreChecked()
{
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    const QString id = newLead();
    const Answer refused = log({{u"lead_id"_s, id}, {key, value}});
    QCOMPARE(refused.status, 400);
    QTEST(refused.body.value("field-errors"_L1)[key].toString(), "message");
    QCOMPARE(get(u"activity/call/"_s).data().size(), 0);
}

void TestSandboxCalls::everyStatusIsTaken()
{
    const QString id = newLead();
    for (const auto &status : {u"created"_s, u"in-progress"_s, u"completed"_s, u"cancel"_s, u"no-answer"_s,
                               u"busy"_s, u"failed"_s, u"timeout"_s})
        QCOMPARE(log({{u"lead_id"_s, id}, {u"status"_s, status}}).text("status"), status);
}

void TestSandboxCalls::noteTravelsBothWays()
{
    const Answer plain = log({{u"note"_s, u"Line one\nline <two>"_s}});
    QCOMPARE(plain.text("note_html"), u"<body><p>Line one<br />line &lt;two&gt;</p></body>"_s);
    const Answer rich = log({{u"note_html"_s, u"<body><p>Said <b>yes</b></p></body>"_s}});
    QCOMPARE(rich.text("note"), u"Said yes"_s);
}

void TestSandboxCalls::timeAndCreatorCanBeImported()
{
    const QString other =
        store().list(leadline::sandbox::Kind::User, 0, 2).items.last().value("id"_L1).toString();
    const Answer made = log({{u"activity_at"_s, u"2026-06-18T15:00:00+02:00"_s},
                             {u"created_by"_s, other},
                             {u"user_id"_s, other}});
    QCOMPARE(made.text("activity_at"), u"2026-06-18T13:00:00+00:00"_s);
    QVERIFY(made.text("date_created") > u"2026-06-19"_s);
    QCOMPARE(made.text("created_by"), other);
    QCOMPARE(made.text("user_id"), other);
    QCOMPARE(made.text("updated_by"), store().currentUserId());
}

void TestSandboxCalls::recordingIsRewritten()
{
    const Answer made = log({{u"recording_url"_s, u"https://files.example/a.mp3"_s}});
    QCOMPARE(made.text("recording_url"), u"https://app.close.io/call/%1/recording/"_s.arg(made.id()));
    QCOMPARE(made["has_recording"].toBool(), true);
    QCOMPARE(log()["has_recording"].toBool(true), false);
}

void TestSandboxCalls::recordingMustBeHttps()
{
    const Answer refused = log({{u"recording_url"_s, u"http://files.example/a.mp3"_s}});
    QCOMPARE(refused.status, 400);
    QVERIFY(refused.fieldError("recording_url").toString().contains("https"_L1));
}

void TestSandboxCalls::loggedCallCanBeCorrected()
{
    const Answer made = log({{u"duration"_s, 10}, {u"phone"_s, u"+14155550101"_s}});
    const Answer changed = put(u"activity/call/%1/"_s.arg(made.id()), {{u"duration"_s, 75},
                                                                       {u"status"_s, u"no-answer"_s},
                                                                       {u"note"_s, u"again"_s},
                                                                       {u"phone"_s, u"+442079460355"_s}});
    QCOMPARE(changed["duration"].toInt(), 75);
    QCOMPARE(changed.text("status"), u"no-answer"_s);
    QCOMPARE(changed.text("note_html"), u"<body><p>again</p></body>"_s);
    QCOMPARE(changed.text("remote_phone_formatted"), u"+44 20 7946 0355"_s);
    QCOMPARE(changed.text("remote_country_iso"), u"GB"_s);
    QCOMPARE(changed.text("direction"), u"outbound"_s);
}

void TestSandboxCalls::factsOfACallMadeInsideAreFixed()
{
    const Answer made = log({{u"source"_s, u"Close.io"_s}, {u"duration"_s, 10}});
    const QString path = u"activity/call/%1/"_s.arg(made.id());
    QCOMPARE(put(path, {{u"duration"_s, 11}}).fieldError("duration").toString(),
             u"Value cannot be changed."_s);
    QCOMPARE(put(path, {{u"duration"_s, 10}, {u"note"_s, u"x"_s}}).text("note"), u"x"_s);
}

void TestSandboxCalls::deletedCallIsGoneForGood()
{
    const Answer made = log();
    const Answer gone = del(u"activity/call/%1/"_s.arg(made.id()));
    QCOMPARE(gone.status, 200);
    QCOMPARE(gone.body, QJsonObject());
    const Answer again = del(u"activity/call/%1/"_s.arg(made.id()));
    QCOMPARE(again.status, 404);
    QCOMPARE(again.text("error"), u"Empty query: Call matching query does not exist."_s);
}

void TestSandboxCalls::callIsInTheTimelineOfItsLead()
{
    const Answer made = log();
    QCOMPARE(get(u"activity/?lead_id="_s + made.text("lead_id")).ids().first(), made.id());
    QCOMPARE(get(u"activity/?lead_id=%1&_type=Call&_order_by=-activity_at"_s.arg(made.text("lead_id"))).ids(),
             QStringList{made.id()});
}

QTEST_GUILESS_MAIN(TestSandboxCalls)
#include "tst_sandboxcalls.moc"
