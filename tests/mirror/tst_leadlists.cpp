#include "services/mirror/rowkey.h"
#include "tests/mirror/mirrordata.h"
#include "tests/mirror/mirrorfixture.h"
#include "tests/testkit/wait.h"

#include <QJsonArray>
#include <QSignalSpy>

#include <random>

using namespace leadline;
using test::leadFrom;
using test::leadJson;
using test::someActivity;
using test::someLead;
using test::timeAt;
using test::timeText;

namespace {

const SmartViewId view(QStringLiteral("save_hot"));

FieldValue industry(const QString &value)
{
    return {CustomFieldId(QStringLiteral("cf_industry")), value};
}
FieldValue tool(const QString &value)
{
    return {CustomFieldId(QStringLiteral("cf_tool")), value};
}

/// A lead with a bit of everything one can filter by.
Lead variedLead(int number)
{
    std::mt19937 random(static_cast<unsigned>(number));
    static const QStringList words{QStringLiteral("North"), QStringLiteral("Müller"), QStringLiteral("Øst"),
                                   QStringLiteral("Acme")};
    const QString name = QStringLiteral("%1 %2 %3")
                             .arg(words.at(int(random() % 4)), words.at(int(random() % 4)))
                             .arg(random() % 50);
    QJsonObject json = leadJson(QStringLiteral("lead_%1").arg(number), name, -int(random() % 90) * 1440);
    json[QLatin1String("date_created")] = timeText(-int(random() % 2000) * 60);
    json[QLatin1String("status_id")] = QStringLiteral("stat_%1").arg(random() % 3);
    json[QLatin1String("custom.cf_industry")] =
        QJsonArray{random() % 2 ? QStringLiteral("Energy") : QStringLiteral("Retail")};
    if (random() % 2)
        json[QLatin1String("custom.cf_tool")] =
            random() % 2 ? QStringLiteral("Google Calendar") : QStringLiteral("Paper");
    if (random() % 3)
        json[QLatin1String("addresses")] = QJsonArray{QJsonObject{
            {QStringLiteral("country"), random() % 2 ? QStringLiteral("US") : QStringLiteral("se")}}};
    if (random() % 3)
        json[QLatin1String("tasks")] = QJsonArray{QJsonObject{
            {QStringLiteral("id"), QStringLiteral("task_%1").arg(number)},
            {QStringLiteral("_type"), QStringLiteral("lead")},
            {QStringLiteral("text"), QString()}, // an open task all the same
            {QStringLiteral("is_complete"), false},
            {QStringLiteral("is_dateless"), random() % 4 == 0},
            {QStringLiteral("date"), timeAt(int(random() % 9) * 1440 - 5000).date().toString(Qt::ISODate)}}};
    return leadFrom(json);
}

LeadListQuery variedQuery(std::mt19937 &random)
{
    LeadListQuery query;
    query.sort = static_cast<LeadSort>(random() % 3);
    query.isDescending = random() % 2 == 0;
    if (random() % 3 == 0)
        query.text = random() % 2 ? QStringLiteral("muller") : QStringLiteral("T ");
    if (random() % 3 == 0)
        query.statuses = {StatusId(QStringLiteral("stat_1")), StatusId(QStringLiteral("stat_7"))};
    query.nextStep = random() % 2 ? NextStep::Any : static_cast<NextStep>(random() % 4);
    query.idleDays = random() % 3 == 0 ? int(random() % 80) : 0;
    if (random() % 3 == 0)
        query.countries = {QStringLiteral("SE")};
    if (random() % 3 == 0)
        query.fields << industry(QStringLiteral("ENERGY"));
    if (random() % 4 == 0)
        query.fields << tool(QStringLiteral("calendar")) << tool(QStringLiteral("paper"));
    if (random() % 5 == 0)
        query.smartView = view;
    return query;
}

} // namespace

