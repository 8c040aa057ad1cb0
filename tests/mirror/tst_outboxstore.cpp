#include "services/mirror/outboxstore.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <QSignalSpy>
#include <QTemporaryDir>

#include <sys/stat.h>

using namespace leadline;

namespace {

Command someCommand(const QString &id, const QString &lead = QStringLiteral("lead_1"))
{
    LogCall call;
    call.leadId = LeadId(lead);
    call.note = QStringLiteral("note of ") + id;
    call.activityAt = QDateTime({2026, 6, 19}, {12, 0}, Qt::UTC);
    Command command;
    command.id = CommandId(id);
    command.body = call;
    command.createdAt = call.activityAt;
    return command;
}

QStringList idsOf(const QList<Command> &commands)
{
    QStringList ids;
    for (const Command &command : commands)
        ids.append(command.id.value);
    return ids;
}

} // namespace

class TestOutboxStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void commandsKeepTheirOrder();
    void updateReplacesEveryField();
    void commandsOfOneLead();
    void removedCommandsAreGone();
    void discardedCommandsAreInTheTrash();
    void deletedObjectsAreInTheTrash();
    void changesAreAnnouncedAfterTheCommit();
    void unknownCommandsAreRefused();
    void takenIdIsRefused();
    void failedWriteChangesNothing();
    void case070_programsShareOneQueue();
    void case070_oneSenderAtATime();
    void case070_formerSenderIsFencedOff();
    void case074_orderIsThatOfWriting();
    void hostileTextComesBack();

private:
    void open();
    void reopen()
    {
        m_store.reset();
        open();
    }
    [[nodiscard]] std::string file() const
    {
        return m_dir->filePath(QStringLiteral("outbox.db")).toStdString();
    }
    [[nodiscard]] int count(const char *sql) const
    {
        SQLite::Database database(file());
        return database.execAndGet(sql).getInt();
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<OutboxStore> m_store;
};

void TestOutboxStore::open()
{
    auto opened = OutboxStore::open(m_dir->path());
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message));
    m_store = std::move(opened).value();
}

void TestOutboxStore::init()
{
    test::expectSilence();
    m_dir = std::make_unique<QTemporaryDir>();
    open();
}

void TestOutboxStore::cleanup()
{
    m_store.reset();
}

void TestOutboxStore::commandsKeepTheirOrder()
{
    QStringList ids;
    for (int i = 0; i < 30; ++i) {
        ids.append(QString::number((i * 7919) % 30));
        QVERIFY(m_store->add(someCommand(ids.constLast())));
    }
    QCOMPARE(idsOf(m_store->commands()), ids);
    Command changed = someCommand(ids.constFirst());
    changed.sends = 1;
    QVERIFY(m_store->update(changed));
    QVERIFY(m_store->finish(CommandId(ids.takeAt(5))));
    QCOMPARE(idsOf(m_store->commands()), ids);
    reopen();
    QCOMPARE(idsOf(m_store->commands()), ids);
}

/// The clock jumps by years between the writes.
void TestOutboxStore::case074_orderIsThatOfWriting()
{
    const QStringList ids{QStringLiteral("first"), QStringLiteral("second"), QStringLiteral("third")};
    const int years[] = {0, -10, 10};
    for (int i = 0; i < 3; ++i) {
        Command command = someCommand(ids.at(i));
        command.createdAt = command.createdAt.addYears(years[i]);
        QVERIFY(m_store->add(command));
    }
    QCOMPARE(idsOf(m_store->commands()), ids);
    reopen();
    QCOMPARE(idsOf(m_store->commands()), ids);
}

