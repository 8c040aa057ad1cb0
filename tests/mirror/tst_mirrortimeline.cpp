#include "tests/mirror/mirrordata.h"
#include "tests/mirror/mirrorfixture.h"

#include <QSignalSpy>

#include <algorithm>
#include <random>

using namespace leadline;
using test::activityFrom;
using test::activityJson;
using test::someActivity;
using test::someLead;
using test::timeAt;

namespace {

const LeadId acme(QStringLiteral("lead_acme"));
const LeadId muller(QStringLiteral("lead_muller"));

QStringList idsOf(const QList<Activity> &activities)
{
    QStringList ids;
    for (const Activity &activity : activities)
        ids.append(activity.id.value);
    return ids;
}

} // namespace

class TestMirrorTimeline : public test::MirrorFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { close(); }
    void activityComesBackWhole();
    void newestFirstThenById();
    void pagesAndKindsEqualBruteForce();
    void everyKindIsFound();
    void aPageDeletesNothing();
    void lastPageMarksTheLead();
    void lastActivityIsTheNewestKnown();
    void newestKnownOutlivesAStoredLead();
    void futureMeetingCountsFromItsLastTouch();
    void unknownLeadStoresNothing();
    void latePageBringsNothingBack();
    void olderAnswerIsIgnored();
    void activityMovesWithAMerge();
    void onlyChangesAreAnnounced();
    void removalIsAnnouncedOnce();

private:
    [[nodiscard]] QStringList timeline(const QSet<ActivityKind> &kinds = {}, int offset = 0,
                                       int limit = 1000) const
    {
        return idsOf(m_mirror->activities(acme, kinds, offset, limit));
    }
    Result<Done> removeActivity(const QString &id)
    {
        return done([&](Mirror::Then then) { m_mirror->removeActivity(ActivityId(id), std::move(then)); });
    }
};

void TestMirrorTimeline::init()
{
    test::expectSilence();
    openFresh();
    QVERIFY(put({someLead(acme.value, QStringLiteral("Acme")), someLead(muller.value, QStringLiteral("M"))}));
}

void TestMirrorTimeline::activityComesBackWhole()
{
    QJsonObject json = activityJson(QStringLiteral("acti_1"), acme, 3, QStringLiteral("Call"));
    json.insert(QStringLiteral("duration"), 83);
    json.insert(QStringLiteral("of_tomorrow"), QJsonObject{{QStringLiteral("x"), 1}});
    QVERIFY(put(acme, {activityFrom(json)}));
    reopen();
    const auto activity = m_mirror->activity(ActivityId(QStringLiteral("acti_1")));
    QVERIFY(activity);
    QCOMPARE(activity->kind, ActivityKind::Call);
    QCOMPARE(activity->raw, json);
    QCOMPARE(std::get<CallDetails>(activity->details).durationSeconds, 83);
    QVERIFY(!m_mirror->activity(ActivityId(QStringLiteral("acti_2"))));
}

void TestMirrorTimeline::newestFirstThenById()
{
    QVERIFY(put(acme, {someActivity(QStringLiteral("acti_b"), acme, 1),
                       someActivity(QStringLiteral("acti_c"), acme, 1),
                       someActivity(QStringLiteral("acti_a"), acme, 2),
                       someActivity(QStringLiteral("acti_d"), acme, 0)}));
    QCOMPARE(timeline(), (QStringList{QStringLiteral("acti_a"), QStringLiteral("acti_c"),
                                      QStringLiteral("acti_b"), QStringLiteral("acti_d")}));
}

void TestMirrorTimeline::pagesAndKindsEqualBruteForce()
{
    static const QStringList types{QStringLiteral("Call"), QStringLiteral("Note"), QStringLiteral("SMS"),
                                   QStringLiteral("Email")};
    std::mt19937 random(42);
    QList<Activity> all;
    for (int i = 0; i < 300; ++i) {
        all.append(someActivity(QStringLiteral("acti_%1").arg(random() % 1000000), acme, int(random() % 100),
                                types.at(int(random() % 4))));
    }
    for (int from = 0; from < all.size(); from += 100)
        QVERIFY(put(acme, all.mid(from, 100)));
    QVERIFY(put(muller, {someActivity(QStringLiteral("acti_other"), muller, 50)}));
    std::sort(all.begin(), all.end(), [](const Activity &a, const Activity &b) {
        return std::tie(a.activityAt, a.id) > std::tie(b.activityAt, b.id);
    });
    for (const QSet<ActivityKind> &kinds : {QSet<ActivityKind>(),
                                            {ActivityKind::Call},
                                            {ActivityKind::Note, ActivityKind::Sms},
                                            {ActivityKind::Meeting}}) {
        QList<Activity> expected;
        std::copy_if(all.cbegin(), all.cend(), std::back_inserter(expected),
                     [&](const Activity &each) { return kinds.isEmpty() || kinds.contains(each.kind); });
        QCOMPARE(m_mirror->activityCount(acme, kinds), int(expected.size()));
        for (const int offset : {0, 1, 49, 290, 1000})
            QCOMPARE(timeline(kinds, offset, 50), idsOf(expected.mid(offset, 50)));
        for (int at = 0; at < expected.size(); at += 7)
            QCOMPARE(m_mirror->newerActivities(acme, kinds, expected.at(at).id), at);
    }
    QCOMPARE(m_mirror->activityCount(muller, {}), 1);
}

