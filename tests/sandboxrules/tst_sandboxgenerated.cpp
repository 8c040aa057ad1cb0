#include "sandboxcase.h"

#include "services/sandbox/rules/shapes.h"

using namespace Qt::Literals::StringLiterals;
using namespace leadline::test;
using namespace leadline::sandbox;

/// Close's answers about the generated organisation: every object has exactly the keys of its kind and no
/// empty names.
class TestSandboxGenerated : public SandboxCase
{
    Q_OBJECT
public:
    TestSandboxGenerated() { leads = 40; }

private:
    QList<QJsonObject> everything(const QString &path);
    void named(const QJsonObject &object, const QString &id, const QString &name);

private Q_SLOTS:
    void leadsHaveTheirKeysAndNestedParts();
    void contactsHaveTheirKeys();
    void opportunitiesHaveTheirKeysAndNames();
    void tasksHaveTheirKeysAndViews();
    void activitiesHaveTheKeysOfTheirType();
    void threadsHoldTheirEmails();
    void notesHaveBothVersions();
    void pagesAddUpToTheTotal();
    void generatedObjectsCanBeChanged();
};

QList<QJsonObject> TestSandboxGenerated::everything(const QString &path)
{
    QList<QJsonObject> all;
    for (Answer page;;) {
        page = get(path + u"_limit=100&_skip=%1"_s.arg(all.size()));
        all += page.data();
        if (!page["has_more"].toBool())
            return all;
    }
}

/// Where an id stands, its name must stand too, and nowhere else.
void TestSandboxGenerated::named(const QJsonObject &object, const QString &id, const QString &name)
{
    const bool isSet = object.value(id).isString();
    if (isSet == object.value(name).isString() && (!isSet || !object.value(name).toString().isEmpty()))
        return;
    QFAIL(qPrintable(u"%1: %2 without %3"_s.arg(object.value("id"_L1).toString(), id, name)));
}

void TestSandboxGenerated::leadsHaveTheirKeysAndNestedParts()
{
    const auto all = everything(u"lead/?"_s);
    QCOMPARE(all.size(), 40);
    int contacts = 0;
    for (const auto &item : all) {
        QCOMPARE(keysOf(item), keysOf(leadShape()));
        named(item, u"status_id"_s, u"status_label"_s);
        named(item, u"created_by"_s, u"created_by_name"_s);
        QVERIFY(!item.value("display_name"_L1).toString().isEmpty());
        for (const QJsonArray nested = item.value("contacts"_L1).toArray(); const auto &contact : nested) {
            QCOMPARE(keysOf(contact.toObject()), keysOf(contactShape()));
            QCOMPARE(contact["lead_id"_L1], item.value("id"_L1));
            ++contacts;
        }
        for (const QJsonArray nested = item.value("tasks"_L1).toArray(); const auto &task : nested)
            QCOMPARE(task["is_complete"_L1].toBool(true), false);
    }
    QVERIFY(contacts > 40);
}

void TestSandboxGenerated::contactsHaveTheirKeys()
{
    for (const auto &item : everything(u"contact/?"_s)) {
        QCOMPARE(keysOf(item), keysOf(contactShape()));
        QVERIFY(!item.value("display_name"_L1).toString().isEmpty());
        for (const QJsonArray phones = item.value("phones"_L1).toArray(); const auto &phone : phones)
            QCOMPARE(phone.toObject().keys(),
                     (QStringList{u"country"_s, u"phone"_s, u"phone_formatted"_s, u"type"_s}));
        for (const QJsonArray emails = item.value("emails"_L1).toArray(); const auto &email : emails)
            QCOMPARE(email.toObject().keys(), (QStringList{u"email"_s, u"is_unsubscribed"_s, u"type"_s}));
    }
}

void TestSandboxGenerated::opportunitiesHaveTheirKeysAndNames()
{
    const auto all = everything(u"opportunity/?"_s);
    QVERIFY(!all.isEmpty());
    for (const auto &item : all) {
        QCOMPARE(keysOf(item), keysOf(opportunityShape()));
        for (const auto &thing : {u"lead"_s, u"contact"_s, u"user"_s, u"pipeline"_s})
            named(item, thing + u"_id"_s, thing + u"_name"_s);
        named(item, u"status_id"_s, u"status_type"_s);
        QCOMPARE(item.value("value"_L1).isNull(), item.value("value_formatted"_L1).isNull());
    }
}

void TestSandboxGenerated::tasksHaveTheirKeysAndViews()
{
    QStringList views;
    for (const auto &item : everything(u"task/?_type=all&"_s)) {
        QCOMPARE(keysOf(item), keysOf(taskShape(item.value("_type"_L1).toString())));
        for (const auto &thing : {u"lead"_s, u"contact"_s})
            named(item, thing + u"_id"_s, thing + u"_name"_s);
        named(item, u"assigned_to"_s, u"assigned_to_name"_s);
        views.append(item.value("view"_L1).toString());
    }
    for (const auto &view : {u"inbox"_s, u"future"_s, u"archive"_s})
        QVERIFY2(views.contains(view), qPrintable(view));
}

