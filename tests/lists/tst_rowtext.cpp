#include "tests/testkit/testmain.h"
#include "ui/text/activitytext.h"
#include "ui/text/leadrowtext.h"
#include "ui/text/statustone.h"

using namespace leadline;

namespace {
const QDateTime now({2026, 11, 23}, {15, 42}, Qt::UTC); // a Monday

QString utf8(const char *text)
{
    return QString::fromUtf8(text);
}
} // namespace

class RowTextTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { test::expectSilence(); }

    void promises_data()
    {
        QTest::addColumn<QString>("due");
        QTest::addColumn<QString>("text");
        QTest::addColumn<Tone>("tone");
        const auto row = [](const char *due, const char *text, Tone tone) {
            QTest::newRow(due) << utf8(due) << utf8(text) << tone;
        };
        row("none", "No next step", Tone::Bad);
        row("dateless", "No due date", Tone::Neutral);
        row("2026-11-20", "Overdue 3 days", Tone::Bad);
        row("2026-11-22", "Overdue 1 day", Tone::Bad);
        row("2026-11-23", "Today", Tone::Warn);
        row("2026-11-23T15:30:00Z", "Overdue since 15:30", Tone::Bad);
        row("2026-11-23T16:00:00Z", "Today 16:00", Tone::Warn);
        row("2026-11-24", "Tomorrow", Tone::Neutral);
        row("2026-11-24T09:05:00Z", "Tomorrow 09:05", Tone::Neutral);
        row("2026-11-27", "Fri", Tone::Neutral);
        row("2026-11-30", "30 Nov", Tone::Neutral);
        row("2027-02-21", "21 Feb 2027", Tone::Neutral);
    }
    void promises()
    {
        QFETCH(QString, due);
        LeadRow lead;
        lead.hasNextTask = due != QLatin1String("none");
        if (due.contains(QLatin1Char('T')))
            lead.nextTaskAt = QDateTime::fromString(due, Qt::ISODate);
        else if (lead.hasNextTask)
            lead.nextTaskDate = QDate::fromString(due, Qt::ISODate);
        const PromiseText promise = promiseText(lead, now);
        QTEST(promise.text, "text");
        QTEST(promise.tone, "tone");
    }

    void rowsHaveTheTimeOfTheirPlace()
    {
        LeadRowWriter writer;
        for (int i = 0; i < 2; ++i) { // the second time from the zone it kept
            QCOMPARE(writer.placeTime(utf8("America/New_York"), now).text, utf8("10:42"));
            QCOMPARE(writer.placeTime({}, now).icon, utf8("circle-question-mark"));
        }
    }

    void initials_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("letters");
        const auto row = [](const char *name, const char *letters) {
            QTest::newRow(name) << utf8(name) << utf8(letters);
        };
        row("Arkwright Robotics", "AR");
        row("Arkwright", "AR");
        row("Perch & Plover Ltd", "PP");
        row("ärzte haus", "ÄH");
        row("3M", "3M");
        row("X", "X");
        row("", "");
        row("--- !!", "");
        row("東京 商事", "東商");
    }
    void initials()
    {
        QFETCH(QString, name);
        QTEST(initialsOf(name), "letters");
    }

    void rowsInWords()
    {
        LeadRow row;
        row.name = utf8("Evil\u202Egnp.exe");
        row.statusLabel = utf8("Not interested");
        row.contactCount = 1;
        LeadRowWriter writer;
        LeadRowText text = writer.write(row, now);
        QCOMPARE(text.name, utf8("Evil[U+202E]gnp.exe"));
        QCOMPARE(text.facts, utf8("1 person"));
        QCOMPARE(text.statusTone, Tone::Bad);
        row.contactCount = 0;
        row.city = utf8("Leeds");
        row.name.clear();
        text = writer.write(row, now);
        QCOMPARE(text.facts, utf8("No contacts · Leeds"));
        QCOMPARE(text.name, utf8("Unnamed lead"));
    }

    void statusesHaveTones_data()
    {
        QTest::addColumn<QString>("label");
        QTest::addColumn<Tone>("tone");
        const auto row = [](const char *label, Tone tone) { QTest::newRow(label) << utf8(label) << tone; };
        row("Potential", Tone::Neutral);
        row("Bad Fit", Tone::Bad);
        row("Qualified", Tone::Good);
        row("Unqualified", Tone::Bad);
        row("Customer", Tone::Good);
        row("Interested", Tone::Violet);
        row("Not interested", Tone::Bad);
        row("Contacted", Tone::Info);
    }
    void statusesHaveTones()
    {
        QFETCH(QString, label);
        QTEST(statusTone(label), "tone");
    }

    void days()
    {
        const QDate today(2026, 11, 23);
        QCOMPARE(dayTitle(today, today), utf8("Today"));
        QCOMPARE(dayTitle(today.addDays(-1), today), utf8("Yesterday"));
        QCOMPARE(dayTitle(today.addDays(1), today), utf8("Tomorrow"));
        QCOMPARE(dayTitle({2026, 11, 19}, today), utf8("Thursday 19 November"));
        QCOMPARE(dayTitle({2025, 11, 19}, today), utf8("Wednesday 19 November 2025"));
    }

    void activities_data()
    {
        QTest::addColumn<Activity>("activity");
        QTest::addColumn<QString>("line"); ///< icon | title | fact | chip
        const auto row = [](const char *name, ActivityKind kind, ActivityDetails details, const char *line) {
            Activity activity;
            activity.kind = kind;
            activity.details = std::move(details);
            QTest::newRow(name) << activity << utf8(line);
        };
        CallDetails call;
        call.durationSeconds = 252;
        row("call", ActivityKind::Call, call, "phone-outgoing|Call to Dana|4:12 · outbound|");
        call.direction = CallDirection::Inbound;
        call.disposition = utf8("vm-left");
        row("voicemail", ActivityKind::Call, call,
            "phone-incoming|Call from Dana|4:12 · inbound|Left voicemail");
        CallDetails missed;
        missed.status = CallStatus::NoAnswer;
        row("missed", ActivityKind::Call, missed, "phone-missed|Call to Dana|outbound|No answer");
        row("sms", ActivityKind::Sms, MessageDetails{true, utf8("inbox"), utf8("hi"), {}},
            "message-square|SMS from Dana||");
        row("whatsapp", ActivityKind::WhatsApp, MessageDetails{false, utf8("sent"), utf8("hi"), {}},
            "message-circle|WhatsApp to Dana|sent|");
        row("status", ActivityKind::LeadStatusChange, StatusChangeDetails{utf8("A"), utf8("B"), {}},
            "arrow-right-left|Status changed|A → B|");
        row("task", ActivityKind::TaskCompleted, TaskCompletedDetails{{}, utf8("Send")},
            "square-check|Task done|Send|");
        row("created", ActivityKind::Created, CreatedDetails{utf8("import")}, "plus|Lead created|by import|");
        row("pinned", ActivityKind::Note, NoteDetails{{}, utf8("x"), {}, true}, "pin|Note|pinned|");
        row("custom", ActivityKind::Custom, OtherDetails{utf8("CustomActivity")}, "layers|Custom activity||");
        row("unheard of", ActivityKind::Other, OtherDetails{utf8("Teleport\u202E")},
            "info|Teleport[U+202E]||");
    }
    void activities()
    {
        QFETCH(Activity, activity);
        const ActivityText text = activityText(activity, utf8("Dana"));
        QTEST(QStringList({text.icon, text.title, text.fact, text.chip}).join(QLatin1Char('|')), "line");
    }

    void refusalsKeepClosesWords()
    {
        ApiError error(ErrorKind::Rejected, utf8("Invalid"));
        error.fieldErrors = {{utf8("phone"), utf8("not valid")}};
        QCOMPARE(syncText(SyncState::Rejected, error).reason, utf8("Invalid; phone: not valid"));
        QCOMPARE(syncText(SyncState::Rejected).reason, QString());
        QVERIFY(!syncText(SyncState::Parked, ApiError(ErrorKind::Forbidden)).reason.isEmpty());
        QCOMPARE(syncText(SyncState::Synced).text, QString());
    }
};

QTEST_GUILESS_MAIN(RowTextTest)
#include "tst_rowtext.moc"
