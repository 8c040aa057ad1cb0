#include "services/sandbox/server.h"
#include "services/session/session.h"
#include "tests/session/keyring.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace leadline;
using leadline::test::Keyring;

namespace {

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// The files of an account over a real keychain: a backup that comes back, and a mirror that turns out to be damaged.
class TestLocalFiles final : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<sandbox::Server> m_server;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<QSignalSpy> m_signedIn;

    void startSession()
    {
        m_session = std::make_unique<Session>(m_dir->path() + QStringLiteral("/data"), m_clock);
        m_signedIn = std::make_unique<QSignalSpy>(m_session.get(), &Session::signedIn);
    }
    /// As the next start of the program.
    void restart(const Account &account)
    {
        startSession();
        m_session->open(account);
        WAIT_FOR(m_signedIn->count() == 1);
    }
    [[nodiscard]] QString folder() const
    {
        return m_dir->path() + QStringLiteral("/data/accounts/") + m_session->accounts().value(0).folderName();
    }
    [[nodiscard]] OutboxStore &outbox() const { return m_session->service()->outbox(); }
    [[nodiscard]] Command waiting(const QString &id) const
    {
        LogCall call;
        call.leadId = LeadId(QStringLiteral("lead_1"));
        call.activityAt = m_clock.nowUtc();
        Command command;
        command.id = CommandId(id);
        command.body = call;
        command.createdAt = m_clock.nowUtc();
        return command;
    }
    [[nodiscard]] static QByteArray generation(const Account &account)
    {
        auto reading = Keychain().read(account.generationKey());
        return test::await(std::move(reading)).secret.reveal();
    }

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        m_dir = std::make_unique<QTemporaryDir>();
        sandbox::Server::Options options;
        options.store.leads = 3;
        m_server = std::make_unique<sandbox::Server>(options);
        QCOMPARE(m_server->listen(), QString());
        startSession();
        m_session->signIn(m_server->baseUrl(), Secret("api_sandbox.leadline"));
        WAIT_FOR(m_signedIn->count() == 1);
    }
    void cleanup()
    {
        const QList<Account> accounts = m_session->accounts();
        m_session.reset();
        for (const Account &account : accounts) {
            for (const QString &key : {account.keychainKey(), account.generationKey()})
                QCOMPARE(test::await(Keychain().remove(key)).status, KeychainStatus::Ok);
        }
    }

    void case073_restoredBackupIsDoubted()
    {
        const Account account = *m_session->current();
        QVERIFY(outbox().becomeSender());
        QVERIFY(outbox().add(waiting(QStringLiteral("before"))));
        WAIT_FOR(generation(account) == "1");
        const QString file = folder() + QStringLiteral("/outbox.db");
        m_session.reset();
        const QByteArray backup = read(file);
        QVERIFY(backup.size() > 4096);

        // Without a backup nothing is doubted.
        restart(account);
        QVERIFY(outbox().becomeSender());
        QCOMPARE(outbox().commands().value(0).state, CommandState::Queued);
        WAIT_FOR(generation(account) == "2");
        m_session.reset();

        QFile restored(file);
        QVERIFY(restored.open(QIODevice::WriteOnly));
        QCOMPARE(restored.write(backup), backup.size());
        restored.close();
        restart(account);
        QVERIFY(outbox().add(waiting(QStringLiteral("after")))); // nobody knows yet whether it may send
        QVERIFY(outbox().becomeSender());
        QCOMPARE(outbox().commands().value(0).state, CommandState::Unknown);
        QCOMPARE(outbox().commands().value(0).sends, 1);
        WAIT_FOR(generation(account) == "3");
        QVERIFY(outbox().add(waiting(QStringLiteral("new"))));
        QCOMPARE(outbox().commands().constLast().state, CommandState::Queued);
    }

    void erasingAnAccountForgetsItsGeneration()
    {
        const Account account = *m_session->current();
        QVERIFY(outbox().becomeSender());
        WAIT_FOR(generation(account) == "1");
        m_session->signOut(true);
        WAIT_FOR(Keyring::entries(account.generationKey()) == 0);
        startSession();
        m_session->signIn(m_server->baseUrl(), Secret("api_sandbox.leadline"));
        WAIT_FOR(m_signedIn->count() == 1);
    }

    void case068_damagedMirrorIsReplacedAtWork()
    {
        QVERIFY(outbox().add(waiting(QStringLiteral("kept"))));
        QSignalSpy closing(m_session.get(), &Session::serviceAboutToClose);
        Mirror *mirror = &m_session->service()->mirror();
        bool isStored = false;
        Lead lead;
        lead.id = LeadId(QStringLiteral("lead_1"));
        lead.raw = {{QStringLiteral("id"), lead.id.value}};
        mirror->putLeads({lead}, [&isStored](const Result<Done> &) { isStored = true; });
        WAIT_FOR(isStored);
        // A full disk is no reason.
        Q_EMIT mirror->failed(ApiError(StorageTrouble::Full, QStringLiteral("full")));
        Q_EMIT mirror->failed(ApiError(StorageTrouble::Damaged, QStringLiteral("malformed")));
        WAIT_FOR(m_signedIn->count() == 2);
        QCOMPARE(closing.count(), 1);
        QCOMPARE(m_session->service()->mirror().leadCount(), 0);
        QVERIFY(QFile::exists(m_session->service()->mirror().damagedFile()));
        QVERIFY(outbox().command(CommandId(QStringLiteral("kept"))));

        // Again within one run: the disk is at fault, and going round in circles helps nobody.
        Q_EMIT m_session->service()->mirror().failed(ApiError(StorageTrouble::Damaged, QStringLiteral("malformed")));
        QCoreApplication::processEvents();
        QCoreApplication::processEvents();
        QCOMPARE(m_signedIn->count(), 2);
    }
};

QTEST_GUILESS_MAIN(TestLocalFiles)
#include "tst_localfiles.moc"
