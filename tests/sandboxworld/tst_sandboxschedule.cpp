#include "services/sandbox/world/idcode.h"
#include "services/sandbox/world/schedule.h"
#include "tests/sandboxworld/worlds.h"
#include "tests/testkit/testmain.h"

#include <QTest>

using namespace leadline::sandbox;
using namespace leadline::sandbox::test;

/// The arithmetic below the world: permutations, ids, working time, tracks.
class ScheduleTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { leadline::test::expectSilence(); }

    void permutationsAreBijections()
    {
        for (const quint64 size : {1, 2, 3, 5, 64, 100, 1023, 1025}) {
            const Permutation permutation(77, size);
            QSet<quint64> images;
            for (quint64 i = 0; i < size; ++i) {
                const quint64 image = permutation.map(i);
                QVERIFY(image < size);
                QCOMPARE(permutation.unmap(image), i);
                images.insert(image);
            }
            QCOMPARE(static_cast<quint64>(images.size()), size);
        }
        QVERIFY(Permutation(77, 1000).map(1) != Permutation(78, 1000).map(1));
        QCOMPARE(Permutation(0, 1000).map(123), quint64(123));
    }

    void idsGoBothWays()
    {
        const IdCode code(1);
        for (const quint64 value :
             {quint64(0), quint64(1), quint64(61), quint64(62), ~quint64(0), quint64(1) << 63}) {
            const QString id = code.encode(QStringLiteral("lead_"), value);
            QCOMPARE(id.size(), 48);
            QCOMPARE(code.decode(id), value);
            QVERIFY(!IdCode(2).decode(id));
            QVERIFY(!code.decode(QStringLiteral("cont_") + id.mid(5)));
            QVERIFY(!code.decode(id.chopped(1)));
            QVERIFY(!code.decode(id + QLatin1Char('a')));
            for (qsizetype i = 5; i < id.size(); ++i) {
                QString changed = id;
                changed[i] = changed.at(i) == QLatin1Char('x') ? QLatin1Char('y') : QLatin1Char('x');
                QVERIFY(!code.decode(changed));
            }
        }
        for (const char *text :
             {"", "lead", "lead_", "_", "lead_short", "lead_../../../../../../etc/passwd and more text here"})
            QVERIFY(!code.decode(QString::fromLatin1(text)));
    }

    void workingTimeStaysInOrder()
    {
        for (int hour = 0; hour < 24 * 8; hour += 5) {
            const QDateTime end = Noon.addSecs(hour * 3600);
            const WorkTime clock(end);
            QDateTime last;
            for (qint64 at = 0; at < clock.length(); at += clock.length() / 997) {
                const QDateTime moment = clock.moment(at);
                QVERIFY(!last.isValid() || moment > last);
                QVERIFY(moment.date().dayOfWeek() <= 5 && moment.time().hour() >= 8 &&
                        moment.time().hour() < 20);
                QCOMPARE(clock.firstAfter(moment), at + 1);
                QCOMPARE(clock.firstAfter(moment.addMSecs(-1)), at);
                last = moment;
            }
            QVERIFY(clock.moment(clock.length() - 1) < end);
            QVERIFY(clock.moment(0).daysTo(end) >= 728);
        }
        const WorkTime clock(Noon);
        const QDateTime saturday({2026, 6, 13}, {15, 0}, Qt::UTC);
        QCOMPARE(clock.moment(clock.firstAfter(saturday)), QDateTime({2026, 6, 15}, {8, 0}, Qt::UTC));
    }

    void tracksCountWithoutWalking()
    {
        Track track;
        track.firstLead = 30;
        track.leads = 517;
        track.begin = 1000;
        track.end = 90'000;
        track.mask = maskOf(19, 5);
        track.order = Permutation(99, 517);
        qint64 seen = 0;
        qint64 last = 0;
        for (qint64 place = 0; place < track.count(); ++place) {
            QCOMPARE(track.placeOf(track.leadAt(place)), place);
            QVERIFY(track.timeAt(place) > last);
            last = track.timeAt(place);
            QCOMPARE(track.countBefore(last), place);
            QCOMPARE(track.countBefore(last + 1), place + 1);
        }
        for (qint64 lead = 0; lead < 600; ++lead)
            seen += track.placeOf(lead).has_value() ? 1 : 0;
        QCOMPARE(seen, track.count());
        QCOMPARE(track.countBefore(0), 0);
        QCOMPARE(track.countBefore(1'000'000), track.count());
    }

    void ranksAreIndexes()
    {
        const Schedule schedule(3, 150, Noon);
        for (const Kind kind : Generated) {
            const Timetable &table = schedule.of(kind);
            const QList<Timetable::Entry> all = table.window(0, table.size());
            QCOMPARE(all.size(), table.size());
            for (qsizetype i = 0; i < all.size(); ++i)
                QCOMPARE(table.rank(all.at(i)), i);
        }
    }

    void leadsAreMadeInOrder()
    {
        const Schedule schedule(3, 400, Noon);
        for (qint64 lead = 1; lead < 400; ++lead)
            QVERIFY(schedule.createdAt(lead) > schedule.createdAt(lead - 1));
    }
};

QTEST_GUILESS_MAIN(ScheduleTest)
#include "tst_sandboxschedule.moc"
