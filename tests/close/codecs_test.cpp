#include "services/close/codec/activitycodec.h"
#include "services/close/codec/callwords.h"
#include "services/close/codec/commandcodec.h"
#include "services/close/codec/contactcodec.h"
#include "services/close/codec/kitcodec.h"
#include "services/close/codec/leadcodec.h"
#include "services/close/codec/lenient.h"
#include "services/close/codec/opportunitycodec.h"
#include "services/close/codec/organizationcodec.h"
#include "services/close/codec/taskcodec.h"
#include "tests/close/printing.h"
#include "tests/testkit/testmain.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QTimeZone>

using namespace leadline;
using namespace leadline::test;

/// True while the expected files in tests/data are to be written anew. Look at each difference before it is
/// committed.
constexpr bool rewritesExpectations = false;

/// Every JSON file of tests/data/<kind>/ is decoded, printed and compared with the .txt beside it; and no
/// damage done to any of them may do more than empty a field (reliability.md, cases 37 to 39, 58 and 59).
class CodecsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { expectSilence(); }
    void files_data();
    void files();
    void rewritingIsOff() { QVERIFY(!rewritesExpectations); }
    void case037_wrongTypesDoNoHarm_data() { files_data(); }
    void case037_wrongTypesDoNoHarm();
    void truncatedFilesAreNothing_data() { files_data(); }
    void truncatedFilesAreNothing();
    void case058_moments_data();
    void case058_moments();
    void whatIsNotAMoment_data();
    void whatIsNotAMoment();
    void case038_ids_data();
    void case038_ids();
    void callBody();
    void callBodyLeavesOutWhatIsEmpty();
    void richText_data();
    void richText();
    void callWordsGoBothWays();
    void whatOneWritesWith();
};

namespace {

template <typename T>
QString printed(const std::optional<T> &value)
{
    return value ? print(*value) : QStringLiteral("nothing\n");
}

QString decodeAndPrint(const QString &kind, const QJsonObject &json)
{
    if (kind == QLatin1String("lead"))
        return printed(decodeLead(json));
    if (kind == QLatin1String("contact"))
        return printed(decodeContact(json));
    if (kind == QLatin1String("task"))
        return printed(decodeTask(json));
    if (kind == QLatin1String("opportunity"))
        return printed(decodeOpportunity(json));
    if (kind == QLatin1String("activity"))
        return printed(decodeActivity(json));
    if (kind == QLatin1String("me"))
        return printed(decodeMe(json));
    if (kind == QLatin1String("user"))
        return printed(decodeUser(json));
    if (kind == QLatin1String("customfield"))
        return printed(decodeCustomField(json));
    if (kind == QLatin1String("smartview"))
        return printed(decodeSmartView(json));
    return QStringLiteral("a kind without a codec\n");
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const QJsonArray &wrongValues()
{
    static const QJsonArray values{QJsonValue(),
                                   true,
                                   0,
                                   -1e300,
                                   QStringLiteral(""),
                                   QStringLiteral("\u202e<b>../"),
                                   QJsonArray{{}},
                                   QJsonObject{{QStringLiteral("id"), 5}}};
    return values;
}

/// Calls `check` with a copy of `value` for every place in it and every wrong value put there.
void damageEverywhere(const QJsonValue &value, const std::function<void(const QJsonValue &)> &check)
{
    for (const QJsonValue &wrong : wrongValues())
        check(wrong);
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            damageEverywhere(it.value(), [&, key = it.key()](const QJsonValue &damaged) {
                QJsonObject copy = object;
                copy.insert(key, damaged);
                check(copy);
            });
        }
    } else if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            damageEverywhere(array.at(i), [&, i](const QJsonValue &damaged) {
                QJsonArray copy = array;
                copy.replace(i, damaged);
                check(copy);
            });
        }
    }
}

} // namespace

