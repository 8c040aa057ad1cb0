#include "services/closeservice.h"
#include "services/sync/outbox/mergefollower.h"
#include "tests/sync/deskfixture.h"
#include "tests/testkit/wait.h"

using namespace leadline;
using leadline::sandbox::Fault;
using leadline::sandbox::Kind;

/// Writes whose lead is merged into another one in Close: before they leave, while it is not known whether
/// they arrived, and after Close has refused them (reliability.md 55).
class TestOutboxMerges final : public test::DeskFixture
{
    Q_OBJECT

    std::unique_ptr<MergeFollower> m_merges;

    [[nodiscard]] LeadId gone() const { return lead(0); }
    [[nodiscard]] LeadId heir() const { return lead(1); }
    [[nodiscard]] CommandBody bodyOf(const QByteArray &kind, const QString &words) const
    {
        return m_stage->oneOf(kind, gone(), words);
    }
    /// Another program merges the two leads in Close.
    void mergeInClose()
    {
        HttpClient other(m_stage->bench.server().baseUrl(), Secret("api_other.program"), m_stage->clock,
                         HttpClient::Limits());
        Request request(Method::Post, QStringLiteral("lead/merge/"));
        request.body = QJsonObject{{QStringLiteral("source"), gone().value},
                                   {QStringLiteral("destination"), heir().value}};
        auto sending = other.send(request);
        QVERIFY(test::await(std::move(sending)));
        other.shutDown();
    }
    /// And the mirror hears of it.
    void tellMirror()
    {
        ObjectChange change;
        change.id = gone().value;
        change.leadId = gone();
        change.mergedInto = heir();
        bool isKept = false;
        m_stage->bench.mirror().applyChanges({change}, [&isKept](const auto &) { isKept = true; });
        WAIT_FOR(isKept);
        QCOMPARE(m_stage->bench.mirror().redirect(gone()), heir());
    }
    [[nodiscard]] int madeForHeir(CommandBody body) const
    {
        return test::madeBy(m_stage->bench, onSurvivor(std::move(body), m_stage->bench.mirror()));
    }
    [[nodiscard]] int posts() const
    {
        return m_stage->bench.requests(QStringLiteral("POST /api/v1/activity/"));
    }

private Q_SLOTS:
    void init()
    {
        DeskFixture::init();
        m_merges = std::make_unique<MergeFollower>(m_stage->bench.mirror(), outbox());
        connect(m_merges.get(), &MergeFollower::moved, this, [this](const CommandId &id) {
            m_stage->sender->forgetWait(id);
            m_stage->sender->pump();
        });
    }
    void cleanup()
    {
        m_merges.reset();
        DeskFixture::cleanup();
    }

    void case055_whatWaitsGoesToTheSurvivor()
    {
        QVERIFY(m_stage->bench.outbox().becomeSender());
        const QByteArray kinds[] = {"call", "note", "sms", "e-mail logged", "task", "contact", "opportunity"};
        for (const QByteArray &kind : kinds)
            QVERIFY(m_desk->submitOne(bodyOf(kind, QStringLiteral("queued"))));
        mergeInClose();
        tellMirror();
        for (const Command &command : m_stage->bench.outbox().commands())
            QCOMPARE(command.leadId(), heir());
        QVERIFY(m_stage->play());
        QVERIFY(m_stage->bench.outbox().commands().isEmpty());
        for (const QByteArray &kind : kinds)
            QVERIFY2(madeForHeir(bodyOf(kind, QStringLiteral("queued"))) == 1, kind.constData());
    }

    void case055_aFormThatWasOpenWritesToTheSurvivor()
    {
        mergeInClose();
        tellMirror();
        QVERIFY(m_desk->submitOne(bodyOf("note", QStringLiteral("late"))));
        QVERIFY(m_stage->play());
        QCOMPARE(madeForHeir(bodyOf("note", QStringLiteral("late"))), 1);
    }

    /// Close tells of the merge only by refusing, and the event comes later.
    void case055_whatWasRefusedForItsLeadGoesOutAgain()
    {
        mergeInClose();
        const auto note = m_desk->submitOne(bodyOf("note", QStringLiteral("refused")));
        ObjectRef lead;
        lead.id = gone().value;
        const auto update = m_desk->submitOne(
            UpdateObject{gone(), lead, {{QStringLiteral("url"), {}, QStringLiteral("https://a.example")}}});
        QVERIFY(m_stage->play());
        QVERIFY(m_stage->isIn(*note, CommandState::Rejected));
        QVERIFY(m_stage->isIn(*update, CommandState::Rejected));
        tellMirror();
        QVERIFY(m_stage->runOut());
        QVERIFY(m_stage->isIn(*note, CommandState::Done));
        QCOMPARE(madeForHeir(bodyOf("note", QStringLiteral("refused"))), 1);
        QVERIFY(!m_stage->bench.outbox().commandsOf(gone()).size());
    }

