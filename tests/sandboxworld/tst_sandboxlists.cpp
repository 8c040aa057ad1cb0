#include "tests/sandboxworld/worlds.h"
#include "tests/testkit/testmain.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace leadline::sandbox;
using namespace leadline::sandbox::test;

Q_DECLARE_METATYPE(Kind)

namespace {

bool isThread(const QJsonObject &object)
{
    return text(object, "_type") == QLatin1String("EmailThread");
}

/// Every object of a kind, collected lead by lead: a way to them that knows nothing of the lists. Without
/// threads, which stand in none.
QSet<QString> collected(const Store &store, Kind kind)
{
    QSet<QString> ids;
    for (const QJsonObject &lead : everything(store, Kind::Lead)) {
        for (const QJsonObject &object : store.ofLead(kind, idOf(lead))) {
            if (!isThread(object))
                ids.insert(idOf(object));
        }
    }
    return ids;
}

qint64 residentKilobytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).chopped(3).trimmed().toLongLong();
    }
    return 0;
}

} // namespace

/// Order, windows and totals of the lists, generated and with changes laid over them.
class ListsTest final : public QObject
{
    Q_OBJECT
private:
    static void addKinds()
    {
        QTest::addColumn<Kind>("kind");
        QTest::newRow("leads") << Kind::Lead;
        QTest::newRow("contacts") << Kind::Contact;
        QTest::newRow("opportunities") << Kind::Opportunity;
        QTest::newRow("tasks") << Kind::Task;
        QTest::newRow("activities") << Kind::Activity;
    }
    static void verifyList(const Store &store, Kind kind)
    {
        const QList<QJsonObject> all = everything(store, kind);
        QCOMPARE(all.size(), store.count(kind));
        const QStringList ids = idsOf(all);
        QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), ids.size());
        for (qsizetype i = 1; i < all.size(); ++i)
            QVERIFY2(sortDate(kind, all.at(i - 1)) >= sortDate(kind, all.at(i)),
                     qPrintable(QString::number(i)));
        if (kind != Kind::Lead)
            QCOMPARE(QSet<QString>(ids.begin(), ids.end()), collected(store, kind));
        for (qsizetype skip = 0; skip < ids.size(); skip += 1 + skip / 2) {
            for (const int limit : {1, 7, 100}) {
                const Listing part = store.list(kind, static_cast<int>(skip), limit);
                QCOMPARE(idsOf(part.items), ids.mid(skip, limit));
                QCOMPARE(part.total, ids.size());
                QCOMPARE(part.hasMore, skip + limit < ids.size());
            }
        }
        QVERIFY(store.list(kind, static_cast<int>(ids.size()), 10).items.isEmpty());
        for (qsizetype i = 0; i < all.size(); i += 1 + i % 13)
            QCOMPARE(store.find(kind, ids.at(i)), all.at(i));
    }