void TestMirrorTimeline::everyKindIsFound()
{
    QList<Activity> page;
    for (int kind = 0; kind <= int(ActivityKind::Other); ++kind) {
        Activity activity = someActivity(QStringLiteral("acti_%1").arg(kind), acme, kind);
        activity.kind = static_cast<ActivityKind>(kind);
        page.append(activity);
    }
    QVERIFY(put(acme, page));
    for (const Activity &activity : page)
        QCOMPARE(timeline({activity.kind}), QStringList{activity.id.value});
}

void TestMirrorTimeline::aPageDeletesNothing()
{
    QVERIFY(put(acme, {someActivity(QStringLiteral("acti_1"), acme, 1)}));
    QVERIFY(put(acme, {someActivity(QStringLiteral("acti_2"), acme, 2)}, true));
    QCOMPARE(timeline(), (QStringList{QStringLiteral("acti_2"), QStringLiteral("acti_1")}));
}

void TestMirrorTimeline::lastPageMarksTheLead()
{
    QSignalSpy spy(m_mirror.get(), &Mirror::activitiesChanged);
    QVERIFY(put(acme, {}, false));
    QVERIFY(!m_mirror->hasAllActivities(acme));
    QVERIFY(spy.isEmpty());
    QVERIFY(put(acme, {}, true));
    QVERIFY(m_mirror->hasAllActivities(acme));
    QVERIFY(!m_mirror->hasAllActivities(muller));
    QCOMPARE(spy.size(), 1); // an empty timeline is news: it is not loading any more
    QVERIFY(put({someLead(acme.value, QStringLiteral("Acme"), 7)}));
    QVERIFY(put(acme, {}, false));
    reopen();
    QVERIFY(m_mirror->hasAllActivities(acme));
}

void TestMirrorTimeline::lastActivityIsTheNewestKnown()
{
    QVERIFY(put({someLead(acme.value, QStringLiteral("Acme"), 500)}));
    QCOMPARE(row(acme).lastActivityAt, timeAt(500));
    QSignalSpy spy(m_mirror.get(), &Mirror::leadsChanged);
    QVERIFY(put(acme, {someActivity(QStringLiteral("acti_1"), acme, 10),
                       someActivity(QStringLiteral("acti_2"), acme, 20)}));
    QCOMPARE(row(acme).lastActivityAt, timeAt(20));
    QCOMPARE(spy.size(), 1);
    QVERIFY(put(acme, {someActivity(QStringLiteral("acti_3"), acme, 5)}));
    QCOMPARE(spy.size(), 1); // an older one moves nothing in the list
    QVERIFY(removeActivity(QStringLiteral("acti_2")));
    QCOMPARE(row(acme).lastActivityAt, timeAt(10));
    QCOMPARE(spy.size(), 2);
    QVERIFY(removeActivity(QStringLiteral("acti_1")));
    QVERIFY(removeActivity(QStringLiteral("acti_3")));
    QCOMPARE(row(acme).lastActivityAt, timeAt(500));
}

void TestMirrorTimeline::newestKnownOutlivesAStoredLead()
{
    QVERIFY(put(acme, {someActivity(QStringLiteral("acti_1"), acme, 10)}));
    QVERIFY(put({someLead(acme.value, QStringLiteral("Acme"), 600)}));
    QCOMPARE(row(acme).lastActivityAt, timeAt(10));
    LeadListQuery query;
    query.sort = LeadSort::LastActivity;
    QCOMPARE(names(query), (QStringList{QStringLiteral("Acme"), QStringLiteral("M")}));
}

