#include "tests/lists/listsfixture.h"
#include "ui/leadlistpane.h"

#include <QElapsedTimer>
#include <QListView>
#include <QSignalSpy>

#include <atomic>
#include <thread>

#include <ctime>

using namespace leadline;
using namespace leadline::test;

namespace {

/// Takes every processor of the machine twice over.
class Burners
{
public:
    Burners()
    {
        for (unsigned i = 0; i < 2 * std::max(1U, std::thread::hardware_concurrency()); ++i) {
            m_threads.emplace_back([this] {
                while (!m_isOver)
                    ++m_work;
            });
        }
    }
    ~Burners()
    {
        m_isOver = true;
        for (std::thread &thread : m_threads)
            thread.join();
    }
    Q_DISABLE_COPY_MOVE(Burners)

private:
    std::atomic<bool> m_isOver = false;
    std::atomic<quint64> m_work = 0;
    std::vector<std::thread> m_threads;
};

/// What this thread itself has computed so far: the time others had the processor does not count.
double ownMilliseconds()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

} // namespace

/// The machine is busy with other things (reliability.md 85).
class BusyMachineTest final : public ListsFixture
{
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<LeadListModel> m_model;
    std::unique_ptr<LeadListPane> m_pane;
    int m_pages = 0;

    void putPage()
    {
        QList<Lead> leads;
        for (int i = 0; i < 100; ++i)
            leads << someLead(QStringLiteral("lead_%1x%2").arg(m_pages % 6).arg(i),
                              QStringLiteral("Company %1 of page %2").arg(i).arg(m_pages), m_pages);
        ++m_pages;
        m_mirror->putLeads(leads);
    }
    /// Keys while the mirror is written to; the time of the window's thread for each round.
    [[nodiscard]] double work(int rounds)
    {
        auto *const list = m_pane->findChild<QListView *>(QStringLiteral("leadList"));
        const double before = ownMilliseconds();
        for (int round = 0; round < rounds; ++round) {
            const int stored = m_pages + 1;
            QSignalSpy changed(m_mirror.get(), &Mirror::leadsChanged);
            putPage();
            for (const Qt::Key key : {Qt::Key_Home, Qt::Key_Down, Qt::Key_PageDown, Qt::Key_End, Qt::Key_Up})
                QTest::keyClick(list, key);
            QTest::keyClicks(list, QStringLiteral("company 7"));
            if (!QTest::qWaitFor([&] { return !changed.isEmpty(); }, 20'000) || m_pages != stored)
                return -1;
        }
        return (ownMilliseconds() - before) / rounds;
    }

private Q_SLOTS:
    void init()
    {
        expectSilence();
        openBoth();
        m_theme = std::make_unique<Theme>();
        for (int i = 0; i < 6; ++i)
            putPage();
        m_model = std::make_unique<LeadListModel>(*m_mirror, *m_outbox, nullptr, &m_clock);
        m_pane = std::make_unique<LeadListPane>(*m_model, *m_theme, nullptr, &m_clock);
        m_pane->resize(400, 700);
        m_pane->show();
        QTRY_COMPARE_WITH_TIMEOUT(m_model->rowCount(), 600, 20'000);
        m_pane->focusList();
    }
    void cleanup()
    {
        m_pane.reset();
        m_model.reset();
        m_theme.reset();
        closeBoth();
    }

    /// The budget of a frame is the window's own work. On a busy machine it may wait for the processor, but
    /// it computes no more than on a quiet one: it polls nothing, and spins for nothing that others hold.
    void case085_theWindowWorksNoMoreOnABusyMachine()
    {
        constexpr int rounds = 8;
        QVERIFY(work(2) > 0); // first times cost more
        const double quiet = work(rounds);
        QVERIFY(quiet > 0);
        double busy = 0;
        QElapsedTimer elapsed;
        elapsed.start();
        {
            const Burners burners;
            busy = work(rounds);
        }
        qInfo("a round takes %.1f ms of the window's thread, %.1f ms on a busy machine", quiet, busy);
        QVERIFY(busy > 0);
        QVERIFY2(busy < 2 * quiet + 20, qPrintable(QStringLiteral("%1 > %2").arg(busy).arg(quiet)));
        QVERIFY(elapsed.elapsed() < 60'000);
        QVERIFY(m_pane->findChild<QListView *>(QStringLiteral("leadList"))->currentIndex().isValid());
    }
};

QTEST_MAIN(BusyMachineTest)
#include "tst_busymachine.moc"
