#include "tests/mirror/mirrordata.h"
#include "tests/search/findfixture.h"
#include "tests/search/smallorganization.h"
#include "tests/testkit/wait.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QSignalSpy>

using namespace leadline;

/// The service around the queries: hostile text, questions that overtake each other, a mirror that is
/// written.
class SearchServiceTest final : public test::FindFixture
{
    Q_OBJECT

    void fill(int count)
    {
        QList<Lead> leads;
        for (int number = 0; number < count; ++number)
            leads << test::someLead(QStringLiteral("lead_%1").arg(number),
                                    QStringLiteral("Common name %1").arg(number), number);
        QVERIFY(put(leads));
    }

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        openSearch();
    }
    void cleanup() { closeSearch(); }

    void anEmptyMirrorHasNothing()
    {
        QVERIFY(ask(QStringLiteral("anything")).hits.isEmpty());
        QVERIFY(ask(QStringLiteral("415 555")).hits.isEmpty());
    }

    void hostileText_data()
    {
        QTest::addColumn<QString>("typed");
        const char *texts[] = {"\"",
                               "\"\"",
                               "a\" OR \"b",
                               "NEAR(a b)",
                               "a AND",
                               "NOT",
                               "-a",
                               "^a",
                               "text:a",
                               "{text}: a",
                               "a*b*",
                               "(",
                               "))",
                               "%",
                               "%%%",
                               "___",
                               "a_b",
                               "'; DROP TABLE lead; --",
                               "\\",
                               "*",
                               "???",
                               "[a-z]",
                               "😀😀😀",
                               "👩‍👩‍👧 a",
                               "a\u0301\u0301\u0301",
                               "\u202Eevil",
                               "<b>bold</b>",
                               "..",
                               "@",
                               "@@@@",
                               "+",
                               "---",
                               "\x01\x04\x13",
                               "rank MATCH 'a'"};
        int number = 0;
        for (const char *text : texts)
            QTest::newRow(qPrintable(QString::number(++number))) << QString::fromUtf8(text);
        QTest::newRow("zero") << QStringLiteral("ark") + QChar(u'\0') + QStringLiteral("wright");
        QTest::newRow("only zero") << QString(1, QChar(u'\0'));
        QTest::newRow("lone surrogate") << QString(QChar(0xD800)) + QStringLiteral("abc");
        QTest::newRow("newer letters than the index knows")
            << QString::fromUcs4(U"\U0001E900\U0001E901\U0001E902");
        QTest::newRow("10 KB") << QStringLiteral("arkwright ").repeated(1'000);
        QTest::newRow("10 KB of one letter") << QString(10'000, u'a');
        QTest::newRow("10 KB of quotes") << QString(10'000, u'"');
        QTest::newRow("10 KB of digits") << QString(10'000, u'4');
        QTest::newRow("10 KB of Ä") << QString(10'000, u'Ä');
    }
    void hostileText()
    {
        QFETCH(QString, typed);
        putLeads(test::smallLeads());
        putActivities(test::smallActivities());
        QElapsedTimer spent;
        spent.start();
        QCOMPARE(ask(typed).text, typed);
        QVERIFY2(spent.elapsed() < 2'000, qPrintable(QString::number(spent.elapsed())));
        QCOMPARE(test::found(ask(QStringLiteral("arkwright robotics"))).value(0),
                 QStringLiteral("lead lead_arkwright"));
    }

    void case040_textThatIsNoTextIsFoundAllTheSame()
    {
        QJsonObject json = test::leadJson(QStringLiteral("lead_broken"), QString(), 1);
        json[QLatin1String("display_name")] = QString(QChar(0xFEFF)) + QStringLiteral("Bro") + QChar(0xD800) +
                                              QStringLiteral("ken Wheels") + QChar(u'\0') +
                                              QStringLiteral(" Ltd");
        QVERIFY(put({test::leadFrom(json)}));
        for (const char *typed : {"wheels", "ltd", "heel"})
            QCOMPARE(test::found(ask(QLatin1String(typed))), QStringList{QStringLiteral("lead lead_broken")});
    }

    void case046_aNoteLikeABookIsFoundByItsBeginning()
    {
        QVERIFY(put({test::someLead(QStringLiteral("lead_1"), QStringLiteral("Library"), 1)}));
        QJsonObject json =
            test::activityJson(QStringLiteral("acti_book"), LeadId(QStringLiteral("lead_1")), 1);
        json[QLatin1String("note")] =
            QStringLiteral("Opening words ") + QStringLiteral("filler ").repeated(150'000);
        QVERIFY(put(LeadId(QStringLiteral("lead_1")), {test::activityFrom(json)}));
        const SearchResults results = ask(QStringLiteral("opening"));
        QCOMPARE(test::found(results), QStringList{QStringLiteral("note acti_book")});
        QVERIFY(results.hits.first().snippet.text.size() < 200);
    }

    void case047_oneOfTenThousandContactsIsFound()
    {
        QJsonArray contacts;
        for (int i = 0; i < 10'000; ++i) {
            const QString number = QStringLiteral("%1").arg(i, 5, 10, QLatin1Char('0'));
            contacts << QJsonObject{{QStringLiteral("id"), QStringLiteral("cont_") + number},
                                    {QStringLiteral("lead_id"), QStringLiteral("lead_crowd")},
                                    {QStringLiteral("name"), QStringLiteral("Person n") + number}};
        }
        QJsonObject json = test::leadJson(QStringLiteral("lead_crowd"), QStringLiteral("Crowd"), 1);
        json[QLatin1String("contacts")] = contacts;
        QVERIFY(put({test::leadFrom(json)}));
        QCOMPARE(test::found(ask(QStringLiteral("n07321"))),
                 QStringList{QStringLiteral("contact cont_07321")});
        QVERIFY(ask(QStringLiteral("person")).hits.size() <= 5); // one company does not fill the box
    }

    void onlyTheLastQuestionIsAnswered()
    {
        fill(300);
        QSignalSpy answers(m_search.get(), &SearchService::found);
        int last = 0;
        for (int i = 0; i < 200; ++i)
            last = m_search->search(QStringLiteral("common name %1").arg(i));
        WAIT_FOR(!answers.isEmpty());
        ask(QStringLiteral("name")); // whatever was still on its way is here by now
        QCOMPARE(answers.size(), 2);
        QCOMPARE(answers.first().first().value<SearchResults>().serial, last);
        QCOMPARE(answers.first().first().value<SearchResults>().text, QStringLiteral("common name 199"));
    }

    /// The next key may meet a question at any of its steps, its last one included.
    void aQuestionBrokenOffAnywhereSpoilsNoLaterOne()
    {
        putLeads(test::smallLeads());
        QSignalSpy found(m_search.get(), &SearchService::found);
        QSignalSpy failed(m_search.get(), &SearchService::failed);
        QElapsedTimer since;
        for (int i = 0; i < 3'000; ++i) {
            m_search->search(QStringLiteral("arkw"));
            since.start();
            while (since.nsecsElapsed() < 1'000 * (i % 400)) {
            }
        }
        const int last = m_search->search(QStringLiteral("arkwright"));
        WAIT_FOR(!failed.isEmpty() ||
                 (!found.isEmpty() && found.last().first().value<SearchResults>().serial == last));
        QCOMPARE(failed.size(), 0);
    }

    void aCancelledQuestionIsNot()
    {
        fill(100);
        QSignalSpy answers(m_search.get(), &SearchService::found);
        m_search->search(QStringLiteral("common"));
        m_search->cancel();
        ask(QStringLiteral("name"));
        QCOMPARE(answers.size(), 1);
        QCOMPARE(answers.first().first().value<SearchResults>().text, QStringLiteral("name"));
    }

    void goesAwayInTheMiddleOfAQuestion()
    {
        fill(300);
        for (int i = 0; i < 20; ++i) {
            m_search->prepare();
            m_search->search(QStringLiteral("comon nmae")); // a slip: the longest way
            auto reader = m_mirror->searchReader();
            QVERIFY(reader);
            m_search = std::make_unique<SearchService>(std::move(reader).value(), UserId());
        }
    }

    void findsWhileTheMirrorIsWritten()
    {
        constexpr int pages = 30;
        int written = 0;
        for (int page = 0; page < pages; ++page) {
            QList<Lead> leads;
            for (int i = 0; i < 20; ++i)
                leads << test::someLead(QStringLiteral("lead_%1x%2").arg(page).arg(i),
                                        QStringLiteral("Growing %1 of %2").arg(i).arg(page), page);
            m_mirror->putLeads(leads, [&written](const Result<Done> &done) { written += done ? 1 : 0; });
        }
        qsizetype last = 0;
        while (written < pages) {
            const qsizetype now = ask(QStringLiteral("growing 7")).hits.size();
            QVERIFY(now >= last || now == 50);
            last = now;
        }
        QCOMPARE(ask(QStringLiteral("growing 19 of 29")).hits.size(), 1);
        QCOMPARE(ask(QStringLiteral("growing")).hits.size(), 50);
        QVERIFY(ask(QStringLiteral("growing")).isCut);
    }

    void whatChangesIsFoundAsItIsNow()
    {
        QVERIFY(put({test::someLead(QStringLiteral("lead_1"), QStringLiteral("Oldname"), 1)}));
        QCOMPARE(ask(QStringLiteral("oldname")).hits.size(), 1);
        QVERIFY(put({test::someLead(QStringLiteral("lead_1"), QStringLiteral("Brandnew"), 2)}));
        QVERIFY(ask(QStringLiteral("oldname")).hits.isEmpty());
        QCOMPARE(ask(QStringLiteral("brandnew")).hits.size(), 1);
        QVERIFY(done([this](Mirror::Then then) {
            m_mirror->removeLead(LeadId(QStringLiteral("lead_1")), std::move(then));
        }));
        QVERIFY(ask(QStringLiteral("brandnew")).hits.isEmpty());
    }

    void aBrokenIndexIsToldAndDoesNoHarm()
    {
        fill(3);
        tamper("DROP TABLE lead_words");
        auto reader = m_mirror->searchReader();
        QVERIFY(reader);
        SearchService search(std::move(reader).value(), UserId());
        QSignalSpy failed(&search, &SearchService::failed);
        const int serial = search.search(QStringLiteral("common"));
        WAIT_FOR(!failed.isEmpty());
        QCOMPARE(failed.first().at(0).toInt(), serial);
        QCOMPARE(failed.first().at(1).value<ApiError>().kind, ErrorKind::Storage);
    }
};

QTEST_GUILESS_MAIN(SearchServiceTest)
#include "tst_searchservice.moc"
