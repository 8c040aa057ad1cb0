#include "services/mirror/bodies.h"
#include "services/mirror/database.h"
#include "services/mirror/rowkey.h"
#include "tests/mirror/mirrordata.h"
#include "tests/mirror/mirrorfixture.h"

#include <QJsonArray>

#include <random>

using namespace leadline;
using test::activityFrom;
using test::activityJson;
using test::leadFrom;
using test::leadJson;
using test::someActivity;
using test::someLead;

namespace {

const LeadId acme(QStringLiteral("lead_acme"));
const LeadId muller(QStringLiteral("lead_muller"));

QJsonObject withTask(QJsonObject lead, const QString &id, const QString &text)
{
    QJsonArray tasks = lead.value(QLatin1String("tasks")).toArray();
    tasks.append(QJsonObject{{QStringLiteral("id"), id}, {QStringLiteral("text"), text}});
    lead.insert(QStringLiteral("tasks"), tasks);
    return lead;
}

} // namespace

/// What the mirror writes for the search: texts, slots by recency, full-text tables that agree with them.
class TestMirrorSearch : public test::MirrorFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        openFresh();
    }
    void cleanup()
    {
        searchAgrees();
        m_reader.reset();
        close();
    }
    void leadsAreFoundByWordAndByFragment();
    void itemsAreFoundAndGo();
    void mostRecentFirst();
    void firstLoadStandsBelowInItsOrder();
    void changedWordsKeepTheSlot();
    void removedLeadTakesItsTexts();
    void removedActivityTakesItsText();
    void emptiedTextIsNotFound();
    void randomWritesEqualBruteForce();
    void olderFileIsFilledAndRead();

private:
    /// Leads of the hits, newest first.
    QStringList find(const char *sql, const QString &needle)
    {
        const auto opened = m_reader ? Result<Done>(Done{}) : openReader();
        QStringList ids;
        const auto done = guarded([&] {
            Query query(m_reader->prepared(sql));
            query.bind(needle);
            while (query.step())
                ids.append(query.text(0).mid(5)); // without lead_
            return opened.isOk();
        });
        return done ? ids : QStringList{QStringLiteral("failed"), done.error().message};
    }
    Result<Done> openReader()
    {
        auto reader = m_mirror->searchReader();
        if (!reader)
            return reader.error();
        m_reader = std::move(reader).value();
        return Done{};
    }
    QStringList byWord(const QString &match)
    {
        return find(
            "SELECT lead.id FROM lead_words JOIN lead_text ON slot = lead_words.rowid"
            " JOIN lead ON lead.key = lead_key WHERE lead_words MATCH ? ORDER BY lead_words.rowid DESC",
            match);
    }
    QStringList byFragment(const QString &part)
    {
        return find("SELECT lead.id FROM lead_grams JOIN lead_text ON slot = lead_grams.rowid"
                    " JOIN lead ON lead.key = lead_key WHERE lead_grams.text LIKE '%' || ? || '%'"
                    " ORDER BY lead_grams.rowid DESC",
                    part);
    }
    QStringList items(const QString &match)
    {
        return find(
            "SELECT lead.id || ' ' || kind FROM item_words JOIN item_text ON slot = item_words.rowid"
            " JOIN lead ON lead.key = lead_key WHERE item_words MATCH ? ORDER BY item_words.rowid DESC",
            match);
    }
    std::unique_ptr<Database> m_reader;
};

void TestMirrorSearch::leadsAreFoundByWordAndByFragment()
{
    QJsonObject json = leadJson(muller.value, QStringLiteral("M\u00fcller & S\u00f6hne"), 5);
    json.insert(QStringLiteral("contacts"),
                QJsonArray{QJsonObject{
                    {QStringLiteral("id"), QStringLiteral("cont_1")},
                    {QStringLiteral("name"), QStringLiteral("Ren\u00e9e Dupont")},
                    {QStringLiteral("phones"),
                     QJsonArray{QJsonObject{{QStringLiteral("phone"), QStringLiteral("+14155550123")}}}}}});
    QVERIFY(put({leadFrom(json), someLead(acme.value, QStringLiteral("Acme"))}));
    const QStringList onlyMuller{QStringLiteral("muller")};
    for (const char *match :
         {"muller", "mueller", "sohne", "soehne", "renee", "dup*", "m*", "du* mul*", "1415*"})
        QCOMPARE(byWord(QString::fromLatin1(match)), onlyMuller);
    for (const char *part : {"ulle", "uell", "5550123", "ee dup"})
        QCOMPARE(byFragment(QString::fromLatin1(part)), onlyMuller);
    QCOMPARE(byWord(QStringLiteral("acme")), QStringList{QStringLiteral("acme")});
    QVERIFY(byWord(QStringLiteral("mullers")).isEmpty());
    QVERIFY(byFragment(QStringLiteral("xyz")).isEmpty());
}

