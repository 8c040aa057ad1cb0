#include "models/leadlistmodel.h"
#include "tests/lists/figures.h"
#include "tests/lists/listsfixture.h"
#include "tests/lists/manyleads.h"
#include "tests/testkit/testmain.h"
#include "ui/leadlistpane.h"

#include <QApplication>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QSignalSpy>

#include <malloc.h>

namespace leadline::test {
namespace {

constexpr int pageSize = 200;

int leadsWanted()
{
    bool isNumber = false;
    const int number = qEnvironmentVariableIntValue("LEADLINE_LEADS", &isNumber);
    return isNumber ? number : 100'000;
}

/// Notes how long each turn of the event loop keeps the window from the next key.
class WatchedApplication final : public QApplication
{
public:
    using QApplication::QApplication;
    bool notify(QObject *receiver, QEvent *event) override
    {
        if (!m_turns || m_depth > 0)
            return QApplication::notify(receiver, event);
        ++m_depth;
        bool isTaken = false;
        m_turns->measure([&] { isTaken = QApplication::notify(receiver, event); });
        --m_depth;
        return isTaken;
    }
    void watch(Figures *turns) { m_turns = turns; }

private:
    Figures *m_turns = nullptr;
    int m_depth = 0;
};

} // namespace

/// How the lead list feels with very many leads: figures only, nothing here fails for being slow.
class LeadListMeasure final : public ListsFixture
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_theme.setMode(Theme::Mode::Light);
        openBoth();
        putSampleLeads(); // statuses
        m_early = leadsWanted() - 100 * pageSize;
        for (int first = 0; first < m_early; first += 2000)
            QVERIFY(put(manyLeads(first, std::min(2000, m_early - first))));
        showPane();
    }
    void cleanupTestCase()
    {
        m_pane.reset();
        m_model.reset();
        closeBoth();
    }

    /// As after a restart of the program, but for the program itself.
    void starting()
    {
        m_pane.reset();
        m_model.reset();
        m_mirror.reset();
        malloc_trim(0);
        const double before = ownMegabytes();
        Figures opened(QStringLiteral("start: mirror opened"));
        opened.measure([&] { open(); });
        opened.print();
        showPane();
        malloc_trim(0);
        const double more = ownMegabytes() - before;
        QTextStream(stdout) << QStringLiteral("memory of the mirror and the list: %1 MB, %2 bytes a lead\n")
                                   .arg(more, 0, 'f', 1)
                                   .arg(more * 1e6 / m_mirror->leadCount(), 0, 'f', 1);
    }

    void loading_data()
    {
        QTest::addColumn<int>("sort");
        QTest::addColumn<int>("pages");
        QTest::addColumn<bool>("isScrolled");
        QTest::newRow("by activity") << int(LeadSort::LastActivity) << 40 << false;
        QTest::newRow("by activity, scrolled") << int(LeadSort::LastActivity) << 20 << true;
        QTest::newRow("by name") << int(LeadSort::Name) << 20 << false;
        QTest::newRow("by name, scrolled") << int(LeadSort::Name) << 20 << true;
    }
    void loading()
    {
        QFETCH(int, sort);
        QFETCH(int, pages);
        QFETCH(bool, isScrolled);
        ask(LeadSort(sort), LeadSort(sort) != LeadSort::Name);
        waitForList();
        bar()->setValue(isScrolled ? bar()->maximum() / 2 : 0);
        settle();
        QList<QList<Lead>> waiting;
        for (int page = 0; page < pages; ++page, m_early += pageSize)
            waiting << manyLeads(m_early, pageSize);
        Figures turns(QStringLiteral("loading %1: turn").arg(QLatin1String(QTest::currentDataTag())));
        watch(&turns);
        for (const QList<Lead> &page : std::as_const(waiting))
            QVERIFY(put(page));
        QTest::qWait(1500); // the last refresh
        watch(nullptr);
        turns.print();
        QCOMPARE(m_model->rowCount(), m_mirror->leadCount());
        bar()->setValue(0);
    }

    void scrolling()
    {
        ask(LeadSort::LastActivity, true);
        waitForList();
        settle();
        scroll(QStringLiteral("scroll by a line"), 1000, [&](int) { return bar()->value() + 60; });
        scroll(QStringLiteral("scroll by a page"), 500,
               [&](int) { return bar()->value() + m_list->viewport()->height(); });
        scroll(QStringLiteral("jump anywhere"), 300,
               [&](int) { return QRandomGenerator::global()->bounded(bar()->maximum()); });
    }

    void filtering()
    {
        bar()->setValue(0);
        settle();
        Figures typed(QStringLiteral("filter: letter typed"));
        Figures listed(QStringLiteral("filter: then until it is listed"));
        Figures removed(QStringLiteral("filter: letter taken back"));
        Figures turns(QStringLiteral("filter: turn"));
        watch(&turns);
        for (const char *word : {"northwind", "robotics 77", "müller", "zzzz", "e"}) {
            const QString text = QString::fromUtf8(word);
            for (const QChar letter : text) {
                typed.measure([&] { typeInto(letter); });
                listed.measure([&] { waitForList(); });
            }
            for (int i = 0; i < text.size(); ++i) {
                removed.measure([&] { clickAndSettle(*m_filter, Qt::Key_Backspace); });
                waitForList();
            }
        }
        typed.print();
        listed.print();
        removed.print();
        watch(nullptr);
        turns.print();
        QCOMPARE(m_model->rowCount(), m_mirror->leadCount());
    }

    void choosing()
    {
        Figures first(QStringLiteral("owner chosen, first"));
        Figures again(QStringLiteral("owner chosen, again"));
        Figures quick(QStringLiteral("no next step and 30 days"));
        for (int i = 0; i < 3; ++i) {
            LeadListQuery query;
            query.fields = {
                {CustomFieldId(QStringLiteral("cf_%1").arg(i)), QStringLiteral("Value %1").arg(i)}};
            askAndWait(query, first);
            askAndWait({}, quick);
            askAndWait(query, again);
            query = {};
            query.nextStep = NextStep::None;
            query.idleDays = 30;
            askAndWait(query, quick);
        }
        first.print();
        again.print();
        quick.print();
        askAndWait({}, quick);
    }

    void sorting()
    {
        for (const char *round : {"first", "again"}) {
            Figures switched(QStringLiteral("sort switch, %1").arg(QLatin1String(round)));
            for (const LeadSort sort : {LeadSort::Name, LeadSort::Created, LeadSort::LastActivity}) {
                switched.measure([&] {
                    ask(sort, sort != LeadSort::Name);
                    waitForList();
                    settle();
                });
            }
            switched.print();
        }
    }

    void moving()
    {
        m_list->setFocus();
        clickAndSettle(*m_list, Qt::Key_Home);
        Figures down(QStringLiteral("key Down"));
        for (int i = 0; i < 300; ++i)
            down.measure([&] { clickAndSettle(*m_list, Qt::Key_Down); });
        down.print();
        Figures ends(QStringLiteral("keys End and Home"));
        for (int i = 0; i < 20; ++i)
            ends.measure([&] { clickAndSettle(*m_list, i % 2 ? Qt::Key_Home : Qt::Key_End); });
        ends.print();
        Figures ahead(QStringLiteral("type-ahead letter"));
        for (const char *letters : {"n", "k", "v", "p", "y", "z", "er"}) { // "er" stands in many, begins none
            QTest::qWait(QApplication::keyboardInputInterval() + 50);      // a new word
            ahead.measure([&] {
                QSignalSpy sought(m_model.get(), &LeadListModel::sought);
                m_list->keyboardSearch(QLatin1String(letters));
                QVERIFY(sought.wait());
                settle();
            });
        }
        ahead.print();
    }

