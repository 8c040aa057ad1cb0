#include "services/mirror/folding.h"
#include "services/mirror/rowkey.h"
#include "services/search/oneedit.h"
#include "tests/mirror/mirrordata.h"
#include "tests/search/findfixture.h"

#include <QJsonArray>
#include <QRandomGenerator>

using namespace leadline;

namespace {

constexpr int leadCount = 1'200;
constexpr int rounds = 60;

/// One lead as a person would look for it.
struct Known
{
    QString id;
    QString text;   ///< folded, everything
    QString digits; ///< of its phones, apart
};

/// Words that nobody has chosen, so that none is favoured: from syllables.
QString inventedWord(QRandomGenerator &random)
{
    static const char *syllables[] = {"ba",  "cor", "den", "fi",  "gal", "hos", "jin", "kel",
                                      "lom", "mar", "nu",  "par", "qui", "ros", "sol", "tam",
                                      "ul",  "ver", "wes", "yor", "zan", "öst", "ei",  "trä"};
    QString word;
    for (int i = 2 + random.bounded(3); i > 0; --i)
        word += QString::fromUtf8(syllables[random.bounded(int(std::size(syllables)))]);
    word[0] = word[0].toUpper();
    return word;
}

QSet<QString> leadsOf(const SearchResults &results)
{
    QSet<QString> ids;
    for (const SearchHit &hit : results.hits)
        ids.insert(hit.leadId.value);
    return ids;
}

} // namespace

/// Answers compared with looking at every lead, over made-up data; the seed is told when something differs.
class FindOracleTest final : public test::FindFixture
{
    Q_OBJECT

    QRandomGenerator m_random{20'261'123};
    QList<Known> m_known;
    QStringList m_words; ///< folded, of names of leads

