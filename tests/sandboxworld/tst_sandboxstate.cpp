#include "tests/sandboxworld/worlds.h"
#include "tests/testkit/testmain.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace leadline::sandbox;
using namespace leadline::sandbox::test;

/// What survives a restart, and how ids and times go on.
class StateTest final : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    QString m_path;

    [[nodiscard]] QByteArray content() const
    {
        QFile file(m_path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void append(const QByteArray &text) const
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::Append));
        file.write(text);
    }
    static QJsonObject renamed(QJsonObject lead, const QString &name, Store &store)
    {
        lead.insert(QStringLiteral("name"), name);
        lead.insert(QStringLiteral("date_updated"), timestamp(store.tick()));
        store.put(Kind::Lead, lead);
        return lead;
    }

private Q_SLOTS:
    void init()
    {
        leadline::test::expectSilence();
        m_path =
            m_folder.filePath(QStringLiteral("%1.state").arg(QLatin1String(QTest::currentTestFunction())));
    }

    void aSecondProcessIsRefused()
    {
        auto first = std::make_unique<const Store>(options(20, 1, m_path));
        QCOMPARE(first->problem(), QString());
        const QByteArray before = content();
        {
            Store second(options(20, 1, m_path));
            QVERIFY2(second.problem().contains(m_path), qPrintable(second.problem()));
            QVERIFY(second.problem().contains(QLatin1String("in use")));
            renamed(second.list(Kind::Lead, 0, 1).items.first(), QStringLiteral("Elsewhere"), second);
        }
        QCOMPARE(content(), before);
        first.reset();
        Store third(options(20, 1, m_path));
        QCOMPARE(third.problem(), QString());
        renamed(third.list(Kind::Lead, 0, 1).items.first(), QStringLiteral("Here"), third);
        QVERIFY(content().size() > before.size());
    }

    void theLockOfADeadProcessDoesNotCount()
    {
        QFile lock(m_path + QStringLiteral(".lock"));
        QVERIFY(lock.open(QIODevice::WriteOnly));
        lock.write("4194399\nleadline\n" + QSysInfo::machineHostName().toUtf8() + '\n'); // above any pid
        lock.close();
        QCOMPARE(Store(options(20, 1, m_path)).problem(), QString());
        QVERIFY(!lock.exists());
    }

    void changesSurvive()
    {
        QJsonObject lead;
        QJsonObject status;
        QString removed;
        QString fresh;
        {
            Store store(options(20, 1, m_path));
            QVERIFY(store.problem().isEmpty());
            lead = renamed(store.list(Kind::Lead, 5, 1).items.first(), QStringLiteral("Järnväg \"1\"\nAB"),
                           store);
            removed = idOf(store.list(Kind::Activity, 3, 1).items.first());
            store.remove(Kind::Activity, removed);
            fresh = store.newId(QStringLiteral("stat_"));
            status = {{QStringLiteral("id"), fresh}, {QStringLiteral("label"), QStringLiteral("Parked")}};
            store.put(Kind::LeadStatus, status);
            QJsonObject organization = store.organization();
            organization.insert(QStringLiteral("name"), QStringLiteral("Renamed"));
            store.putOrganization(organization);
        }
        Store again(options(20, 1, m_path));
        QVERIFY(again.problem().isEmpty());
        QCOMPARE(again.find(Kind::Lead, idOf(lead)), lead);
        QCOMPARE(again.list(Kind::Lead, 0, 1).items.first(), lead);
        QVERIFY(!again.find(Kind::Activity, removed));
        QCOMPARE(again.find(Kind::LeadStatus, fresh), status);
        QCOMPARE(text(again.organization(), "name"), QStringLiteral("Renamed"));
        QVERIFY(again.newId(QStringLiteral("stat_")) != fresh);
        QVERIFY(again.tick() > dateOf(lead, "date_updated"));
    }

    void theGeneratedWorldKeepsItsTime()
    {
        QList<QJsonObject> before;
        {
            const Store store(options(20, 1, m_path));
            before = everything(store, Kind::Task);
        }
        Store::Options later = options(20, 1, m_path);
        later.now = Noon.addDays(9);
        Store store(later);
        QCOMPARE(everything(store, Kind::Task), before);
        QVERIFY(store.tick() >= later.now);
    }

    void aTornLastLineIsCutOff()
    {
        QJsonObject lead;
        {
            Store store(options(20, 1, m_path));
            lead = renamed(store.list(Kind::Lead, 5, 1).items.first(), QStringLiteral("Whole"), store);
        }
        const QByteArray whole = content();
        append(whole.split('\n').at(1).left(40));
        {
            Store store(options(20, 1, m_path));
            QVERIFY(store.problem().isEmpty());
            QCOMPARE(store.find(Kind::Lead, idOf(lead)), lead);
            QCOMPARE(content(), whole);
            lead = renamed(lead, QStringLiteral("After the crash"), store);
        }
        const Store store(options(20, 1, m_path));
        QVERIFY(store.problem().isEmpty());
        QCOMPARE(store.find(Kind::Lead, idOf(lead)), lead);
    }

    void aDamagedLineIsReported()
    {
        {
            Store store(options(20, 1, m_path));
            renamed(store.list(Kind::Lead, 5, 1).items.first(), QStringLiteral("Kept"), store);
        }
        append("not json\n{}\n");
        const QByteArray damaged = content();
        Store store(options(20, 1, m_path));
        QVERIFY2(store.problem().endsWith(QStringLiteral("line 3 is damaged")), qPrintable(store.problem()));
        QCOMPARE(text(store.list(Kind::Lead, 0, 1).items.first(), "name"), QStringLiteral("Kept"));
        store.remove(Kind::Lead, idOf(store.list(Kind::Lead, 0, 1).items.first()));
        QCOMPARE(content(), damaged);
    }

    void aFileOfAnotherWorldIsLeftAlone()
    {
        {
            const Store store(options(20, 1, m_path));
        }
        const QByteArray before = content();
        for (const Store::Options &other : {options(20, 2, m_path), options(21, 1, m_path)}) {
            Store store(other);
            QVERIFY(store.problem().contains(QStringLiteral("another organisation (seed 1, 20 leads)")));
            QCOMPARE(store.count(Kind::Lead), other.leads);
            store.remove(Kind::Lead, idOf(store.list(Kind::Lead, 0, 1).items.first()));
            QCOMPARE(store.count(Kind::Lead), other.leads - 1);
            QCOMPARE(content(), before);
        }
    }

    void nobodyElseReadsIt()
    {
        const Store store(options(1, 1, m_path));
        QCOMPARE(QFileInfo(m_path).permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther |
                                                    QFile::WriteOther | QFile::ExeOther),
                 QFile::Permissions());
    }

    void anUnwritablePlaceIsReported()
    {
        Store store(options(1, 1, QStringLiteral("/proc/nowhere/state")));
        QVERIFY(!store.problem().isEmpty());
        QCOMPARE(store.count(Kind::Lead), 1);
    }

    void idsLookLikeCloses()
    {
        Store store(options(3));
        QSet<QString> seen;
        const QList<std::pair<QString, int>> lengths{{QStringLiteral("lead_"), 43},
                                                     {QStringLiteral("noti_"), 43},
                                                     {QStringLiteral("pipe_"), 22},
                                                     {QStringLiteral("actitype_"), 22}};
        for (int i = 0; i < 200; ++i) {
            const auto &[prefix, length] = lengths.at(i % 4);
            const QString id = store.newId(prefix);
            QVERIFY(QRegularExpression(QStringLiteral("^%1[0-9A-Za-z]{%2}$").arg(prefix).arg(length))
                        .match(id)
                        .hasMatch());
            QVERIFY(!seen.contains(id));
            seen.insert(id);
        }
    }

    void timeNeverStandsStill()
    {
        Store store(options(1));
        QDateTime last = Noon;
        for (int i = 0; i < 1000; ++i) {
            const QDateTime next = store.tick();
            QVERIFY(next > last);
            last = next;
        }
        QVERIFY(store.now() >= last);
    }

    void timestampsAreWrittenAsCloseDoes()
    {
        const QDateTime moment({2026, 6, 19}, {12, 5, 28, 327}, Qt::UTC);
        QCOMPARE(timestamp(moment), QStringLiteral("2026-06-19T12:05:28.327000+00:00"));
        QCOMPARE(timestamp(Noon), QStringLiteral("2026-06-19T12:00:00+00:00"));
        QCOMPARE(timestamp(moment.toOffsetFromUtc(7200)), QStringLiteral("2026-06-19T12:05:28.327000+00:00"));
        QCOMPARE(nakedTimestamp(moment), QStringLiteral("2026-06-19T12:05:28.327000"));
    }
};

QTEST_GUILESS_MAIN(StateTest)
#include "tst_sandboxstate.moc"