void TestOutboxStore::updateReplacesEveryField()
{
    QVERIFY(m_store->add(someCommand(QStringLiteral("a"))));
    Command changed = someCommand(QStringLiteral("a"));
    changed.state = CommandState::Rejected;
    changed.sends = 2;
    changed.lastError = ApiError(ErrorKind::Rejected, QStringLiteral("no such contact"), 400);
    changed.serverId = QStringLiteral("acti_1");
    changed.knownTwins = {QStringLiteral("acti_2")};
    std::get<LogCall>(changed.body).note = QStringLiteral("corrected");
    QVERIFY(m_store->update(changed));
    for (int round = 0; round < 2; ++round) {
        const auto read = m_store->command(changed.id);
        QVERIFY(read);
        QCOMPARE(read->state, CommandState::Rejected);
        QCOMPARE(read->sends, 2);
        QCOMPARE(read->lastError.message, QStringLiteral("no such contact"));
        QCOMPARE(read->serverId, QStringLiteral("acti_1"));
        QCOMPARE(read->knownTwins, changed.knownTwins);
        QCOMPARE(std::get<LogCall>(read->body).note, QStringLiteral("corrected"));
        reopen();
    }
    QCOMPARE(count("SELECT count(*) FROM command WHERE state = 'rejected'"), 1);
}

void TestOutboxStore::commandsOfOneLead()
{
    QVERIFY(m_store->add(someCommand(QStringLiteral("a"), QStringLiteral("lead_1"))));
    QVERIFY(m_store->add(someCommand(QStringLiteral("b"), QStringLiteral("lead_2"))));
    Command deletion = someCommand(QStringLiteral("c"));
    deletion.body = DeleteObject{LeadId(QStringLiteral("lead_1")), {ObjectKind::Activity, ActivityKind::Call, QStringLiteral("acti_1")}};
    QVERIFY(m_store->add(deletion));
    QCOMPARE(idsOf(m_store->commandsOf(LeadId(QStringLiteral("lead_1")))),
             (QStringList{QStringLiteral("a"), QStringLiteral("c")}));
    QVERIFY(m_store->commandsOf(LeadId(QStringLiteral("lead_3"))).isEmpty());
}

void TestOutboxStore::removedCommandsAreGone()
{
    QVERIFY(m_store->add(someCommand(QStringLiteral("a"))));
    QVERIFY(m_store->finish(CommandId(QStringLiteral("a"))));
    QVERIFY(!m_store->command(CommandId(QStringLiteral("a"))));
    reopen();
    QVERIFY(m_store->commands().isEmpty());
    QCOMPARE(count("SELECT count(*) FROM discarded_command"), 0);
}

void TestOutboxStore::discardedCommandsAreInTheTrash()
{
    QVERIFY(m_store->add(someCommand(QStringLiteral("a"))));
    QVERIFY(m_store->discard(CommandId(QStringLiteral("a"))));
    QVERIFY(m_store->commands().isEmpty());
    reopen();
    QVERIFY(m_store->commands().isEmpty());
    QCOMPARE(count("SELECT count(*) FROM discarded_command WHERE id = 'a' AND json LIKE '%note of a%'"
                   " AND discarded_at LIKE '20%Z'"),
             1);
}

void TestOutboxStore::deletedObjectsAreInTheTrash()
{
    const QString id = QStringLiteral("acti_1");
    QVERIFY(!m_store->trashed(id));
    const QJsonObject first{{QStringLiteral("id"), id}, {QStringLiteral("note"), QStringLiteral("first")}};
    const QJsonObject second{{QStringLiteral("id"), id}, {QStringLiteral("unknown"), QJsonObject{{id, 1.5}}}};
    QVERIFY(m_store->keepInTrash(id, first));
    QCOMPARE(m_store->trashed(id), std::optional(first));
    QVERIFY(m_store->keepInTrash(id, second));
    reopen();
    QCOMPARE(m_store->trashed(id), std::optional(second));
    QVERIFY(!m_store->trashed(QStringLiteral("acti_2")));
    QCOMPARE(count("SELECT count(*) FROM deleted_object"), 2);
}

