#include "services/close/codec/kitcodec.h"
#include "services/close/codec/organizationcodec.h"
#include "services/mirror/rowkey.h"
#include "tests/mirror/mirrordata.h"
#include "tests/mirror/mirrorfixture.h"
#include "tests/testkit/wait.h"

#include <QElapsedTimer>
#include <QSignalSpy>

using namespace leadline;
using test::someLead;

namespace {

const LeadId acme(QStringLiteral("lead_acme"));
const LeadId muller(QStringLiteral("lead_muller"));

LeadListQuery withText(const QString &text)
{
    LeadListQuery query;
    query.text = text;
    return query;
}

QList<Lead> pageOfLeads(int page)
{
    QList<Lead> leads;
    for (int i = page * 200; i < (page + 1) * 200; ++i) {
        const QString number = QString::number(i);
        leads.append(someLead(QStringLiteral("lead_") + number,
                              QStringLiteral("Company %1 %2").arg((i * 7919) % 10000).arg(number), i % 500));
    }
    return leads;
}

} // namespace

class TestMirrorStorage : public test::MirrorFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        openFresh();
    }
    void cleanup() { close(); }
    void collidingKeyIsRefusedAndReported();
    void organizationAndPullStateSurvive();
    void queuedWritesSurviveDestruction();
    void thenRunsInOrderAfterTheCommit();
    void failureReachesThenAndSignal();
    void hostileTextComesBack();
    void damagedBodyIsReportedAndHealed();
    void tenThousandLeads();
};

void TestMirrorStorage::collidingKeyIsRefusedAndReported()
{
    QVERIFY(put({someLead(acme.value, QStringLiteral("Acme"))}));
    close();
    // The key of lead_acme, taken by another id.
    tamper("UPDATE lead SET id = 'lead_other'");
    open();
    QSignalSpy spy(m_mirror.get(), &Mirror::failed);
    QVERIFY(
        put({someLead(acme.value, QStringLiteral("Acme"), 5), someLead(muller.value, QStringLiteral("M"))}));
    WAIT_FOR(spy.size() == 1);
    QVERIFY(spy.at(0).at(0).value<ApiError>().message.contains(acme.value));
    QVERIFY(!m_mirror->lead(acme));
    QVERIFY(m_mirror->lead(muller));
    QCOMPARE(row(acme).id.value, QStringLiteral("lead_other"));
}

