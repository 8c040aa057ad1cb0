#include "sandboxcase.h"

#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace leadline::test;

/// Which events a write of the sandbox makes, and what stands in them (close-api.md 7.1).
class TestSandboxEvents : public SandboxCase
{
    Q_OBJECT
private:
    /// `type action` of every event of a lead, oldest first.
    QStringList story(const QString &leadId)
    {
        QStringList told;
        for (const auto &event : get(u"event/?lead_id=%1"_s.arg(leadId)).data())
            told.prepend(event.value("object_type"_L1).toString() + u' ' +
                         event.value("action"_L1).toString());
        return told;
    }
    /// The newest event of an object with that action.
    QJsonObject event(const QString &objectId, const QString &action)
    {
        return get(u"event/?object_id=%1&action=%2"_s.arg(objectId, action)).data().value(0);
    }
    static QStringList changed(const QJsonObject &event)
    {
        QStringList keys;
        for (const QJsonArray all = event.value("changed_fields"_L1).toArray(); const auto &key : all)
            keys.append(key.toString());
        return keys;
    }
    QString newTask(const QString &leadId)
    {
        return post(u"task/"_s, {{u"lead_id"_s, leadId}, {u"text"_s, u"Call back"_s}}).id();
    }

private Q_SLOTS:
    void anEventHasTheKeysOfTheDocumentedOne();
    void aNewLeadIsOneEventAndEachContactAnother();
    void aLeadIsUpdatedByItsOwnFieldsOnly();
    void aContactAddedOrRemovedUpdatesTheLead();
    void aStatusChangeIsThreeThings();
    void opportunitiesTellWhatChanged();
    void aTaskCompletedIsUpdatedAndCompleted();
    void deletingALeadTellsOfEverythingInIt();
    void deletionKeepsTheWholeObject();
    void aMessageInTheOutboxIsSentByTime();
    void aMessageSentAfterARestartIsTold();
    void everyActivityHasItsType_data();
    void everyActivityHasItsType();
    void anEmailUpdatesItsThread();
    void metadataHasEvents_data();
    void metadataHasEvents();
    void refusedWritesLeaveNoEvent();
    void readingWritesNothing();
    void oneRequestIsOneRequestId();
};

void TestSandboxEvents::anEventHasTheKeysOfTheDocumentedOne()
{
    const QString lead = newLead();
    const QString id = post(u"opportunity/"_s, {{u"lead_id"_s, lead}, {u"confidence"_s, 70}}).id();
    put(u"opportunity/%1/"_s.arg(id), {{u"confidence"_s, 80}});
    const QJsonObject updated = event(id, u"updated"_s);
    QCOMPARE(keysOf(updated), keysOf(R"({"id": 0, "action": 0, "object_type": 0, "object_id": 0, "lead_id": 0,
        "organization_id": 0, "user_id": 0, "api_key_id": 0, "request_id": 0, "date_created": 0, "date_updated": 0,
        "changed_fields": 0, "previous_data": 0, "data": 0, "meta": 0})"));
    QVERIFY(updated.value("id"_L1).toString().startsWith("ev_"_L1));
    QCOMPARE(updated.value("id"_L1).toString().size(), 25);
    QCOMPARE(updated.value("request_id"_L1).toString().size(), 26);
    QCOMPARE(updated.value("lead_id"_L1).toString(), lead);
    QCOMPARE(updated.value("user_id"_L1).toString(), store().currentUserId());
    QCOMPARE(updated.value("api_key_id"_L1).toString(), u"api_sandbox"_s);
    QCOMPARE(updated.value("organization_id"_L1), store().organization().value("id"_L1));
    QCOMPARE(updated.value("date_updated"_L1).toString().size(), 26); // microseconds, no zone
    const QJsonObject meta{{u"request_method"_s, u"PUT"_s},
                           {u"request_path"_s, u"/api/v1/opportunity/%1/"_s.arg(id)}};
    QCOMPARE(updated.value("meta"_L1).toObject(), meta);
    QCOMPARE(updated.value("previous_data"_L1)["confidence"_L1].toInt(), 70);
    QCOMPARE(updated.value("data"_L1).toObject(), get(u"opportunity/%1/"_s.arg(id)).body);
}