/// What the lead list is told: by the index on its own thread, and by SQL, which must agree.
class TestLeadLists : public test::MirrorFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        openFresh();
    }
    void cleanup() { close(); }
    void indexAndSqlAgree();
    void changesWhileTheIndexIsRead();
    void firstRowsComeBeforeTheRest();
    void fewLeadsAreWholeAtOnce();
    void theIndexIsReadOnceSomebodyAsks();
    void questionsThatWereReplacedAreNotAnswered();
    void smartViewsKeepTheOrderOfClose();
    void smartViewsSurviveARestart();
    void countriesAreCounted();
    void aCountIsNeverWrong();
    void aFileWithoutACountIsCounted_data();
    void aFileWithoutACountIsCounted();
    void aBrokenFileIsReported();

private:
    LeadListAnswer asked(const LeadListQuery &query)
    {
        std::optional<Result<LeadListAnswer>> answer;
        const LeadInquiry inquiry = m_mirror->askLeads(
            query, timeAt(0), [&answer](Result<LeadListAnswer> given) { answer = std::move(given); });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, 10000) || !*answer)
            return {{0}, false, {}};
        return std::move(*answer).value();
    }
    void waitForIndex() { WAIT_FOR(asked({}).isWhole); }
    void putVaried(int first, int count)
    {
        QList<Lead> leads;
        for (int number = first; number < first + count; ++number)
            leads << variedLead(number);
        QVERIFY(put(leads));
    }
    void putView(const QList<LeadId> &leads, int total = -1)
    {
        SmartViewResult result;
        result.takenAt = timeAt(-5);
        result.leads = leads;
        result.total = total;
        QVERIFY(done([&](Mirror::Then then) { m_mirror->putSmartView(view, result, std::move(then)); }));
    }
};

/// Index and SQL are two ways to one answer: random queries over leads that come, change and go.
void TestLeadLists::indexAndSqlAgree()
{
    std::mt19937 random(7);
    waitForIndex();
    putVaried(0, 300);
    QList<LeadId> viewed;
    for (int i = 0; i < 200; ++i)
        viewed << LeadId(QStringLiteral("lead_%1").arg(random() % 400));
    putView(viewed);
    size_t found = 0;
    for (int step = 0; step < 150; ++step) {
        if (step % 10 == 0)
            putVaried(300 + step, 3);
        if (step % 15 == 0)
            QVERIFY(done([&](Mirror::Then then) {
                m_mirror->removeLead(LeadId(QStringLiteral("lead_%1").arg(step)), std::move(then));
            }));
        if (step % 20 == 0) {
            const LeadId lead(QStringLiteral("lead_%1").arg(step + 1));
            QVERIFY(put(lead, {someActivity(QStringLiteral("acti_%1").arg(step), lead, step)}));
        }
        const LeadListQuery query = variedQuery(random);
        const LeadListAnswer answer = asked(query);
        QVERIFY(answer.isWhole);
        found += answer.keys.size();
        QVERIFY2(answer.keys == m_mirror->leadKeys(query, timeAt(0)),
                 qPrintable(QStringLiteral("step %1").arg(step)));
    }
    QVERIFY(found > 500);
}

/// More than one slice, with writes in the middle of it.
void TestLeadLists::changesWhileTheIndexIsRead()
{
    QList<Lead> leads;
    for (int i = 0; i < 5000; ++i)
        leads << someLead(QStringLiteral("lead_%1").arg(i), QStringLiteral("Lead %1").arg(i), -i);
    QVERIFY(put(leads));
    reopen();
    QVERIFY(!asked({}).isWhole); // from here on it is read
    for (int i = 0; i < 40; ++i) {
        m_mirror->putLeads({someLead(QStringLiteral("lead_%1").arg(i * 100), QStringLiteral("again"), 10 + i),
                            someLead(QStringLiteral("lead_new%1").arg(i), QStringLiteral("new"), 100 + i)});
        m_mirror->removeLead(LeadId(QStringLiteral("lead_%1").arg(i * 100 + 50)));
    }
    QVERIFY(put({}));
    waitForIndex();
    for (const LeadSort sort : {LeadSort::LastActivity, LeadSort::Name, LeadSort::Created}) {
        LeadListQuery query;
        query.sort = sort;
        const auto keys = asked(query).keys;
        QCOMPARE(keys.size(), size_t(5000));
        QVERIFY(keys == m_mirror->leadKeys(query));
    }
    QCOMPARE(m_mirror->leadCount(), 5000);
}

