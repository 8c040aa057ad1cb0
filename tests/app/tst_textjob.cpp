#include "app/sandboxthread.h"
#include "app/textjob.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace leadline;

class TestTextJob : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("DBUS_SESSION_BUS_ADDRESS", "disabled:"); }
    void init() { test::expectSilence(); }
    void theWholeJobEndsWithTheCallInClose();
    void aWrongKeyEndsInWords();

private:
    QTemporaryDir m_data;
    SystemClock m_clock;
};

void TestTextJob::theWholeJobEndsWithTheCallInClose()
{
    sandbox::Server::Options options;
    options.store.leads = 30;
    SandboxThread sandbox(options);
    QCOMPARE(sandbox.start(), QString());
    Session session(m_data.path(), m_clock);
    QString text;
    QTextStream out(&text);
    TextJob job(session, out);
    QSignalSpy finished(&job, &TextJob::finished);
    job.start(sandbox.baseUrl(), Secret(sandbox.apiKey()));
    QVERIFY(finished.wait(30000));
    QVERIFY2(finished.first().first().toInt() == 0, qPrintable(text));
    QVERIFY(text.contains(QLatin1String("Leads: 30")));
    QVERIFY(text.contains(QLatin1String("The call stands in Close.")));
    QVERIFY(!text.contains(QString::fromUtf8(sandbox.apiKey())));
}

void TestTextJob::aWrongKeyEndsInWords()
{
    SandboxThread sandbox({});
    QCOMPARE(sandbox.start(), QString());
    Session session(m_data.path(), m_clock);
    QString text;
    QTextStream out(&text);
    TextJob job(session, out);
    QSignalSpy finished(&job, &TextJob::finished);
    job.start(sandbox.baseUrl(), Secret("api_wrong"));
    QVERIFY(finished.wait(30000));
    QCOMPARE(finished.first().first().toInt(), 1);
    QVERIFY2(text.contains(QLatin1String("401")), qPrintable(text));
}

QTEST_GUILESS_MAIN(TestTextJob)
#include "tst_textjob.moc"
