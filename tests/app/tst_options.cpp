#include "app/options.h"
#include "tests/testkit/testmain.h"

using namespace leadline;

class TestOptions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { test::expectSilence(); }
    void withoutArgumentsTheWindowOpens();
    void verbs_data();
    void verbs();
    void sandboxNumbersAreRead();
    void aRepHasAKeyOfHisOwn();
    void theRoadToTheSandboxIsRead();
    void mistakesSayWhatIsWrong_data();
    void mistakesSayWhatIsWrong();
    void helpAndVersionAreMessages();
};

static Options parsed(const QStringList &arguments)
{
    return parseOptions(QStringList{QStringLiteral("leadline")} + arguments);
}

void TestOptions::withoutArgumentsTheWindowOpens()
{
    const Options options = parsed({});
    QVERIFY(options.verb == Options::Verb::Window);
    QVERIFY(!options.isOnSandbox);
    QCOMPARE(options.theme, QStringLiteral("system"));
    QCOMPARE(options.server.store.leads, 200);
}

void TestOptions::verbs_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("verb");
    QTest::newRow("window on the sandbox")
        << QStringList{QStringLiteral("--sandbox")} << int(Options::Verb::Window);
    QTest::newRow("text") << QStringList{QStringLiteral("--text")} << int(Options::Verb::Text);
    QTest::newRow("shots") << QStringList{QStringLiteral("--shots"), QStringLiteral("x")}
                           << int(Options::Verb::Shots);
    QTest::newRow("server") << QStringList{QStringLiteral("sandbox")} << int(Options::Verb::Sandbox);
}

void TestOptions::verbs()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, verb);
    QCOMPARE(int(parsed(arguments).verb), verb);
}

void TestOptions::sandboxNumbersAreRead()
{
    const Options options = parsed(
        {QStringLiteral("sandbox"), QStringLiteral("--port"), QStringLiteral("8123"),
         QStringLiteral("--api-key"), QStringLiteral("k"), QStringLiteral("--leads"),
         QStringLiteral("1000000"), QStringLiteral("--seed"), QStringLiteral("7"), QStringLiteral("--state"),
         QStringLiteral("/tmp/s"), QStringLiteral("--proxy-port"), QStringLiteral("8124")});
    QCOMPARE(options.server.proxyPort, std::optional<quint16>(8124));
    QCOMPARE(options.server.port, quint16(8123));
    QCOMPARE(options.server.apiKey, QByteArray("k"));
    QCOMPARE(options.server.repKey, QByteArray()); // a key of one's own is the only one
    QCOMPARE(options.server.store.leads, 1'000'000);
    QCOMPARE(options.server.store.seed, quint64(7));
    QCOMPARE(options.server.store.stateFile, QStringLiteral("/tmp/s"));
}

void TestOptions::aRepHasAKeyOfHisOwn()
{
    QCOMPARE(parsed({QStringLiteral("sandbox")}).server.repKey, QByteArray("api_rep.leadline"));
    QCOMPARE(
        parsed({QStringLiteral("sandbox"), QStringLiteral("--rep-key"), QStringLiteral("r")}).server.repKey,
        QByteArray("r"));
}

void TestOptions::theRoadToTheSandboxIsRead()
{
    QCOMPARE(parsed({QStringLiteral("sandbox")}).server.rateLimit, 240); // as Close has it
    const Options options =
        parsed({QStringLiteral("sandbox"), QStringLiteral("--rate"), QStringLiteral("20"),
                QStringLiteral("--latency"), QStringLiteral("80"), QStringLiteral("--busy"),
                QStringLiteral("5"), QStringLiteral("--cut"), QStringLiteral("1")});
    QCOMPARE(options.server.rateLimit, 160); // per window of 8 s
    QCOMPARE(options.server.weather.latencyMs, 80);
    QCOMPARE(options.server.weather.rateLimitedShare, 0.005);
    QCOMPARE(options.server.weather.resetShare, 0.001);
}

void TestOptions::mistakesSayWhatIsWrong_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QStringList &arguments, const char *words) {
        QTest::newRow(name) << arguments << QString::fromLatin1(words);
    };
    row("unknown option", {QStringLiteral("--nonsense")}, "nonsense");
    row("unknown command", {QStringLiteral("dance")}, "dance");
    row("port too high", {QStringLiteral("--port"), QStringLiteral("70000")}, "--port");
    row("proxy port", {QStringLiteral("--proxy-port"), QStringLiteral("-1")}, "--proxy-port");
    row("port no number", {QStringLiteral("--port"), QStringLiteral("x")}, "--port");
    row("negative leads", {QStringLiteral("--leads"), QStringLiteral("-5")}, "leads");
    row("busier than always", {QStringLiteral("--busy"), QStringLiteral("1001")}, "--busy");
    row("rate no number", {QStringLiteral("--rate"), QStringLiteral("fast")}, "--rate");
    row("theme", {QStringLiteral("--theme"), QStringLiteral("pink")}, "--theme");
}

void TestOptions::mistakesSayWhatIsWrong()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, words);
    const Options options = parsed(arguments);
    QVERIFY(options.verb == Options::Verb::Message);
    QCOMPARE(options.exitCode, 2);
    QVERIFY2(options.message.contains(words), qPrintable(options.message));
}

void TestOptions::helpAndVersionAreMessages()
{
    const Options help = parsed({QStringLiteral("--help")});
    QVERIFY(help.verb == Options::Verb::Message);
    QCOMPARE(help.exitCode, 0);
    QVERIFY(help.message.contains(QLatin1String("--sandbox")));
    QVERIFY(parsed({QStringLiteral("--version")}).message.startsWith(QLatin1String("leadline ")));
}

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
