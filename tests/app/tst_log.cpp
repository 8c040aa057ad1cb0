#include "services/base/log.h"
#include "tests/testkit/testmain.h"

using namespace leadline;

class TestLog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { test::expectSilence(); }
    void credentialsAreReplaced_data();
    void credentialsAreReplaced();
};

void TestLog::credentialsAreReplaced_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("written");
    const auto row = [](const char *name, const QString &line, const QString &written) {
        QTest::newRow(name) << line << written;
    };
    row("nothing to hide", QStringLiteral("GET lead/ 200"), QStringLiteral("GET lead/ 200"));
    row("basic", QStringLiteral("Authorization: Basic YXBpX2FiYzo= end"),
        QStringLiteral("Authorization: Basic [redacted] end"));
    row("bearer", QStringLiteral("bearer: Bearer abc.DEF-1_2"), QStringLiteral("bearer: Bearer [redacted]"));
    row("bare key", QStringLiteral("key=api_0aB.9zZ, next"), QStringLiteral("key=[redacted], next"));
    row("twice", QStringLiteral("api_a api_b"), QStringLiteral("[redacted] [redacted]"));
    row("user info in a URL", QStringLiteral("https://api_1:@api.close.com/x"),
        QStringLiteral("https://[redacted]@api.close.com/x"));
    row("other user info", QStringLiteral("http://me:secret@host/"), QStringLiteral("http://[redacted]@host/"));
}

void TestLog::credentialsAreReplaced()
{
    QFETCH(QString, line);
    QFETCH(QString, written);
    QCOMPARE(redacted(line), written);
}

QTEST_GUILESS_MAIN(TestLog)
#include "tst_log.moc"
