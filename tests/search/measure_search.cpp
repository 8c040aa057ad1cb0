#include "tests/mirror/mirrordata.h"
#include "tests/search/findfixture.h"

#include "tests/lists/figures.h" // after what brings QString

#include <QDir>
#include <QEventLoop>
#include <QJsonArray>
#include <QRandomGenerator>

namespace leadline::test {

namespace {

/// Company words as in real lists: a few stand everywhere, most are rare.
int zipf(QRandomGenerator &random, int count)
{
    return std::min(count - 1, static_cast<int>(std::pow(double(count), random.generateDouble())) - 1);
}

QString invented(quint32 number)
{
    static const char *syllables[] = {"ba",  "cor", "den", "fi",  "gal", "hos", "jin", "kel",
                                      "lom", "mar", "nu",  "par", "qui", "ros", "sol", "tam",
                                      "ul",  "ver", "wes", "yor", "zan", "est", "ei",  "tra"};
    QString word;
    for (quint32 rest = number + 24; rest > 0; rest /= 24)
        word += QLatin1String(syllables[rest % 24]);
    return word;
}

QJsonObject person(QRandomGenerator &random, const QString &lead, int index, const QString &domain)
{
    const QString first = invented(quint32(random.bounded(400)) * 7 + 1000);
    const QString last = random.bounded(40) == 0 ? QStringLiteral("Müller")
                                                 : invented(quint32(zipf(random, 20'000)) * 31 + 14'000);
    const QString phone = QStringLiteral("+1%1").arg(random.bounded(2'000'000'000, 2'147'483'647));
    return {{QStringLiteral("id"), QStringLiteral("cont_%1x%2").arg(lead.mid(5)).arg(index)},
            {QStringLiteral("lead_id"), lead},
            {QStringLiteral("name"), first + QLatin1Char(' ') + last},
            {QStringLiteral("title"), QStringLiteral("Head of Purchasing")},
            {QStringLiteral("phones"), QJsonArray{QJsonObject{{QStringLiteral("phone"), phone}}}},
            {QStringLiteral("emails"),
             QJsonArray{QJsonObject{{QStringLiteral("email"), first + QLatin1Char('@') + domain}}}}};
}

Lead madeLead(QRandomGenerator &random, int number)
{
    const QString id = QStringLiteral("lead_%1").arg(number);
    const QString company = invented(quint32(zipf(random, 60'000)) * 17 + 600);
    QJsonObject json =
        leadJson(id, company + QLatin1Char(' ') + invented(quint32(zipf(random, 2'000)) * 5 + 30),
                 random.bounded(500'000));
    json[QLatin1String("addresses")] =
        QJsonArray{QJsonObject{{QStringLiteral("city"), invented(quint32(random.bounded(300)) * 3 + 700)}}};
    QJsonArray contacts;
    for (int i = random.bounded(3); i >= 0; --i)
        contacts << person(random, id, i, company + QStringLiteral(".example"));
    json[QLatin1String("contacts")] = contacts;
    for (int field = 0; field < 4; ++field)
        json[QStringLiteral("custom.cf_%1").arg(field)] = invented(quint32(random.bounded(2'000)));
    return leadFrom(json);
}

} // namespace

/// Times from a key to its answer, over a mirror filled by real puts. LEADLINE_LEADS: how many (100,000);
/// LEADLINE_FOLDER: where the mirror is kept between runs. No test: it never fails for being slow.
class SearchMeasure final : public FindFixture
{
    Q_OBJECT

    int m_leads = qEnvironmentVariable("LEADLINE_LEADS", QStringLiteral("100000")).toInt();
    QRandomGenerator m_random{QRandomGenerator::securelySeeded()};
    QStringList m_words;
    QStringList m_phones;

    void fill()
    {
        QRandomGenerator made(7);
        for (int number = 0; number < m_leads; number += 200) {
            QList<Lead> page;
            for (int i = number; i < std::min(m_leads, number + 200); ++i)
                page << madeLead(made, i);
            QVERIFY(put(page));
            if (number % 20'000 == 0) {
                QVERIFY(put(page.first().id, {noteOn(page.first().id, number)}));
                QTextStream(stdout) << number << " leads\n" << Qt::flush;
            }
        }
    }
    static Activity noteOn(const LeadId &lead, int number)
    {
        QJsonObject json = activityJson(QStringLiteral("acti_%1").arg(number), lead, number % 1000);
        json[QLatin1String("note")] = QStringLiteral("Interested in the annual plan, call again in spring");
        return activityFrom(json);
    }
    void sample()
    {
        QRandomGenerator made(7);
        for (int i = 0; i < 4'000; ++i) {
            const Lead lead = madeLead(made, i);
            m_words += lead.displayName.split(QLatin1Char(' '));
            m_words += lead.contacts.first().name.split(QLatin1Char(' '));
            m_phones << lead.contacts.first().phones.first().number.mid(2);
        }
    }
    QString word(int shortest)
    {
        for (;;) {
            const QString word = m_words[m_random.bounded(int(m_words.size()))];
            if (word.size() >= shortest)
                return word.toLower();
        }
    }
    void measure(const QString &what, const std::function<QString()> &query, int rounds = 300)
    {
        Figures figures(what);
        QEventLoop loop;
        qsizetype hits = 0;
        connect(m_search.get(), &SearchService::found, &loop, [&](const SearchResults &results) {
            hits += results.hits.size();
            loop.quit();
        });
        for (int i = 0; i < rounds; ++i) {
            const QString text = query();
            figures.measure([&] {
                m_search->search(text);
                loop.exec();
            });
        }
        figures.print();
        QTextStream(stdout) << "    hits on average " << double(hits) / rounds << "\n";
    }

private Q_SLOTS:
    void answers()
    {
        const QString folder = qEnvironmentVariable("LEADLINE_FOLDER");
        QDir().mkpath(folder);
        auto opened = Mirror::open(folder);
        QVERIFY(opened);
        m_mirror = std::move(opened).value();
        if (m_mirror->leadCount() < m_leads)
            fill();
        QCOMPARE(m_mirror->leadCount(), m_leads);
        auto reader = m_mirror->searchReader();
        QVERIFY(reader);
        m_search = std::make_unique<SearchService>(std::move(reader).value(), UserId());
        sample();
        for (int length = 1; length <= 6; ++length)
            measure(QStringLiteral("%1 letters").arg(length), [&] { return word(length).left(length); });
        measure(QStringLiteral("two words"),
                [&] { return word(3).left(3) + QLatin1Char(' ') + word(3).left(2); });
        measure(QStringLiteral("middle of 5 letters"), [&] { return word(7).mid(1, 5); });
        measure(QStringLiteral("last 4 digits"), [&] { return m_phones[m_random.bounded(4'000)].right(4); });
        measure(QStringLiteral("7 digits"), [&] { return m_phones[m_random.bounded(4'000)].mid(1, 7); });
        measure(
            QStringLiteral("first slip, words being read"),
            [&] { return word(6).replace(3, 1, QLatin1Char('q')); }, 1);
        measure(QStringLiteral("slip of one letter"),
                [&] { return word(6).replace(3, 1, QLatin1Char('q')); });
        m_search.reset();
        m_mirror.reset();
    }
};

} // namespace leadline::test

QTEST_GUILESS_MAIN(leadline::test::SearchMeasure)
#include "measure_search.moc"
