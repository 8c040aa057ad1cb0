#include "services/search/oneedit.h"
#include "services/search/vocabulary.h"
#include "tests/testkit/testmain.h"

#include <QRandomGenerator>

#include <random>

using namespace leadline;

namespace {

/// The textbook table (optimal string alignment), to compare with.
int distance(const QString &a, const QString &b)
{
    std::vector<std::vector<int>> d(size_t(a.size()) + 1, std::vector<int>(size_t(b.size()) + 1));
    for (size_t i = 0; i <= size_t(a.size()); ++i) {
        for (size_t j = 0; j <= size_t(b.size()); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = int(i + j);
                continue;
            }
            const QChar x = a[qsizetype(i) - 1];
            const QChar y = b[qsizetype(j) - 1];
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (x == y ? 0 : 1)});
            if (i > 1 && j > 1 && x == b[qsizetype(j) - 2] && a[qsizetype(i) - 2] == y)
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[size_t(a.size())][size_t(b.size())];
}

/// Few letters, so that near words are common.
QString scribble(QRandomGenerator &random, int longest)
{
    QString word;
    for (int i = random.bounded(longest + 1); i > 0; --i)
        word += QChar(u'a' + random.bounded(3));
    return word;
}

} // namespace

/// Words that a slip of one letter turns into one another.
class TyposTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { test::expectSilence(); }

    void agreesWithTheTextbook()
    {
        QRandomGenerator random(20'260'619);
        for (int i = 0; i < 40'000; ++i) {
            const QString a = scribble(random, 6);
            const QString b = scribble(random, 7);
            const int apart = distance(a, b);
            QVERIFY2(isWithinOneEdit(a, b) == (apart <= 1), qPrintable(a + QLatin1Char('/') + b));
            bool isBegun = false;
            for (int end = 0; end <= b.size(); ++end)
                isBegun = isBegun || distance(a, b.left(end)) <= 1;
            QVERIFY2(beginsWithinOneEdit(a, b) == isBegun, qPrintable(a + QLatin1Char('/') + b));
        }
    }

    void findsWhatWasMeant_data()
    {
        QTest::addColumn<QString>("typed");
        for (const char *typed :
             {"arkwrigt", "arrkwright", "arkwrihgt", "arkwtight", "rkwright", "arkwrightt", "akrwr"})
            QTest::newRow(typed) << QString::fromLatin1(typed);
    }
    void findsWhatWasMeant()
    {
        QFETCH(QString, typed);
        Vocabulary words;
        for (const char *word : {"bayside", "arkwright", "robotics", "calloway", "ark"})
            words.add(word);
        QCOMPARE(words.near(typed, 8), QStringList{QStringLiteral("arkwright")});
    }

    void wholeWordsComeFirst()
    {
        Vocabulary words;
        for (const char *word : {"mullerei", "mullert", "muller"})
            words.add(word);
        QCOMPARE(words.near(QStringLiteral("mulles"), 8).first(), QStringLiteral("muller"));
        QCOMPARE(words.near(QStringLiteral("mulles"), 1), QStringList{QStringLiteral("muller")});
    }

    void shortWordsAreNoTypos()
    {
        Vocabulary words;
        words.add("abc");
        words.add("ab");
        QCOMPARE(words.count(), 1);
        QCOMPARE(words.near(QStringLiteral("abd"), 8), QStringList());
        QCOMPARE(words.near(QStringLiteral("abcd"), 8), QStringList{QStringLiteral("abc")});
    }

    void otherScriptsCountByLetters()
    {
        Vocabulary words;
        words.add(QStringLiteral("москва").toUtf8());
        words.add(QStringLiteral("αθηνα").toUtf8());
        QCOMPARE(words.near(QStringLiteral("мосва"), 8), QStringList{QStringLiteral("москва")});
        QCOMPARE(words.near(QStringLiteral("αθινα"), 8), QStringList{QStringLiteral("αθηνα")});
    }

    /// The first look at a word, at its letters, must let through whatever the second, exact one would.
    void everyWordOneEditAwayIsFound()
    {
        std::mt19937 random(11);
        const QString alphabet = QStringLiteral("abcxyz0156éžдя東");
        const auto letter = [&] { return alphabet.at(qsizetype(random() % size_t(alphabet.size()))); };
        Vocabulary words;
        QStringList known;
        for (int i = 0; i < 300; ++i) {
            QString word;
            for (size_t size = 5 + random() % 8; size > 0; --size)
                word += letter();
            known << word;
            words.add(word.toUtf8());
        }
        for (const QString &word : std::as_const(known)) {
            QString typed = word;
            const auto at = qsizetype(random() % size_t(word.size()));
            switch (random() % 3) {
            case 0:
                typed[at] = letter();
                break;
            case 1:
                typed.remove(at, 1);
                break;
            case 2:
                typed.insert(at, letter());
                break;
            }
            QVERIFY2(words.near(typed, 300).contains(word), qPrintable(typed + QLatin1Char('/') + word));
        }
    }

    /// Neighbours share their beginnings, the first of sixteen with nobody.
    void wordsInTheirOrderAreAllFound()
    {
        Vocabulary words;
        for (int number = 1000; number < 1100; ++number)
            words.add("arkwright" + QByteArray::number(number));
        QCOMPARE(words.count(), 100);
        for (int number = 1000; number < 1100; ++number) {
            const QString word = QStringLiteral("arkwright%1").arg(number);
            QVERIFY2(words.near(word, 100).contains(word), qPrintable(word));
        }
    }

    /// Sizes are kept in one byte each.
    void longWordsDoNotDisturbTheirNeighbours()
    {
        Vocabulary words;
        words.add("arkwright");
        words.add(QStringLiteral("東").repeated(64).toUtf8()); // 192 bytes
        words.add(QStringLiteral("😀").repeated(32).toUtf8());  // 128 bytes
        words.add(QByteArray(256, 'x'));
        words.add("calloway");
        QCOMPARE(words.count(), 4);
        QCOMPARE(words.near(QStringLiteral("caloway"), 8), QStringList{QStringLiteral("calloway")});
        QCOMPARE(words.near(QStringLiteral("arkwrigt"), 8), QStringList{QStringLiteral("arkwright")});
    }

    void nothingUnreadableIsKept()
    {
        Vocabulary words;
        words.add(QByteArray(70'000, 'x'));
        words.add("\xff\xfe\xfd");
        words.add({});
        QVERIFY(words.count() <= 1); // bytes that are no text read as replacement letters
        QCOMPARE(words.near(QString(300, u'x'), 8), QStringList());
    }

    void clearsForAFreshLoad()
    {
        Vocabulary words;
        words.add("arkwright");
        words.clear();
        QCOMPARE(words.count(), 0);
        QCOMPARE(words.near(QStringLiteral("arkwrigt"), 8), QStringList());
    }
};

QTEST_GUILESS_MAIN(TyposTest)
#include "tst_typos.moc"