void TestOutboxStore::changesAreAnnouncedAfterTheCommit()
{
    QStringList announced;
    connect(m_store.get(), &OutboxStore::changed, this, [&](const LeadId &lead) {
        announced.append(lead.value + QString::number(count("SELECT count(*) FROM command")));
    });
    QVERIFY(m_store->add(someCommand(QStringLiteral("a"), QStringLiteral("lead_a"))));
    QVERIFY(m_store->add(someCommand(QStringLiteral("b"), QStringLiteral("lead_b"))));
    QVERIFY(m_store->update(someCommand(QStringLiteral("a"), QStringLiteral("lead_c"))));
    QVERIFY(m_store->discard(CommandId(QStringLiteral("b"))));
    QVERIFY(m_store->finish(CommandId(QStringLiteral("a"))));
    QCOMPARE(announced,
             (QStringList{QStringLiteral("lead_a1"), QStringLiteral("lead_b2"), QStringLiteral("lead_a2"),
                          QStringLiteral("lead_c2"), QStringLiteral("lead_b1"), QStringLiteral("lead_c0")}));
}

void TestOutboxStore::unknownCommandsAreRefused()
{
    QSignalSpy spy(m_store.get(), &OutboxStore::changed);
    const CommandId id(QStringLiteral("ghost"));
    for (const auto &result :
         {m_store->update(someCommand(id.value)), m_store->finish(id), m_store->discard(id)}) {
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::NotFound);
    }
    QVERIFY(spy.isEmpty());
}

void TestOutboxStore::takenIdIsRefused()
{
    QVERIFY(m_store->add(someCommand(QStringLiteral("a"), QStringLiteral("lead_1"))));
    const auto again = m_store->add(someCommand(QStringLiteral("a"), QStringLiteral("lead_2")));
    QVERIFY(!again);
    QCOMPARE(again.error().kind, ErrorKind::InvalidInput);
    QVERIFY(!m_store->add(someCommand(QString())));
    QCOMPARE(m_store->commands().size(), 1);
    QCOMPARE(m_store->commands().constFirst().leadId().value, QStringLiteral("lead_1"));
}

/// Another process holds the write lock: every write says so, and memory still equals the file.
void TestOutboxStore::failedWriteChangesNothing()
{
    const Command kept = someCommand(QStringLiteral("a"));
    QVERIFY(m_store->add(kept));
    QSignalSpy spy(m_store.get(), &OutboxStore::changed);
    {
        SQLite::Database other(file(), SQLite::OPEN_READWRITE);
        SQLite::Transaction lock(other, SQLite::TransactionBehavior::IMMEDIATE);
        Command changed = kept;
        changed.sends = 9;
        for (const auto &result : {m_store->add(someCommand(QStringLiteral("b"))), m_store->update(changed),
                                   m_store->finish(kept.id), m_store->discard(kept.id),
                                   m_store->keepInTrash(QStringLiteral("acti_1"), {})}) {
            QVERIFY(!result);
            QCOMPARE(result.error().kind, ErrorKind::Storage);
        }
    }
    QVERIFY(spy.isEmpty());
    QCOMPARE(idsOf(m_store->commands()), QStringList{QStringLiteral("a")});
    QCOMPARE(m_store->command(kept.id)->sends, 0);
    QVERIFY(m_store->add(someCommand(QStringLiteral("b"))));
    reopen();
    QCOMPARE(idsOf(m_store->commands()), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
}

/// Another program sees what this one does, and decides about the same commands; who is late is refused.
void TestOutboxStore::case070_programsShareOneQueue()
{
    auto opened = OutboxStore::open(m_dir->path());
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message));
    OutboxStore &other = **opened;
    QSignalSpy changed(&other, &OutboxStore::changed);
    QVERIFY(m_store->add(someCommand(QStringLiteral("a"), QStringLiteral("lead_a"))));
    WAIT_FOR(changed.size() == 1); // by itself
    QCOMPARE(changed.first().first().value<LeadId>().value, QStringLiteral("lead_a"));
    QVERIFY(other.add(someCommand(QStringLiteral("b"))));
    m_store->refresh();
    QCOMPARE(idsOf(m_store->commands()), idsOf(other.commands()));

    Command edited = someCommand(QStringLiteral("a"), QStringLiteral("lead_a"));
    edited.state = CommandState::Parked;
    QVERIFY(other.update(edited));
    QVERIFY(other.discard(CommandId(QStringLiteral("b"))));
    QSignalSpy heard(m_store.get(), &OutboxStore::changed);
    const auto late = m_store->discard(CommandId(QStringLiteral("a")));
    QVERIFY(!late);
    QCOMPARE(late.error().storage, StorageTrouble::InUse);
    QCOMPARE(heard.size(), 2); // and so it knows why
    QCOMPARE(idsOf(m_store->commands()), QStringList{QStringLiteral("a")});
    QCOMPARE(m_store->commands().constFirst().state, CommandState::Parked);
    QVERIFY(m_store->discard(CommandId(QStringLiteral("a"))));
    QCOMPARE(count("SELECT count(*) FROM discarded_command"), 2);
}

