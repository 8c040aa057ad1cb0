#include "services/sandbox/rules/emailparts.h"
#include "services/sandbox/rules/moments.h"
#include "services/sandbox/rules/money.h"
#include "services/sandbox/rules/richtext.h"
#include "tests/testkit/testmain.h"

using namespace Qt::Literals::StringLiterals;
using namespace leadline::sandbox;

/// The pure parts of the rules: amounts, rich text, days and moments, mailboxes.
class TestSandboxValues : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { leadline::test::expectSilence(); }
    void amountsHaveCommasAndCentsOnlyWhenNeeded_data();
    void amountsHaveCommasAndCentsOnlyWhenNeeded();
    void textSurvivesTheWayToHtmlAndBack_data();
    void textSurvivesTheWayToHtmlAndBack();
    void htmlBecomesReadableText_data();
    void htmlBecomesReadableText();
    void momentsAreRead_data();
    void momentsAreRead();
    void daysFollowTheCallersZone();
    void mailboxesAreTakenApart();
    void subjectsLoseTheirPrefixes();
};

void TestSandboxValues::amountsHaveCommasAndCentsOnlyWhenNeeded_data()
{
    QTest::addColumn<qint64>("cents");
    QTest::addColumn<QString>("symbol");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << qint64(0) << u"$"_s << u"$0"_s;
    QTest::newRow("pounds") << qint64(450) << u"£"_s << u"£4.50"_s;
    QTest::newRow("cent") << qint64(1) << u"$"_s << u"$0.01"_s;
    QTest::newRow("thousands") << qint64(1720351520) << u"$"_s << u"$17,203,515.20"_s;
    QTest::newRow("beyond 32 bits") << qint64(500000000000) << u"$"_s << u"$5,000,000,000"_s;
    QTest::newRow("negative") << qint64(-150) << u"$"_s << u"-$1.50"_s;
}

void TestSandboxValues::amountsHaveCommasAndCentsOnlyWhenNeeded()
{
    QFETCH(qint64, cents);
    QFETCH(QString, symbol);
    QTEST(formatMoney(cents, symbol), "text");
    QCOMPARE(formatValue(50000, u"$"_s, u"annual"_s), u"$500 annual"_s);
    QCOMPARE(formatValue(50000, u"$"_s, u"one_time"_s), u"$500"_s);
}

void TestSandboxValues::textSurvivesTheWayToHtmlAndBack_data()
{
    QTest::addColumn<QString>("text");
    for (const auto &text : {u"plain"_s, u"two\nlines"_s, u"a < b & c > d"_s, u"\"quoted\" &amp; literal"_s,
                             u"<script>x</script>"_s, u"žluťoučký 🐎"_s})
        QTest::newRow(qPrintable(text)) << text;
}

void TestSandboxValues::textSurvivesTheWayToHtmlAndBack()
{
    QFETCH(QString, text);
    const QString html = htmlOfText(text);
    QVERIFY(isRichText(html));
    QVERIFY(!html.contains("<script"_L1));
    QCOMPARE(textOfHtml(html), text);
}

void TestSandboxValues::htmlBecomesReadableText_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("text");
    QTest::newRow("paragraphs") << u"<body><p>One</p><p>Two</p></body>"_s << u"One\nTwo"_s;
    QTest::newRow("list") << u"<body><ul><li>a</li><li>b</li></ul></body>"_s << u"a\nb"_s;
    QTest::newRow("break") << u"<body>a<br/>b<BR>c</body>"_s << u"a\nb\nc"_s;
    QTest::newRow("entities") << u"<p>&#65;&#x42;&nbsp;&lt;&unknown;</p>"_s << u"AB <&unknown;"_s;
    QTest::newRow("double") << u"<p>&amp;lt;</p>"_s << u"&lt;"_s;
    QTest::newRow("mention") << u"<body><p>ask <span data-type=\"mention\">@Dana</span></p></body>"_s
                             << u"ask @Dana"_s;
    QTest::newRow("empty") << QString() << QString();
}

void TestSandboxValues::htmlBecomesReadableText()
{
    QFETCH(QString, html);
    QTEST(textOfHtml(html), "text");
}

void TestSandboxValues::momentsAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("stored");
    QTest::newRow("day") << u"2026-07-01"_s << u"2026-07-01"_s;
    QTest::newRow("utc") << u"2026-07-01T10:00:00Z"_s << u"2026-07-01T10:00:00+00:00"_s;
    QTest::newRow("zone") << u"2026-07-01T10:00:00.250-04:00"_s << u"2026-07-01T14:00:00.250000+00:00"_s;
    QTest::newRow("no zone") << u"2026-07-01T10:00:00"_s << u"2026-07-01T10:00:00+00:00"_s;
    QTest::newRow("blank") << u"2026-07-01 10:00:00"_s << u"2026-07-01T10:00:00+00:00"_s;
    QTest::newRow("own form") << u"2026-06-19T12:05:28.327000+00:00"_s
                              << u"2026-06-19T12:05:28.327000+00:00"_s;
    QTest::newRow("no such day") << u"2026-02-30"_s << QString();
    QTest::newRow("words") << u"tomorrow at noon"_s << QString();
    QTest::newRow("nothing") << QString() << QString();
}

void TestSandboxValues::momentsAreRead()
{
    QFETCH(QString, text);
    const auto moment = parseMoment(text, 0);
    QTEST(moment ? moment->text() : QString(), "stored");
}

void TestSandboxValues::daysFollowTheCallersZone()
{
    const QDateTime noon({2026, 6, 19}, {12, 0}, Qt::UTC);
    QCOMPARE(localDay(noon, 0), QDate(2026, 6, 19));
    QCOMPARE(localDay(noon, -12.5), QDate(2026, 6, 18));
    QCOMPARE(localDay(noon, 13), QDate(2026, 6, 20));
    QCOMPARE(startOfDay({2026, 6, 19}, 5.5), QDateTime({2026, 6, 18}, {18, 30}, Qt::UTC));
    QCOMPARE(parseMoment(u"2026-06-19T23:00:00Z"_s, 2)->day, QDate(2026, 6, 20));
}

void TestSandboxValues::mailboxesAreTakenApart()
{
    QCOMPARE(mailbox(u"\"Mira Solberg\" <mira@lakeside.example>"_s),
             (QJsonObject{{u"email"_s, u"mira@lakeside.example"_s}, {u"name"_s, u"Mira Solberg"_s}}));
    QCOMPARE(mailbox(u"mira@lakeside.example"_s),
             (QJsonObject{{u"email"_s, u"mira@lakeside.example"_s}, {u"name"_s, QString()}}));
}

void TestSandboxValues::subjectsLoseTheirPrefixes()
{
    QCOMPARE(normalizedSubject(u"Re: FWD: Offer: new"_s), u"Offer: new"_s);
    QCOMPARE(normalizedSubject(u"Regarding"_s), u"Regarding"_s);
}

QTEST_GUILESS_MAIN(TestSandboxValues)
#include "tst_sandboxvalues.moc"
