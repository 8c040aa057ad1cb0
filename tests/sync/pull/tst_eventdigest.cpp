#include "services/close/codec/eventcodec.h"
#include "services/sync/pull/eventdigest.h"
#include "tests/testkit/testmain.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QMap>
#include <QRandomGenerator>
#include <QTest>

using namespace leadline;

namespace {

const QDateTime base({2026, 6, 19}, {12, 0}, Qt::UTC);

Event happened(const QString &id, const QString &type, const QString &object, int second,
               const QString &action = QStringLiteral("updated"))
{
    Event e;
    e.id = QStringLiteral("ev_") + id;
    e.action = action;
    e.objectType = type;
    e.objectId = object;
    e.leadId = LeadId(type == QLatin1String("lead") ? object : QStringLiteral("lead_a"));
    e.updatedAt = base.addSecs(second);
    if (action != QLatin1String("deleted"))
        e.data = {{QStringLiteral("id"), object}, {QStringLiteral("second"), second}};
    return e;
}

const QString note = QStringLiteral("activity.note");
const QString lead = QStringLiteral("lead");
const QString deleted = QStringLiteral("deleted");

/// What a store would hold that applies changes as they come.
void apply(QMap<QString, int> &store, QSet<QString> &tombs, const EventNews &news)
{
    for (const ObjectChange &change : news.changes) {
        if (change.isDeleted) {
            store.remove(change.id);
            tombs.insert(change.id);
        } else if (!tombs.contains(change.id)) {
            store.insert(change.id, change.data.value(QLatin1String("second")).toInt());
        }
    }
}

} // namespace

