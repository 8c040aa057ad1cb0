#include "services/closeservice.h"
#include "tests/sync/bench.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QCoreApplication>
#include <QProcess>
#include <QSocketNotifier>

#include <cstdio>
#include <unistd.h>

using namespace leadline;
using leadline::test::Bench;

namespace {

constexpr int programs = 8;
constexpr int callsEach = 4;

void say(const char *word)
{
    std::puts(word);
    std::fflush(stdout);
}

/// One of the programs: logs its calls, one more for each line it is told, and works until it is killed.
int runProgram(const QStringList &arguments)
{
    const SystemClock clock;
    CloseService::Options options;
    options.baseUrl = QUrl(arguments.at(2));
    options.apiKey = Secret("api_sandbox.leadline");
    options.dataFolder = arguments.at(3);
    options.userId = UserId(arguments.at(4));
    options.hold = std::chrono::seconds(0);
    auto service = CloseService::open(std::move(options), clock);
    if (!service)
        return 1;
    QObject::connect(&(*service)->outbox(), &OutboxStore::generationChanged, [] { say("sender"); });
    const auto log = [&](const QString &note) {
        LogCall call;
        call.leadId = LeadId(arguments.at(5));
        call.note = note;
        call.durationSeconds = 7;
        call.activityAt = clock.nowUtc();
        while (!(*service)->submit(call)) { // the others write as well: as a person would, it tries again
        }
        say("durable");
    };
    (*service)->start();
    for (int i = 0; i < callsEach; ++i)
        log(QStringLiteral("%1-%2").arg(arguments.at(6)).arg(i));
    QSocketNotifier told(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&told, &QSocketNotifier::activated, [&] {
        char line[64];
        if (::read(STDIN_FILENO, line, sizeof(line)) > 0)
            log(QStringLiteral("later"));
    });
    return QCoreApplication::exec();
}

} // namespace

/// Bar W6 of reliability.md: several programs on one profile, one sender, and as many requests as writes.
class TestTwoPrograms final : public QObject
{
    Q_OBJECT

    std::vector<std::unique_ptr<QProcess>> m_programs;
    QList<int> m_senders; ///< in the order in which they began
    QByteArrayList m_output;

    void start(Bench &bench, const LeadId &lead)
    {
        for (int i = 0; i < programs; ++i) {
            m_output.append(QByteArray());
            auto program = std::make_unique<QProcess>();
            program->setProcessChannelMode(QProcess::ForwardedErrorChannel);
            connect(program.get(), &QProcess::readyReadStandardOutput, this, [this, i] {
                m_output[i] += m_programs.at(size_t(i))->readAllStandardOutput();
                if (m_output.at(i).contains("sender") && !m_senders.contains(i))
                    m_senders.append(i);
            });
            program->start(QCoreApplication::applicationFilePath(),
                           {QStringLiteral("--program"), bench.proxy().baseUrl().toString(), bench.folder(),
                            bench.me().value, lead.value, QString::number(i)});
            m_programs.push_back(std::move(program));
        }
    }

private Q_SLOTS:
    void init() { test::expectSilence(); }
    void cleanup()
    {
        for (const auto &program : m_programs) {
            program->kill();
            program->waitForFinished();
        }
        m_programs.clear();
    }

    void case070_eightProgramsOneSender()
    {
        SystemClock clock;
        Bench bench(clock);
        QVERIFY(bench.takeLeads());
        bench.close();
        const LeadId lead = bench.lead(1);
        const int before = bench.posts();
        start(bench, lead);
        QTRY_COMPARE_WITH_TIMEOUT(bench.posts() - before, programs * callsEach, 60000);
        for (int i = 0; i < programs; ++i) {
            for (int k = 0; k < callsEach; ++k)
                QTRY_COMPARE(bench.callsWith(lead, QStringLiteral("%1-%2").arg(i).arg(k)), 1);
        }
        QCOMPARE(m_senders.size(), 1);

        // It ends without a word; another takes over, and sends what a third is told to log.
        const int first = m_senders.constFirst();
        m_programs.at(size_t(first))->kill();
        WAIT_FOR(m_senders.size() == 2);
        const int third =
            first == 0 ? (m_senders.at(1) == 1 ? 2 : 1) : (m_senders.at(1) == 0 ? (first == 1 ? 2 : 1) : 0);
        QVERIFY(!m_senders.contains(third));
        m_programs.at(size_t(third))->write("go\n");
        WAIT_FOR(bench.callsWith(lead, QStringLiteral("later")) == 1);
        QCOMPARE(m_senders.size(), 2);
        QCOMPARE(bench.posts() - before, programs * callsEach + 1);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (app.arguments().value(1) == QLatin1String("--program"))
        return runProgram(app.arguments());
    TestTwoPrograms test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_twoprograms.moc"
