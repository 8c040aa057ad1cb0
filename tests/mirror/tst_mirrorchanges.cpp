#include "tests/mirror/changefixture.h"

#include <QSignalSpy>

using namespace leadline;
using test::activityJson;
using test::changeOf;
using test::leadJson;
using test::mergeOf;
using test::nestedJson;
using test::timeAt;
using test::timeText;

/// What events tell. Their order is tested in tst_changeorder.
class TestMirrorChanges : public test::ChangeFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { close(); }
    void contactsAreAddedReplacedAndRemoved();
    void completedTaskLeavesTheOpenList();
    void opportunitiesToo();
    void leadFieldsOverlayTheLead();
    void activitiesArePutAndRemoved();
    void olderChangeIsIgnored();
    void unknownLeadIsMissing();
    void signalsComeOnceForAList();
    void case038_oddIdsAreLeftOut();
    void case037_oddDataIsNoHarm();
};

void TestMirrorChanges::contactsAreAddedReplacedAndRemoved()
{
    const auto info = apply({contactChange(contactId(1), 5, QStringLiteral("Mira Solberg")),
                             contactChange(contactId(3), 6, QStringLiteral("New")),
                             deletionOf(ObjectKind::Contact, contactId(2), 7)});
    QVERIFY(info && info->missing.isEmpty());
    QCOMPARE(contactNames(), (QStringList{QStringLiteral("Mira Solberg"), QStringLiteral("New")}));
    QCOMPARE(row(acme).contactCount, 2);
    QCOMPARE(count("SELECT count(*) FROM lead_text WHERE text LIKE '%mira solberg%new%'"), 1);
    QCOMPARE(count("SELECT count(*) FROM lead_text WHERE text LIKE '%jonas%'"), 0);
    QCOMPARE(m_mirror->lead(acme)->displayName, QStringLiteral("Acme"));
}

void TestMirrorChanges::completedTaskLeavesTheOpenList()
{
    QJsonObject task = nestedJson(QStringLiteral("task_1"), acme, 5, QStringLiteral("Call back"));
    QVERIFY(apply({changeOf(ObjectKind::Task, task, acme)}));
    QCOMPARE(row(acme).nextTaskText, QStringLiteral("Call back"));
    QCOMPARE(count("SELECT count(*) FROM item_text WHERE kind = 'task'"), 1);
    QJsonObject done = task;
    done.insert(QStringLiteral("is_complete"), true);
    done.insert(QStringLiteral("date_updated"), timeText(6));
    QVERIFY(apply({changeOf(ObjectKind::Task, done, acme)}));
    QVERIFY(!row(acme).hasNextTask);
    QCOMPARE(count("SELECT count(*) FROM item_text"), 0);
    QVERIFY(apply({changeOf(ObjectKind::Task, task, acme)})); // late
    QVERIFY(m_mirror->lead(acme)->tasks.isEmpty());
    task.insert(QStringLiteral("date_updated"), timeText(7)); // opened again
    QVERIFY(apply({changeOf(ObjectKind::Task, task, acme)}));
    QCOMPARE(m_mirror->lead(acme)->tasks.size(), 1);
}

void TestMirrorChanges::opportunitiesToo()
{
    const QJsonObject deal = nestedJson(QStringLiteral("oppo_1"), acme, 5, QStringLiteral("Rollout"));
    QVERIFY(apply({changeOf(ObjectKind::Opportunity, deal, acme)}));
    QCOMPARE(m_mirror->lead(acme)->opportunities.at(0).note, QStringLiteral("Rollout"));
    QVERIFY(apply({deletionOf(ObjectKind::Opportunity, QStringLiteral("oppo_1"), 6)}));
    QVERIFY(m_mirror->lead(acme)->opportunities.isEmpty());
}

void TestMirrorChanges::leadFieldsOverlayTheLead()
{
    QJsonObject first = leadJson(acme.value, QStringLiteral("Renamed"), 5);
    first.insert(QStringLiteral("custom.cf_1"), QStringLiteral("Gold"));
    QVERIFY(apply({changeOf(ObjectKind::Lead, first, acme)}));
    QCOMPARE(row(acme).name, QStringLiteral("Renamed"));
    QCOMPARE(m_mirror->lead(acme)->raw.value(QLatin1String("custom.cf_1")).toString(),
             QStringLiteral("Gold"));
    QCOMPARE(contactNames().size(), 2);
    // A custom field without a value is left out by Close.
    QVERIFY(apply({changeOf(ObjectKind::Lead, leadJson(acme.value, QStringLiteral("Renamed"), 6), acme)}));
    QVERIFY(!m_mirror->lead(acme)->raw.contains(QLatin1String("custom.cf_1")));
    QCOMPARE(contactNames().size(), 2);
}

void TestMirrorChanges::activitiesArePutAndRemoved()
{
    QVERIFY(apply({changeOf(ObjectKind::Activity, activityJson(QStringLiteral("acti_1"), acme, 5), acme),
                   changeOf(ObjectKind::Activity, activityJson(QStringLiteral("acti_2"), acme, 6), acme)}));
    QCOMPARE(timeline(), (QStringList{QStringLiteral("acti_2"), QStringLiteral("acti_1")}));
    QCOMPARE(row(acme).lastActivityAt, timeAt(6));
    QVERIFY(!m_mirror->hasAllActivities(acme));
    QVERIFY(apply({deletionOf(ObjectKind::Activity, QStringLiteral("acti_2"), 7)}));
    QCOMPARE(timeline(), QStringList{QStringLiteral("acti_1")});
    QCOMPARE(row(acme).lastActivityAt, timeAt(5));
}