private:
    void watch(Figures *turns) { static_cast<WatchedApplication *>(qApp)->watch(turns); }
    static void settle()
    {
        for (int round = 0; round < 3; ++round)
            QCoreApplication::processEvents();
    }
    /// The list of the mirror as it is now, and how long each step of it takes.
    void showPane()
    {
        m_model = std::make_unique<LeadListModel>(*m_mirror, *m_outbox);
        m_pane = std::make_unique<LeadListPane>(*m_model, m_theme, nullptr, &m_clock);
        m_pane->setOrganization(m_mirror->organization());
        const int width = qEnvironmentVariableIntValue("LEADLINE_WIDTH");
        m_pane->resize(width > 0 ? width : 1440, 900);
        Figures shown(QStringLiteral("pane: first rows painted"));
        Figures turns(QStringLiteral("pane: turn until all are known"));
        watch(&turns);
        shown.measure([&] {
            m_pane->show();
            QVERIFY(QTest::qWaitFor([&] { return m_model->rowCount() > 0; }, 60'000));
            settle();
        });
        Figures whole(QStringLiteral("pane: then until all are known"));
        whole.measure([&] { QVERIFY(QTest::qWaitFor([&] { return m_model->isWhole(); }, 60'000)); });
        watch(nullptr);
        shown.print();
        whole.print();
        turns.print();
        m_list = m_pane->findChild<QListView *>(QStringLiteral("leadList"));
        m_filter = m_pane->findChild<QLineEdit *>(QStringLiteral("leadFilter"));
        QVERIFY(m_list && m_filter);
    }
    /// Memory that belongs to this process alone or in part (PSS).
    static double ownMegabytes()
    {
        QFile file(QStringLiteral("/proc/self/smaps_rollup"));
        [[maybe_unused]] const bool isOpen = file.open(QIODevice::ReadOnly);
        const QList<QByteArray> lines = file.readAll().split('\n');
        for (const QByteArray &line : lines) {
            if (line.startsWith("Pss:"))
                return line.mid(4).trimmed().split(' ').first().toDouble() / 1000;
        }
        return 0;
    }
    void waitForList()
    {
        QVERIFY(QTest::qWaitFor([this] { return !m_model->isAsking(); }, 60'000));
    }
    void askAndWait(const LeadListQuery &query, Figures &figures)
    {
        figures.measure([&] {
            m_model->setQuery(query);
            waitForList();
            settle();
        });
    }
    QScrollBar *bar() { return m_list->verticalScrollBar(); }
    void ask(LeadSort sort, bool isDescending)
    {
        LeadListQuery query = m_model->query();
        query.sort = sort;
        query.isDescending = isDescending;
        m_model->setQuery(query);
    }
    void scroll(const QString &name, int times, const std::function<int(int)> &next)
    {
        bar()->setValue(0);
        settle();
        Figures frames(name);
        for (int i = 0; i < times; ++i) {
            const int value = next(i);
            frames.measure([&] {
                bar()->setValue(value);
                settle();
            });
        }
        frames.print();
    }
    void typeInto(QChar letter)
    {
        QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, QString(letter));
        QCoreApplication::sendEvent(m_filter, &press);
        settle();
    }
    static void clickAndSettle(QWidget &widget, Qt::Key key)
    {
        QTest::keyClick(&widget, key);
        settle();
    }

    Theme m_theme;
    int m_early = 0;
    std::unique_ptr<LeadListModel> m_model;
    std::unique_ptr<LeadListPane> m_pane;
    QListView *m_list = nullptr;
    QLineEdit *m_filter = nullptr;
};

} // namespace leadline::test

int main(int argc, char **argv)
{
    leadline::test::WatchedApplication application(argc, argv);
    leadline::test::LeadListMeasure measure;
    return QTest::qExec(&measure, argc, argv);
}

#include "measure_leadlist.moc"