void TestSandboxEvents::aNewLeadIsOneEventAndEachContactAnother()
{
    const QJsonArray contacts{QJsonObject{{u"name"_s, u"Mira"_s}}, QJsonObject{{u"name"_s, u"Ben"_s}}};
    const Answer made = post(u"lead/"_s, {{u"name"_s, u"Lakeside"_s}, {u"contacts"_s, contacts}});
    QCOMPARE(story(made.id()), QStringList({u"lead created"_s, u"contact created"_s, u"contact created"_s}));
    const QJsonObject data = event(made.id(), u"created"_s).value("data"_L1).toObject();
    QCOMPARE(data.value("display_name"_L1).toString(), u"Lakeside"_s);
    QCOMPARE(data.value("status_label"_L1), made["status_label"]);
    QCOMPARE(data.value("contact_ids"_L1).toArray().size(), 2);
    for (const auto part : {"contacts"_L1, "tasks"_L1, "opportunities"_L1})
        QVERIFY2(!data.contains(part), part.data());
}

void TestSandboxEvents::aLeadIsUpdatedByItsOwnFieldsOnly()
{
    const QString id = newLead();
    const QString contact = newContact(id, u"+14155550101"_s);
    const QStringList before = story(id);
    post(u"activity/note/"_s, {{u"lead_id"_s, id}, {u"note"_s, u"Hello"_s}});
    newTask(id);
    put(u"contact/%1/"_s.arg(contact), {{u"title"_s, u"Owner"_s}});
    QCOMPARE(story(id).mid(before.size()),
             QStringList({u"activity.note created"_s, u"task.lead created"_s, u"contact updated"_s}));

    put(u"lead/%1/"_s.arg(id), {{u"description"_s, u"Robots"_s}});
    const QJsonObject updated = event(id, u"updated"_s);
    QVERIFY(changed(updated).contains(u"description"_s));
    QCOMPARE(updated.value("previous_data"_L1)["description"_L1].toString(), QString());
    QCOMPARE(updated.value("data"_L1)["description"_L1].toString(), u"Robots"_s);
}

void TestSandboxEvents::aContactAddedOrRemovedUpdatesTheLead()
{
    const QString id = newLead();
    const QString contact = newContact(id, u"+14155550101"_s);
    QCOMPARE(story(id), QStringList({u"lead created"_s, u"contact created"_s, u"lead updated"_s}));
    QCOMPARE(event(id, u"updated"_s).value("data"_L1)["contact_ids"_L1].toArray(), QJsonArray{contact});
    advance(600);
    del(u"contact/%1/"_s.arg(contact));
    const QJsonObject updated = event(id, u"updated"_s);
    QVERIFY(changed(updated).contains(u"contact_ids"_s));
    QCOMPARE(updated.value("data"_L1)["contact_ids"_L1].toArray(), QJsonArray());
    QCOMPARE(updated.value("previous_data"_L1)["contact_ids"_L1].toArray(), QJsonArray{contact});
}

void TestSandboxEvents::aStatusChangeIsThreeThings()
{
    const QString id = newLead();
    put(u"lead/%1/"_s.arg(id), {{u"status_id"_s, leadStatusIds().at(2)}});
    QCOMPARE(story(id).mid(1), QStringList({u"lead updated"_s, u"activity.lead_status_change created"_s}));
    QVERIFY(changed(event(id, u"updated"_s)).contains(u"status_label"_s));
    // Back within minutes: Close takes the activity away again.
    put(u"lead/%1/"_s.arg(id), {{u"status_id"_s, leadStatusIds().at(0)}});
    QCOMPARE(story(id).last(), u"activity.lead_status_change deleted"_s);
}

