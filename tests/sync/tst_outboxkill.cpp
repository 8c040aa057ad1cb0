#include "services/closeservice.h"
#include "services/mirror/commandjson.h"
#include "services/sandbox/timestamps.h"
#include "services/sync/outbox/commandchain.h"
#include "services/sync/outbox/recognition.h"
#include "tests/sync/stage.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QTimer>

#include <cstdio>

using namespace leadline;
using leadline::sandbox::WireFault;
using leadline::test::Bench;

namespace {

/// Waits pass a hundred times as quickly as they should; the time of day is the true one.
class HastyClock final : public Clock
{
public:
    [[nodiscard]] QDateTime nowUtc() const override { return QDateTime::currentDateTimeUtc(); }
    [[nodiscard]] qint64 monotonicMs() const override { return 100 * SystemClock().monotonicMs(); }
};

std::unique_ptr<CloseService> openService(const QUrl &baseUrl, const QString &folder, const UserId &user,
                                          const Clock &clock)
{
    CloseService::Options options;
    options.baseUrl = baseUrl;
    options.apiKey = Secret("api_sandbox.leadline");
    options.dataFolder = folder;
    options.userId = user;
    options.hold = std::chrono::seconds(0);
    auto service = CloseService::open(std::move(options), clock);
    return service ? std::move(service).value() : nullptr;
}

void say(const QByteArray &line)
{
    std::puts(line.constData());
    std::fflush(stdout);
}

/// Arguments of the program that will be killed: base URL, folder, user, own number, words of this life,
/// leads. With words it writes one of each kind to every lead in turn and says which are durable; without, it
/// ends once nothing moves any more.
int runVictim(const QStringList &arguments)
{
    const HastyClock clock;
    const auto service = openService(QUrl(arguments.at(2)), arguments.at(3), UserId(arguments.at(4)), clock);
    if (!service)
        return 1;
    const QString words = arguments.at(6);
    const QStringList leads = arguments.mid(7);
    service->start();
    QTimer haste;
    QObject::connect(&haste, &QTimer::timeout, service.get(), [&] {
        service->retryNow(); // the timers know nothing of the clock's haste
        const auto commands = service->outbox().commands();
        if (words.isEmpty() &&
            std::all_of(commands.begin(), commands.end(), [](const Command &c) { return isAtRest(c.state); }))
            QCoreApplication::quit();
    });
    haste.start(15);
    int at = 0;
    QTimer writing;
    QObject::connect(&writing, &QTimer::timeout, service.get(), [&] {
        const LeadId lead(leads.at(at % leads.size()));
        const auto bodies = test::oneOfEachCreate(lead, arguments.at(5), words);
        if (at < bodies.size() && service->submit(bodies.at(at).second))
            say(QByteArray::number(at));
        ++at;
    });
    if (!words.isEmpty())
        writing.start(1);
    say("alive");
    return QCoreApplication::exec();
}

} // namespace