void TestLeadLists::firstRowsComeBeforeTheRest()
{
    QList<Lead> leads;
    for (int i = 0; i < 3000; ++i)
        leads << someLead(QStringLiteral("lead_%1").arg(i), QStringLiteral("Lead %1").arg(i), -i);
    QVERIFY(put(leads));
    reopen();
    QSignalSpy loaded(m_mirror.get(), &Mirror::leadListLoaded);
    const LeadListAnswer first = asked({});
    QVERIFY(!first.isWhole);
    QCOMPARE(first.keys.size(), size_t(200));
    QCOMPARE(loaded.count(), 0);
    WAIT_FOR(loaded.count() == 1);
    const LeadListAnswer all = asked({});
    QVERIFY(all.isWhole);
    QCOMPARE(all.keys.size(), size_t(3000));
    QVERIFY(std::equal(first.keys.begin(), first.keys.end(), all.keys.begin())); // nothing jumps
}

void TestLeadLists::fewLeadsAreWholeAtOnce()
{
    putVaried(0, 300);
    reopen();
    const LeadListAnswer first = asked({});
    QVERIFY(first.isWhole);
    QCOMPARE(first.keys.size(), size_t(300));
    QVERIFY(!first.countries.empty());
}

/// A program that shows no list does not read all leads.
void TestLeadLists::theIndexIsReadOnceSomebodyAsks()
{
    putVaried(0, 20);
    reopen();
    QSignalSpy loaded(m_mirror.get(), &Mirror::leadListLoaded);
    QVERIFY(put({someLead(QStringLiteral("lead_late"), QStringLiteral("Late"), 10)}));
    QVERIFY(done(
        [&](Mirror::Then then) { m_mirror->removeLead(LeadId(QStringLiteral("lead_3")), std::move(then)); }));
    QCOMPARE(loaded.count(), 0);
    const LeadListAnswer first = asked({});
    QCOMPARE(first.keys.size(), size_t(20));
    QCOMPARE(first.keys.front(), rowKey(QStringLiteral("lead_late")));
    QCOMPARE(loaded.count(), 1);
}

void TestLeadLists::questionsThatWereReplacedAreNotAnswered()
{
    waitForIndex();
    putVaried(0, 50);
    QStringList answered;
    LeadInquiry inquiry;
    for (int i = 0; i < 20; ++i)
        inquiry = m_mirror->askLeads({}, timeAt(0), [&answered, i](const Result<LeadListAnswer> &) {
            answered << QString::number(i);
        });
    WAIT_FOR(!answered.isEmpty());
    inquiry = m_mirror->askLeads({}, timeAt(0),
                                 [&answered](const Result<LeadListAnswer> &) { answered << QString(); });
    inquiry = LeadInquiry();
    QVERIFY(asked({}).isWhole); // behind it
    QCOMPARE(answered, QStringList{QStringLiteral("19")});
}

void TestLeadLists::smartViewsKeepTheOrderOfClose()
{
    waitForIndex();
    QVERIFY(put({someLead(QStringLiteral("lead_a"), QStringLiteral("Anna"), 3),
                 someLead(QStringLiteral("lead_b"), QStringLiteral("Bert"), 2),
                 someLead(QStringLiteral("lead_c"), QStringLiteral("Carl"), 1)}));
    QSignalSpy changed(m_mirror.get(), &Mirror::smartViewChanged);
    putView({LeadId(QStringLiteral("lead_c")), LeadId(QStringLiteral("lead_missing")),
             LeadId(QStringLiteral("lead_a"))},
            3);
    QCOMPARE(changed.count(), 1);
    LeadListQuery query;
    query.smartView = view;
    const std::vector<RowKey> expected{rowKey(QStringLiteral("lead_c")), rowKey(QStringLiteral("lead_a"))};
    QVERIFY(asked(query).keys == expected);
    query.text = QStringLiteral("ann");
    QVERIFY(asked(query).keys == std::vector<RowKey>{rowKey(QStringLiteral("lead_a"))});
    QVERIFY(put({someLead(QStringLiteral("lead_missing"), QStringLiteral("Dana"), 1)})); // has come by now
    query.text.clear();
    QCOMPARE(asked(query).keys.size(), size_t(3));
    query.smartView = SmartViewId(QStringLiteral("save_never"));
    QVERIFY(asked(query).keys.empty());
}

