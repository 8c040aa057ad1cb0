#include "services/mirror/outboxstore.h"
#include "tests/testkit/testmain.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace leadline;

namespace {

Command note(const QString &id, const QString &group = QStringLiteral("g"))
{
    Command command;
    command.id = CommandId(id);
    command.group = CommandGroupId(group);
    command.body = CreateNote{LeadId(QStringLiteral("lead_1")), {}, {}, id, {}};
    command.createdAt = QDateTime({2026, 6, 19}, {12, 0}, Qt::UTC);
    return command;
}

template <typename List>
QStringList idsOf(const List &finished)
{
    QStringList ids;
    for (const FinishedCommand &each : finished)
        ids << each.command.id.value;
    return ids;
}

} // namespace

/// Several changes as one, and what the outbox remembers of writes that Close has.
class TestOutboxJournal final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<OutboxStore> m_store;

    [[nodiscard]] QString folder() const { return m_folder.filePath(QString::number(m_run)); }
    int m_run = 0;
    void open()
    {
        auto store = OutboxStore::open(folder());
        QVERIFY(store);
        m_store = std::move(store).value();
    }
    void reopen()
    {
        m_store.reset();
        open();
    }
    void finish(const Command &command)
    {
        QVERIFY(m_store->add(command));
        QVERIFY(m_store->finish(command.id));
    }

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        ++m_run;
        open();
    }
    void cleanup() { m_store.reset(); }

    void allOrNothing()
    {
        QVERIFY(m_store->add(note(QStringLiteral("a"))));
        OutboxChange change;
        change.added << note(QStringLiteral("b")) << note(QStringLiteral("a")); // taken
        change.trashed << qMakePair(QStringLiteral("acti_1"),
                                    QJsonObject{{QStringLiteral("id"), QStringLiteral("acti_1")}});
        QCOMPARE(m_store->apply(change).error().kind, ErrorKind::InvalidInput);
        change.added.removeLast();
        change.discarded << note(QStringLiteral("ghost"));
        QCOMPARE(m_store->apply(change).error().kind, ErrorKind::NotFound);
        QVERIFY(!m_store->trashed(QStringLiteral("acti_1")));
        change.discarded = {note(QStringLiteral("a"))};
        QSignalSpy changes(m_store.get(), &OutboxStore::changed);
        QVERIFY(m_store->apply(change));
        QCOMPARE(changes.count(), 1); // one lead, one word
        reopen();
        QCOMPARE(m_store->commands().size(), 1);
        QCOMPARE(m_store->commands().first().id.value, QStringLiteral("b"));
        QVERIFY(m_store->trashed(QStringLiteral("acti_1")));
    }

    void aCrashInTheMiddleLeavesNothing()
    {
        OutboxChange change;
        change.added << note(QStringLiteral("a"))
                     << note(QStringLiteral("a")); // the second one breaks the transaction
        QCOMPARE(m_store->apply(change).error().kind, ErrorKind::Storage);
        QVERIFY(m_store->commands().isEmpty());
        reopen();
        QVERIFY(m_store->commands().isEmpty());
    }

    void whatIsFinishedIsRemembered()
    {
        Command made = note(QStringLiteral("a"));
        made.serverId = QStringLiteral("acti_7");
        finish(made);
        finish(note(QStringLiteral("b"), QStringLiteral("other")));
        reopen();
        QCOMPARE(idsOf(m_store->finishedOf(LeadId(QStringLiteral("lead_1")))),
                 (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
        QCOMPARE(idsOf(m_store->finishedOf(CommandGroupId(QStringLiteral("g")))),
                 QStringList{QStringLiteral("a")});
        const auto latest = m_store->finishedSince(QDateTime::currentDateTimeUtc().addSecs(-60));
        QCOMPARE(idsOf(latest), (QStringList{QStringLiteral("b"), QStringLiteral("a")}));
        QCOMPARE(latest.last().command.serverId, QStringLiteral("acti_7"));
        OutboxChange undo;
        undo.undone << made.id;
        QVERIFY(m_store->apply(undo));
        QVERIFY(m_store->finishedOf(CommandGroupId(QStringLiteral("g"))).isEmpty());
        QCOMPARE(idsOf(m_store->finishedOf(LeadId(QStringLiteral("lead_1")))).size(),
                 2); // its object is still claimed
        QVERIFY(m_store->forgetFinishedBefore(QDateTime::currentDateTimeUtc().addDays(-1)));
        QCOMPARE(m_store->finishedOf(LeadId(QStringLiteral("lead_1"))).size(), 2);
        QVERIFY(m_store->forgetFinishedBefore(QDateTime::currentDateTimeUtc().addDays(1)));
        QVERIFY(m_store->finishedOf(LeadId(QStringLiteral("lead_1"))).isEmpty());
    }

    void onlyWhatLeftTwiceInDoubtIsWatched()
    {
        Command once = note(QStringLiteral("once"));
        once.sends = 1;
        once.doubts = 1;
        Command sure = note(QStringLiteral("sure"));
        sure.sends = 2;
        Command twice = note(QStringLiteral("twice"));
        twice.sends = 2;
        twice.doubts = 1;
        for (const Command &command : {once, sure, twice})
            finish(command);
        QCOMPARE(idsOf(m_store->unswept()), QStringList{QStringLiteral("twice")});
        OutboxChange change;
        change.swept << twice.id;
        QVERIFY(m_store->apply(change));
        QVERIFY(m_store->unswept().isEmpty());
    }

    void idsAndLessonsAreKept()
    {
        QSignalSpy assigned(m_store.get(), &OutboxStore::idAssigned);
        OutboxChange change;
        change.assignedIds << qMakePair(QStringLiteral("local_1"), QStringLiteral("lead_9"));
        QVERIFY(m_store->apply(change));
        QCOMPARE(assigned.count(), 1);
        QCOMPARE(m_store->lesson(QStringLiteral("key")), QString());
        QVERIFY(m_store->learn(QStringLiteral("key"), QStringLiteral("1")));
        QVERIFY(m_store->learn(QStringLiteral("key"), QStringLiteral("2")));
        reopen();
        QCOMPARE(m_store->assignedId(QStringLiteral("local_1")), QStringLiteral("lead_9"));
        QCOMPARE(m_store->assignedId(QStringLiteral("local_2")), QString());
        QCOMPARE(m_store->lesson(QStringLiteral("key")), QStringLiteral("2"));
    }
};

QTEST_GUILESS_MAIN(TestOutboxJournal)
#include "tst_outboxjournal.moc"