/// What events come down to, whatever their order.
class TestEventDigest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { test::expectSilence(); }

    void readsAnEvent()
    {
        const auto json =
            QJsonDocument::fromJson(
                R"({"id": "ev_1", "action": "deleted", "object_type": "lead", "object_id": "lead_a",
                "lead_id": "lead_a", "date_updated": "2026-06-19T12:48:23.395000", "data": null,
                "meta": {"merge_source_lead_id": "lead_a", "merge_destination_lead_id": "lead_b"}})")
                .object();
        const auto read = decodeEvent(json);
        QVERIFY(read);
        QCOMPARE(read->updatedAt, QDateTime({2026, 6, 19}, {12, 48, 23, 395}, Qt::UTC));
        QCOMPARE(read->mergeDestination, LeadId(QStringLiteral("lead_b")));
        QVERIFY(read->data.isEmpty());
        for (const char *key : {"id", "object_id", "date_updated"}) {
            QJsonObject broken = json;
            broken.insert(QLatin1String(key), 7);
            QVERIFY2(!decodeEvent(broken), key);
        }
    }

    void sortsByKind()
    {
        EventDigest digest;
        const QString organizations[] = {
            QStringLiteral("status.lead"), QStringLiteral("custom_fields.contact"),
            QStringLiteral("membership"), QStringLiteral("saved_search"), QStringLiteral("sms_template")};
        for (const QString &type : organizations)
            QVERIFY(
                digest.take({happened(type, type, QStringLiteral("x_") + QString::number(type.size()), 1)})
                    .isOrganizationChanged);
        const auto others = digest.take(
            {happened(QStringLiteral("1"), QStringLiteral("sequence"), QStringLiteral("seq_1"), 1),
             happened(QStringLiteral("2"), QStringLiteral("activity.email_thread"), QStringLiteral("acti_t"),
                      1),
             happened(QStringLiteral("3"), QStringLiteral("bulk_action.edit"), QStringLiteral("bulkedit_1"),
                      1)});
        QVERIFY(others.changes.isEmpty() && others.touched.isEmpty() && !others.isOrganizationChanged);
        const auto children = digest.take(
            {happened(QStringLiteral("4"), QStringLiteral("contact"), QStringLiteral("cont_1"), 1),
             happened(QStringLiteral("5"), QStringLiteral("task.missed_call"), QStringLiteral("noti_1"), 1),
             happened(QStringLiteral("6"), QStringLiteral("opportunity"), QStringLiteral("oppo_1"), 1,
                      deleted),
             happened(QStringLiteral("7"), lead, QStringLiteral("lead_b"), 1, QStringLiteral("created"))});
        QCOMPARE(children.changes.size(), 4);
        QCOMPARE(children.changes.at(1).kind, ObjectKind::Task);
        QVERIFY(children.changes.at(2).isDeleted);
        QCOMPARE(children.touched,
                 (QSet<LeadId>{LeadId(QStringLiteral("lead_a")), LeadId(QStringLiteral("lead_b"))}));
        QCOMPARE(children.created, QSet<LeadId>{LeadId(QStringLiteral("lead_b"))});
    }

    void case052_eventsOutOfOrder()
    {
        // Versions of twenty objects, some deleted at the end, some events told again or consolidated.
        QList<Event> truth;
        for (int second = 1; second <= 200; ++second) {
            const int object = second % 20;
            const bool isEnd = second > 180 && object % 3 == 0;
            truth.append(happened(QStringLiteral("%1x%2").arg(object).arg(isEnd ? 999 : second / 60), note,
                                  QStringLiteral("acti_%1").arg(object), second,
                                  isEnd ? deleted : QStringLiteral("updated")));
        }
        QMap<QString, int> expected;
        for (const Event &e : std::as_const(truth)) {
            if (e.action == deleted)
                expected.remove(e.objectId);
            else
                expected.insert(e.objectId, int(base.secsTo(e.updatedAt)));
        }
        for (quint32 seed = 1; seed <= 300; ++seed) {
            QRandomGenerator random(seed);
            QList<Event> shuffled = truth + truth.mid(random.bounded(200));
            std::shuffle(shuffled.begin(), shuffled.end(), random);
            EventDigest digest;
            QMap<QString, int> store;
            QSet<QString> tombs;
            while (!shuffled.isEmpty()) {
                const int page = 1 + random.bounded(50);
                apply(store, tombs, digest.take(shuffled.mid(0, page)));
                shuffled = shuffled.mid(page);
            }
            QCOMPARE(store, expected);
        }
    }

    void case052_twiceIsOnce()
    {
        EventDigest digest;
        const QList<Event> page{happened(QStringLiteral("1"), note, QStringLiteral("acti_1"), 5)};
        QCOMPARE(digest.take(page).changes.size(), 1);
        QVERIFY(digest.take(page).changes.isEmpty());
        auto consolidated = page;
        consolidated.first().updatedAt = base.addSecs(9);
        QCOMPARE(digest.take(consolidated).changes.size(), 1);
        digest.forgetBefore(base.addSecs(8));
        QVERIFY(digest.take(consolidated).changes.isEmpty());
        digest.forgetBefore(base.addSecs(10));
        QCOMPARE(digest.take(consolidated).changes.size(), 1);
    }

    void case054_withoutDataTheObjectIsFetched()
    {
        EventDigest digest;
        Event bareNote = happened(QStringLiteral("1"), note, QStringLiteral("acti_1"), 5);
        Event bareLead = happened(QStringLiteral("2"), lead, QStringLiteral("lead_b"), 6);
        Event bareContact =
            happened(QStringLiteral("3"), QStringLiteral("contact"), QStringLiteral("cont_1"), 7);
        for (Event *e : {&bareNote, &bareLead, &bareContact})
            e->data = {};
        const auto news = digest.take({bareNote, bareLead, bareContact});
        QVERIFY(news.changes.isEmpty());
        QCOMPARE(news.missing, (QList<std::pair<QString, QString>>{{note, QStringLiteral("acti_1")}}));
        QCOMPARE(news.touched.size(), 2); // read whole: lead_b and the contact's lead
        QCOMPARE(activityPath(note), QStringLiteral("activity/note/"));
        QCOMPARE(activityPath(QStringLiteral("activity.email_thread")), QString());
    }

    void case055_mergesAreFollowed()
    {
        const auto merge = [](Event e) {
            e.mergeSource = LeadId(QStringLiteral("lead_a"));
            e.mergeDestination = LeadId(QStringLiteral("lead_b"));
            return e;
        };
        const Event gone = merge(happened(QStringLiteral("1"), lead, QStringLiteral("lead_a"), 5, deleted));
        const Event stays =
            merge(happened(QStringLiteral("2"), lead, QStringLiteral("lead_b"), 5, QStringLiteral("merged")));
        const Event moved =
            merge(happened(QStringLiteral("3"), QStringLiteral("contact"), QStringLiteral("cont_1"), 5));
        QList<Event> events{gone, stays, moved};
        std::sort(events.begin(), events.end(), [](const Event &a, const Event &b) { return a.id < b.id; });
        do {
            EventDigest digest;
            const auto news = digest.take(events);
            const auto end =
                std::find_if(news.changes.begin(), news.changes.end(),
                             [](const ObjectChange &change) { return change.id == QLatin1String("lead_a"); });
            QVERIFY(end != news.changes.end());
            QCOMPARE(end->mergedInto, LeadId(QStringLiteral("lead_b")));
            QCOMPARE(news.merged, QSet<LeadId>{LeadId(QStringLiteral("lead_b"))});
            QVERIFY(news.touched.contains(LeadId(QStringLiteral("lead_b"))));
            QVERIFY(!news.touched.contains(LeadId(QStringLiteral("lead_a"))));
        } while (std::next_permutation(events.begin(), events.end(),
                                       [](const Event &a, const Event &b) { return a.id < b.id; }));
    }

    void case055_deletedLeadsAreNotReadAgain()
    {
        EventDigest digest;
        const auto news =
            digest.take({happened(QStringLiteral("1"), note, QStringLiteral("acti_1"), 9),
                         happened(QStringLiteral("2"), lead, QStringLiteral("lead_a"), 8, deleted)});
        QVERIFY(news.touched.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestEventDigest)
#include "tst_eventdigest.moc"
