#include "services/sync/outbox/afterfailure.h"
#include "services/sync/outbox/recognition.h"
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

QJsonObject stored(const QString &id = QStringLiteral("acti_1"))
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("_type"), QStringLiteral("Call")},
            {QStringLiteral("lead_id"), QStringLiteral("lead_a")},
            {QStringLiteral("user_id"), QStringLiteral("user_me")},
            {QStringLiteral("direction"), QStringLiteral("outbound")},
            {QStringLiteral("duration"), 61},
            {QStringLiteral("phone"), QStringLiteral("+14155550101")},
            {QStringLiteral("note_html"), QStringLiteral("<body><p>two<br/>lines</p></body>")},
            {QStringLiteral("activity_at"), QStringLiteral("2026-06-19T12:00:00.327000+00:00")},
            {QStringLiteral("date_created"), QStringLiteral("2026-06-19T12:00:00.400000+00:00")}};
}

QJsonObject with(QJsonObject object, const char *key, const QJsonValue &value)
{
    object.insert(QLatin1String(key), value);
    return object;
}

const UserId me{QStringLiteral("user_me")};

} // namespace

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
            QCOMPARE(stateAfterCreate(kind) != CommandState::Unknown, ApiError(kind).isCertainlyNotApplied());
            QVERIFY(stateAfterRepeatable(kind) != CommandState::Unknown);
        }
        QCOMPARE(stateAfterCreate(ErrorKind::Rejected), CommandState::Rejected);
        QCOMPARE(stateAfterCreate(ErrorKind::NotFound), CommandState::Rejected);
        QCOMPARE(stateAfterCreate(ErrorKind::Forbidden), CommandState::Parked);
        QCOMPARE(stateAfterCreate(ErrorKind::Unauthorized), CommandState::Queued);
        QCOMPARE(stateAfterCreate(ErrorKind::PaymentRequired), CommandState::Parked);
        QCOMPARE(stateAfterFlip(ErrorKind::Rejected), CommandState::Unknown); // it may have left before
        QCOMPARE(stateAfterFlip(ErrorKind::Unreached), CommandState::Queued);
        QCOMPARE(stateAfterRepeatable(ErrorKind::Timeout), CommandState::Queued);
        QCOMPARE(stateAfterRepeatable(ErrorKind::Rejected), CommandState::Rejected);
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

    void absenceNeedsTwoReadsBothAfterTheSettleTime()
    {
        const SendPlan::Options options;
        SendPlan plan;
        plan.beginLookups(0, options);
        QVERIFY(!plan.noteAbsence(1000, options));
        QVERIFY(!plan.noteAbsence(89'999, options));
        QVERIFY(!plan.noteAbsence(90'000, options)); // the first that counts
        plan.planNextLookup(90'000, options);
        QCOMPARE(plan.due(), 120'000);
        QVERIFY(!plan.noteAbsence(119'999, options));
        QVERIFY(plan.noteAbsence(120'000, options));
        plan.beginLookups(200'000, options);
        QVERIFY(!plan.noteAbsence(400'000, options)); // the first read after a long silence
        QVERIFY(!plan.noteAbsence(429'999, options));
        QVERIFY(plan.noteAbsence(430'000, options));
        plan.beginLookups(0, options);
        QVERIFY(!plan.noteDraftAbsence(1'000, options));
        QVERIFY(plan.noteDraftAbsence(3'000, options));
    }

    void recognisesACall_data()
    {
        QTest::addColumn<QJsonObject>("object");
        QTest::addColumn<bool>("isSame");
        const auto row = [](const char *name, bool isSame, const char *key, const QJsonValue &value) {
            QTest::newRow(name) << with(stored(), key, value) << isSame;
        };
        row("equal", true, "id", QStringLiteral("acti_1"));
        row("another note", true, "note_html", QStringLiteral("<body>x</body>"));
        row("number as typed", true, "phone", QStringLiteral("(415) 555-0101"));
        row("national prefix", true, "phone", QStringLiteral("0 415 555 0101"));
        row("time without a zone", true, "activity_at", QStringLiteral("2026-06-19T12:00:00.327"));
        row("time of another zone", true, "activity_at", QStringLiteral("2026-06-19T14:00:00.327+02:00"));
        row("another number", false, "phone", QStringLiteral("+14155550102"));
        row("a few digits", false, "phone", QStringLiteral("0101"));
        row("no number", false, "phone", QJsonValue::Null);
        row("a millisecond", false, "activity_at", QStringLiteral("2026-06-19T12:00:00.328+00:00"));
        row("a second longer", false, "duration", 62);
        row("inbound", false, "direction", QStringLiteral("inbound"));
        row("a colleague", false, "user_id", QStringLiteral("user_x"));
        row("another lead", false, "lead_id", QStringLiteral("lead_b"));
    }
    void recognisesACall()
    {
        QFETCH(QJsonObject, object);
        QFETCH(bool, isSame);
        QCOMPARE(isTwin(asked(), me, object), isSame);
        QCOMPARE(isEcho(asked(), object), isSame || object.value(u"user_id").toString() == u"user_x");
    }

    void recognisesANoteByItsWords()
    {
        CreateNote note;
        note.leadId = LeadId(QStringLiteral("lead_a"));
        note.text = QStringLiteral("5 < 6 & \"so\" on\ncafe\u0301");
        const QJsonObject object{
            {QStringLiteral("lead_id"), QStringLiteral("lead_a")},
            {QStringLiteral("user_id"), QStringLiteral("user_me")},
            {QStringLiteral("note_html"),
             QStringLiteral("<body><p>5 &lt; 6 &amp; &quot;so&quot; on</p>\n<p>café</p></body>")}};
        QVERIFY(isTwin(note, me, object));
        note.text = QStringLiteral("5 < 6 & so on cafe");
        QVERIFY(!isTwin(note, me, object));
    }

    void prefersTheSameNoteThenTheEarlier()
    {
        const QJsonObject otherNote =
            with(with(stored(QStringLiteral("acti_0")), "note_html", QStringLiteral("<body>else</body>")),
                 "date_created", QStringLiteral("2026-06-19T11:00:00.000000+00:00"));
        const QJsonObject later = with(stored(QStringLiteral("acti_2")), "date_created",
                                       QStringLiteral("2026-06-19T12:00:05.000000+00:00"));
        const auto best = [](const QList<QJsonObject> &twins) {
            return bestTwin(asked(), twins).value(QLatin1String("id")).toString();
        };
        QCOMPARE(best({later, otherNote, stored()}), QStringLiteral("acti_1"));
        QCOMPARE(best({later, otherNote}), QStringLiteral("acti_2"));
        QCOMPARE(best({}), QString());
    }

    void fingerprintsTellApartWhatAListTellsApart()
    {
        LogCall typed = asked();
        typed.phone = QStringLiteral("+1 415-555-0101");
        typed.note = QStringLiteral("else");
        QCOMPARE(fingerprintOf(typed), fingerprintOf(asked()));
        LogCall later = asked();
        later.activityAt = later.activityAt.addMSecs(1);
        QVERIFY(fingerprintOf(later) != fingerprintOf(asked()));
        QVERIFY(fingerprintOf(UpdateObject()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSendRules)
#include "tst_sendrules.moc"
