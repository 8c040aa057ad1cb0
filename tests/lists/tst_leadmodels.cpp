#include "models/leaddetail.h"
#include "models/outboxmodel.h"
#include "tests/lists/listsfixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace leadline;
using namespace leadline::test;

/// The open lead, and the writes in flight.
class LeadModelsTest final : public ListsFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        expectSilence();
        openBoth();
        putSampleLeads();
    }
    void cleanup() { closeBoth(); }

    void theOpenLeadFollowsTheMirror()
    {
        LeadDetail detail(*m_mirror, *m_outbox);
        QSignalSpy switched(&detail, &LeadDetail::leadSwitched);
        QSignalSpy changed(&detail, &LeadDetail::changed);
        QVERIFY(!detail.lead());
        detail.setLead(m_lead);
        QCOMPARE(detail.lead()->displayName, QStringLiteral("Arkwright Robotics"));
        detail.setLead(m_lead);
        QCOMPARE(switched.size(), 1);
        QCOMPARE(changed.size(), 1);
        QVERIFY(put({someLead(m_lead.value, QStringLiteral("Arkwright Ltd"), 5)}));
        WAIT_FOR(changed.size() == 2);
        QCOMPARE(detail.lead()->displayName, QStringLiteral("Arkwright Ltd"));
        QVERIFY(put({someLead(QStringLiteral("lead_other"), QStringLiteral("Other"), 5)}));
        QCOMPARE(changed.size(), 2);
        QVERIFY(done([&](Mirror::Then then) { m_mirror->removeLead(m_lead, std::move(then)); }));
        WAIT_FOR(!detail.lead());
        QCOMPARE(switched.size(), 1);
    }

    void theOpenLeadKnowsTheOrganization()
    {
        LeadDetail detail(*m_mirror, *m_outbox);
        QCOMPARE(detail.organization().me.leadStatuses.size(), 5);
        QSignalSpy changed(&detail, &LeadDetail::changed);
        QVERIFY(done([&](Mirror::Then then) { m_mirror->putOrganization({}, std::move(then)); }));
        WAIT_FOR(changed.size() == 1);
        QCOMPARE(detail.organization().me.leadStatuses.size(), 0);
    }

    void writesInFlightAreCounted()
    {
        OutboxModel outbox(*m_outbox, *m_mirror);
        const QAbstractItemModelTester tester(&outbox,
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy counts(&outbox, &OutboxModel::countsChanged);
        QCOMPARE(outbox.waitingCount(), 0);
        Command command = addCommand(QStringLiteral("c1"), sampleCall());
        addCommand(QStringLiteral("c2"), sampleCall(), CommandState::Rejected);
        QCOMPARE(outbox.rowCount(), 2);
        QCOMPARE(outbox.waitingCount(), 1);
        QCOMPARE(outbox.needsPersonCount(), 1);
        QCOMPARE(outbox.index(1).data(OutboxModel::LeadNameRole).toString(),
                 QStringLiteral("Arkwright Robotics"));
        QCOMPARE(outbox.index(0).data(OutboxModel::SyncStateRole).toInt(),
                 static_cast<int>(SyncState::Rejected));
        QCOMPARE(outbox.index(0).data(OutboxModel::CommandRole).value<Command>().id,
                 CommandId(QStringLiteral("c2")));
        command.state = CommandState::Done;
        QVERIFY(m_outbox->update(command));
        QCOMPARE(outbox.rowCount(), 1);
        QVERIFY(m_outbox->discard(CommandId(QStringLiteral("c2"))));
        QCOMPARE(outbox.rowCount(), 0);
        QVERIFY(counts.size() >= 4);
    }
};

QTEST_GUILESS_MAIN(LeadModelsTest)
#include "tst_leadmodels.moc"
