#include "services/mirror/folding.h"
#include "services/search/foldedtext.h"
#include "services/search/ranking.h"
#include "tests/testkit/testmain.h"

using namespace leadline;

Q_DECLARE_METATYPE(MatchQuality)

/// How well a thing matches, which parts of it are marked, and what stands first.
class MatchingTest final : public QObject
{
    Q_OBJECT

    static MatchQuality quality(const char *typed, const char *name, const char *text)
    {
        return Matcher(parsedQuery(QString::fromUtf8(typed)))
            .quality(foldedForSearch(QString::fromUtf8(name)), foldedForSearch(QString::fromUtf8(text)));
    }
    /// The text with its marked parts in brackets.
    static QString bracketed(MarkedText marked)
    {
        for (auto mark = marked.marks.crbegin(); mark != marked.marks.crend(); ++mark) {
            marked.text.insert(mark->start + mark->length, QLatin1Char(']'));
            marked.text.insert(mark->start, QLatin1Char('['));
        }
        return marked.text;
    }
    static SearchCandidate candidate(SearchKind kind, int slot, MatchQuality quality, bool isOwn = false)
    {
        SearchCandidate made;
        made.kind = kind;
        made.slot = slot;
        made.recency = slot / 100.0;
        made.quality = quality;
        made.isOwn = isOwn;
        return made;
    }

private Q_SLOTS:
    void init() { test::expectSilence(); }

