#include "tests/testkit/testmain.h"
#include "ui/placetime.h"

#include <QLocale>

using namespace leadline;

/// The time of a place, and whether one may call there: the rule that list, header, cards and deck share.
class PlaceTimeTest final : public QObject
{
    Q_OBJECT

    static QString utf8(const char *text) { return QString::fromUtf8(text); }
    const QDateTime now = QDateTime({2026, 11, 23}, {15, 42}, Qt::UTC); // a Monday

private Q_SLOTS:
    void init() { test::expectSilence(); }

    void placesHaveTheirTime_data()
    {
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QDateTime>("at");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("icon");
        const auto row = [](const char *name, const char *zone, const QDateTime &at, const char *text,
                            const char *icon) {
            QTest::newRow(name) << utf8(zone) << at << utf8(text) << utf8(icon);
        };
        row("morning", "America/New_York", now, "10:42", "circle-dot");
        row("night", "Asia/Tokyo", now, "00:42", "moon");
        row("nine", "UTC", QDateTime({2026, 11, 23}, {9, 0}, Qt::UTC), "09:00", "circle-dot");
        row("before nine", "UTC", QDateTime({2026, 11, 23}, {8, 59, 59}, Qt::UTC), "08:59", "moon");
        row("eight", "UTC", QDateTime({2026, 11, 23}, {20, 0}, Qt::UTC), "20:00", "moon");
        row("saturday", "Europe/Berlin", now.addDays(-2), "16:42", "moon");
        row("summer", "Europe/London", QDateTime({2026, 7, 1}, {12, 0}, Qt::UTC), "13:00", "circle-dot");
        row("none", "", now, "", "circle-question-mark");
        row("unknown", "Mars/Olympus", now, "", "circle-question-mark");
    }
    void placesHaveTheirTime()
    {
        QFETCH(QString, zone);
        QFETCH(QDateTime, at);
        const PlaceTime place = placeTime(zone, at);
        QTEST(place.text, "text");
        QTEST(place.icon, "icon");
        QVERIFY(place.there.startsWith(place.text));
        QVERIFY(!place.there.isEmpty() && !place.word.isEmpty());
        const bool isCallable = place.icon == QLatin1String("circle-dot");
        QCOMPARE(place.tone == Tone::Good, isCallable);
        QCOMPARE(place.word.contains(QLatin1String("may be called")), isCallable);
    }

    void timesFollowTheLocale()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        const QString american = timeText({15, 5});
        QLocale::setDefault(QLocale(QLocale::German));
        const QString german = timeText({15, 5});
        QLocale::setDefault(QLocale::c());
        QVERIFY2(american.startsWith(utf8("3:05")) && american.endsWith(utf8("pm")), qPrintable(american));
        QCOMPARE(german, utf8("15:05"));
    }
};

QTEST_GUILESS_MAIN(PlaceTimeTest)
#include "tst_placetime.moc"
