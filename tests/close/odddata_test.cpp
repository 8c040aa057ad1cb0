#include "services/close/codec/activitycodec.h"
#include "services/close/codec/commandcodec.h"
#include "services/close/codec/kitcodec.h"
#include "services/close/codec/leadcodec.h"
#include "services/close/codec/opportunitycodec.h"
#include "services/close/codec/organizationcodec.h"
#include "services/sync/outbox/fieldmerge.h"
#include "tests/mirror/mirrordata.h"
#include "tests/mirror/mirrorfixture.h"

#include <QFile>
#include <QJsonDocument>

using namespace leadline;

namespace {

QJsonObject fileOf(const char *name)
{
    QFile file(qEnvironmentVariable("LEADLINE_SOURCE") + QLatin1String("/tests/data/") + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

/// With members nobody knows, in the object and in every object inside it.
QJsonValue ofTomorrow(const QJsonValue &value)
{
    if (value.isArray()) {
        QJsonArray items;
        for (const QJsonValue &item : value.toArray())
            items.append(ofTomorrow(item));
        return items;
    }
    if (!value.isObject())
        return value;
    QJsonObject object = value.toObject();
    for (const QString &key : object.keys())
        object.insert(key, ofTomorrow(object.value(key)));
    object.insert(QStringLiteral("_hologram"), QJsonObject{{QStringLiteral("depth"), 3.5}});
    object.insert(QStringLiteral("new_list"), QJsonArray{1, QStringLiteral("two"), QJsonValue()});
    return object;
}

QJsonObject parsed(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

} // namespace

/// What Close may send tomorrow, and numbers nobody counts with (reliability.md 39 and 59).
class OddDataTest : public test::MirrorFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        openFresh();
    }
    void cleanup() { close(); }

    void case039_theMirrorKeepsWhatNobodyKnows()
    {
        const QJsonObject leadJson = ofTomorrow(fileOf("lead/recorded.json")).toObject();
        const auto lead = decodeLead(leadJson);
        QVERIFY(lead && !lead->contacts.isEmpty());
        QCOMPARE(lead->displayName, decodeLead(fileOf("lead/recorded.json"))->displayName);
        QVERIFY(put({*lead}));
        QJsonObject noteJson = ofTomorrow(fileOf("activity/note.json")).toObject();
        noteJson.insert(QStringLiteral("lead_id"), lead->id.value);
        const auto note = decodeActivity(noteJson);
        QVERIFY(note);
        QVERIFY(put(lead->id, {*note}));
        reopen();
        QCOMPARE(m_mirror->lead(lead->id)->raw, leadJson);
        QCOMPARE(m_mirror->activity(note->id)->raw, noteJson);
    }

    void case039_newTypesAreShownAsOther()
    {
        QJsonObject json = test::activityJson(QStringLiteral("acti_1"), LeadId(QStringLiteral("lead_1")), 1);
        json.insert(QStringLiteral("_type"), QStringLiteral("HologramCall"));
        const auto activity = decodeActivity(json);
        QVERIFY(activity);
        QCOMPARE(activity->kind, ActivityKind::Other);
        QCOMPARE(activity->raw, json);
        QVERIFY(put({test::someLead(QStringLiteral("lead_1"), QStringLiteral("Acme"))}));
        QVERIFY(put(LeadId(QStringLiteral("lead_1")), {*activity}));
        QCOMPARE(m_mirror->activities(LeadId(QStringLiteral("lead_1")), {ActivityKind::Other}, 0, 9).size(),
                 1);

        QJsonObject call = fileOf("activity/call.json");
        call.insert(QStringLiteral("status"), QStringLiteral("teleported"));
        QCOMPARE(std::get<CallDetails>(decodeActivity(call)->details).status, CallStatus::Other);
        QJsonObject deal = fileOf("opportunity/recorded.json");
        deal.insert(QStringLiteral("status_type"), QStringLiteral("entangled"));
        QCOMPARE(decodeOpportunity(deal)->outcome, OpportunityOutcome::Other);
        QVERIFY(decodeCustomField({{QStringLiteral("id"), QStringLiteral("cf_1")},
                                   {QStringLiteral("name"), QStringLiteral("Aura")},
                                   {QStringLiteral("type"), QStringLiteral("hologram")}}));
    }

    /// An update names the fields that the person changed, so that nothing else of the object is touched.
    void case039_updatesCarryNothingElse()
    {
        const QJsonObject current = ofTomorrow(fileOf("lead/recorded.json")).toObject();
        FieldChange change;
        change.key = QStringLiteral("description");
        change.base = current.value(change.key);
        change.value = QStringLiteral("New words");
        const FieldMerge merge = mergeFields({change}, current);
        QCOMPARE(merge.toSend, (QJsonObject{{change.key, change.value}}));
        QVERIFY(merge.conflicts.isEmpty());
    }

    void case059_money_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<qint64>("cents"); // -7 = none is shown
        const auto row = [](const char *value, qint64 cents) {
            QTest::newRow(value) << QByteArray(value) << cents;
        };
        row("0", 0);
        row("-1", -1);
        row("1234.6", 1235);
        row("9007199254740992", 9007199254740992);
        row("9007199254740994", -7);
        row("9223372036854775807", -7);
        row("9223372036854775808", -7);
        row("-9223372036854775809", -7);
        row("18446744073709551616", -7);
        row("1e308", -7);
        row("-1e308", -7);
        row("1e-320", 0);
        row("\"12\"", -7);
        row("null", -7);
        row("[5]", -7);
    }
    void case059_money()
    {
        QFETCH(QByteArray, value);
        QFETCH(qint64, cents);
        const auto deal = decodeOpportunity(parsed("{\"id\": \"oppo_1\", \"value\": " + value + "}"));
        QVERIFY(deal);
        QCOMPARE(deal->valueCents.value_or(-7), cents);
    }

    void case059_durationsAndShares_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("seconds");
        QTest::addColumn<int>("percent");
        const auto row = [](const char *value, int seconds, int percent) {
            QTest::newRow(value) << QByteArray(value) << seconds << percent;
        };
        row("0", 0, 0);
        row("-1", 0, 0);
        row("59.5", 60, 60);
        row("604800", 604'800, 100);
        row("604801", 604'800, 100);
        row("2147483648", 604'800, 100);
        row("9223372036854775808", 604'800, 100);
        row("-9223372036854775809", 0, 0);
        row("1e308", 604'800, 100);
        row("-1e308", 0, 0);
        row("\"3\"", 0, 0);
        row("null", 0, 0);
    }
    void case059_durationsAndShares()
    {
        QFETCH(QByteArray, value);
        QFETCH(int, seconds);
        QFETCH(int, percent);
        const auto call =
            decodeActivity(parsed("{\"id\": \"acti_1\", \"_type\": \"Call\", \"duration\": " + value + "}"));
        QCOMPARE(std::get<CallDetails>(call->details).durationSeconds, seconds);
        const auto deal = decodeOpportunity(parsed("{\"id\": \"oppo_1\", \"confidence\": " + value + "}"));
        QCOMPARE(deal->confidence, percent);
    }

    void case059_whatIsSentStaysInRange()
    {
        LogCall call;
        call.leadId = LeadId(QStringLiteral("lead_1"));
        for (const auto &[seconds, sent] : {std::pair(-5, 0), {604'800, 604'800}, {2'147'483'647, 604'800}}) {
            call.durationSeconds = seconds;
            QCOMPARE(encodeCreation(call)->body.value(QLatin1String("duration")).toInt(), sent);
        }
    }
};

QTEST_GUILESS_MAIN(OddDataTest)
#include "odddata_test.moc"