void TestMirrorStorage::organizationAndPullStateSurvive()
{
    OrganizationData data;
    data.me = {{UserId(QStringLiteral("user_1")), QStringLiteral("Dana"), QStringLiteral("d@x.example")},
               OrganizationId(QStringLiteral("orga_1")),
               QStringLiteral("Harbor"),
               QStringLiteral("admin"),
               {{StatusId(QStringLiteral("stat_1")), QStringLiteral("Potential")}},
               {{PipelineId(QStringLiteral("pipe_1")),
                 QStringLiteral("Sales"),
                 {{StatusId(QStringLiteral("stat_9")), QStringLiteral("Won"), QStringLiteral("won")}}}}};
    data.users = {data.me.user};
    for (int type = 0; type <= int(CustomFieldType::Other); ++type)
        data.leadFields.append({CustomFieldId(QStringLiteral("cf_%1").arg(type)),
                                QStringLiteral("F"),
                                static_cast<CustomFieldType>(type),
                                true,
                                {QStringLiteral("a")},
                                {{QStringLiteral("x"), 1}}});
    data.contactFields = {data.leadFields.constFirst()};
    const auto named = [](const char *id) {
        return QJsonObject{{QStringLiteral("id"), QLatin1String(id)},
                           {QStringLiteral("name"), QStringLiteral("Hot")},
                           {QStringLiteral("text"), QStringLiteral("Hello")},
                           {QStringLiteral("number"), QStringLiteral("+14155550101")}};
    };
    data.smartViews = {*decodeSmartView(named("save_1"))};
    data.outcomes = {*decodeOutcome(named("outcome_1"))};
    data.emailTemplates = {*decodeEmailTemplate(named("tmpl_1"))};
    data.smsTemplates = {*decodeSmsTemplate(named("smstmpl_1"))};
    data.phoneNumbers = {*decodePhoneNumber(named("phon_1"))};
    data.customActivityTypes = {*decodeCustomActivityType(named("actitype_1"))};
    PullState state;
    state.phase = PullPhase::Activities;
    state.left = {{1'750'000'000'123, TimeRange::openEnd}, {TimeRange::openStart, 7}};
    state.isPlanned = state.isByPages = state.hasLoaded = true;
    state.skip = 400;
    state.taken = 399;
    state.total = 1234;
    state.passes = 2;
    state.startedAt = QDateTime({2026, 6, 19}, {12, 0, 0, 1}, Qt::UTC);
    const EventState events{state.startedAt.addSecs(5), state.startedAt.addSecs(9)};
    QVERIFY(done([&](Mirror::Then then) { m_mirror->putOrganization(data, std::move(then)); }));
    QVERIFY(done([&](Mirror::Then then) { m_mirror->putPullState(state, std::move(then)); }));
    QVERIFY(done([&](Mirror::Then then) { m_mirror->putEventState(events, std::move(then)); }));
    for (int round = 0; round < 2; ++round) {
        QCOMPARE(m_mirror->eventState(), events);
        const OrganizationData read = m_mirror->organization();
        QCOMPARE(m_mirror->pullState(), state);
        QCOMPARE(read.me.user.id, data.me.user.id);
        QCOMPARE(read.me.user.email, data.me.user.email);
        QCOMPARE(read.me.organizationName, QStringLiteral("Harbor"));
        QCOMPARE(read.me.role, QStringLiteral("admin"));
        QCOMPARE(read.me.leadStatuses.at(0).label, QStringLiteral("Potential"));
        QCOMPARE(read.me.pipelines.at(0).name, QStringLiteral("Sales"));
        QCOMPARE(read.me.pipelines.at(0).statuses.at(0).type, QStringLiteral("won"));
        QCOMPARE(read.users.size(), 1);
        QCOMPARE(read.outcomes.value(0).id.value, QStringLiteral("outcome_1"));
        QCOMPARE(read.emailTemplates.value(0).name, QStringLiteral("Hot"));
        QCOMPARE(read.smsTemplates.value(0).text, QStringLiteral("Hello"));
        QCOMPARE(read.phoneNumbers.value(0).number, QStringLiteral("+14155550101"));
        QCOMPARE(read.customActivityTypes.value(0).name, QStringLiteral("Hot"));
        QCOMPARE(read.smartViews.value(0).raw, data.smartViews.constFirst().raw);
        QCOMPARE(read.leadFields.size(), data.leadFields.size());
        for (int type = 0; type < read.leadFields.size(); ++type)
            QCOMPARE(int(read.leadFields.at(type).type), type);
        QVERIFY(read.leadFields.at(3).acceptsMultipleValues);
        QCOMPARE(read.leadFields.at(3).choices, QStringList{QStringLiteral("a")});
        QCOMPARE(read.leadFields.at(3).raw, data.leadFields.at(3).raw);
        QCOMPARE(read.contactFields.size(), 1);
        QCOMPARE(read.smartViews.at(0).name, QStringLiteral("Hot"));
        reopen();
    }
}

void TestMirrorStorage::queuedWritesSurviveDestruction()
{
    bool isCalled = false;
    for (int i = 0; i < 50; ++i)
        m_mirror->putLeads({someLead(QStringLiteral("lead_%1").arg(i), QString::number(i))},
                           [&](const Result<Done> &) { isCalled = true; });
    close();
    QVERIFY(!isCalled); // nobody is told by an object that is gone
    open();
    QCOMPARE(m_mirror->leadCount(), 50);
}

void TestMirrorStorage::thenRunsInOrderAfterTheCommit()
{
    QStringList log;
    connect(m_mirror.get(), &Mirror::leadsChanged, this, [&] { log.append(QStringLiteral("signal")); });
    m_mirror->putLeads({someLead(acme.value, QStringLiteral("Acme"))}, [&](const Result<Done> &result) {
        log.append(QStringLiteral("%1 %2").arg(result.isOk()).arg(m_mirror->lead(acme).has_value()));
    });
    QVERIFY(log.isEmpty());
    m_mirror->removeLead(acme, [&](const Result<Done> &) {
        log.append(QStringLiteral("removed %1").arg(m_mirror->leadCount()));
    });
    WAIT_FOR(log.size() == 4);
    // The second write may have been committed before the first `then` ran: reads see the newest state.
    QCOMPARE(log.at(0), QStringLiteral("signal"));
    QVERIFY(log.at(1).startsWith(QLatin1String("1 ")));
    QCOMPARE(log.mid(2), (QStringList{QStringLiteral("signal"), QStringLiteral("removed 0")}));
}

