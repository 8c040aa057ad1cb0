#include "app/singleinstance.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QDir>
#include <QFile>
#include <QLocalSocket>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <csignal>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace leadline;

namespace {

using Outcome = SingleInstance::Outcome;

/// A start in a process of its own, as the system gives it: its outcome as exit code, 10 for an error.
int startElsewhere(const QString &root)
{
    QProcess program;
    program.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--start"), root});
    const bool isOver = QTest::qWaitFor([&] { return program.state() == QProcess::NotRunning; }, 20000);
    return isOver ? program.exitCode() : -1;
}

} // namespace

/// A second start raises the first window; nobody else does, and nothing that arrives disturbs it.
class TestSingleInstance final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<SingleInstance> m_first;

    [[nodiscard]] QString root() const { return m_dir->filePath(QStringLiteral("data")); }
    void startFirst()
    {
        m_first = std::make_unique<SingleInstance>(root());
        const auto outcome = m_first->start();
        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().message));
        QCOMPARE(*outcome, Outcome::First);
    }

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        m_first.reset();
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_dir->path()).mkdir(QStringLiteral("run")));
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_dir->filePath(QStringLiteral("run"))));
    }

    void case070_secondStartRaisesTheFirst()
    {
        startFirst();
        QSignalSpy raised(m_first.get(), &SingleInstance::raiseRequested);
        for (int i = 1; i <= 3; ++i) {
            QCOMPARE(startElsewhere(root()), int(Outcome::Raised));
            WAIT_FOR(raised.size() == i);
        }
        // Another folder is another program.
        QCOMPARE(startElsewhere(m_dir->filePath(QStringLiteral("other"))), int(Outcome::First));
        QCOMPARE(raised.size(), 3);
    }

    void case070_aFreshFolderKeepsItsWindow()
    {
        qunsetenv("XDG_RUNTIME_DIR"); // the socket stands in the folder, too
        startFirst();
        QSignalSpy raised(m_first.get(), &SingleInstance::raiseRequested);
        QVERIFY(QDir(root()).mkpath(QStringLiteral("accounts/one")));
        QFile file(root() + QStringLiteral("/accounts/one/mirror.db"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        m_first->clearFolder();
        QVERIFY(!QFileInfo::exists(root() + QStringLiteral("/accounts")));
        QCOMPARE(startElsewhere(root()), int(Outcome::Raised));
        WAIT_FOR(raised.size() == 1);
    }

    void case070_manyStartsAtOnce()
    {
        constexpr int count = 8;
        QProcess programs[count];
        for (QProcess &program : programs)
            program.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--stay"), root()});
        int firsts = 0;
        int raised = 0;
        const auto look = [&] {
            firsts = raised = 0;
            for (QProcess &program : programs) {
                firsts += program.state() == QProcess::Running && program.bytesAvailable() > 0 ? 1 : 0;
                raised +=
                    program.state() == QProcess::NotRunning && program.exitCode() == int(Outcome::Raised) ? 1
                                                                                                          : 0;
            }
            return firsts == 1 && raised == count - 1;
        };
        QVERIFY2(QTest::qWaitFor(look, 30000), qPrintable(QStringLiteral("%1 %2").arg(firsts).arg(raised)));
        for (QProcess &program : programs) {
            program.kill();
            program.waitForFinished();
        }
    }

    void case070_killedFirstLeavesNothingInTheWay()
    {
        QProcess killed;
        killed.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--stay"), root()});
        WAIT_FOR(killed.bytesAvailable() > 0);
        killed.kill();
        WAIT_FOR(killed.state() == QProcess::NotRunning);
        startFirst();
        QVERIFY(QFile::exists(m_first->socketPath()));
        QCOMPARE(startElsewhere(root()), int(Outcome::Raised));
    }

    /// Stopped, not dead: its lock stands and nobody answers.
    void case070_firstDoesNotAnswer()
    {
        QProcess stopped;
        stopped.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--stay"), root()});
        WAIT_FOR(stopped.bytesAvailable() > 0);
        ::kill(pid_t(stopped.processId()), SIGSTOP);
        SingleInstance second(root());
        const auto outcome = second.start(std::chrono::milliseconds(50));
        QVERIFY(outcome);
        QCOMPARE(*outcome, Outcome::Silent);
        ::kill(pid_t(stopped.processId()), SIGKILL);
        WAIT_FOR(stopped.state() == QProcess::NotRunning);
    }

    void case070_theProgramItself()
    {
        const QStringList arguments{QStringLiteral("--sandbox"), QStringLiteral("--leads"), QStringLiteral("5"),
                                    QStringLiteral("--data"), root()};
        qputenv("DBUS_SESSION_BUS_ADDRESS", "disabled:");
        const QDir run(m_dir->filePath(QStringLiteral("run")));
        QProcess first;
        first.start(QStringLiteral(LEADLINE_PROGRAM), arguments);
        WAIT_FOR(!run.entryList({QStringLiteral("leadline-*.sock")}, QDir::System).isEmpty());
        QProcess second;
        second.start(QStringLiteral(LEADLINE_PROGRAM), arguments);
        WAIT_FOR(second.state() == QProcess::NotRunning);
        QCOMPARE(second.exitCode(), 0);
        QCOMPARE(first.state(), QProcess::Running);
        first.kill();
        WAIT_FOR(first.state() == QProcess::NotRunning);
    }

    void case110_socketIsTheOwnersAlone()
    {
        startFirst();
        struct stat info
        {};
        QCOMPARE(::lstat(QFile::encodeName(m_first->socketPath()).constData(), &info), 0);
        QVERIFY(S_ISSOCK(info.st_mode));
        QCOMPARE(info.st_mode & 077, mode_t(0));
        QVERIFY(m_first->socketPath().startsWith(m_dir->filePath(QStringLiteral("run/"))));
        qunsetenv("XDG_RUNTIME_DIR");
        SingleInstance elsewhere(m_dir->filePath(QStringLiteral("other")));
        QVERIFY(elsewhere.start());
        QVERIFY(elsewhere.socketPath().startsWith(m_dir->filePath(QStringLiteral("other/"))));
    }

    /// Only an administrator can become somebody else; the permissions are opened so that the check itself is
    /// asked.
    void case110_anotherUserIsNotHeard()
    {
        if (::geteuid() != 0)
            QSKIP("needs to become another user");
        startFirst();
        QSignalSpy raised(m_first.get(), &SingleInstance::raiseRequested);
        const QByteArray path = QFile::encodeName(m_first->socketPath());
        QCOMPARE(::chmod(path.constData(), 0666), 0);
        QCOMPARE(::chmod(QFile::encodeName(m_dir->path()).constData(), 0755), 0);
        QCOMPARE(::chmod(QFile::encodeName(m_dir->filePath(QStringLiteral("run"))).constData(), 0755), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            sockaddr_un address{};
            address.sun_family = AF_UNIX;
            qstrncpy(address.sun_path, path.constData(), sizeof(address.sun_path));
            const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
            if (::setuid(65534) != 0 ||
                ::connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof(address)) != 0)
                ::_exit(3);
            [[maybe_unused]] const auto sent = ::write(fd, "raise\n", 6);
            char answer[8];
            ::_exit(::read(fd, answer, sizeof(answer)) > 0 ? 1 : 0);
        }
        int status = -1;
        const auto isOver = [&] { return ::waitpid(child, &status, WNOHANG) == child; };
        QVERIFY(QTest::qWaitFor(isOver, 10000));
        QCOMPARE(WEXITSTATUS(status), 0); // let in by the system, hung up on by us
        QCOMPARE(raised.size(), 0);
    }

    void case110_garbageEndsTheConversation_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("other word") << QByteArray("quit\n");
        QTest::newRow("other case") << QByteArray("RAISE\n");
        QTest::newRow("more behind") << QByteArray("raise\nraise\n");
        QTest::newRow("zero") << QByteArray(1, '\0');
        QTest::newRow("a megabyte") << QByteArray(1 << 20, 'r');
        QTest::newRow("HTTP") << QByteArray("GET / HTTP/1.1\r\n\r\n");
        quint32 random = 110;
        for (int i = 0; i < 40; ++i) {
            QByteArray noise;
            for (int k = 0; k < 1 + i; ++k) {
                random = random * 1664525 + 1013904223;
                noise.append(char(random >> 24));
            }
            QTest::addRow("noise %d", i) << noise;
        }
    }
    void case110_garbageEndsTheConversation()
    {
        QFETCH(QByteArray, bytes);
        startFirst();
        QSignalSpy raised(m_first.get(), &SingleInstance::raiseRequested);
        QLocalSocket peer;
        peer.connectToServer(m_first->socketPath());
        QVERIFY(peer.waitForConnected());
        peer.write(bytes);
        WAIT_FOR(peer.state() == QLocalSocket::UnconnectedState);
        QCOMPARE(raised.size(), 0);
        QVERIFY(peer.readAll().isEmpty());
        QCOMPARE(startElsewhere(root()), int(Outcome::Raised)); // and it still listens
    }

    /// A word in pieces is a word; who only waits is sent away; a flood leaves room for the next.
    void case110_slowAndMany()
    {
        startFirst();
        QSignalSpy raised(m_first.get(), &SingleInstance::raiseRequested);
        QLocalSocket slow;
        slow.connectToServer(m_first->socketPath());
        for (const char letter : QByteArray("raise\n")) {
            slow.write(&letter, 1);
            slow.flush();
            QCoreApplication::processEvents();
        }
        WAIT_FOR(raised.size() == 1);

        std::vector<std::unique_ptr<QLocalSocket>> flood;
        for (int i = 0; i < 200; ++i) {
            flood.push_back(std::make_unique<QLocalSocket>());
            flood.back()->connectToServer(m_first->socketPath());
        }
        const auto open = [&] {
            return std::count_if(flood.begin(), flood.end(), [](const auto &peer) {
                return peer->state() == QLocalSocket::ConnectedState;
            });
        };
        WAIT_FOR(open() == 0); // nobody said a word
        QCOMPARE(startElsewhere(root()), int(Outcome::Raised));
        WAIT_FOR(raised.size() == 2);
    }

    void case110_plantedFilesAreNotFollowed()
    {
        startFirst();
        const QString path = m_first->socketPath();
        m_first.reset();
        const QString victim = m_dir->filePath(QStringLiteral("victim"));
        QFile file(victim);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("precious") == 8);
        file.close();
        QVERIFY(QFile::link(victim, path));
        startFirst();
        QVERIFY(!QFileInfo(path).isSymLink());
        QCOMPARE(QFileInfo(victim).size(), 8);
        QCOMPARE(startElsewhere(root()), int(Outcome::Raised));
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() == 3 && arguments.at(1).startsWith(QLatin1String("--st"))) {
        SingleInstance instance(arguments.at(2));
        const auto outcome = instance.start(std::chrono::seconds(15));
        if (!outcome)
            return 10;
        if (*outcome != Outcome::First || arguments.at(1) == QLatin1String("--start"))
            return int(*outcome);
        ::puts("first");
        ::fflush(stdout);
        return QCoreApplication::exec();
    }
    TestSingleInstance test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_singleinstance.moc"