void CodecsTest::files_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("path");
    const QString root = qEnvironmentVariable("LEADLINE_SOURCE") + QLatin1String("/tests/data");
    QDirIterator it(root, {QStringLiteral("*.json")}, QDir::Files, QDirIterator::Subdirectories);
    int count = 0;
    while (it.hasNext()) {
        const QString path = it.next();
        const QString kind = it.fileInfo().dir().dirName();
        QTest::newRow(qPrintable(kind + u'/' + it.fileInfo().completeBaseName())) << kind << path;
        ++count;
    }
    QVERIFY2(count > 40, "run by ctest, which says where the files are");
}

void CodecsTest::files()
{
    QFETCH(QString, kind);
    QFETCH(QString, path);
    const auto document = QJsonDocument::fromJson(contents(path));
    QVERIFY(document.isObject());
    const QString actual = decodeAndPrint(kind, document.object());
    const QString expectedPath = path.chopped(4) + QLatin1String("txt");
    if constexpr (rewritesExpectations) {
        QFile file(expectedPath);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(actual.toUtf8());
        return;
    }
    const QStringList expected = QString::fromUtf8(contents(expectedPath)).split(u'\n');
    QCOMPARE(actual.split(u'\n'), expected);
}

void CodecsTest::case037_wrongTypesDoNoHarm()
{
    QFETCH(QString, kind);
    QFETCH(QString, path);
    const QJsonObject whole = QJsonDocument::fromJson(contents(path)).object();
    const bool isWhole = decodeAndPrint(kind, whole) != QLatin1String("nothing\n");
    int tries = 0;
    damageEverywhere(whole, [&](const QJsonValue &damaged) {
        ++tries;
        const QString text = decodeAndPrint(kind, damaged.toObject());
        const QJsonObject object = damaged.toObject();
        const bool hasIds = object.value(QLatin1String("id")) == whole.value(QLatin1String("id")) &&
                            (kind != QLatin1String("me") || object.value(QLatin1String("organizations")) ==
                                                                whole.value(QLatin1String("organizations")));
        if (hasIds)
            QCOMPARE(text != QLatin1String("nothing\n"), isWhole);
    });
    QVERIFY(tries >= 8 * whole.size());
}

void CodecsTest::truncatedFilesAreNothing()
{
    QFETCH(QString, kind);
    QFETCH(QString, path);
    const QByteArray whole = contents(path).trimmed();
    for (qsizetype length = 0; length < whole.size(); ++length)
        QCOMPARE(decodeAndPrint(kind, QJsonDocument::fromJson(whole.left(length)).object()),
                 QStringLiteral("nothing\n"));
}

void CodecsTest::case058_moments_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("utc");
    const auto row = [](const char *text, const char *utc) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(utc);
    };
    row("2026-06-19T12:05:28.327000+00:00", "2026-06-19T12:05:28.327Z");
    row("2022-11-12T18:00:00+00:00", "2022-11-12T18:00:00.000Z");
    row("2026-06-19T12:07:14.366524", "2026-06-19T12:07:14.367Z");
    row("2026-06-19T12:07:14", "2026-06-19T12:07:14.000Z");
    row("2026-06-19T12:07:14Z", "2026-06-19T12:07:14.000Z");
    row("2026-06-19T12:07:14.5Z", "2026-06-19T12:07:14.500Z");
    row("2026-06-19T12:07:14.123456789Z", "2026-06-19T12:07:14.123Z");
    row("2014-06-27T22:00:00-08:00", "2014-06-28T06:00:00.000Z");
    row("2026-06-19T12:00:00+05:30", "2026-06-19T06:30:00.000Z");
    row("2026-07-01", "2026-07-01T00:00:00.000Z");
    row("9999-12-31T23:59:59+00:00", "9999-12-31T23:59:59.000Z");
    row("2026-03-29T02:30:00", "2026-03-29T02:30:00.000Z"); // missing in Berlin, but this is UTC
}

