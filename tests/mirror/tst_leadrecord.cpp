#include "services/close/codec/bulkpage.h"
#include "services/close/codec/leadcodec.h"
#include "services/mirror/folding.h"
#include "services/mirror/leadrecord.h"
#include "services/mirror/rowkey.h"
#include "tests/mirror/mirrordata.h"
#include "tests/testkit/testmain.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

#include <random>

using namespace leadline;

namespace {

QByteArray text(const QJsonValue &value)
{
    return QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
}

QByteArray pageOf(const QList<QByteArray> &leads)
{
    return "{\"data\": [" + leads.join(", ") + "], \"has_more\": false}";
}

QString qText(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

std::optional<qint64> ms(const QDateTime &time)
{
    return time.isValid() ? std::optional(time.toMSecsSinceEpoch()) : std::nullopt;
}

/// The plain way to the next step: decoded tasks, dated before dateless, earlier before later, then as they
/// stand.
const Task *plainNextTask(const Lead &lead)
{
    const Task *next = nullptr;
    const auto due = [](const Task &task) {
        return task.dueAt.isValid() ? task.dueAt : QDateTime(task.dueDate, QTime(0, 0), Qt::UTC);
    };
    for (const Task &task : lead.tasks) {
        if (task.isComplete)
            continue;
        const bool isEarlier =
            next && due(task).isValid() && (!due(*next).isValid() || due(task) < due(*next));
        if (!next || isEarlier)
            next = &task;
    }
    return next;
}

void compareTask(const std::optional<NextTask> &record, const Task *plain)
{
    QCOMPARE(record.has_value(), plain != nullptr);
    if (!plain)
        return;
    QCOMPARE(qText(record->text), plain->text);
    QCOMPARE(QString::fromStdString(record->date),
             plain->dueDate.isValid() ? plain->dueDate.toString(Qt::ISODate) : QString());
    QCOMPARE(record->at, ms(plain->dueAt));
}

/// Every column of the record equals what decoding the same text the plain way gives.
void compareWithPlain(const BulkPage::Object &object)
{
    const QByteArray raw(object.raw.data(), qsizetype(object.raw.size()));
    const auto record = leadRecord(object);
    const auto lead = decodeLead(QJsonDocument::fromJson(raw).object());
    QCOMPARE(record.has_value(), lead.has_value());
    if (!lead)
        return;
    QCOMPARE(record->key, rowKey(lead->id.value));
    QCOMPARE(qText(record->id), lead->id.value);
    QCOMPARE(qText(record->name), lead->displayName);
    QCOMPARE(QString::fromStdString(record->folded), foldedForSearch(lead->displayName));
    QCOMPARE(qText(record->statusId), lead->statusId.value);
    QCOMPARE(qText(record->statusLabel), lead->statusLabel);
    QCOMPARE(record->contactCount, int(lead->contacts.size()));
    QCOMPARE(qText(record->city), lead->addresses.isEmpty() ? QString() : lead->addresses.constFirst().city);
    const auto zoned = std::find_if(lead->contacts.cbegin(), lead->contacts.cend(),
                                    [](const Contact &contact) { return !contact.timeZone.isEmpty(); });
    QCOMPARE(qText(record->timeZone), zoned == lead->contacts.cend() ? QString() : zoned->timeZone);
    QCOMPARE(record->createdAt, ms(lead->dateCreated));
    QCOMPARE(record->updatedAt, ms(lead->dateUpdated));
    compareTask(record->nextTask, plainNextTask(*lead));
    const size_t nested = size_t(lead->contacts.size() + lead->tasks.size() + lead->opportunities.size());
    QCOMPARE(record->nested.size(), nested);
}

QJsonObject wholeLead()
{
    QFile file(qEnvironmentVariable("LEADLINE_SOURCE") + QStringLiteral("/tests/data/lead/recorded.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QJsonObject lead = QJsonDocument::fromJson(file.readAll()).object();
    const auto task = [](const QString &id, const QString &date) {
        return QJsonObject{{QStringLiteral("id"), id},
                           {QStringLiteral("text"), QStringLiteral("Call back")},
                           {QStringLiteral("date"), date},
                           {QStringLiteral("due_date"), QStringLiteral("2026-06-21")},
                           {QStringLiteral("is_dateless"), false},
                           {QStringLiteral("is_complete"), false},
                           {QStringLiteral("date_updated"), QStringLiteral("2026-06-19T12:00:00+00:00")}};
    };
    lead.insert(QStringLiteral("tasks"),
                QJsonArray{task(QStringLiteral("task_1"), QStringLiteral("2026-06-20T15:00:00+00:00")),
                           task(QStringLiteral("task_2"), QStringLiteral("2026-06-20"))});
    return lead;
}

const QJsonArray &oddValues()
{
    static const QJsonArray values{QJsonValue(),
                                   true,
                                   0,
                                   -1.5,
                                   1e300,
                                   QString(),
                                   QStringLiteral("x"),
                                   QStringLiteral("2026-13-01"),
                                   QStringLiteral("2026-06-19"),
                                   QStringLiteral("2026-06-19T25:00:00Z"),
                                   QStringLiteral("2026-06-19T12:00:00.123456"),
                                   QStringLiteral("2026-06-19T12:00:00+02:00"),
                                   QStringLiteral("0001-01-01T00:00:00"),
                                   QStringLiteral("M\u00fcller \U0001f600"),
                                   QJsonArray{1, QStringLiteral("a"), QJsonArray()},
                                   QJsonObject{{QStringLiteral("id"), 7}}};
    return values;
}

/// Every path of keys and places in a value.
void collectPaths(const QJsonValue &value, const QVariantList &path, QList<QVariantList> &paths)
{
    paths.append(path);
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        collectPaths(it.value(), path + QVariantList{it.key()}, paths);
    const QJsonArray list = value.toArray();
    for (int i = 0; i < list.size(); ++i)
        collectPaths(list.at(i), path + QVariantList{i}, paths);
}

QJsonValue replaced(const QJsonValue &value, const QVariantList &path, const QJsonValue &by)
{
    if (path.isEmpty())
        return by;
    if (value.isArray()) {
        QJsonArray list = value.toArray();
        const int at = path.constFirst().toInt();
        list.replace(at, replaced(list.at(at), path.mid(1), by));
        return list;
    }
    QJsonObject object = value.toObject();
    const QString key = path.constFirst().toString();
    object.insert(key, replaced(object.value(key), path.mid(1), by));
    return object;
}

QByteArray objectText(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

class TestLeadRecord : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { test::expectSilence(); }
    void case037_everyFieldOfEveryWrongType();
    void case038_oddIdsAreRefused();
    void case040_brokenTextIsReplaced_data();
    void case040_brokenTextIsReplaced();
    void damagedPages();
    void keysThatComeTwice();
    void timesOfEveryForm_data();
    void timesOfEveryForm();
    void recordedLeads();
};

void TestLeadRecord::case037_everyFieldOfEveryWrongType()
{
    const QJsonObject whole = wholeLead();
    QVERIFY(!whole.isEmpty());
    QList<QVariantList> paths;
    collectPaths(whole, {}, paths);
    QVERIFY(paths.size() > 100);
    QList<QByteArray> leads;
    for (const QVariantList &path : std::as_const(paths)) {
        for (const QJsonValue &odd : oddValues()) {
            const QByteArray list = text(replaced(whole, path, odd));
            leads.append(list.mid(1, list.size() - 2));
        }
    }
    BulkPage page;
    QVERIFY(page.read(pageOf(leads)));
    QCOMPARE(page.received(), int(leads.size()));
    for (const BulkPage::Object &object : page.objects())
        compareWithPlain(object);
}

void TestLeadRecord::case038_oddIdsAreRefused()
{
    const QStringList ids{QString(),
                          QStringLiteral("lead_"),
                          QStringLiteral("_1"),
                          QStringLiteral("lead_/x"),
                          QStringLiteral("lead_.."),
                          QStringLiteral("LEAD_1"),
                          QStringLiteral("lead_\u00e4"),
                          QStringLiteral("lead_1 "),
                          QStringLiteral("lead_1\n"),
                          QString(QChar(0)),
                          QStringLiteral("lead_") + QString(10000, u'a'),
                          QStringLiteral("lead_a_b")};
    for (const QString &id : ids) {
        BulkPage page;
        QVERIFY(page.read(pageOf({objectText(test::leadJson(id, QStringLiteral("x")))})));
        QVERIFY2(!leadRecord(page.objects().at(0)), qPrintable(id.left(20)));
        compareWithPlain(page.objects().at(0));
    }
}

void TestLeadRecord::case040_brokenTextIsReplaced_data()
{
    QTest::addColumn<QByteArray>("name"); // as it stands between the quotes
    QTest::addColumn<QString>("read");
    const QString replacement(QChar(0xfffd));
    QTest::newRow("broken UTF-8") << QByteArray("a\xff"
                                                "b")
                                  << u'a' + replacement + u'b';
    QTest::newRow("cut UTF-8") << QByteArray("a\xc3") << u'a' + replacement;
    QTest::newRow("high half") << QByteArray("a\\ud83d") << u'a' + replacement;
    QTest::newRow("low half") << QByteArray("\\uDE00a") << replacement + u'a';
    QTest::newRow("whole pair") << QByteArray("\\ud83d\\ude00") << QStringLiteral("\U0001f600");
    QTest::newRow("escaped backslash")
        << QByteArray("\\\\ud83d\\ud83d") << QStringLiteral("\\ud83d") + replacement;
    QTest::newRow("nul") << QByteArray("a\\u0000b") << QStringLiteral("a") + QChar(0) + QStringLiteral("b");
    QTest::newRow("bare line end") << QByteArray("a\nb") << QStringLiteral("a\nb");
}

void TestLeadRecord::case040_brokenTextIsReplaced()
{
    QFETCH(QByteArray, name);
    QFETCH(QString, read);
    BulkPage page;
    QVERIFY(page.read(pageOf({"{\"id\":\"lead_1\",\"name\":\"" + name + "\"}", "{\"id\":\"lead_2\"}"})));
    QCOMPARE(page.objects().size(), size_t(2));
    QCOMPARE(qText(leadRecord(page.objects().at(0))->name), read);
    compareWithPlain(page.objects().at(0));
}

void TestLeadRecord::damagedPages()
{
    const QByteArray good = pageOf({objectText(wholeLead()), objectText(wholeLead())});
    BulkPage page;
    QVERIFY(page.read(good));
    for (const QByteArray &bad :
         {QByteArray(), QByteArray("[]"), QByteArray("{}"), QByteArray("{\"data\":{}}"), QByteArray("<html>"),
          QByteArray("{\"data\":[1"), good + "x"}) {
        QCOMPARE(page.read(bad).error().kind, ErrorKind::NotClose);
        QVERIFY(page.objects().empty());
    }
    std::mt19937 random(4711);
    for (int round = 0; round < 200; ++round) {
        QByteArray damaged = good;
        if (round % 2 == 0)
            damaged.truncate(qsizetype(random() % size_t(good.size())));
        for (int i = 0; i < 3 && !damaged.isEmpty(); ++i)
            damaged[qsizetype(random() % size_t(damaged.size()))] = char(random());
        if (!page.read(damaged)) // what cannot be read brings nothing
            continue;
        for (const BulkPage::Object &object : page.objects())
            compareWithPlain(object);
    }
    QVERIFY(page.read("\xef\xbb\xbf" + good)); // a byte order mark
    QVERIFY(
        page.read("{\"data\":[1,null,\"x\",[],{\"id\":\"lead_1\"} , {\"n\":123456789012345678901234567890}],"
                  "\"total_results\":7,\"has_more\":true}"));
    QCOMPARE(page.received(), 6);
    QCOMPARE(page.objects().size(), size_t(2));
    QCOMPARE(page.total(), 7);
    QVERIFY(page.hasMore());
}

void TestLeadRecord::keysThatComeTwice()
{
    BulkPage page;
    QVERIFY(page.read(
        "{\"data\":[{\"id\":\"lead_0\"}],\"data\":[{\"id\":\"lead_9\",\"id\":\"lead_1\",\"name\":\"a\","
        "\"name\":\"b\",\"contacts\":[{\"id\":\"cont_1\"}],\"contacts\":[]}]}"));
    QCOMPARE(page.objects().size(), size_t(1));
    compareWithPlain(page.objects().at(0));
    QCOMPARE(qText(leadRecord(page.objects().at(0))->id), QStringLiteral("lead_1"));
}

void TestLeadRecord::timesOfEveryForm_data()
{
    QTest::addColumn<QString>("time");
    for (const char *form : {"2026-06-19T12:05:28.327000+00:00",
                             "2022-11-12T18:00:00+00:00",
                             "2026-06-19T12:07:14.366524",
                             "2026-06-19T12:07:14",
                             "2026-06-19T12:07:14Z",
                             "2026-06-19T12:07:14.999999+00:00",
                             "2026-07-01",
                             "2024-02-29T00:00:00Z",
                             "2023-02-29T00:00:00Z",
                             "1899-12-31T23:59:59Z",
                             "1900-01-01T00:00:00Z",
                             "9999-12-31T23:59:59.999000+00:00",
                             "2026-06-19T24:00:00Z",
                             "2026-06-19T23:59:60Z",
                             "2026-06-19 12:00:00Z",
                             "2026-06-19T12:00Z",
                             "2026-06-19T12:00:00.5Z",
                             "2026-06-19T12:00:00-05:30",
                             "2026-06-19T12:00:00.327000+00:00x",
                             "2026-06-19T12:00:00.327000 +00:00",
                             "2026-6-19T12:00:00Z",
                             "-026-06-19T12:00:00Z",
                             "2026-03-29T02:30:00",
                             "2026-06-19T12:00:00.",
                             "2026-06-19T1a:00:00Z"})
        QTest::newRow(form) << QString::fromLatin1(form);
}

void TestLeadRecord::timesOfEveryForm()
{
    QFETCH(QString, time);
    QJsonObject json = test::leadJson(QStringLiteral("lead_1"), QStringLiteral("x"));
    json.insert(QStringLiteral("date_created"), time);
    json.insert(QStringLiteral("tasks"),
                QJsonArray{QJsonObject{{QStringLiteral("id"), QStringLiteral("task_1")},
                                       {QStringLiteral("due_date"), time}}});
    BulkPage page;
    QVERIFY(page.read(pageOf({objectText(json)})));
    compareWithPlain(page.objects().at(0));
}

void TestLeadRecord::recordedLeads()
{
    const QDir folder(qEnvironmentVariable("LEADLINE_SOURCE") + QStringLiteral("/tests/data/lead"));
    QList<QByteArray> leads;
    for (const QFileInfo &each : folder.entryInfoList({QStringLiteral("*.json")})) {
        QFile file(each.filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        leads.append(file.readAll());
    }
    QVERIFY(leads.size() > 3);
    BulkPage page;
    QVERIFY(page.read(pageOf(leads)));
    for (const BulkPage::Object &object : page.objects())
        compareWithPlain(object);
}

QTEST_GUILESS_MAIN(TestLeadRecord)
#include "tst_leadrecord.moc"