void TestSandboxGenerated::activitiesHaveTheKeysOfTheirType()
{
    QStringList types;
    for (const auto &item : everything(u"activity/?thread_emails=true&"_s)) {
        const QString type = item.value("_type"_L1).toString();
        QStringList keys = keysOf(activityShape(type));
        if (type == "Email"_L1)
            keys.removeIf([](const QString &key) {
                return key == "envelope"_L1 || (key.startsWith("body_"_L1) && key != "body_preview"_L1);
            });
        QVERIFY2(keysOf(item) == keys, qPrintable(type));
        named(item, u"user_id"_s, u"user_name"_s);
        QVERIFY(item.value("activity_at"_L1).isString());
        if (!types.contains(type))
            types.append(type);
    }
    for (const auto &type :
         {u"Call"_s, u"Note"_s, u"Email"_s, u"SMS"_s, u"Meeting"_s, u"Created"_s, u"TaskCompleted"_s})
        QVERIFY2(types.contains(type), qPrintable(type));
}

void TestSandboxGenerated::threadsHoldTheirEmails()
{
    int replied = 0;
    for (const auto &lead : get(u"lead/?_limit=40&_fields=id"_s).ids()) {
        const QString ofLead = u"lead_id="_s + lead;
        QStringList emails = get(u"activity/email/?_limit=100&"_s + ofLead).ids();
        for (const auto &thread : get(u"activity/emailthread/?_limit=100&"_s + ofLead).data()) {
            QCOMPARE(keysOf(thread), keysOf(activityShape(u"EmailThread"_s)));
            const QString id = thread.value("id"_L1).toString();
            const auto full = get(u"activity/emailthread/%1/"_s.arg(id)).body;
            const QJsonArray held = full.value("emails"_L1).toArray();
            QCOMPARE(held.size(), thread.value("n_emails"_L1).toInt());
            QCOMPARE(thread.value("latest_emails"_L1).toArray().size(), held.size());
            QVERIFY(!held.isEmpty());
            QVERIFY(!thread.value("latest_normalized_subject"_L1).toString().startsWith("Re:"_L1));
            replied += held.size() > 1 ? 1 : 0;
            for (const auto &email : held) {
                QCOMPARE(email["thread_id"_L1].toString(), id);
                QVERIFY(emails.removeOne(email["id"_L1].toString()));
            }
        }
        QCOMPARE(emails, QStringList());
    }
    QVERIFY(replied > 2);
}

void TestSandboxGenerated::notesHaveBothVersions()
{
    for (const auto &path : {u"activity/note/?"_s, u"activity/call/?"_s}) {
        for (const auto &item : everything(path)) {
            const QString html = item.value("note_html"_L1).toString();
            QCOMPARE(html.isEmpty(), item.value("note"_L1).toString().isEmpty());
            QVERIFY(html.isEmpty() || html.startsWith("<body>"_L1));
        }
    }
}

void TestSandboxGenerated::pagesAddUpToTheTotal()
{
    for (const auto &path : {u"lead/?"_s, u"opportunity/?"_s, u"task/?"_s}) {
        const auto all = everything(path);
        QCOMPARE(all.size(), get(path + u"_limit=1"_s)["total_results"].toInt());
        QSet<QString> ids;
        for (const auto &item : all)
            ids.insert(item.value("id"_L1).toString());
        QCOMPARE(ids.size(), all.size());
    }
}

void TestSandboxGenerated::generatedObjectsCanBeChanged()
{
    const QString id = get(u"lead/?_limit=1&_skip=7"_s).ids().value(0);
    const Answer changed = put(u"lead/%1/"_s.arg(id), {{u"description"_s, u"Changed by hand"_s}});
    QCOMPARE(changed.status, 200);
    QCOMPARE(get(u"lead/?_limit=1"_s).ids(), QStringList{id});
    const QString call = get(u"activity/call/?_limit=1"_s).ids().value(0);
    QCOMPARE(put(u"activity/call/%1/"_s.arg(call), {{u"note"_s, u"By hand"_s}}).text("note_html"),
             u"<body><p>By hand</p></body>"_s);
    QCOMPARE(del(u"activity/call/%1/"_s.arg(call)).status, 200);
    QCOMPARE(get(u"activity/call/%1/"_s.arg(call)).status, 404);
    QCOMPARE(del(u"lead/%1/"_s.arg(id)).status, 200);
    QCOMPARE(get(u"activity/?lead_id="_s + id).data().size(), 0);
    QCOMPARE(get(u"lead/?_limit=1"_s)["total_results"].toInt(), 39);
}

QTEST_GUILESS_MAIN(TestSandboxGenerated)
#include "tst_sandboxgenerated.moc"