void CodecsTest::case058_moments()
{
    QFETCH(QString, text);
    for (const char *zone : {"UTC", "Europe/Berlin", "America/Los_Angeles"}) {
        qputenv("TZ", zone);
        const QDateTime moment = lenient::moment({{QStringLiteral("at"), text}}, QLatin1String("at"));
        QCOMPARE(moment.timeSpec(), Qt::UTC);
        QTEST(moment.toString(Qt::ISODateWithMs), "utc");
    }
    qputenv("TZ", "UTC");
}

void CodecsTest::whatIsNotAMoment_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("never") << QJsonValue(QStringLiteral("0001-01-01T00:00:00"));
    for (const char *text : {"", "soon", "2026", "2026-13-01", "2026-02-30T00:00:00", "2026-06-19T25:00:00",
                             "2026-06-19 and on", "12345678901234567890123456789012345678901234567890"})
        QTest::newRow(text) << QJsonValue(QString::fromLatin1(text));
    QTest::newRow("number") << QJsonValue(1781870400);
    QTest::newRow("missing") << QJsonValue(QJsonValue::Undefined);
}

void CodecsTest::whatIsNotAMoment()
{
    QFETCH(QJsonValue, value);
    QVERIFY(!lenient::moment({{QStringLiteral("at"), value}}, QLatin1String("at")).isValid());
}

void CodecsTest::case038_ids_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("long") << QStringLiteral("lead_EH0pRtTexWmYgJkBCeiwUSZihevAqQyk28qGh7iRXFL") << true;
    QTest::newRow("short") << QStringLiteral("lead_1") << true;
    QTest::newRow("another prefix") << QStringLiteral("lcf_1") << true;
    for (const char *bad :
         {"", "lead_", "lead", "_1", "lead_a/b", "lead_..", "lead_a b", "Lead_1", "lead_1\n"})
        QTest::newRow(bad) << QString::fromLatin1(bad) << false;
    QTest::newRow("NUL") << QStringLiteral("lead_a") + QChar(0) << false;
    QTest::newRow("10 kB") << QStringLiteral("lead_") + QString(10'000, u'a') << false;
    QTest::newRow("other digits") << QStringLiteral("lead_\u0661") << false;
}

void CodecsTest::case038_ids()
{
    QFETCH(QString, id);
    QFETCH(bool, isGood);
    QCOMPARE(decodeLead({{QStringLiteral("id"), id}}).has_value(), isGood);
    QCOMPARE(decodeActivity({{QStringLiteral("id"), id}}).has_value(), isGood);
}

void CodecsTest::callBody()
{
    LogCall call;
    call.leadId = LeadId(QStringLiteral("lead_1"));
    call.contactId = ContactId(QStringLiteral("cont_1"));
    call.phone = QStringLiteral("+14155550101");
    call.direction = CallDirection::Inbound;
    call.status = CallStatus::NoAnswer;
    call.durationSeconds = 153;
    call.note = QStringLiteral("Asked for <b>the</b> contract & a quote\nby Friday");
    call.activityAt = QDateTime({2026, 6, 19}, QTime(14, 2, 11, 310), Qt::OffsetFromUTC, 7'200);
    const QByteArray expected =
        R"({"activity_at":"2026-06-19T12:02:11.310+00:00","contact_id":"cont_1","direction":"inbound",)"
        R"("duration":153,"lead_id":"lead_1","note_html":"<body><p>Asked for &lt;b&gt;the&lt;/b&gt; contract )"
        R"(&amp; a quote<br />by Friday</p></body>","phone":"+14155550101","status":"no-answer"})";
    QCOMPARE(QJsonDocument(encodeCreation(call)->body).toJson(QJsonDocument::Compact), expected);
}

void CodecsTest::callBodyLeavesOutWhatIsEmpty()
{
    LogCall call;
    call.leadId = LeadId(QStringLiteral("lead_1"));
    call.status = CallStatus::Other;
    call.durationSeconds = -5;
    QCOMPARE(QJsonDocument(encodeCreation(call)->body).toJson(QJsonDocument::Compact),
             QByteArray(R"({"direction":"outbound","duration":0,"lead_id":"lead_1"})"));
    call.durationSeconds = 999'999'999;
    QCOMPARE(encodeCreation(call)->body.value(QLatin1String("duration")).toInt(), longestCallSeconds);
}