void TestMirrorSearch::itemsAreFoundAndGo()
{
    QJsonObject json = withTask(leadJson(acme.value, QStringLiteral("Acme"), 1), QStringLiteral("task_1"),
                                QStringLiteral("Send the brochure"));
    json.insert(QStringLiteral("opportunities"),
                QJsonArray{QJsonObject{{QStringLiteral("id"), QStringLiteral("oppo_1")},
                                       {QStringLiteral("value_formatted"), QStringLiteral("$500 annual")},
                                       {QStringLiteral("note"), QStringLiteral("Two-site rollout")}}});
    QVERIFY(put({leadFrom(json)}));
    QJsonObject note = activityJson(QStringLiteral("acti_1"), acme, 3);
    note.insert(QStringLiteral("note"), QStringLiteral("Wants the brochure by Friday"));
    QVERIFY(put(acme, {activityFrom(note)}));
    QCOMPARE(items(QStringLiteral("brochure")),
             (QStringList{QStringLiteral("acme note"), QStringLiteral("acme task")}));
    QCOMPARE(items(QStringLiteral("rollout 500")), QStringList{QStringLiteral("acme opportunity")});
    // The task was done, another one came, and the deal went.
    json = withTask(leadJson(acme.value, QStringLiteral("Acme"), 2), QStringLiteral("task_2"),
                    QStringLiteral("Call back"));
    json.insert(QStringLiteral("opportunities"), QJsonArray());
    QVERIFY(put({leadFrom(json)}));
    QCOMPARE(items(QStringLiteral("brochure")), QStringList{QStringLiteral("acme note")});
    QCOMPARE(items(QStringLiteral("call")), QStringList{QStringLiteral("acme task")});
    QVERIFY(items(QStringLiteral("rollout")).isEmpty());
}

void TestMirrorSearch::mostRecentFirst()
{
    const LeadId first(QStringLiteral("lead_1"));
    QVERIFY(put({someLead(QStringLiteral("lead_1"), QStringLiteral("Company one"), 1),
                 someLead(QStringLiteral("lead_3"), QStringLiteral("Company three"), 3),
                 someLead(QStringLiteral("lead_2"), QStringLiteral("Company two"), 2)}));
    QCOMPARE(byWord(QStringLiteral("comp*")).join(u' '), QStringLiteral("3 2 1"));
    QVERIFY(put({someLead(QStringLiteral("lead_4"), QStringLiteral("Company four"), 9)}));
    QCOMPARE(byWord(QStringLiteral("comp*")).join(u' '), QStringLiteral("4 3 2 1"));
    // Touched: an activity later than anything before, then the lead itself.
    QVERIFY(put(first, {someActivity(QStringLiteral("acti_1"), first, 20)}));
    QCOMPARE(byWord(QStringLiteral("comp*")).join(u' '), QStringLiteral("1 4 3 2"));
    QVERIFY(put({someLead(QStringLiteral("lead_2"), QStringLiteral("Company two"), 30)}));
    QCOMPARE(byWord(QStringLiteral("comp*")).join(u' '), QStringLiteral("2 1 4 3"));
    // Several at once stand in the order of their times.
    QVERIFY(put({someLead(QStringLiteral("lead_3"), QStringLiteral("Company three"), 50),
                 someLead(QStringLiteral("lead_4"), QStringLiteral("Company four"), 40)}));
    QCOMPARE(byFragment(QStringLiteral("mpan")).join(u' '), QStringLiteral("3 4 2 1"));
}