    void quality_data()
    {
        QTest::addColumn<MatchQuality>("expected");
        QTest::addColumn<QByteArray>("typed");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("text");
        using Q = MatchQuality;
        const auto row = [](const char *what, Q expected, QByteArray typed, QByteArray name,
                            QByteArray text) { QTest::newRow(what) << expected << typed << name << text; };
        row("it", Q::NameIsIt, "arkwright robotics", "Arkwright Robotics", "");
        row("start", Q::NameStarts, "arkw", "Arkwright Robotics", "");
        row("start, a word", Q::NameStarts, "arkwright", "Arkwright Robotics", "");
        row("second word", Q::NameWords, "robotics", "Arkwright Robotics", "");
        row("any order", Q::NameWords, "robotics arkwright", "Arkwright Robotics", "");
        row("beginning of the second", Q::NameBegins, "rob ark", "Arkwright Robotics", "");
        row("umlaut", Q::NameBegins, "warm mull", "Müller Wärmetechnik", "");
        row("word of the text", Q::TextWords, "boston", "Arkwright", "18 Quay Road, Boston");
        row("beginning in the text", Q::TextBegins, "bost", "Arkwright", "18 Quay Road, Boston");
        row("one here, one there", Q::TextBegins, "ark bost", "Arkwright", "Boston");
        row("middle", Q::Inside, "kwrig", "Arkwright", "");
        row("one word missing", Q::None, "arkwright berlin", "Arkwright", "Boston");
        row("digits in the middle", Q::TextBegins, "555 01", "Arkwright", "+1 415-555-0142");
        row("last digits", Q::TextWords, "50142", "Arkwright", "+1 415-555-0142 dana");
        row("digits that are words", Q::TextWords, "555 01", "Arkwright", "555 apples, 01");
        row("digits across words", Q::None, "55501", "Arkwright", "555 apples, 01");
        row("domain", Q::TextWords, "@acme.com", "Arkwright", "dana@acme.com");
        row("another domain", Q::None, "@acme.com", "Arkwright", "dana@acme.org com");
        row("beginning of a domain", Q::TextBegins, "dana@acm", "Arkwright", "dana@acme.org");
        row("nothing typed", Q::None, "", "Arkwright", "");
    }
    void quality()
    {
        QFETCH(MatchQuality, expected);
        QFETCH(QByteArray, typed);
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, text);
        QCOMPARE(quality(typed.constData(), name.constData(), text.constData()), expected);
    }

    void marks_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("marked"); ///< the text with brackets around what is marked
        const auto row = [](const char *typed, const char *marked) {
            QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(marked);
        };
        row("ark rob", "[Ark]wright [Rob]otics, Newark");
        row("wrig", "Ark[wrig]ht");
        row("mueller", "[Müller] und Söhne");
        row("strasse", "Lange [Straße] 5");
        row("strass", "Lange [Straß]e 5");
        row("stras", "Lange [Straß]e 5"); // half of a letter is all of it
        row("50142", "call +1 (415) 55[5-0142] now");
        row("415 555", "call +1 ([415) 555]-0142 now");
        row("@acme.com", "Dana <dana[@acme.com]>");
        row("kawa", "川村 [Kawa]mura");
        row("party", "🎉🎉 [party] 🎉");
        row("zzz", "nothing of it");
    }
    void marks()
    {
        QFETCH(QString, typed);
        QFETCH(QString, marked);
        QString text = marked;
        text.remove(QLatin1Char('[')).remove(QLatin1Char(']'));
        QCOMPARE(bracketed({text, matchMarks(text, parsedQuery(typed))}), marked);
    }

    void accentsOfTheirOwnAreMarkedToo()
    {
        const QString text = QStringLiteral("Mu\u0308ller");
        QCOMPARE(matchMarks(text, parsedQuery(QStringLiteral("mu"))), (QList<TextRange>{{0, 3}}));
    }

    void snippetsShowWhatMatched()
    {
        const SearchQuery query = parsedQuery(QStringLiteral("needle"));
        const QString hay = QStringLiteral("straw and more straw ").repeated(20);
        const MarkedText snippet =
            markedSnippet(hay + QStringLiteral("the needle is here\n\nand ") + hay, query, 80);
        QVERIFY(bracketed(snippet).contains(QLatin1String("the [needle] is here and straw")));
        QVERIFY(snippet.text.startsWith(QChar(u'…')) && snippet.text.endsWith(QChar(u'…')));
        QVERIFY(snippet.text.size() <= 82);
        QCOMPARE(bracketed(markedSnippet(QStringLiteral("a  short\nneedle"), query, 80)),
                 QStringLiteral("a short [needle]"));
        QCOMPARE(markedSnippet(QString(), query, 80), MarkedText());
    }

    void snippetsKeepPairsWhole()
    {
        const QString text = QStringLiteral("🎉").repeated(100);
        for (int longest = 7; longest < 11; ++longest) {
            const MarkedText snippet = markedSnippet(text, parsedQuery(QStringLiteral("x")), longest);
            QVERIFY(!snippet.text.chopped(1).back().isHighSurrogate());
        }
    }

    void aSnippetWithoutBlanksStillShowsTheMark()
    {
        const QString text = QString(500, u'x') + QStringLiteral("needle") + QString(500, u'y');
        QVERIFY(bracketed(markedSnippet(text, parsedQuery(QStringLiteral("needle")), 60))
                    .contains(QLatin1String("[needle]")));
    }

    void exactThenPrefixThenNewerThenOwn()
    {
        const auto best = bestCandidates({candidate(SearchKind::Lead, 50, MatchQuality::NameBegins),
                                          candidate(SearchKind::Lead, 10, MatchQuality::NameIsIt),
                                          candidate(SearchKind::Lead, 90, MatchQuality::NameBegins),
                                          candidate(SearchKind::Lead, 85, MatchQuality::NameBegins, true),
                                          candidate(SearchKind::Lead, 60, MatchQuality::NameStarts)},
                                         50);
        QList<qint64> slots_;
        for (const SearchCandidate &each : best)
            slots_ << each.slot;
        QCOMPARE(slots_, (QList<qint64>{10, 60, 85, 90, 50}));
    }

    void kindsStandTogetherAndNoneIsCrowdedOut()
    {
        QList<SearchCandidate> many;
        for (int slot = 0; slot < 100; ++slot)
            many << candidate(SearchKind::Lead, slot, MatchQuality::NameBegins);
        many << candidate(SearchKind::Note, 1, MatchQuality::TextBegins)
             << candidate(SearchKind::Contact, 1, MatchQuality::NameIsIt)
             << candidate(SearchKind::Note, 2, MatchQuality::TextBegins);
        const auto best = bestCandidates(many, 50);
        QCOMPARE(best.size(), 50);
        QCOMPARE(best.first().kind, SearchKind::Contact);
        QCOMPARE(best.at(1).kind, SearchKind::Lead);
        QCOMPARE(best.at(48).kind, SearchKind::Note);
        QCOMPARE(best.at(48).slot, 2);
        QCOMPARE(best.at(49).kind, SearchKind::Note);
    }
};

QTEST_GUILESS_MAIN(MatchingTest)
#include "tst_matching.moc"