void TestSandboxEvents::opportunitiesTellWhatChanged()
{
    const QString id = post(u"opportunity/"_s, {{u"lead_id"_s, newLead()}, {u"value"_s, 50000}}).id();
    put(u"opportunity/%1/"_s.arg(id), {{u"status_id"_s, opportunityStatus(u"won"_s)}});
    const QJsonObject updated = event(id, u"updated"_s);
    QCOMPARE(updated.value("previous_data"_L1)["status_type"_L1].toString(), u"active"_s);
    QCOMPARE(updated.value("data"_L1)["status_type"_L1].toString(), u"won"_s);
    QCOMPARE(QStringList(updated.value("previous_data"_L1).toObject().keys()), changed(updated));
    QVERIFY(!changed(updated).contains(u"value"_s));
}

void TestSandboxEvents::aTaskCompletedIsUpdatedAndCompleted()
{
    const QString lead = newLead();
    const QString id = newTask(lead);
    put(u"task/%1/"_s.arg(id), {{u"is_complete"_s, true}});
    QCOMPARE(story(lead).mid(1), QStringList({u"task.lead created"_s, u"activity.task_completed created"_s,
                                              u"task.lead updated"_s, u"task.lead completed"_s}));
    put(u"task/%1/"_s.arg(id), {{u"is_complete"_s, false}});
    QCOMPARE(story(lead).mid(5), QStringList({u"activity.task_completed deleted"_s, u"task.lead updated"_s}));
    // Many at once are an event each.
    const QString other = newTask(lead);
    send("PUT", u"task/?id__in=%1,%2"_s.arg(id, other), {{u"is_complete"_s, true}});
    QCOMPARE(story(lead).count(u"task.lead completed"_s), 3);
}

void TestSandboxEvents::deletingALeadTellsOfEverythingInIt()
{
    const QString id = newLead();
    newContact(id, u"+14155550101"_s);
    newTask(id);
    post(u"opportunity/"_s, {{u"lead_id"_s, id}});
    post(u"activity/note/"_s, {{u"lead_id"_s, id}, {u"note"_s, u"Hello"_s}});
    const qsizetype before = story(id).size();
    del(u"lead/%1/"_s.arg(id));
    const QStringList after = story(id).mid(before);
    QCOMPARE(after, QStringList({u"contact deleted"_s, u"task.lead deleted"_s, u"opportunity deleted"_s,
                                 u"activity.note deleted"_s, u"lead deleted"_s}));
}

void TestSandboxEvents::deletionKeepsTheWholeObject()
{
    const QString contact = newContact(newLead(), u"+14155550101"_s);
    const QJsonObject whole = get(u"contact/%1/"_s.arg(contact)).body;
    del(u"contact/%1/"_s.arg(contact));
    const QJsonObject deleted = event(contact, u"deleted"_s);
    QVERIFY(deleted.value("data"_L1).isNull());
    QCOMPARE(deleted.value("previous_data"_L1).toObject(), whole);
    QCOMPARE(deleted.value("lead_id"_L1), whole.value("lead_id"_L1));
}

void TestSandboxEvents::aMessageInTheOutboxIsSentByTime()
{
    const QString lead = newLead();
    const QString contact = newContact(lead, u"+14155550101"_s);
    const QString from = get(u"me/"_s).body["phone_numbers"_L1].toArray().first()["number"_L1].toString();
    const Answer sms = post(u"activity/sms/"_s, {{u"lead_id"_s, lead},
                                                 {u"contact_id"_s, contact},
                                                 {u"status"_s, u"outbox"_s},
                                                 {u"send_in"_s, 30},
                                                 {u"text"_s, u"Hi"_s},
                                                 {u"local_phone"_s, from},
                                                 {u"remote_phone"_s, u"+14155550101"_s}});
    QCOMPARE(sms.status, 200);
    QCOMPARE(story(lead).last(), u"activity.sms created"_s);
    advance(31);
    QCOMPARE(story(lead).mid(story(lead).size() - 2),
             QStringList({u"activity.sms updated"_s, u"activity.sms sent"_s}));
    const QJsonObject sent = event(sms.id(), u"sent"_s);
    QCOMPARE(sent.value("data"_L1)["status"_L1].toString(), u"sent"_s);
    QCOMPARE(sent.value("previous_data"_L1)["status"_L1].toString(), u"outbox"_s);
    QVERIFY(sent.value("api_key_id"_L1).isNull());
    QCOMPARE(sent.value("meta"_L1).toObject(), QJsonObject());
}