void TestMirrorSearch::firstLoadStandsBelowInItsOrder()
{
    for (int page = 9; page >= 0; --page) {
        QList<Lead> leads;
        for (int i = 9; i >= 0; --i) {
            const QString number = QStringLiteral("%1").arg(page * 10 + i, 2, 10, QLatin1Char('0'));
            leads.append(
                someLead(QStringLiteral("lead_") + number, QStringLiteral("Company"), page * 10 + i));
        }
        QVERIFY(put(leads));
    }
    const QStringList found = byWord(QStringLiteral("company"));
    QStringList expected = found;
    std::sort(expected.begin(), expected.end(), std::greater<>());
    QCOMPARE(found.size(), 100);
    QCOMPARE(found, expected);
    QCOMPARE(count("SELECT max(slot) - min(slot) FROM lead_text"), 99); // close together: short in the tables
}

void TestMirrorSearch::changedWordsKeepTheSlot()
{
    QVERIFY(put(
        {someLead(acme.value, QStringLiteral("Acme"), 1), someLead(muller.value, QStringLiteral("M"), 2)}));
    const int slot = count("SELECT slot FROM lead_text WHERE text LIKE '%acme%'");
    QVERIFY(put({someLead(acme.value, QStringLiteral("Renamed"), 1)}));
    QCOMPARE(count("SELECT slot FROM lead_text WHERE text LIKE '%renamed%'"), slot);
    QVERIFY(byWord(QStringLiteral("acme")).isEmpty());
    QCOMPARE(byWord(QStringLiteral("renamed")), QStringList{QStringLiteral("acme")});
    // Nothing about it changed: nothing is written.
    const int rows = count("SELECT count(*) FROM lead_words_data");
    QVERIFY(put({someLead(acme.value, QStringLiteral("Renamed"), 1)}));
    QVERIFY(put(acme, {someActivity(QStringLiteral("acti_1"), acme, 0)})); // older than what was known
    QCOMPARE(count("SELECT slot FROM lead_text WHERE text LIKE '%renamed%'"), slot);
    QCOMPARE(count("SELECT count(*) FROM lead_words_data"), rows);
}

void TestMirrorSearch::removedLeadTakesItsTexts()
{
    QVERIFY(put({leadFrom(withTask(leadJson(acme.value, QStringLiteral("Acme")), QStringLiteral("task_1"),
                                   QStringLiteral("Brochure")))}));
    QJsonObject note = activityJson(QStringLiteral("acti_1"), acme, 3);
    note.insert(QStringLiteral("note"), QStringLiteral("Brochure"));
    QVERIFY(put(acme, {activityFrom(note)}));
    QCOMPARE(items(QStringLiteral("brochure")).size(), 2);
    QVERIFY(done([&](Mirror::Then then) { m_mirror->removeLead(acme, std::move(then)); }));
    QVERIFY(byWord(QStringLiteral("acme")).isEmpty());
    QVERIFY(items(QStringLiteral("brochure")).isEmpty());
    QCOMPARE(count("SELECT count(*) FROM item_text"), 0);
}

void TestMirrorSearch::removedActivityTakesItsText()
{
    QVERIFY(put({someLead(acme.value, QStringLiteral("Acme"))}));
    QJsonObject sms = activityJson(QStringLiteral("acti_1"), acme, 3, QStringLiteral("SMS"));
    sms.insert(QStringLiteral("text"), QStringLiteral("Brochure"));
    QVERIFY(put(acme, {activityFrom(sms)}));
    QCOMPARE(items(QStringLiteral("brochure")), QStringList{QStringLiteral("acme sms")});
    const ActivityId id(QStringLiteral("acti_1"));
    QVERIFY(done([&](Mirror::Then then) { m_mirror->removeActivity(id, std::move(then)); }));
    QVERIFY(items(QStringLiteral("brochure")).isEmpty());
}

void TestMirrorSearch::emptiedTextIsNotFound()
{
    QVERIFY(put({someLead(acme.value, QStringLiteral("Acme"))}));
    QJsonObject note = activityJson(QStringLiteral("acti_1"), acme, 3);
    note.insert(QStringLiteral("note"), QStringLiteral("Brochure"));
    QVERIFY(put(acme, {activityFrom(note)}));
    note.insert(QStringLiteral("note"), QString());
    note.insert(QStringLiteral("date_updated"), test::timeText(4));
    QVERIFY(put(acme, {activityFrom(note)}));
    QVERIFY(items(QStringLiteral("brochure")).isEmpty());
    QCOMPARE(count("SELECT count(*) FROM item_text"), 0);
}