    void case055_whatMayHaveArrivedBeforeTheMergeIsLookedForAfterIt_data()
    {
        QTest::addColumn<bool>("isMade");
        QTest::addColumn<bool>("isAbsenceReadBefore"); ///< at the lead that is gone
        QTest::newRow("made") << true << false;
        QTest::newRow("not made") << false << false;
        QTest::newRow("made, missed at the lead that was gone") << true << true;
    }
    void case055_whatMayHaveArrivedBeforeTheMergeIsLookedForAfterIt()
    {
        QFETCH(bool, isMade);
        QFETCH(bool, isAbsenceReadBefore);
        m_stage->fail(Fault::ServerError, "POST", QStringLiteral("activity/note/"), isMade);
        const auto id = m_desk->submitOne(bodyOf("note", QStringLiteral("doubtful")));
        m_stage->sender->start();
        QVERIFY(m_stage->runUntil([&] { return m_stage->isIn(*id, CommandState::Unknown); }));
        mergeInClose();
        if (isAbsenceReadBefore)
            QVERIFY(m_stage->runOut());
        tellMirror();
        QVERIFY(m_stage->runOut());
        QVERIFY(m_stage->isIn(*id, CommandState::Done));
        QCOMPARE(madeForHeir(bodyOf("note", QStringLiteral("doubtful"))), 1);
    }

    void case055_aStatusOfBothIsShownToThePerson()
    {
        QVERIFY(m_stage->bench.outbox().becomeSender());
        const QString mine = m_stage->bench.mirror().lead(gone())->statusId.value;
        const QString theirs = m_stage->bench.mirror().lead(heir())->statusId.value;
        QString wanted;
        for (const QJsonObject &status :
             m_stage->bench.server().store().list(Kind::LeadStatus, 0, 10).items) {
            if (const QString id = status.value(u"id").toString(); id != mine && id != theirs)
                wanted = id;
        }
        ObjectRef lead;
        lead.id = gone().value;
        // The heir stands elsewhere than where the person began.
        const QString base = mine == theirs ? QStringLiteral("stat_other") : mine;
        const auto id =
            m_desk->submitOne(UpdateObject{gone(), lead, {{QStringLiteral("status_id"), base, wanted}}});
        mergeInClose();
        tellMirror();
        QVERIFY(m_stage->play());
        const auto asked = m_stage->bench.outbox().command(*id);
        QVERIFY(asked && asked->state == CommandState::User);
        QCOMPARE(asked->conflicts.size(), 1);
        QCOMPARE(asked->conflicts.first().theirs, QJsonValue(theirs));
    }

    void case055_theHeirIsNotDeleted()
    {
        QVERIFY(m_stage->bench.outbox().becomeSender());
        ObjectRef lead;
        lead.id = gone().value;
        const auto id = m_desk->submitOne(DeleteObject{gone(), lead});
        QVERIFY(id);
        mergeInClose();
        tellMirror();
        QVERIFY(m_stage->play());
        QVERIFY(m_stage->isIn(*id, CommandState::Done));
        QVERIFY(m_stage->bench.server().store().find(Kind::Lead, heir().value));
        QVERIFY(m_stage->bench.mirror().lead(heir()));
    }

    /// The whole service, with the event log telling.
    void case055_theServiceFollows()
    {
        m_merges.reset();
        m_stage->sender.reset();
        m_stage->bench.close();
        const SystemClock clock;
        CloseService::Options options;
        options.baseUrl = m_stage->bench.proxy().baseUrl();
        options.apiKey = Secret("api_sandbox.leadline");
        options.dataFolder = m_stage->bench.folder();
        options.userId = m_stage->bench.me();
        options.hold = std::chrono::seconds(0);
        auto opened = CloseService::open(std::move(options), clock);
        QVERIFY(opened);
        const auto service = std::move(opened).value();
        service->start();
        WAIT_FOR(service->pullProgress().isComplete);
        service->setSendingPaused(true);
        const auto id = service->submit(bodyOf("note", QStringLiteral("whole")));
        QVERIFY(id);
        mergeInClose();
        WAIT_FOR([&] {
            service->retryNow(); // asks for events; nothing is sent by it
            return service->mirror().redirect(gone()) == heir();
        }());
        WAIT_FOR(service->outbox().command(*id)->leadId() == heir());
        QCOMPARE(posts(), 0);
        service->setSendingPaused(false);
        WAIT_FOR(service->outbox().commands().isEmpty());
        const auto notes = m_stage->inClose(Kind::Activity, heir(), [](const QJsonObject &o) {
            return o.value(u"note").toString() == u"whole note";
        });
        QCOMPARE(notes.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestOutboxMerges)
#include "tst_outboxmerges.moc"
