#include "services/mirror/folding.h"
#include "tests/testkit/testmain.h"

using namespace leadline;

class TestFolding : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { test::expectSilence(); }
    void caseAndAccentsDoNotCount_data();
    void caseAndAccentsDoNotCount();
    void foldingTwiceChangesNothing_data() { caseAndAccentsDoNotCount_data(); }
    void foldingTwiceChangesNothing();
    void oddTextSurvives();
    void bytesFoldAsLettersDo();
    void onlyWhatIsSpelledOutIs();
};

void TestFolding::caseAndAccentsDoNotCount_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("folded");
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("plain") << QStringLiteral("Acme GmbH") << QStringLiteral("acme gmbh");
    QTest::newRow("composed") << QStringLiteral("M\u00fcller") << QStringLiteral("muller");
    QTest::newRow("capitals") << QStringLiteral("M\u00dcLLER") << QStringLiteral("muller");
    QTest::newRow("decomposed") << QStringLiteral("Mu\u0308ller") << QStringLiteral("muller");
    QTest::newRow("two accents") << QStringLiteral("Vi\u1ec7t") << QStringLiteral("viet");
    QTest::newRow("sharp s") << QStringLiteral("Stra\u00dfe") << QStringLiteral("strasse");
    QTest::newRow("capital sharp s") << QStringLiteral("STRA\u1e9eE") << QStringLiteral("strasse");
    QTest::newRow("stroke") << QStringLiteral("\u00d8rsted \u0141\u00f3d\u017a")
                            << QStringLiteral("orsted lodz");
    QTest::newRow("ligature") << QStringLiteral("\u00c6r\u00f8 \ufb01n") << QStringLiteral("aero fin");
    QTest::newRow("blanks") << QStringLiteral("  a \t\n b  ") << QStringLiteral("a b");
    QTest::newRow("fullwidth") << QStringLiteral("\uff21\uff22") << QStringLiteral("ab");
    QTest::newRow("greek") << QStringLiteral("\u0391\u03b8\u03ae\u03bd\u03b1")
                           << QStringLiteral("\u03b1\u03b8\u03b7\u03bd\u03b1");
    QTest::newRow("beyond the first plane") << QStringLiteral("\U00010400x") << QStringLiteral("\U00010428x");
}

void TestFolding::caseAndAccentsDoNotCount()
{
    QFETCH(QString, text);
    QFETCH(QString, folded);
    QCOMPARE(foldedForSearch(text), folded);
}

void TestFolding::foldingTwiceChangesNothing()
{
    QFETCH(QString, text);
    QCOMPARE(foldedForSearch(foldedForSearch(text)), foldedForSearch(text));
}

void TestFolding::oddTextSurvives()
{
    QCOMPARE(foldedForSearch(QString(QChar(0xd800))).size(), 1);
    QCOMPARE(foldedForSearch(QString(1000000, u'\u00c4')), QString(1000000, u'a'));
    QCOMPARE(foldedForSearch(QString(QChar(0))), QString(QChar(0)));
    QCOMPARE(foldedForSearch(QString(5000, u'\u0308')), QString());
}

/// Most letters of names are folded from a table: it must hold what is worked out for the others.
void TestFolding::bytesFoldAsLettersDo()
{
    for (char32_t letter = 0x01; letter < 0x0400; ++letter) {
        const QString text = QStringLiteral("A %1b ").arg(QString::fromUcs4(&letter, 1));
        QCOMPARE(QString::fromStdString(foldedUtf8(text.toStdString())), foldedForSearch(text));
    }
    for (const char *broken : {"\xc3", "a\xc3", "\xc3z", "\xc4\xc4\xa4", "\xc5\xbf\xcc\x88", "\xff\xc3\xa4"})
        QCOMPARE(QString::fromStdString(foldedUtf8(broken)), foldedForSearch(QString::fromUtf8(broken)));
}

void TestFolding::onlyWhatIsSpelledOutIs()
{
    const QString spelled = QString::fromUtf8("ÄÖÜÅØäöüåø");
    for (char32_t letter = 0x80; letter < 0x0300; ++letter) {
        const QString text = QStringLiteral("x%1x").arg(QString::fromUcs4(&letter, 1));
        QCOMPARE(!spelledOutUtf8(text.toStdString()).empty(), spelled.contains(text.at(1)));
    }
    QCOMPARE(spelledOutUtf8("Mu\xcc\x88ller"), std::string("mueller"));
}

QTEST_GUILESS_MAIN(TestFolding)
#include "tst_folding.moc"
