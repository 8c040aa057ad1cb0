#include "services/mirror/mirror.h"
#include "services/mirror/rowkey.h"
#include "tests/mirror/mirrordata.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace leadline;
using test::activityFrom;
using test::activityJson;
using test::leadFrom;
using test::leadJson;
using test::someActivity;
using test::someLead;
using test::timeAt;
using test::timeText;

namespace {

const LeadId acme(QStringLiteral("lead_acme"));
const LeadId muller(QStringLiteral("lead_muller"));

LeadListQuery withText(const QString &text)
{
    LeadListQuery query;
    query.text = text;
    return query;
}

QStringList idsOf(const QList<Activity> &activities)
{
    QStringList ids;
    for (const Activity &activity : activities)
        ids.append(activity.id.value);
    return ids;
}

} // namespace

class TestMirror : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
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
    void collidingKeyIsRefusedAndReported();
    void organizationAndPullStateSurvive();
    void queuedWritesSurviveDestruction();
    void thenRunsInOrderAfterTheCommit();
    void failureReachesThenAndSignal();
    void hostileTextComesBack();
    void damagedBodyIsNoLead();

private:
    void open();
    void reopen()
    {
        m_mirror.reset();
        open();
    }
    /// Waits for a write to be committed.
    template <typename Write>
    Result<Done> done(const Write &write)
    {
        std::optional<Result<Done>> result;
        write([&](const Result<Done> &r) { result = r; });
        if (!QTest::qWaitFor([&] { return result.has_value(); }, 10000))
            return ApiError(ErrorKind::Timeout);
        return *result;
    }
    Result<Done> put(const QList<Lead> &leads)
    {
        return done([&](Mirror::Then then) { m_mirror->putLeads(leads, std::move(then)); });
    }
    Result<Done> put(const LeadId &lead, const QList<Activity> &page, bool isLast = false)
    {
        return done([&](Mirror::Then then) { m_mirror->putActivities(lead, page, isLast, std::move(then)); });
    }
    [[nodiscard]] QStringList names(const LeadListQuery &query) const
    {
        QStringList result;
        const auto rows = m_mirror->leadRows(m_mirror->leadKeys(query));
        for (const LeadRow &row : rows)
            result.append(row.name);
        return result;
    }
    [[nodiscard]] LeadRow row(const LeadId &id) const { return m_mirror->leadRows({rowKey(id.value)}).value(0); }
    [[nodiscard]] std::string file() const { return m_dir->filePath(QStringLiteral("mirror.db")).toStdString(); }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Mirror> m_mirror;
};

void TestMirror::open()
{
    auto opened = Mirror::open(m_dir->path());
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message));
    m_mirror = std::move(opened).value();
}

void TestMirror::init()
{
    test::expectSilence();
    m_dir = std::make_unique<QTemporaryDir>();
    open();
}