void TestSandboxEvents::aMessageSentAfterARestartIsTold()
{
    QTemporaryDir folder;
    stateFile = folder.filePath(u"state"_s);
    restart();
    const QString lead = newLead();
    const Answer mail = post(u"activity/email/"_s, {{u"lead_id"_s, lead},
                                                    {u"status"_s, u"outbox"_s},
                                                    {u"send_in"_s, 50},
                                                    {u"sender"_s, u"dana@harborpoint.example"_s},
                                                    {u"to"_s, QJsonArray{u"mira@lakeside.example"_s}},
                                                    {u"subject"_s, u"Hello"_s}});
    QCOMPARE(mail.status, 200);
    restart();
    QCOMPARE(get(u"event/?object_id=%1&action=created"_s.arg(mail.id())).data().size(), 1);
    QCOMPARE(event(mail.id(), u"sent"_s), QJsonObject());
    advance(60);
    QCOMPARE(event(mail.id(), u"sent"_s).value("object_type"_L1).toString(), u"activity.email"_s);
}

void TestSandboxEvents::everyActivityHasItsType_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("type");
    QTest::newRow("note") << u"note"_s << u"activity.note"_s;
    QTest::newRow("call") << u"call"_s << u"activity.call"_s;
    QTest::newRow("sms") << u"sms"_s << u"activity.sms"_s;
    QTest::newRow("email") << u"email"_s << u"activity.email"_s;
    QTest::newRow("whatsapp") << u"whatsapp_message"_s << u"activity.whatsapp_message"_s;
    QTest::newRow("custom") << u"custom"_s << u"activity.custom_activity"_s;
}

void TestSandboxEvents::everyActivityHasItsType()
{
    QFETCH(const QString, path);
    QFETCH(const QString, type);
    const QString lead = newLead();
    QJsonObject body{{u"lead_id"_s, lead}, {u"note"_s, u"Hello"_s}};
    if (path == "sms"_L1 || path == "email"_L1)
        body.insert("status"_L1, u"draft"_s);
    if (path == "custom"_L1) {
        body.insert("status"_L1, u"draft"_s);
        body.insert("custom_activity_type_id"_L1, get(u"custom_activity/"_s).ids().value(0));
    }
    if (path == "whatsapp_message"_L1) {
        body = {{u"lead_id"_s, lead},
                {u"contact_id"_s, newContact(lead, u"+14155550101"_s)},
                {u"activity_at"_s, u"2026-06-19T11:00:00Z"_s},
                {u"direction"_s, u"incoming"_s},
                {u"external_whatsapp_message_id"_s, u"w1"_s},
                {u"local_phone"_s, u"+13125550199"_s},
                {u"remote_phone"_s, u"+14155550101"_s},
                {u"message_markdown"_s, u"Hi"_s}};
    }
    const Answer made = post(u"activity/%1/"_s.arg(path), body);
    QVERIFY2(made.status == 200, qPrintable(QString::number(made.status)));
    const QJsonObject created = event(made.id(), u"created"_s);
    QCOMPARE(created.value("object_type"_L1).toString(), type);
    QCOMPARE(created.value("data"_L1)["id"_L1].toString(), made.id());
    del(u"activity/%1/%2/"_s.arg(path, made.id()));
    QCOMPARE(event(made.id(), u"deleted"_s).value("object_type"_L1).toString(), type);
}

