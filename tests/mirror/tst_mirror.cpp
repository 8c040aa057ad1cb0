#include "services/mirror/rowkey.h"
#include "tests/mirror/mirrordata.h"
#include "tests/mirror/mirrorfixture.h"
#include "tests/testkit/wait.h"

#include <QJsonArray>
#include <QSignalSpy>

using namespace leadline;
using test::leadFrom;
using test::leadJson;
using test::someActivity;
using test::someLead;
using test::timeAt;

namespace {

const LeadId acme(QStringLiteral("lead_acme"));
const LeadId muller(QStringLiteral("lead_muller"));

LeadListQuery withText(const QString &text)
{
    LeadListQuery query;
    query.text = text;
    return query;
}

} // namespace

class TestMirror : public test::MirrorFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        openFresh();
    }
    void cleanup() { close(); }
    void emptyMirrorAnswers();
    void leadComesBackWhole();
    void rowShowsTheLead();
    void rowsInTheOrderAsked();
    void namesAreFoundFolded();
    void listFollowsEachWrite();
    void onlyChangedLeadsAreAnnounced();
    void olderAnswerIsIgnored();
    void nextTaskIsTheOneDueFirst_data();
    void nextTaskIsTheOneDueFirst();
    void statusLabelsFollowTheOrganization();
    void removedLeadTakesItsActivities();
};

void TestMirror::emptyMirrorAnswers()
{
    QCOMPARE(m_mirror->leadCount(), 0);
    QVERIFY(m_mirror->leadKeys({}).empty());
    QVERIFY(m_mirror->leadRows({1, 2, 3}).isEmpty());
    QVERIFY(!m_mirror->lead(acme));
    QVERIFY(m_mirror->activities(acme, {}, 0, 100).isEmpty());
    QVERIFY(!m_mirror->activity(ActivityId(QStringLiteral("acti_1"))));
    QCOMPARE(m_mirror->activityCount(acme, {}), 0);
    QVERIFY(!m_mirror->hasAllActivities(acme));
    QVERIFY(m_mirror->organization().me.organizationId.isEmpty());
    QCOMPARE(m_mirror->pullState(), PullState());
}

void TestMirror::leadComesBackWhole()
{
    QJsonObject json = leadJson(acme.value, QStringLiteral("Acme"));
    json.insert(QStringLiteral("custom.cf_1"), QStringLiteral("kept"));
    json.insert(QStringLiteral("of_tomorrow"),
                QJsonObject{{QStringLiteral("deep"), QJsonArray{1, 2.5, true}}});
    QVERIFY(put({leadFrom(json)}));
    reopen();
    const auto lead = m_mirror->lead(acme);
    QVERIFY(lead);
    QCOMPARE(lead->displayName, QStringLiteral("Acme"));
    QCOMPARE(lead->raw, json);
    QCOMPARE(lead->dateUpdated, timeAt(0));
    QCOMPARE(m_mirror->leadCount(), 1);
}

void TestMirror::rowShowsTheLead()
{
    QJsonObject json = leadJson(acme.value, QStringLiteral("Acme"), 5);
    json.insert(QStringLiteral("addresses"),
                QJsonArray{QJsonObject{{QStringLiteral("city"), QStringLiteral("Boston")}},
                           QJsonObject{{QStringLiteral("city"), QStringLiteral("Paris")}}});
    json.insert(QStringLiteral("contacts"),
                QJsonArray{QJsonObject{{QStringLiteral("id"), QStringLiteral("cont_1")}},
                           QJsonObject{{QStringLiteral("id"), QStringLiteral("cont_2")},
                                       {QStringLiteral("timezone"), QStringLiteral("Europe/Paris")}}});
    QVERIFY(put({leadFrom(json)}));
    const LeadRow shown = row(acme);
    QCOMPARE(shown.key, rowKey(acme.value));
    QCOMPARE(shown.id, acme);
    QCOMPARE(shown.name, QStringLiteral("Acme"));
    QCOMPARE(shown.statusId, StatusId(QStringLiteral("stat_1")));
    QCOMPARE(shown.statusLabel, QStringLiteral("Potential"));
    QCOMPARE(shown.contactCount, 2);
    QCOMPARE(shown.city, QStringLiteral("Boston"));
    QCOMPARE(shown.timeZone, QStringLiteral("Europe/Paris"));
    QCOMPARE(shown.lastActivityAt, timeAt(5)); // the best evidence while no activity is known
    QVERIFY(!shown.hasNextTask);
}

void TestMirror::rowsInTheOrderAsked()
{
    QVERIFY(put({someLead(QStringLiteral("lead_1"), QStringLiteral("one")),
                 someLead(QStringLiteral("lead_2"), QStringLiteral("two"))}));
    const RowKey one = rowKey(QStringLiteral("lead_1"));
    const RowKey two = rowKey(QStringLiteral("lead_2"));
    const auto rows = m_mirror->leadRows({two, 4711, one, two});
    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows.at(0).name, QStringLiteral("two"));
    QCOMPARE(rows.at(1).name, QStringLiteral("one"));
    QCOMPARE(rows.at(2).name, QStringLiteral("two"));
}