void TestMirrorSearch::randomWritesEqualBruteForce()
{
    static const QStringList words{QStringLiteral("alpha"), QStringLiteral("beta"), QStringLiteral("gamma"),
                                   QStringLiteral("delta"), QStringLiteral("omega")};
    std::mt19937 random(99);
    QHash<QString, QString> names;
    QHash<QString, QString> notes;
    for (int minute = 0; minute < 120; ++minute) {
        const QString id = QString::number(random() % 20);
        const LeadId lead(QStringLiteral("lead_") + id);
        const QString word = words.at(int(random() % 5));
        const auto what = random() % 10;
        if (what < 5) {
            names[id] = word;
            QVERIFY(put({someLead(lead.value, word, minute)}));
        } else if (what < 9 && names.contains(id)) {
            const QString number = id + QStringLiteral("x%1").arg(random() % 3);
            QJsonObject note = activityJson(QStringLiteral("acti_") + number, lead, minute);
            note.insert(QStringLiteral("note"), word);
            QVERIFY(put(lead, {activityFrom(note)}));
            notes[number] = word;
        } else if (what == 9) {
            names.remove(id);
            notes.removeIf([&](const auto &note) { return note.key().startsWith(id + u'x'); });
            QVERIFY(done([&](Mirror::Then then) { m_mirror->removeLead(lead, std::move(then)); }));
        }
    }
    for (const QString &word : words) {
        QStringList leads = byWord(word);
        QStringList expected = names.keys(word);
        std::sort(leads.begin(), leads.end());
        std::sort(expected.begin(), expected.end());
        QCOMPARE(leads, expected);
        QCOMPARE(items(word).size(), notes.keys(word).size());
    }
}

/// A file of the first schema, as the version before this one left it.
void TestMirrorSearch::olderFileIsFilledAndRead()
{
    close();
    m_reader.reset();
    m_dir = std::make_unique<QTemporaryDir>();
    QFile script(qEnvironmentVariable("LEADLINE_SOURCE") +
                 QStringLiteral("/resources/schema/mirror/0001.sql"));
    QVERIFY(script.open(QIODevice::ReadOnly));
    SQLite::Database old(m_dir->filePath(QStringLiteral("mirror.db")).toStdString(),
                         SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    old.exec(script.readAll().constData());
    QJsonObject note = activityJson(QStringLiteral("acti_1"), acme, 3);
    note.insert(QStringLiteral("note"), QStringLiteral("Brochure"));
    const auto zlib = [](const QJsonObject &json) {
        return QString::fromLatin1(qCompress(jsonText(json)).toHex());
    };
    old.exec(QStringLiteral(
                 "INSERT INTO lead (key, id, name, folded, status_id, status_label, contact_count, city,"
                 " time_zone, updated_at) VALUES (%1, 'lead_acme', 'Acme', 'acme', '', '', 0, '', '', 7);"
                 "INSERT INTO lead_body VALUES (%1, x'%2');"
                 "INSERT INTO activity VALUES (%3, 'acti_1', %1, 'note', 9, 9);"
                 "INSERT INTO activity_body VALUES (%3, x'%4'); PRAGMA user_version = 1")
                 .arg(rowKey(acme.value))
                 .arg(zlib(leadJson(acme.value, QStringLiteral("Acme"))))
                 .arg(rowKey(QStringLiteral("acti_1")))
                 .arg(zlib(note))
                 .toStdString());
    open();
    QCOMPARE(m_mirror->lead(acme)->displayName, QStringLiteral("Acme"));
    QCOMPARE(m_mirror->activity(ActivityId(QStringLiteral("acti_1")))->raw, note);
    QTRY_COMPARE(count("SELECT count(*) FROM text_backlog"), 0);
    QCOMPARE(byWord(QStringLiteral("acme")), QStringList{QStringLiteral("acme")});
    QCOMPARE(items(QStringLiteral("brochure")), QStringList{QStringLiteral("acme note")});
    QCOMPARE(m_mirror->lead(acme)->displayName, QStringLiteral("Acme"));
    QCOMPARE(m_mirror->activity(ActivityId(QStringLiteral("acti_1")))->raw, note);
}

QTEST_GUILESS_MAIN(TestMirrorSearch)
#include "tst_mirrorsearch.moc"