void TestMirrorTimeline::futureMeetingCountsFromItsLastTouch()
{
    QJsonObject meeting = activityJson(QStringLiteral("acti_1"), acme, 100000, QStringLiteral("Meeting"));
    meeting.insert(QStringLiteral("date_updated"), test::timeText(30));
    QVERIFY(put(acme, {activityFrom(meeting), someActivity(QStringLiteral("acti_2"), acme, 20)}));
    QCOMPARE(row(acme).lastActivityAt, timeAt(30));
    QCOMPARE(timeline().constFirst(), QStringLiteral("acti_1")); // in the timeline it stands at its own time
}

/// The lead was removed while its activities were on the way: no trouble, and no orphans.
void TestMirrorTimeline::unknownLeadStoresNothing()
{
    const LeadId ghost(QStringLiteral("lead_ghost"));
    QSignalSpy failures(m_mirror.get(), &Mirror::failed);
    QSignalSpy changes(m_mirror.get(), &Mirror::activitiesChanged);
    QVERIFY(put(ghost, {someActivity(QStringLiteral("acti_1"), ghost, 1)}, true));
    QVERIFY(changes.isEmpty());
    QVERIFY(failures.isEmpty());
    QVERIFY(!m_mirror->hasAllActivities(ghost));
    QVERIFY(!m_mirror->activity(ActivityId(QStringLiteral("acti_1"))));
}

void TestMirrorTimeline::latePageBringsNothingBack()
{
    const Activity gone = someActivity(QStringLiteral("acti_1"), acme, 1);
    const Activity kept = someActivity(QStringLiteral("acti_2"), acme, 2);
    QVERIFY(put(acme, {gone}));
    QVERIFY(removeActivity(gone.id.value));
    QVERIFY(put(acme, {kept, gone}));
    QCOMPARE(timeline(), QStringList{kept.id.value});
    // Asked for in one breath, too: the removal stands before or behind the page, the end is the same.
    m_mirror->removeActivity(kept.id);
    QVERIFY(put(acme, {kept}, true));
    QVERIFY(timeline().isEmpty());
    QVERIFY(m_mirror->hasAllActivities(acme));
}

void TestMirrorTimeline::olderAnswerIsIgnored()
{
    QJsonObject json = activityJson(QStringLiteral("acti_1"), acme, 10);
    json.insert(QStringLiteral("note"), QStringLiteral("new"));
    QVERIFY(put(acme, {activityFrom(json)}));
    QSignalSpy spy(m_mirror.get(), &Mirror::activitiesChanged);
    QJsonObject old = activityJson(QStringLiteral("acti_1"), acme, 9);
    old.insert(QStringLiteral("note"), QStringLiteral("old"));
    QVERIFY(put(acme, {activityFrom(old)}));
    QVERIFY(spy.isEmpty());
    QCOMPARE(m_mirror->activity(ActivityId(QStringLiteral("acti_1")))->raw, json);
}

void TestMirrorTimeline::activityMovesWithAMerge()
{
    QVERIFY(put(acme, {someActivity(QStringLiteral("acti_1"), acme, 10)}));
    QVERIFY(put(muller, {someActivity(QStringLiteral("acti_1"), muller, 10)}));
    QVERIFY(timeline().isEmpty());
    QCOMPARE(idsOf(m_mirror->activities(muller, {}, 0, 10)), QStringList{QStringLiteral("acti_1")});
}

void TestMirrorTimeline::onlyChangesAreAnnounced()
{
    QSignalSpy spy(m_mirror.get(), &Mirror::activitiesChanged);
    const Activity note = someActivity(QStringLiteral("acti_1"), acme, 1);
    QVERIFY(put(acme, {note}));
    QCOMPARE(spy.takeFirst().at(0).value<LeadId>(), acme);
    QVERIFY(put(acme, {note}));
    QVERIFY(spy.isEmpty());
}

void TestMirrorTimeline::removalIsAnnouncedOnce()
{
    QVERIFY(put(acme, {someActivity(QStringLiteral("acti_1"), acme, 1)}));
    QSignalSpy spy(m_mirror.get(), &Mirror::activitiesChanged);
    QVERIFY(removeActivity(QStringLiteral("acti_1")));
    QVERIFY(removeActivity(QStringLiteral("acti_1")));
    QCOMPARE(spy.size(), 1);
    QCOMPARE(spy.at(0).at(0).value<LeadId>(), acme);
    QVERIFY(timeline().isEmpty());
    QCOMPARE(count("SELECT count(*) FROM activity_body"), 0);
}

QTEST_GUILESS_MAIN(TestMirrorTimeline)
#include "tst_mirrortimeline.moc"
