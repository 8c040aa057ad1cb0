#include "tests/mirror/mirrordata.h"
#include "tests/mirror/mirrorfixture.h"
#include "tests/testkit/wait.h"

#include <QSignalSpy>

using namespace leadline;
using test::someActivity;
using test::someLead;

/// Two programs on one mirror: what one writes the other shows, and neither takes its own writes for news.
class TestMirrorFollow : public test::MirrorFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        openFresh();
        auto opened = Mirror::open(m_dir->path());
        QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message));
        m_other = std::move(opened).value();
        m_reloaded = std::make_unique<QSignalSpy>(m_other.get(), &Mirror::reloaded);
    }
    void cleanup()
    {
        m_reloaded.reset();
        m_other.reset();
        close();
    }

    void case070_seesWhatAnotherProgramWrote()
    {
        const Lead lead = someLead(QStringLiteral("lead_1"), QStringLiteral("Acme"));
        QVERIFY(put({lead, someLead(QStringLiteral("lead_2"), QStringLiteral("Borealis"))}));
        QVERIFY(put(lead.id, {someActivity(QStringLiteral("acti_1"), lead.id, 3)}, true));
        m_other->follow();
        WAIT_FOR(m_reloaded->size() == 1);
        QCOMPARE(m_other->leadCount(), 2);
        QCOMPARE(m_other->leadRows(m_other->leadKeys({})).size(), 2);
        QCOMPARE(m_other->activityCount(lead.id, {}), 1);
        QVERIFY(done([&](Mirror::Then then) { m_mirror->removeLead(lead.id, std::move(then)); }));
        const auto isThere = [this] {
            m_other->follow(); // not at once after a long one
            return m_reloaded->size() == 2;
        };
        QVERIFY(QTest::qWaitFor(isThere, 10000));
        QCOMPARE(m_other->leadCount(), 1);
    }

    void ownWritesAreNoNews()
    {
        bool isStored = false;
        m_other->follow();
        m_other->putLeads({someLead(QStringLiteral("lead_1"), QStringLiteral("Acme"))},
                          [&isStored](const Result<Done> &) { isStored = true; });
        m_other->follow();
        WAIT_FOR(isStored);
        bool isBehind = false; // jobs run in order
        m_other->putPullState({}, [&isBehind](const Result<Done> &) { isBehind = true; });
        WAIT_FOR(isBehind);
        QCOMPARE(m_reloaded->size(), 0);
        QCOMPARE(m_other->leadCount(), 1);
    }

private:
    std::unique_ptr<Mirror> m_other;
    std::unique_ptr<QSignalSpy> m_reloaded;
};

QTEST_GUILESS_MAIN(TestMirrorFollow)
#include "tst_mirrorfollow.moc"