void TestMirror::namesAreFoundFolded()
{
    QVERIFY(put({someLead(muller.value, QStringLiteral("M\u00fcller & Sons")),
                 someLead(acme.value, QStringLiteral("Acme"))}));
    for (int round = 0; round < 2; ++round) {
        for (const QString &text : {QStringLiteral("muller"), QStringLiteral("M\u00dcLLER"),
                                    QStringLiteral("mu\u0308ll"), QStringLiteral("  LER   & ")})
            QCOMPARE(names(withText(text)), QStringList{QStringLiteral("M\u00fcller & Sons")});
        QVERIFY(names(withText(QStringLiteral("%"))).isEmpty());
        QVERIFY(names(withText(QStringLiteral("mullers"))).isEmpty());
        reopen();
    }
}

void TestMirror::listFollowsEachWrite()
{
    const LeadListQuery byName{{}, {}, {}, LeadSort::Name, false};
    const LeadListQuery byActivity{{}, {}, {}, LeadSort::LastActivity, true};
    QVERIFY(put({someLead(QStringLiteral("lead_1"), QStringLiteral("b"), 1),
                 someLead(QStringLiteral("lead_2"), QStringLiteral("a"), 2)}));
    QCOMPARE(names(byName), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    QCOMPARE(names(byActivity), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    QVERIFY(put({someLead(QStringLiteral("lead_2"), QStringLiteral("z"), 3),
                 someLead(QStringLiteral("lead_3"), QStringLiteral("c"), 1)}));
    QCOMPARE(names(byName), (QStringList{QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("z")}));
    const LeadId first(QStringLiteral("lead_1"));
    QVERIFY(put(first, {someActivity(QStringLiteral("acti_1"), first, 60)}));
    QCOMPARE(names(byActivity).constFirst(), QStringLiteral("b"));
    const QStringList before = names(byActivity);
    reopen();
    QCOMPARE(names(byActivity), before);
    QCOMPARE(names({{}, {}, {StatusId(QStringLiteral("stat_2"))}}), QStringList());
    QCOMPARE(names({{}, {}, {StatusId(QStringLiteral("stat_1"))}}).size(), 3);
}

void TestMirror::onlyChangedLeadsAreAnnounced()
{
    QSignalSpy spy(m_mirror.get(), &Mirror::leadsChanged);
    const Lead one = someLead(QStringLiteral("lead_1"), QStringLiteral("one"));
    const Lead two = someLead(QStringLiteral("lead_2"), QStringLiteral("two"));
    QVERIFY(put({one, two}));
    QCOMPARE(spy.takeFirst().at(0).value<QList<LeadId>>(), (QList<LeadId>{one.id, two.id}));
    QVERIFY(put({one, two}));
    QVERIFY(spy.isEmpty());
    QVERIFY(put({one, someLead(QStringLiteral("lead_2"), QStringLiteral("new"), 0)}));
    QCOMPARE(spy.takeFirst().at(0).value<QList<LeadId>>(), QList<LeadId>{two.id});
    QVERIFY(put({someLead(QStringLiteral("lead_1"), QStringLiteral("one"), 1),
                 someLead(QStringLiteral("lead_1"), QStringLiteral("uno"), 2)}));
    QCOMPARE(spy.takeFirst().at(0).value<QList<LeadId>>(), QList<LeadId>{one.id});
    QVERIFY(spy.isEmpty());
}

void TestMirror::olderAnswerIsIgnored()
{
    QVERIFY(put({someLead(acme.value, QStringLiteral("new"), 10)}));
    QSignalSpy spy(m_mirror.get(), &Mirror::leadsChanged);
    QVERIFY(put({someLead(acme.value, QStringLiteral("old"), 9)}));
    QVERIFY(spy.isEmpty());
    QCOMPARE(row(acme).name, QStringLiteral("new"));
    QCOMPARE(m_mirror->lead(acme)->displayName, QStringLiteral("new"));
    QCOMPARE(names({{}, {}, {}, LeadSort::Name}), QStringList{QStringLiteral("new")});
}

void TestMirror::nextTaskIsTheOneDueFirst_data()
{
    QTest::addColumn<QStringList>("tasks"); // "text|date": a date, a time, or nothing; "!" = complete
    QTest::addColumn<QString>("next");
    QTest::newRow("none") << QStringList() << QString();
    QTest::newRow("only done") << QStringList{QStringLiteral("!a|2026-06-19")} << QString();
    QTest::newRow("dateless") << QStringList{QStringLiteral("a|")} << QStringLiteral("a");
    QTest::newRow("dated before dateless")
        << QStringList{QStringLiteral("a|"), QStringLiteral("b|2030-01-01")} << QStringLiteral("b");
    QTest::newRow("earlier date") << QStringList{QStringLiteral("a|2026-06-20"),
                                                 QStringLiteral("b|2026-06-19"),
                                                 QStringLiteral("!c|2020-01-01")}
                                  << QStringLiteral("b");
    QTest::newRow("time before later date")
        << QStringList{QStringLiteral("a|2026-06-20"), QStringLiteral("b|2026-06-19T15:00:00+00:00")}
        << QStringLiteral("b");
    QTest::newRow("earlier time") << QStringList{QStringLiteral("a|2026-06-19T15:00:00+00:00"),
                                                 QStringLiteral("b|2026-06-19T14:00:00+00:00")}
                                  << QStringLiteral("b");
}

void TestMirror::nextTaskIsTheOneDueFirst()
{
    QFETCH(QStringList, tasks);
    QFETCH(QString, next);
    QJsonArray array;
    for (const QString &spelled : tasks) {
        const bool isComplete = spelled.startsWith(QLatin1Char('!'));
        const QString text = spelled.section(QLatin1Char('|'), 0, 0).mid(isComplete ? 1 : 0);
        const QString date = spelled.section(QLatin1Char('|'), 1);
        array.append(
            QJsonObject{{QStringLiteral("id"), QStringLiteral("task_") + text},
                        {QStringLiteral("_type"), QStringLiteral("lead")},
                        {QStringLiteral("text"), text},
                        {QStringLiteral("is_complete"), isComplete},
                        {QStringLiteral("date"), date.isEmpty() ? QJsonValue() : QJsonValue(date)},
                        {QStringLiteral("due_date"), date.isEmpty() ? QJsonValue() : QJsonValue(date)}});
    }
    QJsonObject json = leadJson(acme.value, QStringLiteral("Acme"));
    json.insert(QStringLiteral("tasks"), array);
    const Lead lead = leadFrom(json);
    QVERIFY(put({lead}));
    const LeadRow shown = row(acme);
    QCOMPARE(shown.hasNextTask, !next.isEmpty());
    QCOMPARE(shown.nextTaskText, next);
    for (const Task &task : lead.tasks) {
        if (task.text != next)
            continue;
        QCOMPARE(shown.nextTaskDate, task.dueDate);
        QCOMPARE(shown.nextTaskAt, task.dueAt);
    }
}

void TestMirror::statusLabelsFollowTheOrganization()
{
    QVERIFY(put({someLead(acme.value, QStringLiteral("Acme"))}));
    QCOMPARE(row(acme).statusLabel, QStringLiteral("Potential"));
    OrganizationData data;
    data.me.leadStatuses = {{StatusId(QStringLiteral("stat_1")), QStringLiteral("Renamed")}};
    QSignalSpy spy(m_mirror.get(), &Mirror::organizationChanged);
    QVERIFY(done([&](Mirror::Then then) { m_mirror->putOrganization(data, std::move(then)); }));
    QCOMPARE(spy.size(), 1);
    QCOMPARE(row(acme).statusLabel, QStringLiteral("Renamed"));
    reopen();
    QCOMPARE(row(acme).statusLabel, QStringLiteral("Renamed"));
}

void TestMirror::removedLeadTakesItsActivities()
{
    QVERIFY(put({someLead(acme.value, QStringLiteral("Acme")), someLead(muller.value, QStringLiteral("M"))}));
    QVERIFY(put(acme, {someActivity(QStringLiteral("acti_1"), acme, 1)}, true));
    QVERIFY(put(muller, {someActivity(QStringLiteral("acti_2"), muller, 1)}));
    QSignalSpy leads(m_mirror.get(), &Mirror::leadsChanged);
    QSignalSpy timelines(m_mirror.get(), &Mirror::activitiesChanged);
    for (int round = 0; round < 2; ++round) // the second finds nothing
        QVERIFY(done([&](Mirror::Then then) { m_mirror->removeLead(acme, std::move(then)); }));
    QCOMPARE(leads.size(), 1);
    QCOMPARE(timelines.size(), 1);
    for (int round = 0; round < 2; ++round) {
        QCOMPARE(names({}), QStringList{QStringLiteral("M")});
        QVERIFY(!m_mirror->lead(acme));
        QVERIFY(!m_mirror->activity(ActivityId(QStringLiteral("acti_1"))));
        QVERIFY(m_mirror->activity(ActivityId(QStringLiteral("acti_2"))));
        QVERIFY(!m_mirror->hasAllActivities(acme));
        reopen();
    }
    QCOMPARE(count("SELECT count(*) FROM lead_body"), 1);
    QCOMPARE(count("SELECT count(*) FROM activity_body"), 1);
}

QTEST_GUILESS_MAIN(TestMirror)
#include "tst_mirror.moc"