void TestLeadLists::smartViewsSurviveARestart()
{
    QVERIFY(put({someLead(QStringLiteral("lead_a"), QStringLiteral("Anna"))}));
    QCOMPARE(m_mirror->smartView(view).takenAt, QDateTime());
    putView({LeadId(QStringLiteral("lead_a"))}, 31);
    reopen();
    const SmartViewResult kept = m_mirror->smartView(view);
    QCOMPARE(kept.takenAt, timeAt(-5));
    QCOMPARE(kept.listed, 1);
    QCOMPARE(kept.total, 31);
    LeadListQuery query;
    query.smartView = view;
    QCOMPARE(names(query), QStringList{QStringLiteral("Anna")});
}

void TestLeadLists::countriesAreCounted()
{
    waitForIndex();
    putVaried(0, 100);
    const CountryCounts counts = asked({}).countries;
    QCOMPARE(counts.size(), size_t(2));
    for (const auto &[code, count] : counts) {
        LeadListQuery query;
        query.countries = {code};
        QCOMPARE(int(m_mirror->leadKeys(query).size()), count);
    }
    QVERIFY(counts.front().second >= counts.back().second);
}

void TestLeadLists::aCountIsNeverWrong()
{
    putVaried(0, 20);
    QCOMPARE(m_mirror->leadCount(), 20);
    putVaried(10, 20); // ten of them again
    QCOMPARE(m_mirror->leadCount(), 30);
    for (int round = 0; round < 2; ++round)
        QVERIFY(done([&](Mirror::Then then) {
            m_mirror->removeLead(LeadId(QStringLiteral("lead_3")), std::move(then));
        }));
    QCOMPARE(m_mirror->leadCount(), 29);
    reopen();
    QCOMPARE(m_mirror->leadCount(), 29);
}

void TestLeadLists::aFileWithoutACountIsCounted_data()
{
    QTest::addColumn<QByteArray>("tampering");
    QTest::newRow("of an older version") << QByteArray("DELETE FROM document WHERE name = 'lead_count'");
    QTest::newRow("no number") << QByteArray("UPDATE document SET json = '{}' WHERE name = 'lead_count'");
    QTest::newRow("no count") << QByteArray("UPDATE document SET json = '-7' WHERE name = 'lead_count'");
}

void TestLeadLists::aFileWithoutACountIsCounted()
{
    QFETCH(QByteArray, tampering);
    const char *const kept = "SELECT json FROM document WHERE name = 'lead_count'";
    putVaried(0, 20);
    QCOMPARE(text(kept), QStringLiteral("20"));
    close();
    tamper(tampering.constData());
    open();
    QCOMPARE(m_mirror->leadCount(), 20);
    putVaried(20, 5); // behind the writing down
    QCOMPARE(m_mirror->leadCount(), 25);
    QCOMPARE(text(kept), QStringLiteral("25"));
    tamper(tampering.constData()); // while it is open
    QVERIFY(done(
        [&](Mirror::Then then) { m_mirror->removeLead(LeadId(QStringLiteral("lead_3")), std::move(then)); }));
    QCOMPARE(text(kept), QStringLiteral("24"));
    reopen();
    QCOMPARE(m_mirror->leadCount(), 24);
}

void TestLeadLists::aBrokenFileIsReported()
{
    waitForIndex();
    putVaried(0, 20);
    tamper("DROP INDEX lead_folded");
    QSignalSpy failures(m_mirror.get(), &Mirror::failed);
    LeadListQuery query;
    query.sort = LeadSort::Name;
    QVERIFY(!asked(query).isWhole);
    WAIT_FOR(failures.count() == 1);
    QVERIFY(asked({}).isWhole); // what needs no name goes on
}

QTEST_GUILESS_MAIN(TestLeadLists)
#include "tst_leadlists.moc"
