#include "services/sandbox/phones.h"
#include "tests/testkit/testmain.h"

#include <QTest>

using leadline::sandbox::parsePhone;

/// What Close makes of typed numbers (close-api.md 5.2).
class PhonesTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { leadline::test::expectSilence(); }

    void parses_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("home");
        QTest::addColumn<QString>("e164");
        QTest::addColumn<QString>("formatted");
        QTest::addColumn<QString>("country");
        QTest::addColumn<QString>("zone");
        const auto row = [](const char *typed, const char *home, const char *e164, const char *formatted,
                            const char *country, const char *zone) {
            QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(home)
                                 << QString::fromUtf8(e164) << QString::fromUtf8(formatted)
                                 << QString::fromUtf8(country) << QString::fromUtf8(zone);
        };
        row("8004445555", "GB", "+448004445555", "+44 800 444 5555", "GB", "Europe/London"); // recorded
        row("1234", "GB", "+441234", "+44 1234", "", "");                                    // recorded
        row("(415) 555-0101", "US", "+14155550101", "+1 415-555-0101", "US", "America/Los_Angeles");
        row("312.555.0199", "us", "+13125550199", "+1 312-555-0199", "US", "America/Chicago");
        row("+1 602 555 0110", "GB", "+16025550110", "+1 602-555-0110", "US", "America/Phoenix");
        row("+1 808 555 0110", "", "+18085550110", "+1 808-555-0110", "US", "Pacific/Honolulu");
        row("416 555 0142", "CA", "+14165550142", "+1 416-555-0142", "CA", "America/Toronto");
        row("020 7946 0311", "GB", "+442079460311", "+44 20 7946 0311", "GB", "Europe/London");
        row("030 23125123", "DE", "+493023125123", "+49 30 23125123", "DE", "Europe/Berlin");
        row("08-465 004 17", "SE", "+46846500417", "+46 8 465 004 17", "SE", "Europe/Stockholm");
        row("01 99 00 12 34", "FR", "+33199001234", "+33 1 99 00 12 34", "FR", "Europe/Paris");
        row("03-1000-1234", "JP", "+81310001234", "+81 3-1000-1234", "JP", "Asia/Tokyo");
        row("02 5550 0155", "AU", "+61255500155", "+61 2 5550 0155", "AU", "Australia/Sydney");
        row("0491 570 156", "AU", "+61491570156", "+61 491 570 156", "AU", ""); // mobiles do not say where
        row("+1 800 555 0199", "", "+18005550199", "+1 800-555-0199", "US", "");
    }
    void parses()
    {
        QFETCH(QString, typed);
        QFETCH(QString, home);
        const auto parsed = parsePhone(typed, home);
        QVERIFY(parsed);
        QTEST(parsed->e164, "e164");
        QTEST(parsed->formatted, "formatted");
        QTEST(parsed->country, "country");
        QTEST(parsed->timeZone, "zone");
    }

    void refusesWhatIsNoNumber()
    {
        for (const char *typed : {"", "abc", "+", "call me"})
            QVERIFY2(!parsePhone(QString::fromLatin1(typed), QStringLiteral("US")), typed);
        QVERIFY(!parsePhone(QStringLiteral("415 555 0101"), {})); // no country to read it in
    }
};

QTEST_GUILESS_MAIN(PhonesTest)
#include "tst_sandboxphones.moc"