void TestSandboxEvents::anEmailUpdatesItsThread()
{
    const QString lead = newLead();
    const QJsonObject draft{{u"lead_id"_s, lead}, {u"status"_s, u"draft"_s}, {u"subject"_s, u"Offer"_s}};
    const Answer first = post(u"activity/email/"_s, draft);
    QCOMPARE(story(lead).mid(1),
             QStringList({u"activity.email_thread created"_s, u"activity.email created"_s}));
    QJsonObject reply = draft;
    reply.insert("in_reply_to_id"_L1, first.id());
    post(u"activity/email/"_s, reply);
    const QJsonObject updated = event(first.text("thread_id"), u"updated"_s);
    QCOMPARE(updated.value("data"_L1)["n_emails"_L1].toInt(), 2);
    QCOMPARE(updated.value("previous_data"_L1)["n_emails"_L1].toInt(), 1);
}

void TestSandboxEvents::metadataHasEvents_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("type");
    QTest::newRow("lead status") << u"status/lead/"_s << u"status.lead"_s;
    QTest::newRow("opportunity status") << u"status/opportunity/"_s << u"status.opportunity"_s;
    QTest::newRow("lead field") << u"custom_field/lead/"_s << u"custom_fields.lead"_s;
    QTest::newRow("contact field") << u"custom_field/contact/"_s << u"custom_fields.contact"_s;
    QTest::newRow("opportunity field") << u"custom_field/opportunity/"_s << u"custom_fields.opportunity"_s;
    QTest::newRow("activity type") << u"custom_activity/"_s << u"custom_activity_type"_s;
}

void TestSandboxEvents::metadataHasEvents()
{
    QFETCH(const QString, path);
    QFETCH(const QString, type);
    const Answer made = post(path, {{u"label"_s, u"Fresh"_s},
                                    {u"name"_s, u"Fresh"_s},
                                    {u"type"_s, path.startsWith("status"_L1) ? u"active"_s : u"text"_s}});
    QVERIFY2(made.status == 200 || made.status == 201, qPrintable(QString::number(made.status)));
    put(path + made.id() + u'/', {{u"label"_s, u"Renamed"_s}, {u"name"_s, u"Renamed"_s}});
    del(path + made.id() + u'/');
    QStringList actions;
    for (const auto &event : get(u"event/?object_type=%1&object_id=%2"_s.arg(type, made.id())).data()) {
        actions.prepend(event.value("action"_L1).toString());
        QVERIFY(event.value("lead_id"_L1).isNull());
    }
    QCOMPARE(actions, QStringList({u"created"_s, u"updated"_s, u"deleted"_s}));
}

void TestSandboxEvents::refusedWritesLeaveNoEvent()
{
    const QString lead = newLead();
    const QStringList before = story(lead);
    QCOMPARE(put(u"lead/%1/"_s.arg(lead), {{u"status_id"_s, u"stat_none"_s}}).status, 400);
    QCOMPARE(post(u"task/"_s, {{u"text"_s, u"Nobody's"_s}}).status, 400);
    QCOMPARE(story(lead), before);
    QCOMPARE(get(u"event/"_s).data().size(), before.size());
}

void TestSandboxEvents::readingWritesNothing()
{
    const QString lead = newLead();
    get(u"lead/%1/"_s.arg(lead));
    get(u"lead/"_s);
    QCOMPARE(get(u"event/"_s).data().size(), 1);
}

void TestSandboxEvents::oneRequestIsOneRequestId()
{
    const QString lead = newLead();
    newContact(lead, u"+14155550101"_s);
    const QJsonObject created = get(u"event/?lead_id=%1&object_type=contact"_s.arg(lead)).data().value(0);
    const auto same = get(u"event/?request_id="_s + created.value("request_id"_L1).toString());
    QCOMPARE(same.texts("object_type"), QStringList({u"lead"_s, u"contact"_s}));
    QCOMPARE(get(u"event/%1/"_s.arg(created.value("id"_L1).toString())).body, created);
    QCOMPARE(get(u"event/ev_none/"_s).status, 404);
}

QTEST_GUILESS_MAIN(TestSandboxEvents)
#include "tst_sandboxevents.moc"