/// Real processes killed with SIGKILL at random moments while they write, and new ones on the same files;
/// every now and then one may live until all is sent, and Close's own objects are counted.
/// `LEADLINE_KILLS=1000` for the long form, `LEADLINE_SEED` for another course.
class TestOutboxKill final : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    std::unique_ptr<Bench> m_bench;
    QStringList m_leads;
    QHash<QString, QSet<int>> m_durable; ///< by the words of a life: which of its writes were said to be safe
    QString m_lastStock;                 ///< when, as Close writes it
    struct
    {
        int written = 0; ///< said to be safe
        int lost = 0;
        int doubled = 0;
        int asked = 0; ///< left to a person
    } m_total;

    [[nodiscard]] QStringList arguments(const QString &words) const
    {
        return QStringList{QStringLiteral("--victim"), m_bench->proxy().baseUrl().toString(),
                           m_bench->folder(),          m_bench->me().value,
                           test::ownNumber(*m_bench),  words} +
               m_leads;
    }
    static void read(QProcess &victim, QSet<int> &durable, bool &isAlive)
    {
        while (victim.canReadLine()) {
            const QByteArray line = victim.readLine().trimmed();
            isAlive = isAlive || line == "alive";
            if (line != "alive")
                durable.insert(line.toInt());
        }
    }
    /// One life of the program, ended by force `delayMs` after its first sign.
    void live(const QString &words, int delayMs)
    {
        QProcess victim;
        victim.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        victim.start(QCoreApplication::applicationFilePath(), arguments(words));
        bool isAlive = false;
        WAIT_FOR([&] {
            read(victim, m_durable[words], isAlive);
            return isAlive;
        }());
        QTest::qWait(delayMs);
        victim.kill();
        WAIT_FOR(victim.state() == QProcess::NotRunning);
        read(victim, m_durable[words], isAlive);
    }
    void liveToTheEnd()
    {
        m_bench->proxy().clear();
        QProcess last;
        last.start(QCoreApplication::applicationFilePath(), arguments(QString()));
        const bool isOver = QTest::qWaitFor([&] { return last.state() == QProcess::NotRunning; }, 600'000);
        last.kill();
        last.waitForFinished();
        QVERIFY2(isOver, qPrintable(left()));
        QCOMPARE(last.exitCode(), 0);
    }
    /// What never came to an end.
    [[nodiscard]] QString left()
    {
        QStringList states;
        m_bench->open();
        for (const Command &command : m_bench->outbox().commands())
            states << stateName(command.state) + u' ' + command.lastError.message;
        m_bench->close();
        return QStringLiteral("%1 left: ").arg(states.size()) + states.mid(0, 20).join(QStringLiteral(", "));
    }
    /// Counts in Close what the lives since the last time wrote.
    void takeStock()
    {
        liveToTheEnd();
        const QSet<QByteArray> waiting = open();
        for (auto life = m_durable.begin(); life != m_durable.end(); ++life) {
            for (int n = 0; n < 11; ++n) {
                const LeadId lead(m_leads.at(n % m_leads.size()));
                const auto body =
                    test::oneOfEachCreate(lead, test::ownNumber(*m_bench), life.key()).at(n).second;
                const int made = test::madeBy(*m_bench, body, m_lastStock);
                const bool isAsked = waiting.contains(fingerprintOf(body));
                m_total.written += life->contains(n);
                m_total.asked += isAsked;
                m_total.doubled += made > 1;
                m_total.lost += life->contains(n) && made == 0 && !isAsked;
            }
        }
        m_durable.clear();
        m_lastStock = sandbox::timestamp(m_bench->server().store().now());
    }
    /// Writes that a person must still decide about, by what they say.
    [[nodiscard]] QSet<QByteArray> open()
    {
        QSet<QByteArray> texts;
        m_bench->open();
        for (const Command &command : m_bench->outbox().commands())
            texts << fingerprintOf(command.body);
        m_bench->close();
        return texts;
    }

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        m_bench = std::make_unique<Bench>(m_clock, 8);
        QVERIFY(m_bench->takeLeads());
        m_bench->close();
        m_leads.clear();
        m_durable.clear();
        for (int i = 0; i < 8; ++i)
            m_leads << m_bench->lead(i).value;
    }
    void cleanup() { m_bench.reset(); }

    void case063_nothingLostAndNothingDoubled()
    {
        constexpr int livesToStock = 25;
        const int kills = qEnvironmentVariableIntValue("LEADLINE_KILLS") > 0
                              ? qEnvironmentVariableIntValue("LEADLINE_KILLS")
                              : 25;
        bool isSeeded = false;
        const int given = qEnvironmentVariableIntValue("LEADLINE_SEED", &isSeeded);
        const quint32 seed = isSeeded ? quint32(given) : 7;
        QRandomGenerator random(seed);
        QElapsedTimer real;
        real.start();
        for (int i = 0; i < kills; ++i) {
            if (random.bounded(100) < 30)
                m_bench->proxy().next(random.bounded(2) ? WireFault::ResetAfter : WireFault::ResetBefore,
                                      "POST", QString());
            live(QStringLiteral("life %1").arg(i), int(random.bounded(60)));
            if ((i + 1) % livesToStock == 0 || i + 1 == kills)
                takeStock();
            if (QTest::currentTestFailed())
                return;
        }
        qInfo(
            "seed %u: %d kills, %d writes said to be safe, %d lost, %d doubled, %d left to a person, %.1f s",
            seed, kills, m_total.written, m_total.lost, m_total.doubled, m_total.asked,
            double(real.elapsed()) / 1000);
        QCOMPARE(m_total.lost, 0);
        QCOMPARE(m_total.doubled, 0);
        QVERIFY(m_total.written >= kills);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (app.arguments().value(1) == QLatin1String("--victim"))
        return runVictim(app.arguments());
    qputenv("QTEST_FUNCTION_TIMEOUT", "7200000"); // of the long form
    TestOutboxKill test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_outboxkill.moc"