void TestMirror::cleanup()
{
    m_mirror.reset();
}

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
    json.insert(QStringLiteral("of_tomorrow"), QJsonObject{{QStringLiteral("deep"), QJsonArray{1, 2.5, true}}});
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
    const LeadListQuery byName{{}, {}, LeadSort::Name, false};
    const LeadListQuery byActivity{{}, {}, LeadSort::LastActivity, true};
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
    QCOMPARE(names({{}, {StatusId(QStringLiteral("stat_2"))}}), QStringList());
    QCOMPARE(names({{}, {StatusId(QStringLiteral("stat_1"))}}).size(), 3);
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
    QCOMPARE(names({{}, {}, LeadSort::Name}), QStringList{QStringLiteral("new")});
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
    QTest::newRow("earlier date") << QStringList{QStringLiteral("a|2026-06-20"), QStringLiteral("b|2026-06-19"),
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
        array.append(QJsonObject{{QStringLiteral("id"), QStringLiteral("task_") + text},
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
    SQLite::Database database(file());
    QCOMPARE(database.execAndGet("SELECT count(*) FROM lead_body").getInt(), 1);
    QCOMPARE(database.execAndGet("SELECT count(*) FROM activity_body").getInt(), 1);
}

void TestMirror::collidingKeyIsRefusedAndReported()
{
    QVERIFY(put({someLead(acme.value, QStringLiteral("Acme"))}));
    m_mirror.reset();
    // The key of lead_acme, taken by another id.
    SQLite::Database(file(), SQLite::OPEN_READWRITE).exec("UPDATE lead SET id = 'lead_other'");
    open();
    QSignalSpy spy(m_mirror.get(), &Mirror::failed);
    QVERIFY(put({someLead(acme.value, QStringLiteral("Acme"), 5), someLead(muller.value, QStringLiteral("M"))}));
    WAIT_FOR(spy.size() == 1);
    QVERIFY(spy.at(0).at(0).value<ApiError>().message.contains(acme.value));
    QVERIFY(!m_mirror->lead(acme));
    QVERIFY(m_mirror->lead(muller));
    QCOMPARE(row(acme).id.value, QStringLiteral("lead_other"));
}

void TestMirror::organizationAndPullStateSurvive()
{
    OrganizationData data;
    data.me = {{UserId(QStringLiteral("user_1")), QStringLiteral("Dana"), QStringLiteral("d@x.example")},
               OrganizationId(QStringLiteral("orga_1")),
               QStringLiteral("Harbor"),
               QStringLiteral("admin"),
               {{StatusId(QStringLiteral("stat_1")), QStringLiteral("Potential")}},
               {{PipelineId(QStringLiteral("pipe_1")),
                 QStringLiteral("Sales"),
                 {{StatusId(QStringLiteral("stat_9")), QStringLiteral("Won"), QStringLiteral("won")}}}}};
    data.users = {data.me.user};
    for (int type = 0; type <= int(CustomFieldType::Other); ++type)
        data.leadFields.append({CustomFieldId(QStringLiteral("cf_%1").arg(type)), QStringLiteral("F"),
                                static_cast<CustomFieldType>(type), true, {QStringLiteral("a")},
                                {{QStringLiteral("x"), 1}}});
    data.contactFields = {data.leadFields.constFirst()};
    data.smartViews = {{SmartViewId(QStringLiteral("save_1")), QStringLiteral("Hot"), QStringLiteral("lead")}};
    const PullState state{400, 1234, true};
    QVERIFY(done([&](Mirror::Then then) { m_mirror->putOrganization(data, std::move(then)); }));
    QVERIFY(done([&](Mirror::Then then) { m_mirror->putPullState(state, std::move(then)); }));
    for (int round = 0; round < 2; ++round) {
        const OrganizationData read = m_mirror->organization();
        QCOMPARE(m_mirror->pullState(), state);
        QCOMPARE(read.me.user.id, data.me.user.id);
        QCOMPARE(read.me.user.email, data.me.user.email);
        QCOMPARE(read.me.organizationName, QStringLiteral("Harbor"));
        QCOMPARE(read.me.role, QStringLiteral("admin"));
        QCOMPARE(read.me.leadStatuses.at(0).label, QStringLiteral("Potential"));
        QCOMPARE(read.me.pipelines.at(0).name, QStringLiteral("Sales"));
        QCOMPARE(read.me.pipelines.at(0).statuses.at(0).type, QStringLiteral("won"));
        QCOMPARE(read.users.size(), 1);
        QCOMPARE(read.leadFields.size(), data.leadFields.size());
        for (int type = 0; type < read.leadFields.size(); ++type)
            QCOMPARE(int(read.leadFields.at(type).type), type);
        QVERIFY(read.leadFields.at(3).acceptsMultipleValues);
        QCOMPARE(read.leadFields.at(3).choices, QStringList{QStringLiteral("a")});
        QCOMPARE(read.leadFields.at(3).raw, data.leadFields.at(3).raw);
        QCOMPARE(read.contactFields.size(), 1);
        QCOMPARE(read.smartViews.at(0).name, QStringLiteral("Hot"));
        reopen();
    }
}

void TestMirror::queuedWritesSurviveDestruction()
{
    bool isCalled = false;
    for (int i = 0; i < 50; ++i)
        m_mirror->putLeads({someLead(QStringLiteral("lead_%1").arg(i), QString::number(i))},
                           [&](const Result<Done> &) { isCalled = true; });
    m_mirror.reset();
    QVERIFY(!isCalled); // nobody is told by an object that is gone
    open();
    QCOMPARE(m_mirror->leadCount(), 50);
}

void TestMirror::thenRunsInOrderAfterTheCommit()
{
    QStringList log;
    connect(m_mirror.get(), &Mirror::leadsChanged, this, [&] { log.append(QStringLiteral("signal")); });
    m_mirror->putLeads({someLead(acme.value, QStringLiteral("Acme"))}, [&](const Result<Done> &result) {
        log.append(QStringLiteral("%1 %2").arg(result.isOk()).arg(m_mirror->lead(acme).has_value()));
    });
    QVERIFY(log.isEmpty());
    m_mirror->removeLead(acme, [&](const Result<Done> &) {
        log.append(QStringLiteral("removed %1").arg(m_mirror->leadCount()));
    });
    WAIT_FOR(log.size() == 4);
    // The second write may have been committed before the first `then` ran: reads see the newest state.
    QCOMPARE(log.at(0), QStringLiteral("signal"));
    QVERIFY(log.at(1).startsWith(QLatin1String("1 ")));
    QCOMPARE(log.mid(2), (QStringList{QStringLiteral("signal"), QStringLiteral("removed 0")}));
}

/// The table is gone under the writer's feet: as good as any broken disk.
void TestMirror::failureReachesThenAndSignal()
{
    SQLite::Database(file(), SQLite::OPEN_READWRITE).exec("DROP TABLE lead_body");
    QSignalSpy failures(m_mirror.get(), &Mirror::failed);
    QSignalSpy changes(m_mirror.get(), &Mirror::leadsChanged);
    const auto result = put({someLead(acme.value, QStringLiteral("Acme"))});
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Storage);
    QCOMPARE(failures.size(), 1);
    QVERIFY(changes.isEmpty());
    QCOMPARE(m_mirror->leadCount(), 0);
    QVERIFY(!m_mirror->lead(acme)); // a read that fails answers nothing and says so
    WAIT_FOR(failures.size() == 2);
}

void TestMirror::hostileTextComesBack()
{
    const QStringList names{QStringLiteral("'; DROP TABLE lead; --"), QString(QChar(0)) + QStringLiteral("nul"),
                            QString(1000000, u'\u00c4'), QStringLiteral("\u202etxt.exe"),
                            QStringLiteral("\U0001f600"), QString(QChar(0xd800)) + QStringLiteral("lone"),
                            QStringLiteral("%_*?[a]")};
    QList<Lead> leads;
    for (int i = 0; i < names.size(); ++i)
        leads.append(someLead(QStringLiteral("lead_%1").arg(i), names.at(i)));
    QVERIFY(put(leads));
    reopen();
    QCOMPARE(m_mirror->leadCount(), int(names.size()));
    for (int i = 0; i < names.size(); ++i) {
        const auto lead = m_mirror->lead(LeadId(QStringLiteral("lead_%1").arg(i)));
        QVERIFY(lead);
        // UTF-8 has no half of a pair: it is replaced on the way.
        const QString expected = QString::fromUtf8(names.at(i).toUtf8());
        QVERIFY2(QString::fromUtf8(lead->displayName.toUtf8()) == expected, qPrintable(QString::number(i)));
        QVERIFY2(row(lead->id).name == expected, qPrintable(QString::number(i)));
        QVERIFY2(m_mirror->leadKeys(withText(names.at(i))).size() == 1, qPrintable(QString::number(i)));
    }
}

void TestMirror::damagedBodyIsNoLead()
{
    QVERIFY(put({someLead(acme.value, QStringLiteral("Acme"))}));
    SQLite::Database(file(), SQLite::OPEN_READWRITE).exec("UPDATE lead_body SET json = x'00000010ffff'");
    QTest::ignoreMessage(QtWarningMsg, "qUncompress: Input data is corrupted");
    QVERIFY(!m_mirror->lead(acme));
    QCOMPARE(row(acme).name, QStringLiteral("Acme"));
}

QTEST_GUILESS_MAIN(TestMirror)
#include "tst_mirror.moc"
