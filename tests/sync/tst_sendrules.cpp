#include "services/sync/outbox/callmatch.h"
#include "services/sync/outbox/sendplan.h"
#include "tests/testkit/testmain.h"

using namespace leadline;
using std::chrono::milliseconds;

namespace {

LogCall asked()
{
    LogCall call;
    call.leadId = LeadId(QStringLiteral("lead_a"));
    call.phone = QStringLiteral("+14155550101");
    call.durationSeconds = 61;
    call.note = QStringLiteral("two\nlines");
    call.activityAt = QDateTime({2026, 6, 19}, {12, 0, 0, 327}, Qt::UTC);
    return call;
}

Activity stored(const QString &id = QStringLiteral("acti_1"))
{
    Activity activity;
    activity.id = ActivityId(id);
    activity.kind = ActivityKind::Call;
    activity.leadId = LeadId(QStringLiteral("lead_a"));
    activity.userId = UserId(QStringLiteral("user_me"));
    activity.activityAt = asked().activityAt;
    activity.dateCreated = asked().activityAt;
    CallDetails call;
    call.durationSeconds = 61;
    call.phone = QStringLiteral("+14155550101");
    call.note = QStringLiteral("two lines");
    activity.details = call;
    return activity;
}

const UserId me{QStringLiteral("user_me")};

using Change = void (*)(Activity &, CallDetails &);

} // namespace

Q_DECLARE_METATYPE(Change)

/// The pure rules of the outbox: what an error means, when to act, which call in Close is ours.
class TestSendRules final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::expectSilence(); }

    void uncertainOnlyWhereAWriteMayHaveHappened()
    {
        for (int k = int(ErrorKind::None); k <= int(ErrorKind::InvalidInput); ++k) {
            const auto kind = ErrorKind(k);
            QCOMPARE(stateAfterCall(kind) != CommandState::Unknown, ApiError(kind).isCertainlyNotApplied());
            QVERIFY(stateAfterDelete(kind) != CommandState::Unknown);
        }
        QCOMPARE(stateAfterCall(ErrorKind::Rejected), CommandState::Rejected);
        QCOMPARE(stateAfterCall(ErrorKind::NotFound), CommandState::Rejected);
        QCOMPARE(stateAfterCall(ErrorKind::Forbidden), CommandState::Parked);
        QCOMPARE(stateAfterCall(ErrorKind::Unauthorized), CommandState::Queued);
        QCOMPARE(stateAfterDelete(ErrorKind::NotFound), CommandState::Done);
        QCOMPARE(stateAfterDelete(ErrorKind::Timeout), CommandState::Queued);
        QCOMPARE(stateAfterDelete(ErrorKind::Rejected), CommandState::Rejected);
    }

    void backsOffWithJitterBelowTheCap()
    {
        SendPlan::Options options;
        QSet<qint64> waits;
        SendPlan plan;
        for (int i = 0; i < 40; ++i) {
            plan.backOff(1000, options, {});
            const qint64 wait = plan.due() - 1000;
            QVERIFY(wait >= 0 && wait < std::min<qint64>(60'000, 1000LL << std::min(i, 20)));
            waits << wait;
        }
        QVERIFY(waits.size() > 20);
        plan.backOff(1000, options, milliseconds(500'000));
        QCOMPARE(plan.due(), 501'000);
        plan.actNow();
        QCOMPARE(plan.due(), 0);
    }

    void looksUpAtGrowingIntervals()
    {
        const SendPlan::Options options;
        SendPlan plan;
        QVERIFY(!plan.isUncertain());
        plan.beginLookups(5000, options);
        QVERIFY(plan.isUncertain());
        QList<qint64> moments;
        for (int i = 0; i < 8; ++i) {
            moments << plan.due() - 5000;
            plan.planNextLookup(plan.due(), options);
        }
        QCOMPARE(moments, QList<qint64>({1000, 3000, 10'000, 30'000, 60'000, 90'000, 150'000, 210'000}));
    }

    void absenceNeedsTwoReadsAndTheSettleTime()
    {
        const SendPlan::Options options;
        SendPlan plan;
        plan.beginLookups(0, options);
        QVERIFY(!plan.noteAbsence(1000, options));
        QVERIFY(!plan.noteAbsence(89'999, options));
        QVERIFY(plan.noteAbsence(90'000, options));
        plan.beginLookups(100'000, options);
        QVERIFY(!plan.noteAbsence(300'000, options)); // the first read after a long silence
        QVERIFY(!plan.noteAbsence(329'999, options));
        QVERIFY(plan.noteAbsence(330'000, options));
    }

    void recognisesACall_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<bool>("isSame");
        const auto add = [](const char *name, bool isSame, Change change) {
            QTest::newRow(name) << change << isSame;
        };
        add("equal", true, [](Activity &, CallDetails &) {});
        add("another note", true, [](Activity &, CallDetails &c) { c.note = QStringLiteral("x"); });
        add("number as typed", true,
            [](Activity &, CallDetails &c) { c.phone = QStringLiteral("(415) 555-0101"); });
        add("national prefix", true,
            [](Activity &, CallDetails &c) { c.phone = QStringLiteral("0 415 555 0101"); });
        add("another number", false,
            [](Activity &, CallDetails &c) { c.phone = QStringLiteral("+14155550102"); });
        add("a few digits", false, [](Activity &, CallDetails &c) { c.phone = QStringLiteral("0101"); });
        add("no number", false, [](Activity &, CallDetails &c) { c.phone.clear(); });
        add("a millisecond", false,
            [](Activity &a, CallDetails &) { a.activityAt = a.activityAt.addMSecs(1); });
        add("a second longer", false, [](Activity &, CallDetails &c) { c.durationSeconds = 62; });
        add("inbound", false, [](Activity &, CallDetails &c) { c.direction = CallDirection::Inbound; });
        add("a colleague", false,
            [](Activity &a, CallDetails &) { a.userId = UserId(QStringLiteral("user_x")); });
        add("another lead", false,
            [](Activity &a, CallDetails &) { a.leadId = LeadId(QStringLiteral("lead_b")); });
    }
    void recognisesACall()
    {
        QFETCH(Change, change);
        QFETCH(bool, isSame);
        Activity activity = stored();
        auto call = std::get<CallDetails>(activity.details);
        change(activity, call);
        activity.details = call;
        QCOMPARE(isSameCall(asked(), me, activity), isSame);
    }

    void aNoteIsNoCall()
    {
        Activity activity = stored();
        activity.details = NoteDetails();
        QVERIFY(!isSameCall(asked(), me, activity));
    }

    void prefersTheSameNoteThenTheEarlier()
    {
        Activity otherNote = stored(QStringLiteral("acti_0"));
        auto call = std::get<CallDetails>(otherNote.details);
        call.note = QStringLiteral("else");
        otherNote.details = call;
        otherNote.dateCreated = otherNote.dateCreated.addSecs(-5);
        Activity later = stored(QStringLiteral("acti_2"));
        later.dateCreated = later.dateCreated.addSecs(5);
        QCOMPARE(bestMatch(asked(), {later, otherNote, stored()})->id.value, QStringLiteral("acti_1"));
        QCOMPARE(bestMatch(asked(), {later, otherNote})->id.value, QStringLiteral("acti_2"));
        QVERIFY(!bestMatch(asked(), {}));
    }
};

QTEST_GUILESS_MAIN(TestSendRules)
#include "tst_sendrules.moc"
