#include "models/timelinemodel.h"
#include "tests/lists/listsfixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace leadline;
using namespace leadline::test;

class TimelineModelTest final : public ListsFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        expectSilence();
        openBoth();
        m_model = std::make_unique<TimelineModel>(*m_mirror, *m_outbox);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        closeBoth();
    }

    void newestFirstWithNamesAndDays()
    {
        open();
        QCOMPARE(ids().mid(0, 3), QStringList({QStringLiteral("acti_mail"), QStringLiteral("acti_sms"),
                                               QStringLiteral("acti_task")}));
        QCOMPARE(m_model->totalCount(), 9);
        QVERIFY(m_model->isComplete());
        QCOMPARE(at(1).data(TimelineModel::ContactNameRole).toString(), QStringLiteral("Dana Whitfield"));
        QCOMPARE(at(2).data(TimelineModel::DayRole).toDate(), QDate(2026, 11, 19));
        m_model->setLead({});
        QCOMPARE(m_model->rowCount(), 0);
        QCOMPARE(m_model->totalCount(), 0);
    }

    void loadsAsFarAsAnOldActivity()
    {
        QList<Activity> page;
        for (int i = 0; i < 400; ++i)
            page << someActivity(QStringLiteral("acti_%1").arg(i), m_lead, -i);
        putSampleLeads();
        QVERIFY(put(m_lead, page, true));
        m_model->setLead(m_lead);
        const ActivityId oldest(QStringLiteral("acti_399"));
        QCOMPARE(m_model->rowOf(oldest), -1);
        QCOMPARE(m_model->load(oldest), 399);
        QCOMPARE(m_model->load(ActivityId(QStringLiteral("acti_0"))), 0);
        QCOMPARE(m_model->load(ActivityId(QStringLiteral("acti_nowhere"))), -1);
        m_model->setKinds({ActivityKind::Call}); // not one of those shown
        QCOMPARE(m_model->load(oldest), -1);
        m_model->setLead(LeadId(QStringLiteral("lead_lindqvist")));
        QCOMPARE(m_model->load(oldest), -1);
    }

    void kindsFilter()
    {
        open();
        addCommand(QStringLiteral("c1"), sampleCall());
        m_model->setKinds({ActivityKind::Note});
        QCOMPARE(ids(), QStringList{QStringLiteral("acti_note")});
        m_model->setKinds({ActivityKind::Call});
        QCOMPARE(ids(), QStringList({QStringLiteral("#c1"), QStringLiteral("acti_long"),
                                     QStringLiteral("acti_missed")}));
        QCOMPARE(m_model->totalCount(), 3);
    }

    void aLoggedCallStandsOnTopUntilCloseHasIt()
    {
        open();
        QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
        Command command = addCommand(QStringLiteral("c1"), sampleCall());
        QCOMPARE(ids().first(), QStringLiteral("#c1"));
        QCOMPARE(at(0).data(TimelineModel::SyncStateRole).toInt(), static_cast<int>(SyncState::Pending));
        const auto shown = at(0).data(TimelineModel::ActivityRole).value<Activity>();
        QCOMPARE(std::get<CallDetails>(shown.details).durationSeconds, 61);
        QCOMPARE(at(0).data(TimelineModel::ContactNameRole).toString(), QStringLiteral("Dana Whitfield"));
        QVERIFY(!at(0).data(TimelineModel::DayRole).toDate().isValid());
        // Done before its activity is here: still shown, so that it does not vanish in between.
        command.state = CommandState::Done;
        command.serverId = QStringLiteral("acti_made");
        QVERIFY(m_outbox->update(command));
        QCOMPARE(ids().count(QStringLiteral("#c1")), 1);
        QCOMPARE(m_model->rowCount(), 10);
        // The moment it is in the mirror the rows change hands: never two, never none.
        QList<int> counts;
        connect(m_model.get(), &TimelineModel::refreshed, this, [&] { counts << m_model->rowCount(); });
        QVERIFY(put(m_lead,
                    {someActivity(QStringLiteral("acti_made"), m_lead, 300'000, QStringLiteral("Call"))}));
        WAIT_FOR(m_model->rowOf(ActivityId(QStringLiteral("acti_made"))) >= 0);
        QVERIFY(!ids().contains(QStringLiteral("#c1")));
        QVERIFY(m_outbox->finish(command.id));
        QCOMPARE(QSet<int>(counts.begin(), counts.end()), QSet<int>{10});
        QCOMPARE(resets.size(), 0);
    }

    void aRefusalKeepsItsRowAndItsWords()
    {
        open();
        addCommand(QStringLiteral("c1"), sampleCall(), CommandState::Rejected,
                   ApiError(ErrorKind::Rejected, QStringLiteral("no such number")));
        QCOMPARE(at(0).data(TimelineModel::SyncStateRole).toInt(), static_cast<int>(SyncState::Rejected));
        QCOMPARE(at(0).data(TimelineModel::ErrorRole).value<ApiError>().message,
                 QStringLiteral("no such number"));
        QCOMPARE(at(0).data(TimelineModel::CommandIdRole).toString(), QStringLiteral("c1"));
    }

    void aDeletionMarksItsRow()
    {
        open();
        DeleteObject deletion;
        deletion.leadId = m_lead;
        deletion.object = {ObjectKind::Activity, ActivityKind::Call, QStringLiteral("acti_missed")};
        const ActivityId missed(deletion.object.id);
        addCommand(QStringLiteral("d1"), deletion);
        const QModelIndex row = at(m_model->rowOf(missed));
        QCOMPARE(row.data(TimelineModel::SyncStateRole).toInt(), static_cast<int>(SyncState::Deleting));
        QCOMPARE(m_model->rowCount(), 9);
        QVERIFY(
            done([&](Mirror::Then then) { m_mirror->removeActivity(missed, std::move(then)); }));
        WAIT_FOR(m_model->rowCount() == 8);
        QVERIFY(m_outbox->finish(CommandId(QStringLiteral("d1"))));
        QCOMPARE(m_model->rowCount(), 8);
    }

    void pagesLoadAsOneScrolls()
    {
        m_tester.reset(); // it fetches by itself
        putSampleLeads();
        QList<Activity> page;
        for (int i = 0; i < 120; ++i)
            page << someActivity(QStringLiteral("acti_n%1").arg(i), m_lead, i);
        QVERIFY(put(m_lead, page, false));
        QSignalSpy older(m_model.get(), &TimelineModel::olderWanted);
        m_model->setLead(m_lead);
        QCOMPARE(m_model->rowCount(), 50);
        QCOMPARE(m_model->totalCount(), 120);
        m_model->fetchMore({});
        QCOMPARE(m_model->rowCount(), 100);
        m_model->fetchMore({});
        QCOMPARE(m_model->rowCount(), 120);
        QCOMPARE(older.size(), 0);
        m_model->fetchMore({});
        QCOMPARE(older.size(), 1);
        QVERIFY(!m_model->canFetchMore({})); // asked once, until something arrives
        m_model->fetchMore({});
        QCOMPARE(older.size(), 1);
        QVERIFY(put(m_lead, {someActivity(QStringLiteral("acti_old"), m_lead, -5)}, true));
        WAIT_FOR(m_model->rowCount() == 121);
        QVERIFY(!m_model->canFetchMore({}));
        QCOMPARE(ids().last(), QStringLiteral("acti_old"));
    }

    void otherLeadsDoNotMatter()
    {
        open();
        QSignalSpy refreshed(m_model.get(), &TimelineModel::refreshed);
        const LeadId other(QStringLiteral("lead_perch"));
        QVERIFY(put(other, {someActivity(QStringLiteral("acti_other"), other, 5)}));
        LogCall call = sampleCall();
        call.leadId = other;
        addCommand(QStringLiteral("c9"), call);
        QCOMPARE(refreshed.size(), 0);
        QCOMPARE(m_model->rowCount(), 9);
    }

private:
    void open()
    {
        putSampleLeads();
        putSampleTimeline();
        m_model->setLead(m_lead);
        QCOMPARE(m_model->rowCount(), 9);
    }
    [[nodiscard]] QModelIndex at(int row) const { return m_model->index(row, 0); }
    [[nodiscard]] QStringList ids() const
    {
        QStringList all;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            const QString id = at(row).data(TimelineModel::ActivityRole).value<Activity>().id.value;
            all << (id.isEmpty() ? QLatin1Char('#') + at(row).data(TimelineModel::CommandIdRole).toString()
                                 : id);
        }
        return all;
    }

    std::unique_ptr<TimelineModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(TimelineModelTest)
#include "tst_timelinemodel.moc"