void TestOutboxStore::case070_oneSenderAtATime()
{
    auto opened = OutboxStore::open(m_dir->path());
    QVERIFY(opened);
    OutboxStore &other = **opened;
    Command command = someCommand(QStringLiteral("a"));
    QVERIFY(m_store->add(command));
    QVERIFY(m_store->becomeSender());
    QVERIFY(m_store->becomeSender());
    QVERIFY(!other.becomeSender());
    other.refresh();
    command.state = CommandState::Sending;
    const auto stolen = other.update(command);
    QVERIFY(!stolen);
    QCOMPARE(stolen.error().storage, StorageTrouble::InUse);
    QVERIFY(m_store->update(command));
    m_store.reset();
    QVERIFY(other.becomeSender());
    QCOMPARE(other.commands().constFirst().state, CommandState::Sending); // what the former one did last
}

/// Its lock was lost, as some network file systems do, and another program has begun to send.
void TestOutboxStore::case070_formerSenderIsFencedOff()
{
    Command command = someCommand(QStringLiteral("a"));
    QVERIFY(m_store->add(command));
    QVERIFY(m_store->becomeSender());
    QVERIFY(QFile::remove(m_dir->filePath(QStringLiteral("sender.lock"))));
    auto opened = OutboxStore::open(m_dir->path());
    QVERIFY(opened && (*opened)->becomeSender());
    QSignalSpy lost(m_store.get(), &OutboxStore::senderLost);
    command.state = CommandState::Sending;
    const auto late = m_store->update(command);
    QVERIFY(!late);
    QCOMPARE(late.error().storage, StorageTrouble::InUse);
    QCOMPARE(lost.size(), 1);
    QVERIFY(!m_store->isSender());
    QCOMPARE((*opened)->commands().constFirst().state, CommandState::Queued);
    QVERIFY((*opened)->update(command));
}

void TestOutboxStore::hostileTextComesBack()
{
    Command command = someCommand(QStringLiteral("a"), QStringLiteral("lead'; DROP TABLE command; --"));
    const QString note = QStringLiteral("\"}' \\u0000 <script>") + QChar(0) + QString(1000000, u'\u00fc') +
                         QStringLiteral("\u202e\U0001f600");
    std::get<LogCall>(command.body).note = note;
    QVERIFY(m_store->add(command));
    reopen();
    QCOMPARE(m_store->commands().size(), 1);
    const Command read = m_store->commands().constFirst();
    QCOMPARE(read.leadId(), command.leadId());
    QVERIFY(std::get<LogCall>(read.body).note == note);
}

QTEST_GUILESS_MAIN(TestOutboxStore)
#include "tst_outboxstore.moc"