private Q_SLOTS:
    void init() { leadline::test::expectSilence(); }

    void windowsAreCutFromOneOrder_data() { addKinds(); }
    void windowsAreCutFromOneOrder()
    {
        QFETCH(Kind, kind);
        verifyList(Store(options(60)), kind);
    }

    void smallWorldsWork_data() { addKinds(); }
    void smallWorldsWork()
    {
        QFETCH(Kind, kind);
        for (const int leads : {0, 1, 3, 20}) {
            const Store store(options(leads, 9));
            QCOMPARE(store.count(Kind::Lead), leads);
            verifyList(store, kind);
        }
    }

    void changesKeepTheOrder_data() { addKinds(); }
    void changesKeepTheOrder()
    {
        QFETCH(Kind, kind);
        Store store(options(40));
        const QList<QJsonObject> all = everything(store, kind);
        const auto sortKey =
            kind == Kind::Lead ? QStringLiteral("date_updated") : QStringLiteral("date_created");
        int balance = 0;
        for (qsizetype i = 0; i < all.size();
             i += 3) { // removed, changed in place, moved to the top, new in between
            QJsonObject object = all.at(i);
            switch (i % 4) {
            case 0:
                store.remove(kind, idOf(object));
                --balance;
                break;
            case 1:
                object.insert(QStringLiteral("note"), QStringLiteral("changed"));
                store.put(kind, object);
                break;
            case 2:
                object.insert(sortKey, timestamp(store.tick()));
                store.put(kind, object);
                break;
            case 3:
                object.insert(QStringLiteral("id"), store.newId(QStringLiteral("acti_")));
                store.put(kind, object);
                ++balance;
                break;
            }
        }
        QCOMPARE(store.count(kind), all.size() + balance);
        verifyList(store, kind);
    }

    void totalIsExactWithAFilter()
    {
        const Store store(options(100));
        const auto isCall = [](const QJsonObject &object) {
            return text(object, "_type") == QLatin1String("Call");
        };
        QStringList calls;
        for (const QJsonObject &object : everything(store, Kind::Activity)) {
            if (isCall(object))
                calls.append(idOf(object));
        }
        QVERIFY(calls.size() > 150);
        const Listing part = store.list(Kind::Activity, 40, 25, isCall);
        QCOMPARE(idsOf(part.items), calls.mid(40, 25));
        QCOMPARE(part.total, calls.size());
        QVERIFY(part.hasMore);
        QVERIFY(!store.list(Kind::Activity, static_cast<int>(calls.size()) - 5, 5, isCall).hasMore);
        QCOMPARE(store.list(Kind::Activity, 0, 0, isCall).total, calls.size());
    }

    void aScanOfALargeWorldEnds()
    {
        const Store store(options(1'000'000));
        int looked = 0;
        const Listing part = store.list(Kind::Activity, 50, 20, [&looked](const QJsonObject &object) {
            ++looked;
            return text(object, "_type") == QLatin1String("Call");
        });
        QCOMPARE(part.items.size(), 20);
        QVERIFY(part.hasMore);
        QVERIFY(part.total > 70 && part.total < looked);
        QVERIFY2(looked >= 5'000 && looked < 6'000, qPrintable(QString::number(looked)));
    }

    void laterPagesOfANamedListGoOnWhereTheEarlierEnded()
    {
        const Store store(options(3000));
        int looked = 0;
        const auto notes = [&looked](const QString &name) {
            return Store::Choice{{},
                                 {},
                                 {QStringLiteral("Note")},
                                 [&looked](const QJsonObject &) {
                                     ++looked;
                                     return true;
                                 },
                                 name};
        };
        const Store::Choice named = notes(QStringLiteral("notes"));
        const QStringList all = idsOf(store.list(Kind::Activity, 0, 10'000, notes({})).items);
        QVERIFY2(all.size() > 1500, qPrintable(QString::number(all.size())));
        const Listing first = store.list(Kind::Activity, 0, 700, named);
        looked = 0;
        const Listing second = store.list(Kind::Activity, 700, 700, named);
        QCOMPARE(idsOf(first.items) + idsOf(second.items), all.mid(0, 1400));
        QVERIFY2(looked < 1000, qPrintable(QString::number(looked)));
        // Any place again, and a name of its own for another choice.
        QCOMPARE(idsOf(store.list(Kind::Activity, 377, 40, named).items), all.mid(377, 40));
        Store::Choice calls{{}, {}, {QStringLiteral("Call")}, {}, QStringLiteral("calls")};
        const QStringList page = idsOf(store.list(Kind::Activity, 700, 9, calls).items);
        calls.name.clear();
        QCOMPARE(page, idsOf(store.list(Kind::Activity, 700, 9, calls).items));
    }

    void aNamedListSeesWhatWasWrittenSince()
    {
        Store store(options(100));
        const auto isNote = [](const QJsonObject &object) {
            return text(object, "_type") == QLatin1String("Note");
        };
        const QString name = QStringLiteral("notes");
        const QStringList before = idsOf(store.list(Kind::Activity, 0, 100, isNote, name).items);
        QVERIFY(before.size() > 60);
        store.remove(Kind::Activity, before.at(3));
        QStringList expected = before;
        expected.removeAt(3);
        QCOMPARE(idsOf(store.list(Kind::Activity, 40, 20, isNote, name).items), expected.mid(40, 20));
    }

    void aSearchInVainEnds()
    {
        const Store store(options(1'000'000));
        int looked = 0;
        const Store::Choice calls{{},
                                  {},
                                  {QStringLiteral("outgoing_call")},
                                  [&looked](const QJsonObject &) {
                                      ++looked;
                                      return false;
                                  },
                                  {}};
        const Listing none = store.list(Kind::Task, 0, 10, calls);
        QVERIFY(none.items.isEmpty() && !none.hasMore);
        QCOMPARE(none.total, 0);
        QVERIFY2(looked > 100 && looked < 20'500, qPrintable(QString::number(looked)));
    }

    void typesAndDatesAreChosenWithoutLooking()
    {
        const Store store(options(60));
        for (const Kind kind : {Kind::Task, Kind::Activity}) {
            const QList<QJsonObject> all = everything(store, kind);
            const QDateTime from = dateOf(all.at(all.size() * 3 / 4), "date_created");
            const QDateTime before = dateOf(all.at(all.size() / 4), "date_created");
            QSet<QString> types;
            for (const QJsonObject &object : all)
                types.insert(text(object, "_type"));
            for (const QString &type : std::as_const(types)) {
                QStringList expected;
                for (const QJsonObject &object : all) {
                    const QDateTime made = dateOf(object, "date_created");
                    if (text(object, "_type") == type && made >= from && made < before)
                        expected.append(idOf(object));
                }
                const Listing found =
                    store.list(kind, 0, 10'000, Store::Choice{from, before, {type}, {}, {}});
                QCOMPARE(idsOf(found.items), expected);
                QCOMPARE(found.total, expected.size());
            }
            const Listing dated = store.list(kind, 3, 5, Store::Choice{from, before, {}, {}, {}});
            QCOMPARE(dated.items, all.mid(all.size() / 4 + 4, 5));
            QVERIFY(dated.hasMore);
        }
    }

    void aLeadsObjectsAreThoseOfTheList_data() { addKinds(); }
    void aLeadsObjectsAreThoseOfTheList()
    {
        QFETCH(Kind, kind);
        if (kind == Kind::Lead)
            return;
        const Store store(options(40));
        QHash<QString, QList<QJsonObject>> byLead;
        for (const QJsonObject &object : everything(store, kind))
            byLead[text(object, "lead_id")].append(object);
        for (const QJsonObject &lead : everything(store, Kind::Lead)) {
            QList<QJsonObject> objects = store.ofLead(kind, idOf(lead));
            objects.removeIf(isThread);
            QCOMPARE(objects, byLead.value(idOf(lead)));
        }
    }

    void everyEmailHasItsThread()
    {
        Store store(options(40));
        QSet<QString> threads;
        for (const QJsonObject &lead : everything(store, Kind::Lead)) {
            const QList<QJsonObject> objects = store.ofLead(Kind::Activity, idOf(lead));
            for (const QJsonObject &object : objects) {
                if (isThread(object)) {
                    threads.insert(idOf(object));
                    QCOMPARE(store.find(Kind::Activity, idOf(object)), object);
                }
            }
            for (const QJsonObject &object : objects) {
                if (text(object, "_type") != QLatin1String("Email"))
                    continue;
                QVERIFY(threads.contains(text(object, "thread_id")));
                QCOMPARE(text(*store.find(Kind::Activity, text(object, "thread_id")), "lead_id"), idOf(lead));
            }
        }
        QVERIFY(threads.size() > 20);
        const int before = store.count(Kind::Activity);
        store.remove(Kind::Activity, *threads.cbegin());
        QVERIFY(!store.find(Kind::Activity, *threads.cbegin()));
        QCOMPARE(store.count(Kind::Activity), before);
    }

    void aMovedContactIsFoundAtItsNewLead()
    {
        Store store(options(10));
        const QList<QJsonObject> leads = everything(store, Kind::Lead);
        QJsonObject contact = store.ofLead(Kind::Contact, idOf(leads.at(0))).first();
        contact.insert(QStringLiteral("lead_id"), idOf(leads.at(1)));
        store.put(Kind::Contact, contact);
        QVERIFY(!idsOf(store.ofLead(Kind::Contact, idOf(leads.at(0)))).contains(idOf(contact)));
        QVERIFY(store.ofLead(Kind::Contact, idOf(leads.at(1))).contains(contact));
        store.remove(Kind::Contact, idOf(contact));
        QVERIFY(!idsOf(store.ofLead(Kind::Contact, idOf(leads.at(1)))).contains(idOf(contact)));
        QVERIFY(!store.find(Kind::Contact, idOf(contact)));
    }

    void aMillionLeads() // its figures are printed, not judged: they are the machine's
    {
        const qint64 before = residentKilobytes();
        QElapsedTimer timer;
        timer.start();
        const Store store(options(1'000'000));
        qInfo("1,000,000 leads: %lld ms to construct, %lld kB more memory, %d activities", timer.restart(),
              residentKilobytes() - before, store.count(Kind::Activity));
        for (const Kind kind : Generated) {
            for (const int skip : {0, 500'000}) {
                timer.restart();
                const Listing part = store.list(kind, skip, 100);
                qInfo("  100 of kind %d after %d: %lld ms", static_cast<int>(kind), skip, timer.elapsed());
                QCOMPARE(part.items.size(), 100);
                for (qsizetype i = 1; i < part.items.size(); ++i)
                    QVERIFY(sortDate(kind, part.items.at(i - 1)) >= sortDate(kind, part.items.at(i)));
                QCOMPARE(idsOf(store.list(kind, skip + 90, 10).items), idsOf(part.items.mid(90)));
                QCOMPARE(store.find(kind, idOf(part.items.at(50))), part.items.at(50));
            }
        }
    }
};

QTEST_GUILESS_MAIN(ListsTest)
#include "tst_sandboxlists.moc"
