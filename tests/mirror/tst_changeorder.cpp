#include "tests/mirror/mirrordata.h"
#include "tests/mirror/mirrorfixture.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <random>

using namespace leadline;
using test::activityJson;
using test::leadFrom;
using test::leadJson;
using test::timeAt;
using test::timeText;

namespace {

constexpr int leadCount = 3;

LeadId lead(int i)
{
    return LeadId(QStringLiteral("lead_%1").arg(i));
}

QJsonObject sortedById(QJsonObject lead)
{
    for (const char *key : {"contacts", "tasks", "opportunities"}) {
        QList<QString> texts;
        for (const QJsonValue &each : lead.value(QLatin1String(key)).toArray())
            texts.append(QString::fromUtf8(QJsonDocument(each.toObject()).toJson(QJsonDocument::Compact)));
        std::sort(texts.begin(), texts.end());
        lead.insert(QLatin1String(key), QJsonArray::fromStringList(texts));
    }
    return lead;
}

/// A made-up day: each object is created, edited and perhaps deleted at times of its own; two leads merge.
QList<ObjectChange> someDay(std::mt19937 &random)
{
    QList<ObjectChange> changes;
    int minute = 10;
    const auto add = [&](ObjectKind kind, const QString &id, const LeadId &owner, QJsonObject data) {
        ObjectChange change;
        change.kind = kind;
        change.id = id;
        change.leadId = owner;
        change.updatedAt = timeAt(++minute);
        if (data.isEmpty())
            change.isDeleted = true;
        else
            data.insert(QStringLiteral("date_updated"), timeText(minute));
        change.data = data;
        changes.append(change);
    };
    const auto nested = [&](const QString &id, const LeadId &owner) {
        return QJsonObject{{QStringLiteral("id"), id},
                           {QStringLiteral("lead_id"), owner.value},
                           {QStringLiteral("text"), QString::number(random() % 1000)},
                           {QStringLiteral("is_complete"), random() % 4 == 0}};
    };
    static constexpr std::array kinds{ObjectKind::Contact, ObjectKind::Task, ObjectKind::Opportunity};
    static const QStringList prefixes{QStringLiteral("cont_"), QStringLiteral("task_"),
                                      QStringLiteral("oppo_")};
    for (int round = 0; round < 14; ++round) {
        const LeadId owner = lead(int(random() % leadCount));
        const size_t which = random() % 3;
        // An object belongs to one lead, whatever happens to it.
        const QString id = prefixes.at(int(which)) + owner.value.mid(5) + QString::number(random() % 2);
        add(kinds[which], id, owner, random() % 4 == 0 ? QJsonObject() : nested(id, owner));
        if (random() % 2 == 0) {
            const QString activity = QStringLiteral("acti_%1%2").arg(owner.value.mid(5)).arg(random() % 3);
            QJsonObject note = activityJson(activity, owner, minute);
            note.insert(QStringLiteral("note"), QString::number(random()));
            add(ObjectKind::Activity, activity, owner, random() % 4 == 0 ? QJsonObject() : note);
        }
        if (random() % 3 == 0)
            add(ObjectKind::Lead, owner.value, owner, leadJson(owner.value, QString::number(random())));
    }
    if (random() % 3 == 0)
        add(ObjectKind::Lead, lead(2).value, lead(2), {});
    if (random() % 2 == 0) {
        ObjectChange merge;
        merge.id = lead(0).value;
        merge.leadId = lead(0);
        merge.mergedInto = lead(1);
        merge.updatedAt = timeAt(++minute);
        changes.append(merge);
    }
    return changes;
}

} // namespace

/// Events come out of order, in pieces, more than once (reliability.md 48, 52): the mirror ends the same.
class TestChangeOrder : public test::MirrorFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init() { test::expectSilence(); }
    void cleanup() { close(); }
    void case052_eventsOutOfOrder_data();
    void case052_eventsOutOfOrder();

private:
    /// Everything the mirror holds, as text.
    QString state() const
    {
        QJsonArray all;
        for (int i = 0; i < leadCount; ++i) {
            const auto stored = m_mirror->lead(lead(i));
            QJsonArray timeline;
            for (const Activity &activity : m_mirror->activities(lead(i), {}, 0, 1000))
                timeline.append(activity.raw);
            all.append(QJsonObject{{QStringLiteral("lead"), stored ? sortedById(stored->raw) : QJsonObject()},
                                   {QStringLiteral("timeline"), timeline},
                                   {QStringLiteral("redirect"), m_mirror->redirect(lead(i)).value},
                                   {QStringLiteral("task"), test::MirrorFixture::row(lead(i)).nextTaskText}});
        }
        return QString::fromUtf8(QJsonDocument(all).toJson()) +
               text("SELECT coalesce(group_concat(lead_key || kind || text), '') FROM"
                    " (SELECT * FROM item_text ORDER BY key)");
    }
    void begin()
    {
        openFresh();
        for (int i = 0; i < leadCount; ++i) {
            QJsonObject json = leadJson(lead(i).value, QStringLiteral("Lead"), 1);
            json.insert(QStringLiteral("tasks"),
                        QJsonArray{QJsonObject{{QStringLiteral("id"), QStringLiteral("task_%10").arg(i)},
                                               {QStringLiteral("text"), QStringLiteral("first")},
                                               {QStringLiteral("lead_id"), lead(i).value},
                                               {QStringLiteral("date_updated"), timeText(1)}}});
            QVERIFY(put({leadFrom(json)}));
        }
    }
    Result<Done> apply(const QList<ObjectChange> &changes)
    {
        return done([&](Mirror::Then then) {
            m_mirror->applyChanges(changes, [then](const Result<ChangeInfo> &result) {
                then(result ? Result<Done>(Done{}) : Result<Done>(result.error()));
            });
        });
    }
};

void TestChangeOrder::case052_eventsOutOfOrder_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 8; ++seed)
        QTest::addRow("day %d", seed) << seed;
}

void TestChangeOrder::case052_eventsOutOfOrder()
{
    QFETCH(int, seed);
    std::mt19937 random{unsigned(seed)};
    const QList<ObjectChange> day = someDay(random);
    begin();
    for (const ObjectChange &change : day)
        QVERIFY(apply({change}));
    const QString expected = state();
    for (int round = 0; round < 3; ++round) {
        QList<ObjectChange> shuffled = day;
        for (int i = 0; i < 10; ++i)
            shuffled.append(day.at(int(random() % size_t(day.size()))));
        std::shuffle(shuffled.begin(), shuffled.end(), random);
        begin();
        while (!shuffled.isEmpty()) {
            const int some = round == 0 ? int(shuffled.size()) : 1 + int(random() % 9);
            QVERIFY(apply(shuffled.mid(0, some)));
            shuffled.remove(0, std::min<qsizetype>(some, shuffled.size()));
            if (random() % 8 == 0)
                reopen();
        }
        QCOMPARE(state(), expected);
        searchAgrees();
    }
}

QTEST_GUILESS_MAIN(TestChangeOrder)
#include "tst_changeorder.moc"