void CodecsTest::richText_data()
{
    QTest::addColumn<QString>("plain");
    QTest::addColumn<QString>("inside");
    QTest::newRow("plain") << QStringLiteral("x") << QStringLiteral("x");
    QTest::newRow("markup") << QStringLiteral("<script>\"&amp;\"</script>")
                            << QStringLiteral("&lt;script&gt;&quot;&amp;amp;&quot;&lt;/script&gt;");
    QTest::newRow("line ends") << QStringLiteral("a\nb\r\nc\rd\n\ne")
                               << QStringLiteral("a<br />b<br />c<br />d<br /><br />e");
    QTest::newRow("control characters")
        << QStringLiteral("a\u0001\u0000b\u001b[0m\tc") << QStringLiteral("ab[0m\tc");
    QTest::newRow("other scripts") << QStringLiteral("Łódź 東京 😀") << QStringLiteral("Łódź 東京 😀");
}

void CodecsTest::richText()
{
    QFETCH(QString, plain);
    QFETCH(QString, inside);
    QCOMPARE(richTextOf(plain), QStringLiteral("<body><p>%1</p></body>").arg(inside));
}

void CodecsTest::callWordsGoBothWays()
{
    for (int i = 0; i < int(CallStatus::Other); ++i) {
        const QString word = wordOf(CallStatus(i));
        QVERIFY(!word.isEmpty());
        QCOMPARE(callStatusOf(word), CallStatus(i));
    }
    QCOMPARE(callStatusOf(QStringLiteral("teleported")), CallStatus::Other);
    QVERIFY(wordOf(CallStatus::Other).isEmpty());
}

void CodecsTest::whatOneWritesWith()
{
    const auto json = QJsonDocument::fromJson(R"({
        "id": "x_1", "name": "Left voicemail", "applies_to": ["calls", 7], "subject": "Hi {{ contact.first_name }}",
        "body": "<p>Hi</p>", "text": "Hi", "is_archived": true, "status": "archived", "label": "Main",
        "number": "+13125550199", "number_formatted": "+1 312-555-0199", "user_id": "user_1", "sms_enabled": true
    })").object();
    QCOMPARE(decodeOutcome(json)->appliesTo, QStringList{QStringLiteral("calls")});
    QCOMPARE(decodeEmailTemplate(json)->bodyHtml, QStringLiteral("<p>Hi</p>"));
    QVERIFY(decodeEmailTemplate(json)->isArchived && decodeSmsTemplate(json)->isArchived);
    QCOMPARE(decodeSmsTemplate(json)->text, QStringLiteral("Hi"));
    QCOMPARE(decodePhoneNumber(json)->formatted, QStringLiteral("+1 312-555-0199"));
    QCOMPARE(decodePhoneNumber(json)->userId.value, QStringLiteral("user_1"));
    QVERIFY(decodePhoneNumber(json)->canSms);
    QCOMPARE(decodeCustomActivityType(json)->name, QStringLiteral("Left voicemail"));
    for (const QJsonValue &wrong : wrongValues()) {
        for (const QString &key : json.keys()) {
            QJsonObject odd = json;
            odd.insert(key, wrong);
            const bool isThere = isWellFormedId(odd.value(QLatin1String("id")).toString());
            QCOMPARE(decodeOutcome(odd).has_value(), isThere);
            QCOMPARE(decodeEmailTemplate(odd).has_value(), isThere);
            QCOMPARE(decodeSmsTemplate(odd).has_value(), isThere);
            QCOMPARE(decodePhoneNumber(odd).has_value(), isThere);
            QCOMPARE(decodeCustomActivityType(odd).has_value(), isThere);
        }
    }
}

QTEST_GUILESS_MAIN(CodecsTest)
#include "codecs_test.moc"