void TestMirrorChanges::olderChangeIsIgnored()
{
    QVERIFY(apply({contactChange(contactId(1), 9, QStringLiteral("Newest"))}));
    QSignalSpy spy(m_mirror.get(), &Mirror::leadsChanged);
    QVERIFY(apply({contactChange(contactId(1), 8, QStringLiteral("Older")),
                   deletionOf(ObjectKind::Contact, contactId(1), 7),
                   changeOf(ObjectKind::Lead, leadJson(acme.value, QStringLiteral("Older"), 0), acme),
                   deletionOf(ObjectKind::Lead, acme.value, 0)}));
    QCOMPARE(contactNames().constFirst(), QStringLiteral("Newest"));
    QCOMPARE(row(acme).name, QStringLiteral("Acme"));
    QVERIFY(spy.isEmpty());
}

void TestMirrorChanges::unknownLeadIsMissing()
{
    const LeadId ghost(QStringLiteral("lead_ghost"));
    const auto info = apply(
        {contactChange(QStringLiteral("cont_9"), 5, QStringLiteral("x"), ghost),
         changeOf(ObjectKind::Lead, leadJson(ghost.value, QStringLiteral("Ghost"), 5), ghost),
         changeOf(ObjectKind::Activity, activityJson(QStringLiteral("acti_9"), ghost, 5), ghost),
         deletionOf(ObjectKind::Contact, QStringLiteral("cont_8"), 5, LeadId(QStringLiteral("lead_gone"))),
         deletionOf(ObjectKind::Lead, QStringLiteral("lead_gone"), 6)});
    QVERIFY(info);
    QCOMPARE(info->missing, QList<LeadId>{ghost}); // told once, and deletions need nothing
    QCOMPARE(m_mirror->leadCount(), 2);
}

void TestMirrorChanges::signalsComeOnceForAList()
{
    QSignalSpy leads(m_mirror.get(), &Mirror::leadsChanged);
    QSignalSpy timelines(m_mirror.get(), &Mirror::activitiesChanged);
    const QList<ObjectChange> changes{
        contactChange(contactId(1), 5, QStringLiteral("a")),
        contactChange(contactId(2), 5, QStringLiteral("b")),
        changeOf(ObjectKind::Activity, activityJson(QStringLiteral("acti_1"), acme, 5), acme),
        changeOf(ObjectKind::Activity, activityJson(QStringLiteral("acti_2"), acme, 6), acme),
        changeOf(ObjectKind::Lead, leadJson(other.value, QStringLiteral("b"), 5), other)};
    QVERIFY(apply(changes));
    QCOMPARE(leads.size(), 1);
    QCOMPARE(leads.at(0).at(0).value<QList<LeadId>>().size(), 2);
    QCOMPARE(timelines.size(), 1);
    QVERIFY(apply(changes)); // again: nothing new
    QCOMPARE(leads.size(), 1);
    QCOMPARE(timelines.size(), 1);
}

void TestMirrorChanges::case038_oddIdsAreLeftOut()
{
    for (const QString &id :
         {QString(), QStringLiteral("../x"), QStringLiteral("cont_"), QString(10000, u'a')}) {
        const auto info = apply(
            {contactChange(id, 9, QStringLiteral("odd")), deletionOf(ObjectKind::Lead, id, 9, LeadId(id)),
             changeOf(ObjectKind::Lead, leadJson(id, QStringLiteral("odd")), LeadId(id)),
             mergeOf(LeadId(id), other, 9), mergeOf(other, LeadId(id), 9),
             contactChange(QStringLiteral("cont_9"), 9, QStringLiteral("x"), LeadId(id))});
        QVERIFY(info && info->missing.isEmpty());
    }
    QCOMPARE(contactNames().size(), 2);
    QCOMPARE(m_mirror->leadCount(), 2);
}

void TestMirrorChanges::case037_oddDataIsNoHarm()
{
    for (const QJsonValue &odd : {QJsonValue(), QJsonValue(7), QJsonValue(true), QJsonValue(QJsonArray{1}),
                                  QJsonValue(QStringLiteral("x")), QJsonValue(QJsonObject())}) {
        for (const ObjectKind kind : {ObjectKind::Lead, ObjectKind::Contact, ObjectKind::Opportunity,
                                      ObjectKind::Task, ObjectKind::Activity}) {
            for (const char *key : {"id", "date_updated", "lead_id", "contacts", "is_complete", "_type"}) {
                ObjectChange odder =
                    changeOf(kind, nestedJson(QStringLiteral("cont_5"), acme, 5, QStringLiteral("x")), acme);
                if (kind == ObjectKind::Lead)
                    odder.id = acme.value;
                odder.data.insert(QLatin1String(key), odd);
                QVERIFY(apply({odder}));
            }
        }
    }
    QVERIFY(m_mirror->lead(acme));
    QCOMPARE(m_mirror->lead(acme)->id, acme);
    QCOMPARE(contactNames().mid(0, 2), (QStringList{QStringLiteral("Mira"), QStringLiteral("Jonas")}));
}

QTEST_GUILESS_MAIN(TestMirrorChanges)
#include "tst_mirrorchanges.moc"
