#include "tests/frame/sampledata.h"
#include "tests/frame/scriptedprompt.h"
#include "tests/lists/figures.h"
#include "tests/lists/manyleads.h"
#include "tests/testkit/manualclock.h"
#include "tests/testkit/wait.h"
#include "ui/leaddetailpane.h"
#include "ui/leadlistpane.h"
#include "ui/timelinepane.h"
#include "ui/workspace.h"

#include <QApplication>
#include <QListView>
#include <QSettings>

namespace leadline::test {
namespace {

/// Counts the pictures a widget and what it holds have painted.
class PaintCount final : public QObject
{
public:
    explicit PaintCount(QWidget *root) : m_root(root) { qApp->installEventFilter(this); }
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        const auto *widget = event->type() == QEvent::Paint ? qobject_cast<QWidget *>(watched) : nullptr;
        m_count += widget && (widget == m_root || m_root->isAncestorOf(widget));
        return false;
    }
    [[nodiscard]] int take() { return std::exchange(m_count, 0); }

private:
    QWidget *m_root;
    int m_count = 0;
};

} // namespace

/// From the Down key to three painted panes, with the whole window over very many leads: figures only.
class OpeningMeasure final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opening()
    {
        bool isNumber = false;
        const int wanted = qEnvironmentVariableIntValue("LEADLINE_LEADS", &isNumber);
        const int leads = isNumber ? wanted : 100'000;
        QuietService service(m_clock);
        service.put(sampleOrganization());
        for (int first = 0; first < leads; first += 2000)
            service.put(manyLeads(first, std::min(2000, leads - first)));
        const auto top = service.service().mirror().leadRows([&] {
            auto keys = service.service().mirror().leadKeys({});
            keys.resize(std::min<size_t>(keys.size(), 300));
            return keys;
        }());
        for (const LeadRow &row : top)
            service.put(row.id, manyActivities(row.id, 60));
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        ScriptedPrompt prompt;
        LinkOpener links(prompt, [](const QUrl &) { return true; });
        Theme theme;
        theme.setMode(Theme::Mode::Light);
        Workspace space(Workspace::Parts{service.service(), theme, prompt, links, m_clock, settings});
        space.resize(1440, 900);
        space.show();
        space.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&space));
        auto *list = space.findChild<QListView *>(QStringLiteral("leadList"));
        space.findChild<LeadListPane *>()->focusList();
        QTest::qWait(500);

        PaintCount inDetail(space.findChild<LeadDetailPane *>());
        PaintCount inTimeline(space.findChild<TimelinePane *>());
        for (const char *round : {"first time", "second time"}) {
            Figures down(QStringLiteral("open by Down, %1").arg(QLatin1String(round)));
            for (int i = 0; i < 200; ++i) {
                down.measure([&] {
                    QTest::keyClick(list, Qt::Key_Down);
                    for (int turn = 0; turn < 4; ++turn)
                        QCoreApplication::processEvents();
                });
                QVERIFY(inDetail.take() > 0 && inTimeline.take() > 0);
            }
            down.print();
            QCOMPARE(list->currentIndex().row(), 200);
            QTest::keyClick(list, Qt::Key_Home);
            QTest::qWait(300);
        }
    }

private:
    ManualClock m_clock{QDateTime({2026, 6, 19}, {14, 42}, Qt::UTC)};
};

} // namespace leadline::test

QTEST_MAIN(leadline::test::OpeningMeasure)
#include "measure_opening.moc"
