#include "models/leadlistmodel.h"
#include "tests/lists/listsfixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace leadline;
using namespace leadline::test;

class LeadListModelTest final : public ListsFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        expectSilence();
        openBoth();
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        closeBoth();
    }

    void rowsComeFromTheMirror()
    {
        makeModel();
        QCOMPARE(m_model->rowCount(), 10);
        QCOMPARE(m_model->totalCount(), 10);
        const auto row = at(0).data(LeadListModel::RowRole).value<LeadRow>();
        QCOMPARE(row.id, m_lead);
        QCOMPARE(row.contactCount, 3);
        QCOMPARE(row.timeZone, QStringLiteral("America/New_York"));
        QVERIFY(row.hasNextTask);
        QCOMPARE(at(0).data().toString(), QStringLiteral("Arkwright Robotics"));
        QCOMPARE(m_model->rowOf(m_lead), 0);
        QCOMPARE(m_model->idAt(0), m_lead);
        QCOMPARE(m_model->rowOf(LeadId(QStringLiteral("lead_none"))), -1);
        QCOMPARE(m_model->idAt(10), LeadId());
        QCOMPARE(m_model->idAt(-1), LeadId());
    }

    void queriesFilterAndSort()
    {
        makeModel();
        LeadListQuery query;
        query.sort = LeadSort::Name;
        query.isDescending = false;
        query.statuses = {StatusId(QStringLiteral("stat_Potential"))};
        ask(query);
        QCOMPARE(names(),
                 QStringList({QStringLiteral("Hudson Rail Supply"), QStringLiteral("Northwind Cold Storage"),
                              QStringLiteral("Solano Freight Partners of the Greater Bay Area")}));
        query.text = QStringLiteral("COLD");
        ask(query);
        QCOMPARE(names(), QStringList{QStringLiteral("Northwind Cold Storage")});
        QCOMPARE(m_model->totalCount(), 10);
    }

    void typeAheadLooksForBeginnings()
    {
        makeModel();
        QCOMPARE(sought(QStringLiteral("mü"), 0), 6);
        QCOMPARE(sought(QStringLiteral("MULL"), 0), 6);
        QCOMPARE(sought(QStringLiteral("robotics"), 0),
                 -1);                                // in a name, not at its beginning
        QCOMPARE(sought(QStringLiteral("a"), 1), 0); // goes round
        QCOMPARE(sought(QString(), 0), -1);
    }

    void aRefreshMovesRowsAndKeepsIndexes()
    {
        makeModel();
        const QPersistentModelIndex perch = at(m_model->rowOf(LeadId(QStringLiteral("lead_perch"))));
        QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
        QVERIFY(put({someLead(QStringLiteral("lead_new"), QStringLiteral("New one"), 50)}));
        WAIT_FOR(m_model->rowCount() == 11);
        QCOMPARE(m_model->idAt(0), LeadId(QStringLiteral("lead_new")));
        QCOMPARE(perch.data(LeadListModel::LeadIdRole).toString(), QStringLiteral("lead_perch"));
        QVERIFY(put({someLead(QStringLiteral("lead_perch"), QStringLiteral("Perch renamed"), 60)}));
        WAIT_FOR(perch.row() == 0);
        QCOMPARE(perch.data().toString(), QStringLiteral("Perch renamed"));
        QVERIFY(done([&](Mirror::Then then) {
            m_mirror->removeLead(LeadId(QStringLiteral("lead_perch")), std::move(then));
        }));
        WAIT_FOR(m_model->rowCount() == 10);
        QVERIFY(!perch.isValid());
        QCOMPARE(resets.size(), 0);
    }

    void aChangedLeadIsReadAfresh()
    {
        makeModel();
        const LeadId last(QStringLiteral("lead_hudson"));
        const int row = m_model->rowOf(last);
        QCOMPARE(at(row).data().toString(), QStringLiteral("Hudson Rail Supply"));
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        QVERIFY(put({someLead(last.value, QStringLiteral("Hudson again"), 99)}));
        WAIT_FOR(at(m_model->rowOf(last)).data().toString() == QLatin1String("Hudson again"));
        WAIT_FOR(!changed.isEmpty());
    }

    void writesMarkTheirLead_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("mark");
        const auto row = [](const char *name, CommandState state, SyncState mark) {
            QTest::newRow(name) << static_cast<int>(state) << static_cast<int>(mark);
        };
        row("queued", CommandState::Queued, SyncState::Pending);
        row("sending", CommandState::Sending, SyncState::Sending);
        row("unknown", CommandState::Unknown, SyncState::Checking);
        row("done", CommandState::Done, SyncState::Synced);
        row("rejected", CommandState::Rejected, SyncState::Rejected);
        row("user", CommandState::User, SyncState::NeedsPerson);
        row("parked", CommandState::Parked, SyncState::Parked);
    }
    void writesMarkTheirLead()
    {
        QFETCH(int, state);
        makeModel();
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        addCommand(QStringLiteral("c1"), sampleCall(), static_cast<CommandState>(state));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().first().toModelIndex().row(), 0);
        QTEST(at(0).data(LeadListModel::SyncStateRole).toInt(), "mark");
        QCOMPARE(at(1).data(LeadListModel::SyncStateRole).toInt(), static_cast<int>(SyncState::Synced));
    }

    void whatNeedsAPersonOutweighsWhatWaits()
    {
        makeModel();
        addCommand(QStringLiteral("c1"), sampleCall(), CommandState::Rejected);
        addCommand(QStringLiteral("c2"), sampleCall(), CommandState::Queued);
        QCOMPARE(at(0).data(LeadListModel::SyncStateRole).toInt(), static_cast<int>(SyncState::Rejected));
    }

    void aChangedStatusShowsBeforeCloseHasIt()
    {
        const auto change = [this](const char *key, const char *value) {
            UpdateObject update;
            update.leadId = m_lead;
            update.object = {ObjectKind::Lead, ActivityKind::Other, m_lead.value};
            update.changes = {{QLatin1String(key), QJsonValue(), QLatin1String(value)}};
            return update;
        };
        const auto row = [this] { return at(0).data(LeadListModel::RowRole).value<LeadRow>(); };
        addCommand(QStringLiteral("c0"), change("name", "Arkwright & Sons"));
        makeModel(); // what waited before the start counts, too
        QCOMPARE(row().name, QStringLiteral("Arkwright & Sons"));
        QCOMPARE(row().statusLabel, QStringLiteral("Contacted"));
        Command write = addCommand(QStringLiteral("c1"), change("status_id", "stat_Qualified"));
        QCOMPARE(row().statusLabel, QStringLiteral("Qualified"));
        QCOMPARE(row().statusId, StatusId(QStringLiteral("stat_Qualified")));
        QCOMPARE(at(1).data(LeadListModel::RowRole).value<LeadRow>().name, names().at(1));
        write.state = CommandState::Rejected; // Close's own value stands again
        QVERIFY(m_outbox->update(write));
        QCOMPARE(row().statusLabel, QStringLiteral("Contacted"));
        QCOMPARE(row().name, QStringLiteral("Arkwright & Sons"));
    }

    void aRenamedStatusIsShownAtOnce()
    {
        makeModel();
        const auto label = [this] { return at(0).data(LeadListModel::RowRole).value<LeadRow>().statusLabel; };
        QCOMPARE(label(), QStringLiteral("Contacted"));
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        OrganizationData organization = m_mirror->organization();
        for (LeadStatus &status : organization.me.leadStatuses) {
            if (status.label == QLatin1String("Contacted"))
                status.label = QStringLiteral("Spoken with");
        }
        QVERIFY(done([&](Mirror::Then then) { m_mirror->putOrganization(organization, std::move(then)); }));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(label(), QStringLiteral("Spoken with"));
    }

    void lettersFindTheBeginningOfANameOnly()
    {
        makeModel();
        QCOMPARE(sought(QStringLiteral("PER"), 0), 4);
        QCOMPARE(sought(QStringLiteral("per"), 5), 4);  // from the top again
        QCOMPARE(sought(QStringLiteral("int"), 0), -1); // Lindqvist Interiör
        QCOMPARE(sought(QStringLiteral("  "), 0), -1);
        LeadListQuery query = m_model->query();
        query.text = QStringLiteral("b"); // Perch & Plover is not in this list
        ask(query);
        QCOMPARE(sought(QStringLiteral("per"), 0), -1);
        query.text = QStringLiteral("r");
        ask(query);
        const int perch = m_model->rowOf(LeadId(QStringLiteral("lead_perch")));
        QVERIFY(perch >= 0);
        QCOMPARE(sought(QStringLiteral("pe"), 0), perch); // text and beginning hold together
    }

    void aQueryThatFailsLeavesNoOldRows()
    {
        makeModel();
        tamper("DROP INDEX lead_folded");
        LeadListQuery query = m_model->query();
        query.text = QStringLiteral("cold");
        ask(query);
        QCOMPARE(m_model->rowCount(), 0);
        QCOMPARE(m_model->error().kind, ErrorKind::Storage);
        tamper("CREATE INDEX lead_folded ON lead (folded)");
        ask(query); // the same again is a question again
        QCOMPARE(names(), QStringList{QStringLiteral("Northwind Cold Storage")});
        QCOMPARE(m_model->error().kind, ErrorKind::None);
    }

    void manyLeadsAreReadWhereOneLooks()
    {
        QList<Lead> leads;
        for (int i = 0; i < 3000; ++i)
            leads << someLead(QStringLiteral("lead_%1").arg(i),
                              QStringLiteral("Lead %1").arg(i, 4, 10, QLatin1Char('0')), i);
        QVERIFY(put(leads));
        m_model = std::make_unique<LeadListModel>(*m_mirror, *m_outbox);
        LeadListQuery query;
        query.sort = LeadSort::Name;
        query.isDescending = false;
        ask(query);
        WAIT_FOR(m_model->isWhole());
        for (int row : {0, 2999, 1500, 63, 64, 65})
            QCOMPARE(at(row).data().toString(), QStringLiteral("Lead %1").arg(row, 4, 10, QLatin1Char('0')));
    }

private:
    void makeModel()
    {
        putSampleLeads();
        m_model = std::make_unique<LeadListModel>(*m_mirror, *m_outbox);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        WAIT_FOR(m_model->isWhole());
    }
    void ask(const LeadListQuery &query)
    {
        m_model->setQuery(query);
        WAIT_FOR(!m_model->isAsking());
    }
    int sought(const QString &text, int from)
    {
        QSignalSpy spy(m_model.get(), &LeadListModel::sought);
        m_model->seek(text, from);
        return !spy.isEmpty() || spy.wait() ? spy.first().first().toInt() : -2;
    }
    [[nodiscard]] QModelIndex at(int row) const { return m_model->index(row, 0); }
    [[nodiscard]] QStringList names() const
    {
        QStringList all;
        for (int row = 0; row < m_model->rowCount(); ++row)
            all << at(row).data().toString();
        return all;
    }

    std::unique_ptr<LeadListModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(LeadListModelTest)
#include "tst_leadlistmodel.moc"
