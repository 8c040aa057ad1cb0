#include "tests/frame/widgetaudit.h"
#include "tests/lists/listsfixture.h"
#include "ui/emptystate.h"
#include "ui/timelinedelegate.h"
#include "ui/timelinepane.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QListView>
#include <QMenu>
#include <QSignalSpy>

using namespace leadline;
using namespace leadline::test;

class TimelinePaneTest final : public ListsFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        expectSilence();
        openBoth();
        m_theme = std::make_unique<Theme>();
    }
    void cleanup()
    {
        m_pane.reset();
        m_model.reset();
        m_theme.reset();
        closeBoth();
    }

    void daysHaveHeads()
    {
        addCommand(QStringLiteral("c1"), sampleCall());
        show();
        QStringList heads;
        for (int row = 0; row < m_model->rowCount(); ++row)
            heads << delegate()->head(list()->model()->index(row, 0));
        QCOMPARE(heads, QStringList({QStringLiteral("Today"),
                                     {},
                                     {},
                                     QStringLiteral("Thursday 19 November"),
                                     {},
                                     {},
                                     QStringLiteral("Wednesday 18 November"),
                                     QStringLiteral("Monday 16 November"),
                                     {},
                                     {}}));
    }

    void kindsFilter()
    {
        show();
        QCOMPARE(count(), QStringLiteral("9"));
        click(QStringLiteral("showNotes"));
        QCOMPARE(m_model->rowCount(), 1);
        click(QStringLiteral("showCalls"));
        QCOMPARE(m_model->rowCount(), 3);
        click(QStringLiteral("showAll"));
        QCOMPARE(m_model->rowCount(), 9);
        QVERIFY(m_pane->findChild<QAbstractButton *>(QStringLiteral("showAll"))->isChecked());
    }

    void spaceAndMoreOpenALongNote()
    {
        show();
        const QModelIndex index = indexOf(QStringLiteral("acti_long"));
        const int before = list()->visualRect(index).height();
        m_pane->focusList();
        list()->setCurrentIndex(index);
        QTest::keyClick(list(), Qt::Key_Space);
        QTRY_VERIFY(list()->visualRect(index).height() > before);
        keepPicture(*m_pane, QStringLiteral("timeline-expanded"));
        QTest::keyClick(list(), Qt::Key_Space);
        QTRY_COMPARE(list()->visualRect(index).height(), before);
        const QPoint more =
            findHit(index, [](const TimelineDelegate::Hit &hit) { return hit.action.has_value(); });
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, more);
        QTRY_VERIFY(list()->visualRect(index).height() > before);
    }

    void linksAreHandedOver()
    {
        show();
        QSignalSpy activated(m_pane.get(), &TimelinePane::linkActivated);
        const QModelIndex index = indexOf(QStringLiteral("acti_long"));
        list()->setCurrentIndex(index);
        QTest::keyClick(list(), Qt::Key_Space);
        const QPoint link =
            findHit(index, [](const TimelineDelegate::Hit &hit) { return !hit.link.isEmpty(); });
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, link);
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated.first().first().toUrl(), QUrl(QStringLiteral("https://arkwright.example/plan")));
        QVERIFY(m_pane->rowMenu()->actions().size() >= 3); // delete, more, the link, copy
    }

    void deleteAsksForACallOnly()
    {
        show();
        QSignalSpy asked(m_pane.get(), &TimelinePane::deleteCallRequested);
        m_pane->focusList();
        list()->setCurrentIndex(indexOf(QStringLiteral("acti_note")));
        QTest::keyClick(list(), Qt::Key_Delete);
        QCOMPARE(asked.size(), 0);
        list()->setCurrentIndex(indexOf(QStringLiteral("acti_missed")));
        QTest::keyClick(list(), Qt::Key_Delete);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().first().value<ActivityId>(), ActivityId(QStringLiteral("acti_missed")));
    }

    void writesOfferWhatCanBeDecided_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QStringList>("offered");
        const auto row = [](const char *name, CommandState state, const QStringList &offered) {
            QTest::newRow(name) << static_cast<int>(state) << offered;
        };
        row("pending", CommandState::Queued, {QStringLiteral("discardWrite")});
        row("sending", CommandState::Sending, {});
        row("checking", CommandState::Unknown, {});
        row("rejected", CommandState::Rejected,
            {QStringLiteral("editWrite"), QStringLiteral("retryWrite"), QStringLiteral("discardWrite")});
        row("needs a person", CommandState::User,
            {QStringLiteral("writeArrived"), QStringLiteral("sendWriteAgain"),
             QStringLiteral("discardWrite")});
        row("parked", CommandState::Parked, {QStringLiteral("retryWrite"), QStringLiteral("discardWrite")});
    }
    void writesOfferWhatCanBeDecided()
    {
        QFETCH(int, state);
        QFETCH(QStringList, offered);
        addCommand(QStringLiteral("c1"), sampleCall(), static_cast<CommandState>(state),
                   ApiError(ErrorKind::Rejected, QStringLiteral("This is not a valid phone number")));
        show();
        list()->setCurrentIndex(list()->model()->index(0, 0));
        QStringList names;
        const auto actions = m_pane->rowMenu()->actions();
        for (const QAction *action : actions) {
            if (action->objectName() != QLatin1String("copyRow"))
                names << action->objectName();
        }
        QCOMPARE(names, offered);
        keepPicture(*m_pane, QStringLiteral("timeline-write%1").arg(state));
    }

    void decisionsAreIntents()
    {
        addCommand(QStringLiteral("c1"), sampleCall(), CommandState::Rejected);
        show();
        QSignalSpy edit(m_pane.get(), &TimelinePane::editRequested);
        QSignalSpy retry(m_pane.get(), &TimelinePane::retryRequested);
        QSignalSpy discard(m_pane.get(), &TimelinePane::discardRequested);
        const QModelIndex index = list()->model()->index(0, 0);
        list()->setCurrentIndex(index);
        QTest::keyClick(list(), Qt::Key_F2);
        QTest::keyClick(list(), Qt::Key_F5);
        QTest::keyClick(list(), Qt::Key_Delete);
        QCOMPARE(edit.size() + retry.size() + discard.size(), 3);
        QCOMPARE(edit.value(0).value(0).value<CommandId>(), CommandId(QStringLiteral("c1")));
        const QPoint link = findHit(
            index, [](const TimelineDelegate::Hit &hit) { return hit.action == TimelineAction::Retry; });
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, link);
        QCOMPARE(retry.size(), 2);
        Command uncertain = *m_outbox->command(CommandId(QStringLiteral("c1")));
        uncertain.state = CommandState::User;
        QVERIFY(m_outbox->update(uncertain));
        QSignalSpy arrived(m_pane.get(), &TimelinePane::arrivedRequested);
        QSignalSpy again(m_pane.get(), &TimelinePane::sendAgainRequested);
        m_pane->rowMenu()->findChild<QAction *>(QStringLiteral("writeArrived"))->trigger();
        m_pane->rowMenu()->findChild<QAction *>(QStringLiteral("sendWriteAgain"))->trigger();
        QCOMPARE(arrived.size() + again.size(), 2);
    }

    void aPossibleDoubleIsDeletedOrKept()
    {
        const ActivityId second(QStringLiteral("acti_missed"));
        addCommand(QStringLiteral("c1"),
                   DeleteObject{m_lead, {ObjectKind::Activity, ActivityKind::Call, second.value}},
                   CommandState::User);
        show();
        list()->setCurrentIndex(indexOf(second.value));
        QCOMPARE(list()->currentIndex().data(TimelineModel::SyncStateRole).toInt(),
                 static_cast<int>(SyncState::Doubled));
        QSignalSpy removed(m_pane.get(), &TimelinePane::deleteDoubleRequested);
        QSignalSpy kept(m_pane.get(), &TimelinePane::keepBothRequested);
        QSignalSpy discarded(m_pane.get(), &TimelinePane::discardRequested);
        for (const int key : {Qt::Key_Delete, Qt::Key_F5}) // no key decides this by accident
            QTest::keyClick(list(), static_cast<Qt::Key>(key));
        QCOMPARE(removed.size() + kept.size() + discarded.size(), 0);
        m_pane->rowMenu()->findChild<QAction *>(QStringLiteral("deleteDouble"))->trigger();
        m_pane->rowMenu()->findChild<QAction *>(QStringLiteral("keepBoth"))->trigger();
        QCOMPARE(removed.size(), 1);
        QCOMPARE(kept.size(), 1);
        QCOMPARE(kept.first().first().value<CommandId>(), CommandId(QStringLiteral("c1")));
    }

    void repaintsLayNothingOutAnew()
    {
        show();
        m_pane->grab();
        const int before = delegate()->layoutCount();
        m_pane->grab();
        list()->setCurrentIndex(list()->model()->index(3, 0));
        m_pane->grab();
        QCOMPARE(delegate()->layoutCount(), before);
        putSampleTimeline(); // the same page again
        m_pane->grab();
        QCOMPARE(delegate()->layoutCount(), before);
    }

    void selectionStaysWhileActivitiesArrive()
    {
        show();
        list()->setCurrentIndex(indexOf(QStringLiteral("acti_note")));
        QVERIFY(put(m_lead, {someActivity(QStringLiteral("acti_new"), m_lead, 1'000'000)}));
        WAIT_FOR(m_model->rowCount() == 10);
        QCOMPARE(list()->currentIndex(), indexOf(QStringLiteral("acti_note")));
    }

    void states()
    {
        m_model = std::make_unique<TimelineModel>(*m_mirror, *m_outbox);
        showPane();
        auto *empty = m_pane->findChild<EmptyState *>();
        QCOMPARE(empty->title(), QStringLiteral("No lead open"));
        putSampleLeads();
        m_model->setLead(m_lead);
        QCOMPARE(empty->title(), QStringLiteral("Nothing has happened yet"));
        keepPicture(*m_pane, QStringLiteral("timeline-empty"));
        m_pane->setLoading(true);
        QCOMPARE(empty->title(), QStringLiteral("Reading the timeline"));
        click(QStringLiteral("showEmails"));
        QCOMPARE(empty->title(), QStringLiteral("Nothing of this kind"));
        click(QStringLiteral("timelineEmptyButton"));
        QCOMPARE(m_model->kinds().size(), 0);
        m_pane->setOffline(true);
        QVERIFY(m_pane->findChild<QWidget *>(QStringLiteral("timelineOffline"))->isVisible());
        m_pane->setOffline(false);
        QVERIFY(!m_pane->findChild<QWidget *>(QStringLiteral("timelineOffline"))->isVisible());
    }

    void rowsSpeakAndCopy()
    {
        show();
        const QString spoken = indexOf(QStringLiteral("acti_long")).data(Qt::AccessibleTextRole).toString();
        for (const char *part :
             {"Call to Dana Whitfield", "4:12", "outbound", "Thursday 19 November", "annual plan"})
            QVERIFY2(spoken.contains(QLatin1String(part)), qPrintable(spoken));
        list()->setCurrentIndex(indexOf(QStringLiteral("acti_long")));
        QTest::keyClick(list(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), spoken);
        QCOMPARE(auditWidgets(m_pane.get()).join(QLatin1Char('\n')), QString());
    }

    void paintsInBothThemes_data()
    {
        QTest::addColumn<bool>("isDark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void paintsInBothThemes()
    {
        QFETCH(bool, isDark);
        addCommand(QStringLiteral("c1"), sampleCall());
        addCommand(QStringLiteral("c2"), sampleCall(), CommandState::Rejected,
                   ApiError(ErrorKind::Rejected, QStringLiteral("This is not a valid phone number")));
        m_theme->setMode(isDark ? Theme::Mode::Dark : Theme::Mode::Light);
        show();
        m_pane->setOffline(true);
        keepPicture(*m_pane, isDark ? QStringLiteral("timeline-dark") : QStringLiteral("timeline-light"));
        QCOMPARE(m_pane->grab().toImage().pixelColor(3, 300), m_theme->tokens().surface);
    }

private:
    void show()
    {
        putSampleLeads();
        putSampleTimeline();
        m_model = std::make_unique<TimelineModel>(*m_mirror, *m_outbox);
        m_model->setLead(m_lead);
        showPane();
    }
    void showPane()
    {
        m_pane = std::make_unique<TimelinePane>(*m_model, *m_theme, nullptr, &m_clock);
        m_pane->resize(436, 860);
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowActive(m_pane.get()));
        QCoreApplication::processEvents(); // rows are laid out when the loop runs
    }
    template <typename Wanted>
    [[nodiscard]] QPoint findHit(const QModelIndex &index, Wanted wanted) const
    {
        const QRect rect = list()->visualRect(index);
        for (int y = rect.top(); y < rect.bottom(); y += 4) {
            for (int x = rect.left(); x < rect.right(); x += 4) {
                if (wanted(delegate()->hit(index, rect, {x, y})))
                    return {x, y};
            }
        }
        return {-1, -1};
    }
    void click(const QString &name)
    {
        QTest::mouseClick(m_pane->findChild<QAbstractButton *>(name), Qt::LeftButton);
    }
    [[nodiscard]] QListView *list() const
    {
        return m_pane->findChild<QListView *>(QStringLiteral("timelineList"));
    }
    [[nodiscard]] TimelineDelegate *delegate() const { return m_pane->findChild<TimelineDelegate *>(); }
    [[nodiscard]] QString count() const
    {
        return m_pane->findChild<QLabel *>(QStringLiteral("timelineCount"))->text();
    }
    [[nodiscard]] QModelIndex indexOf(const QString &id) const
    {
        return list()->model()->index(m_model->rowOf(ActivityId(id)), 0);
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TimelineModel> m_model;
    std::unique_ptr<TimelinePane> m_pane;
};

QTEST_MAIN(TimelinePaneTest)
#include "tst_timelinepane.moc"
