#include "services/search/searchquery.h"
#include "tests/testkit/testmain.h"

using namespace leadline;

/// What typed text comes apart into.
class SearchQueryTest final : public QObject
{
    Q_OBJECT

    static QStringList firstSpellings(const SearchQuery &query)
    {
        QStringList first;
        for (const QStringList &spellings : query.words)
            first << spellings.first();
        return first;
    }

private Q_SLOTS:
    void init() { test::expectSilence(); }

    void words_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("nothing") << QString() << QStringList();
        QTest::newRow("blanks") << QStringLiteral(" \t\n ") << QStringList();
        QTest::newRow("two") << QStringLiteral("  Arkwright  ROBOTICS ")
                             << QStringList{QStringLiteral("arkwright"), QStringLiteral("robotics")};
        QTest::newRow("accents") << QStringLiteral("Ångström") << QStringList{QStringLiteral("angstrom")};
        QTest::newRow("apostrophe") << QStringLiteral("O'Neil")
                                    << QStringList{QStringLiteral("o"), QStringLiteral("neil")};
        QTest::newRow("operators") << QStringLiteral("\"a\" OR b* NEAR(c) -d ^e col:f")
                                   << QStringList{
                                          QStringLiteral("a"),    QStringLiteral("or"),  QStringLiteral("b"),
                                          QStringLiteral("near"), QStringLiteral("c"),   QStringLiteral("d"),
                                          QStringLiteral("e"),    QStringLiteral("col"), QStringLiteral("f")};
        QTest::newRow("wildcards") << QStringLiteral("100% a_b")
                                   << QStringList{QStringLiteral("100"), QStringLiteral("a"),
                                                  QStringLiteral("b")};
        QTest::newRow("only signs") << QStringLiteral("%_*\"'") << QStringList();
        QTest::newRow("emoji") << QStringLiteral("🎉 party") << QStringList{QStringLiteral("party")};
        QTest::newRow("zero byte") << QStringLiteral("ac") + QChar(u'\0') + QStringLiteral("me")
                                   << QStringList{QStringLiteral("acme")};
        QTest::newRow("japanese") << QStringLiteral("川村精密") << QStringList{QStringLiteral("川村精密")};
        QTest::newRow("beyond the first plane")
            << QStringLiteral("𠮷野") << QStringList{QStringLiteral("𠮷野")};
    }
    void words()
    {
        QFETCH(QString, typed);
        QFETCH(QStringList, words);
        QCOMPARE(firstSpellings(parsedQuery(typed)), words);
    }

    void otherSpellings()
    {
        QCOMPARE(parsedQuery(QStringLiteral("Müller")).words.first(),
                 (QStringList{QStringLiteral("muller"), QStringLiteral("mueller")}));
        QCOMPARE(
            parsedQuery(QStringLiteral("mu\u0308ller")).words.first(), // the dots as a letter of their own
            (QStringList{QStringLiteral("muller"), QStringLiteral("mueller")}));
        QCOMPARE(parsedQuery(QStringLiteral("Tromsø")).words.first(),
                 (QStringList{QStringLiteral("tromso"), QStringLiteral("tromsoe")}));
        QCOMPARE(parsedQuery(QStringLiteral("Århus")).words.first(),
                 (QStringList{QStringLiteral("arhus"), QStringLiteral("aarhus")}));
        QCOMPARE(parsedQuery(QStringLiteral("mueller")).words.first(),
                 QStringList{QStringLiteral("mueller")}); // the index spells out
    }

    void digits_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("digits");
        QTest::newRow("spaced") << QStringLiteral("415 555 01") << QStringLiteral("41555501");
        QTest::newRow("brackets") << QStringLiteral("(415) 555-01") << QStringLiteral("41555501");
        QTest::newRow("plus") << QStringLiteral("+1 415.555.0142") << QStringLiteral("14155550142");
        QTest::newRow("typographic dash") << QStringLiteral("415–555") << QStringLiteral("415555");
        QTest::newRow("last four") << QStringLiteral("0142") << QStringLiteral("0142");
        QTest::newRow("national zero") << QStringLiteral("0171 555 0142") << QStringLiteral("1715550142");
        QTest::newRow("international zeros") << QStringLiteral("0049 171 555") << QStringLiteral("49171555");
        QTest::newRow("two are too few") << QStringLiteral("41") << QString();
        QTest::newRow("with a word") << QStringLiteral("dana 0142") << QString();
        QTest::newRow("arabic-indic") << QStringLiteral("٤١٥ ٥٥٥") << QStringLiteral("415555");
    }
    void digits()
    {
        QFETCH(QString, typed);
        QFETCH(QString, digits);
        QCOMPARE(parsedQuery(typed).digits, digits);
    }

    void addresses_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QStringList>("addresses");
        QTest::newRow("mail") << QStringLiteral("Dana@Acme.com")
                              << QStringList{QStringLiteral("dana@acme.com")};
        QTest::newRow("domain with at")
            << QStringLiteral("@acme.com") << QStringList{QStringLiteral("@acme.com")};
        QTest::newRow("domain") << QStringLiteral("acme.com") << QStringList{QStringLiteral("acme.com")};
        QTest::newRow("beside a word")
            << QStringLiteral("dana acme.com") << QStringList{QStringLiteral("acme.com")};
        QTest::newRow("end of a sentence") << QStringLiteral("acme.") << QStringList();
        QTest::newRow("number with dots") << QStringLiteral("415.555") << QStringList();
        QTest::newRow("ellipsis") << QStringLiteral("a..b") << QStringList();
        QTest::newRow("lone at") << QStringLiteral("@") << QStringList();
    }
    void addresses()
    {
        QFETCH(QString, typed);
        QFETCH(QStringList, addresses);
        QCOMPARE(parsedQuery(typed).addresses, addresses);
    }

    void aPastedPageStaysSmall()
    {
        const SearchQuery query = parsedQuery(QStringLiteral("word%1 ").repeated(5'000));
        QVERIFY(query.words.size() <= 12);
        QVERIFY(query.pieces.size() <= 12);
        QVERIFY(parsedQuery(QString(10'000, u'x')).words.first().first().size() <= 200);
    }
};

QTEST_GUILESS_MAIN(SearchQueryTest)
#include "tst_searchquery.moc"