void TestMirrorStorage::failureReachesThenAndSignal()
{
    tamper("DROP TABLE lead_body");
    QSignalSpy failures(m_mirror.get(), &Mirror::failed);
    QSignalSpy changes(m_mirror.get(), &Mirror::leadsChanged);
    const auto result = put({someLead(acme.value, QStringLiteral("Acme"))});
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Storage);
    QCOMPARE(failures.size(), 1);
    QVERIFY(changes.isEmpty());
    QCOMPARE(m_mirror->leadCount(), 0);
    QVERIFY(!m_mirror->lead(acme)); // a read that fails answers nothing and says so
    WAIT_FOR(failures.size() == 2);
}

void TestMirrorStorage::hostileTextComesBack()
{
    const QStringList names{QStringLiteral("'; DROP TABLE lead; --"),
                            QString(QChar(0)) + QStringLiteral("nul"),
                            QString(1000000, u'\u00c4'),
                            QStringLiteral("\u202etxt.exe"),
                            QStringLiteral("\U0001f600"),
                            QString(QChar(0xd800)) + QStringLiteral("lone"),
                            QStringLiteral("%_*?[a]")};
    QList<Lead> leads;
    for (int i = 0; i < names.size(); ++i)
        leads.append(someLead(QStringLiteral("lead_%1").arg(i), names.at(i)));
    QVERIFY(put(leads));
    reopen();
    QCOMPARE(m_mirror->leadCount(), int(names.size()));
    for (int i = 0; i < names.size(); ++i) {
        const auto lead = m_mirror->lead(LeadId(QStringLiteral("lead_%1").arg(i)));
        QVERIFY(lead);
        // UTF-8 has no half of a pair: it is replaced on the way.
        const QString expected = QString(names.at(i)).replace(QChar(0xd800), QChar(0xfffd));
        QVERIFY2(lead->displayName == expected, qPrintable(QString::number(i)));
        QVERIFY2(row(lead->id).name == expected, qPrintable(QString::number(i)));
        QVERIFY2(m_mirror->leadKeys(withText(names.at(i))).size() == 1, qPrintable(QString::number(i)));
    }
}

void TestMirrorStorage::damagedBodyIsReportedAndHealed()
{
    const Lead lead = someLead(acme.value, QStringLiteral("Acme"));
    QVERIFY(put({lead}));
    tamper("UPDATE lead_body SET json = x'00000010ffff'");
    QSignalSpy failures(m_mirror.get(), &Mirror::failed);
    QTest::ignoreMessage(QtWarningMsg, "qUncompress: Input data is corrupted");
    QVERIFY(!m_mirror->lead(acme));
    WAIT_FOR(failures.size() == 1);
    QVERIFY(failures.at(0).at(0).value<ApiError>().message.contains(acme.value));
    QCOMPARE(row(acme).name, QStringLiteral("Acme"));
    QTest::ignoreMessage(QtWarningMsg, "qUncompress: Input data is corrupted");
    QVERIFY(put({lead})); // the next answer of Close
    QVERIFY(m_mirror->lead(acme));
}

/// Times of a long list over a real file; the machine decides the figures, so none is asserted.
void TestMirrorStorage::tenThousandLeads()
{
    QElapsedTimer timer;
    const auto measured = [&](const char *what, const auto &work) {
        timer.start();
        work();
        qInfo("10,000 leads, %s: %.2f ms", what, double(timer.nsecsElapsed()) / 1e6);
    };
    measured("put in pages of 200", [&] {
        for (int page = 0; page < 49; ++page)
            m_mirror->putLeads(pageOfLeads(page));
        QVERIFY(put(pageOfLeads(49)));
    });
    measured("open", [&] { reopen(); });
    std::vector<RowKey> keys;
    measured("first list", [&] { keys = m_mirror->leadKeys({}); });
    QCOMPARE(keys.size(), size_t(10000));
    measured("40 rows", [&] { QCOMPARE(m_mirror->leadRows({keys.begin(), keys.begin() + 40}).size(), 40); });
    measured("filter", [&] { keys = m_mirror->leadKeys(withText(QStringLiteral("7 9"))); });
    QVERIFY(!keys.empty() && keys.size() < 10000);
}

QTEST_GUILESS_MAIN(TestMirrorStorage)
#include "tst_mirrorstorage.moc"