    QJsonObject madeLead(int number)
    {
        const QString name = inventedWord(m_random) + QLatin1Char(' ') + inventedWord(m_random);
        const QString person = inventedWord(m_random) + QLatin1Char(' ') + inventedWord(m_random);
        const QString phone = QStringLiteral("+1%1").arg(m_random.bounded(2'000'000'000, 2'147'483'647));
        const QString email =
            foldedForSearch(person).replace(QLatin1Char(' '), QLatin1Char('.')) + QLatin1String("@x.example");
        QJsonObject json = test::leadJson(QStringLiteral("lead_%1").arg(number), name, number);
        json[QLatin1String("contacts")] = QJsonArray{QJsonObject{
            {QStringLiteral("id"), QStringLiteral("cont_%1").arg(number)},
            {QStringLiteral("lead_id"), json[QLatin1String("id")]},
            {QStringLiteral("name"), person},
            {QStringLiteral("phones"), QJsonArray{QJsonObject{{QStringLiteral("phone"), phone}}}},
            {QStringLiteral("emails"), QJsonArray{QJsonObject{{QStringLiteral("email"), email}}}}}};
        const QString people = name + QLatin1Char(' ') + person;
        const QString spelled = QString::fromStdString(spelledOutUtf8(people.toStdString()));
        m_known << Known{json[QLatin1String("id")].toString(),
                         foldedForSearch(people + QLatin1Char(' ') + email) + QLatin1Char(' ') + spelled,
                         phone.mid(1)};
        m_words += foldedForSearch(name).split(QLatin1Char(' '));
        return json;
    }
    template <typename Predicate>
    QSet<QString> knownWith(Predicate predicate) const
    {
        QSet<QString> ids;
        for (const Known &lead : m_known) {
            if (predicate(lead))
                ids.insert(lead.id);
        }
        return ids;
    }
    QSet<QString> containing(const QString &piece) const
    {
        return knownWith([&](const Known &lead) { return lead.text.contains(piece); });
    }
    static bool hasBeginning(const QString &text, const QString &word)
    {
        static const QRegularExpression apart(QStringLiteral("[ .@]"));
        const QStringList words = text.split(apart);
        return std::any_of(words.begin(), words.end(),
                           [&](const QString &each) { return each.startsWith(word); });
    }
    QString someWord() { return m_words[m_random.bounded(int(m_words.size()))]; }
    /// One letter put in, left out, replaced, or swapped with its neighbour.
    QString misspelled(QString word)
    {
        const int at = m_random.bounded(int(word.size()) - 1);
        const QChar letter(u'a' + m_random.bounded(26));
        switch (m_random.bounded(4)) {
        case 0:
            return word.insert(at, letter);
        case 1:
            return word.remove(at, 1);
        case 2:
            word[at] = letter;
            return word;
        default:
            std::swap(word[at], word[at + 1]);
            return word;
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        openSearch();
        QList<Lead> leads;
        for (int number = 0; number < leadCount; ++number)
            leads << test::leadFrom(madeLead(number));
        QVERIFY(put(leads));
    }
    void cleanupTestCase() { closeSearch(); }
    void init() { test::expectSilence(); }

    void beginningsOfWords()
    {
        int asked = 0;
        for (int round = 0; round < rounds; ++round) {
            const QString word = someWord();
            const QString typed = word.left(2 + m_random.bounded(int(word.size()) - 1));
            const auto expected =
                knownWith([&](const Known &lead) { return hasBeginning(lead.text, typed); });
            if (expected.size() > 20)
                continue; // the best 50 cannot hold all, with their people
            ++asked;
            const auto found = leadsOf(ask(typed));
            QVERIFY2(found.contains(expected), qPrintable(typed));
            QVERIFY2(containing(typed).contains(found), qPrintable(typed));
        }
        QVERIFY(asked > rounds / 3);
    }

    void twoBeginningsInAnyOrder()
    {
        for (int round = 0; round < rounds; ++round) {
            const Known &lead = m_known[m_random.bounded(leadCount)];
            const QStringList words = lead.text.split(QLatin1Char(' '));
            const QString a = words[1].left(3);
            const QString b = words[0].left(4);
            const auto expected = knownWith(
                [&](const Known &each) { return hasBeginning(each.text, a) && hasBeginning(each.text, b); });
            if (expected.size() <= 20)
                QVERIFY2(leadsOf(ask(a + QLatin1Char(' ') + b)).contains(expected),
                         qPrintable(a + QLatin1Char(' ') + b));
        }
    }

    void middlesOfWords()
    {
        int asked = 0;
        for (int round = 0; round < rounds; ++round) {
            const QString word = someWord();
            if (word.size() < 6)
                continue;
            const QString typed = word.mid(1 + m_random.bounded(2), 4);
            const bool isBeginning =
                !knownWith([&](const Known &lead) { return hasBeginning(lead.text, typed); }).isEmpty();
            const auto expected = containing(typed);
            if (isBeginning || expected.size() > 15)
                continue;
            ++asked;
            QCOMPARE(leadsOf(ask(typed)), expected);
        }
        QVERIFY(asked > 10);
    }

    void digits()
    {
        for (int round = 0; round < rounds; ++round) {
            const Known &lead = m_known[m_random.bounded(leadCount)];
            const int length = 4 + m_random.bounded(4);
            const bool isEnd = m_random.bounded(2) == 0;
            const QString typed =
                isEnd ? lead.digits.right(length) : lead.digits.mid(m_random.bounded(4), length);
            if (typed.startsWith(QLatin1Char('0')))
                continue; // one dials zeros that are no part of a number
            const auto expected = knownWith([&](const Known &each) { return each.digits.contains(typed); });
            if (expected.size() > 20)
                continue;
            QString spaced = typed;
            spaced.insert(2, QLatin1Char(round % 2 == 0 ? '-' : ' '));
            QCOMPARE(leadsOf(ask(typed)), expected);
            QVERIFY2(leadsOf(ask(spaced)).contains(expected), qPrintable(spaced));
        }
    }

    void slipsOfOneLetter()
    {
        int wanted = 0;
        int recalled = 0;
        for (int round = 0; round < 3 * rounds; ++round) {
            const QString word = someWord();
            const QString typed = misspelled(word);
            if (word.size() < 5 || !containing(typed).isEmpty())
                continue; // spelled like something else
            const auto expected = knownWith([&](const Known &lead) {
                const QStringList words = lead.text.split(QLatin1Char(' '));
                return std::any_of(words.begin(), words.end(),
                                   [&](const QString &each) { return isWithinOneEdit(typed, each); });
            });
            if (expected.size() > 20)
                continue;
            const SearchResults results = ask(typed);
            QVERIFY(results.isGuess || results.hits.isEmpty());
            wanted += int(expected.size());
            recalled += int(leadsOf(results).intersect(expected).size());
        }
        QVERIFY(wanted > 100);
        QVERIFY2(recalled * 100 >= wanted * 95,
                 qPrintable(QStringLiteral("%1 of %2").arg(recalled).arg(wanted)));
    }

    void wholeNamesComeFirst()
    {
        for (int round = 0; round < 20; ++round) {
            const int number = m_random.bounded(leadCount);
            const QString name = m_mirror->leadRows({rowKey(m_known[number].id)}).first().name;
            QCOMPARE(ask(name).hits.first().title.text, name);
        }
    }
};

QTEST_GUILESS_MAIN(FindOracleTest)
#include "tst_findoracle.moc"
