#include "sandboxcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace leadline::test;

/// Answers about generated and about written objects have the keys that close-api.md names, all of them and
/// no others.
class TestSandboxKeys : public SandboxCase
{
    Q_OBJECT
public:
    TestSandboxKeys() { leads = 60; }

private Q_SLOTS:
    void keysOfGeneratedObjects_data();
    void keysOfGeneratedObjects();
    void keysOfWrittenObjects_data();
    void keysOfWrittenObjects();
    void fieldsLeaveTheEnvelope_data();
    void fieldsLeaveTheEnvelope();
};

// close-api.md 5.5
static const QString common = u"_type id lead_id contact_id user_id user_name users activity_at created_by "
                              "created_by_name updated_by updated_by_name date_created date_updated "
                              "organization_id "_s;
// 5.8
static const QString email =
    common +
    u"status direction sender to cc bcc subject body_text body_html body_preview body_text_quoted "
    "body_html_quoted envelope attachments template_id template_name thread_id message_ids references "
    "in_reply_to_id email_account_id send_as_id send_attempts opens opens_summary has_reply "
    "need_smtp_credentials bulk_email_action_id sequence_id sequence_name sequence_subscription_id "
    "date_sent date_scheduled followup_sequence_id followup_sequence_delay agent_config_id "
    "agent_action_reason"_s;
// 5.9
static const QString sms =
    common + u"status direction text local_phone local_phone_formatted remote_phone remote_phone_formatted "
             "local_country_iso remote_country_iso date_sent date_scheduled error_message cost template_id "
             "attachments sequence_id sequence_name sequence_subscription_id source"_s;
// 5.10
static const QString meeting =
    common +
    u"title starts_at ends_at duration status attendees location note user_note user_note_html "
    "user_note_mentions user_note_date_updated outcome_id outcome_reason is_recurring "
    "calendar_event_link calendar_event_uids connected_account_id provider_calendar_event_id "
    "provider_calendar_ids provider_calendar_type integrations source actual_duration conference_links "
    "attached_call_ids summary notetaker_id playbook_id conversation_type_id"_s;
static const QString custom =
    common + u"custom_activity_type_id status pinned pinned_at source last_published_at mentions"_s;
static const QString emailThread = common +
                                   u"latest_normalized_subject participants n_emails latest_emails emails "
                                   "summary importance"_s;

static QStringList sorted(const QString &words)
{
    QStringList list = words.split(u' ', Qt::SkipEmptyParts);
    list.sort();
    return list;
}

void TestSandboxKeys::keysOfGeneratedObjects_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("keys");
    QTest::newRow("email") << u"activity/email/"_s << email;
    QTest::newRow("sms") << u"activity/sms/"_s << sms;
    QTest::newRow("meeting") << u"activity/meeting/"_s << meeting;
    QTest::newRow("custom activity") << u"activity/custom/"_s << custom;
    QTest::newRow("custom activity type") << u"custom_activity/"_s
                                          << u"id name description api_create_only editable_with_roles "
                                             u"is_archived fields created_by updated_by "
                                             "organization_id date_created date_updated"_s;
    QTest::newRow("phone number")
        << u"phone_number/"_s
        << u"address_id bundle_id carrier carrier_type country date_created date_updated forward_to "
           "forward_to_enabled forward_to_formatted id is_group_number is_premium is_verified label "
           "last_billed_price mms_enabled next_billing_on number number_formatted organization_id "
           "press_1_to_accept sms_enabled supports_mms_to_countries supports_sms_to_countries type user_id "
           "voicemail_greeting_url"_s;
}

void TestSandboxKeys::keysOfGeneratedObjects()
{
    QFETCH(QString, path);
    QFETCH(QString, keys);
    const auto all = get(path).data();
    QVERIFY(!all.isEmpty());
    for (const auto &object : all) {
        QStringList found = keysOf(object);
        if (object.value("is_group_number"_L1).toBool()) {
            QVERIFY(found.removeOne(u"participants"_s));
            QVERIFY(found.removeOne(u"phone_numbers"_s));
        }
        QCOMPARE(found, sorted(keys));
    }
}

void TestSandboxKeys::keysOfWrittenObjects_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<QString>("keys");
    QTest::newRow("email") << u"activity/email/"_s << QJsonObject{{u"status"_s, u"draft"_s}} << email;
    QTest::newRow("sms") << u"activity/sms/"_s << QJsonObject{{u"status"_s, u"draft"_s}} << sms;
}

void TestSandboxKeys::keysOfWrittenObjects()
{
    QFETCH(QString, path);
    QFETCH(QJsonObject, body);
    QFETCH(QString, keys);
    const QString lead = newLead();
    body.insert("lead_id"_L1, lead);
    const Answer made = post(path, body);
    QCOMPARE(made.status, 200);
    QCOMPARE(keysOf(made.body), sorted(keys));
    QCOMPARE(keysOf(get(path + made.id() + u'/').body), sorted(keys));
    if (const QString id = made.text("thread_id"); !id.isEmpty())
        QCOMPARE(keysOf(get(u"activity/emailthread/%1/"_s.arg(id)).body), sorted(emailThread));
}

void TestSandboxKeys::fieldsLeaveTheEnvelope_data()
{
    QTest::addColumn<QString>("path");
    for (const char *path :
         {"lead/", "contact/", "opportunity/", "task/", "activity/", "activity/call/", "user/",
          "status/lead/", "pipeline/", "custom_field/lead/", "saved_search/", "phone_number/"})
        QTest::newRow(path) << QString::fromLatin1(path);
}

void TestSandboxKeys::fieldsLeaveTheEnvelope()
{
    QFETCH(QString, path);
    const Answer whole = get(path);
    const Answer narrow = get(path + u"?_fields=id,organization_id,no_such_field"_s);
    QCOMPARE(narrow.body.keys(), whole.body.keys());
    QCOMPARE(narrow.ids(), whole.ids());
    const QString owner = path == "user/"_L1 ? QString() : u"organization_id "_s;
    QCOMPARE(keysOf(narrow.data().first()), sorted(owner + u"id"_s));
    QCOMPARE(get(path + u"?_fields=_all"_s).body, whole.body);
}

QTEST_GUILESS_MAIN(TestSandboxKeys)
#include "tst_sandboxkeys.moc"
