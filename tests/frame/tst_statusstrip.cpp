#include "tests/frame/widgetaudit.h"
#include "tests/testkit/testmain.h"
#include "ui/statusstrip.h"
#include "ui/widgets/button.h"

#include <QProgressBar>
#include <QSignalSpy>

using namespace leadline;

/// What the strip says in every state, and what its buttons ask for.
class StatusStripTest final : public QObject
{
    Q_OBJECT

    template <typename T>
    T *child(const char *name)
    {
        return m_strip->findChild<T *>(QLatin1String(name));
    }
    bool isShown(const char *name) { return child<QWidget>(name)->isVisible(); }
    QString text(const char *name) { return child<QLabel>(name)->text(); }
    void click(const char *name) { QTest::mouseClick(child<Button>(name), Qt::LeftButton); }

    const QDateTime m_now = QDateTime({2026, 6, 19}, {14, 42}, Qt::UTC);
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<StatusStrip> m_strip;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }
    void init()
    {
        test::expectSilence();
        m_strip = std::make_unique<StatusStrip>(*m_theme);
        m_strip->resize(1440, 26);
        m_strip->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_strip.get()));
    }
    void cleanup() { m_strip.reset(); }
    void cleanupTestCase() { m_theme.reset(); }

    void connections_data()
    {
        QTest::addColumn<Connection>("connection");
        QTest::addColumn<int>("secondsAgo"); // -1 = never
        QTest::addColumn<QString>("says");
        QTest::addColumn<bool>("offersRetry");
        QTest::newRow("before the first answer") << Connection::Unknown << -1 << "Connecting" << false;
        QTest::newRow("online") << Connection::Online << 3 << "In step, 3 s ago" << false;
        QTest::newRow("online, a while") << Connection::Online << 125 << "In step, 2 min ago" << false;
        QTest::newRow("online, and late") << Connection::Online << 400 << "Last in step 6 min ago" << false;
        QTest::newRow("online, nothing whole yet") << Connection::Online << -1 << "Connected" << false;
        QTest::newRow("clock set back") << Connection::Online << -60 << "In step, 0 s ago" << false;
        QTest::newRow("offline") << Connection::Offline << 7300 << "Offline, last in step 2 h ago" << true;
        QTest::newRow("never online") << Connection::Offline << -1 << "Offline" << true;
        QTest::newRow("signed out by Close") << Connection::SignInNeeded << 3 << "Sign in again" << false;
    }
    void connections()
    {
        QFETCH(Connection, connection);
        QFETCH(int, secondsAgo);
        m_strip->setConnection(connection, secondsAgo == -1 ? QDateTime() : m_now.addSecs(-secondsAgo),
                               m_now);
        QTEST(text("connectionText"), "says");
        QTEST(isShown("retryNowButton"), "offersRetry");
        QSignalSpy retry(m_strip.get(), &StatusStrip::retryRequested);
        if (isShown("retryNowButton")) {
            click("retryNowButton");
            QCOMPARE(retry.count(), 1);
        }
    }

    void loadingCountsAndCanBePaused()
    {
        QVERIFY(!isShown("pullText") && !isShown("pullBar") && !isShown("pullButton"));
        QSignalSpy cancel(m_strip.get(), &StatusStrip::pullCancelRequested);
        QSignalSpy resume(m_strip.get(), &StatusStrip::pullResumeRequested);
        PullProgress progress;
        progress.isRunning = true;
        m_strip->setPull(progress);
        QCOMPARE(text("pullText"), QStringLiteral("Loading leads"));
        progress.taken = 400;
        progress.total = 1000;
        m_strip->setPull(progress);
        QCOMPARE(text("pullText"), QStringLiteral("Loading leads 400 of 1,000"));
        QCOMPARE(child<QProgressBar>("pullBar")->value(), 400);
        QCOMPARE(child<QProgressBar>("pullBar")->maximum(), 1000);
        click("pullButton");
        progress.isRunning = false;
        progress.error = ApiError(ErrorKind::Cancelled);
        m_strip->setPull(progress);
        QCOMPARE(text("pullText"), QStringLiteral("Paused at 400 of 1,000 leads"));
        QCOMPARE(child<QLabel>("pullText")->accessibleDescription(), QString());
        click("pullButton");
        QCOMPARE(cancel.count(), 1);
        QCOMPARE(resume.count(), 1);
        progress.error = ApiError(ErrorKind::ServerError);
        m_strip->setPull(progress);
        QVERIFY(!child<QLabel>("pullText")->accessibleDescription().isEmpty());
        progress.isComplete = true; // a start at which Close did not answer
        m_strip->setPull(progress);
        QCOMPARE(text("pullText"), QStringLiteral("Waiting to ask Close for changes"));
        QVERIFY(!isShown("pullBar"));
        progress.error = {};
        m_strip->setPull(progress);
        QVERIFY(!isShown("pullText") && !isShown("pullButton"));
    }

    void whatIsPausedIsNamed_data()
    {
        QTest::addColumn<int>("phase");
        QTest::addColumn<int>("taken");
        QTest::addColumn<int>("total");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, PullPhase phase, int taken, int total, const char *says) {
            QTest::newRow(name) << int(phase) << taken << total << QString::fromLatin1(says);
        };
        row("nothing begun", PullPhase::Organization, 0, -1, "");
        row("leads", PullPhase::Leads, 1200, 50'000, "Paused at 1,200 of 50,000 leads");
        row("leads, no total", PullPhase::Leads, 1200, -1, "Paused at 1,200 leads");
        row("no lead yet", PullPhase::Leads, 0, -1, "Paused before loading leads");
        row("tasks", PullPhase::Tasks, 20, 300, "Paused at 20 of 300 tasks");
        row("opportunities", PullPhase::Opportunities, 1, 2, "Paused at 1 of 2 opportunities");
        row("activities", PullPhase::Activities, 900, 1000, "Paused at 900 of 1,000 activities");
        row("audit", PullPhase::Audit, 0, -1, "Paused while comparing with Close");
    }
    void whatIsPausedIsNamed()
    {
        QFETCH(int, phase);
        QFETCH(int, taken);
        QFETCH(int, total);
        PullProgress progress;
        progress.phase = PullPhase(phase);
        progress.taken = taken;
        progress.total = total;
        m_strip->setPull(progress);
        QTEST(text("pullText"), "says");
        QCOMPARE(isShown("pullButton"), !text("pullText").isEmpty());
    }

    void writesThatWaitAndThatNeedAPerson()
    {
        QVERIFY(!isShown("waitingButton") && !isShown("needsPersonButton"));
        m_strip->setCounts(2, 0);
        QCOMPARE(child<Button>("waitingButton")->text(), QStringLiteral("2 waiting"));
        QVERIFY(isShown("waitingButton") && !isShown("needsPersonButton"));
        m_strip->setCounts(0, 1);
        QVERIFY(!isShown("waitingButton"));
        QCOMPARE(child<Button>("needsPersonButton")->text(), QStringLiteral("1 write needs you"));
        m_strip->setCounts(0, 3);
        QCOMPARE(child<Button>("needsPersonButton")->text(), QStringLiteral("3 writes need you"));
        QSignalSpy asked(m_strip.get(), &StatusStrip::outboxRequested);
        click("needsPersonButton");
        QCOMPARE(asked.count(), 1);
        m_strip->setCounts(1, 3);
        click("waitingButton");
        QCOMPARE(asked.count(), 2);
        m_strip->setSendingPaused(true);
        QCOMPARE(child<Button>("waitingButton")->text(), QStringLiteral("1 waiting, stopped"));
        m_strip->setSendingPaused(false);
        QCOMPARE(child<Button>("waitingButton")->text(), QStringLiteral("1 waiting"));
    }

    void rateLimits()
    {
        m_strip->setRate({42, false});
        QCOMPARE(text("rateText"), QStringLiteral("42 % of rate budget free"));
        const QColor calm = child<QLabel>("rateText")->palette().color(QPalette::WindowText);
        m_strip->setRate({9, false});
        const QColor low = child<QLabel>("rateText")->palette().color(QPalette::WindowText);
        QVERIFY(calm != low);
        m_strip->setRate({0, true});
        QCOMPARE(text("rateText"), QStringLiteral("Close asks for a pause"));
    }

    void everythingAtOnceHasItsNamesAndItsRoom()
    {
        PullProgress progress;
        progress.isRunning = true;
        progress.taken = 123'400;
        progress.total = 1'000'000;
        m_strip->setPull(progress);
        m_strip->setCounts(12, 3);
        m_strip->setConnection(Connection::Offline, m_now.addSecs(-7300), m_now);
        m_strip->note(QStringLiteral("Call saved"));
        m_strip->resize(1440, 26);
        QCOMPARE(test::auditWidgets(m_strip.get()).join(QLatin1Char('\n')), QString());
        QTRY_COMPARE(test::auditRoom(m_strip.get()).join(QLatin1Char('\n')), QString());
    }
};

QTEST_MAIN(StatusStripTest)
#include "tst_statusstrip.moc"
