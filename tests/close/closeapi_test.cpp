#include "services/close/closeapi.h"
#include "services/close/codec/activitycodec.h"
#include "services/close/codec/commandcodec.h"
#include "services/close/objectapi.h"
#include "services/sandbox/server.h"
#include "tests/http/wireserver.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

using namespace leadline;
using namespace leadline::test;

/// Every endpoint over HTTP against the built-in Close, and what its faults become here.
class CloseApiTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void tellsWhoSignedIn();
    void refusesAWrongKey();
    void readsTheOrganization();
    void organizationFailsAsAWhole();
    void organizationWithoutRights();
    void endlessPagesEnd();
    void case051_theSamePageForEverEnds();
    void readsOneLead();
    void missingLeadIsNotFound();
    void malformedIdsNeverLeave();
    void pagesThroughATimeline();
    void logsACallAndDeletesIt();
    void refusedCallKeepsCloseWords();
    void writeFaults_data();
    void writeFaults();
    void readFaults_data();
    void readFaults();
    void wrongTypesAreNotClose();

private:
    [[nodiscard]] Lead someLead();
    [[nodiscard]] static LogCall callOn(const Lead &lead);
    [[nodiscard]] Result<QJsonObject> log(const LogCall &call);
    [[nodiscard]] int sent(const QString &request) const;
    SystemClock m_clock;
    std::unique_ptr<sandbox::Server> m_server;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<CloseApi> m_close;
    std::unique_ptr<ObjectApi> m_objects;
};

void CloseApiTest::init()
{
    expectSilence();
    sandbox::Server::Options options;
    options.store.leads = 20;
    m_server = std::make_unique<sandbox::Server>(options);
    QCOMPARE(m_server->listen(), QString());
    HttpClient::Limits limits;
    limits.backoffBase = std::chrono::milliseconds(1);
    m_http = std::make_unique<HttpClient>(m_server->baseUrl(), Secret(options.apiKey), m_clock, limits);
    m_close = std::make_unique<CloseApi>(*m_http);
    m_objects = std::make_unique<ObjectApi>(*m_http);
}

void CloseApiTest::cleanup()
{
    m_http.reset();
    m_server.reset();
}

int CloseApiTest::sent(const QString &request) const
{
    return int(m_server->requestLog().count(request));
}

Lead CloseApiTest::someLead()
{
    auto pending = m_close->lead(LeadId(m_server->store().list(sandbox::Kind::Lead, 0, 1).items.value(0).value(u"id").toString()), Lane::Foreground);
    const auto lead = await(std::move(pending));
    return lead ? *lead : Lead();
}

Result<QJsonObject> CloseApiTest::log(const LogCall &call)
{
    const auto creation = encodeCreation(call);
    auto pending = m_objects->create(creation->path, creation->body);
    return await(std::move(pending));
}

static ObjectRef callRef(const ActivityId &id)
{
    return {ObjectKind::Activity, ActivityKind::Call, id.value};
}

LogCall CloseApiTest::callOn(const Lead &lead)
{
    LogCall call;
    call.leadId = lead.id;
    call.contactId = lead.contacts.value(0).id;
    call.durationSeconds = 153;
    call.note = QStringLiteral("Asked for <the> contract\nby Friday");
    call.activityAt = QDateTime({2026, 6, 19}, QTime(14, 2, 11, 310), Qt::UTC);
    return call;
}

void CloseApiTest::tellsWhoSignedIn()
{
    auto pending = m_close->me(Lane::Foreground);
    const auto me = await(std::move(pending));
    QVERIFY2(me.isOk(), qPrintable(me ? QString() : me.error().message));
    QCOMPARE(me->user.id.value, m_server->store().currentUserId());
    QVERIFY(!me->user.fullName.isEmpty() && !me->organizationName.isEmpty() && !me->role.isEmpty());
    QVERIFY(me->leadStatuses.size() >= 3);
    QCOMPARE(me->pipelines.size(), 2);
    QVERIFY(me->pipelines.constFirst().statuses.size() >= 3);
}

void CloseApiTest::refusesAWrongKey()
{
    HttpClient stranger(m_server->baseUrl(), Secret("api_wrong"), m_clock, {});
    CloseApi close(stranger);
    auto pending = close.me(Lane::Foreground);
    const auto me = await(std::move(pending));
    QCOMPARE(me.error().kind, ErrorKind::Unauthorized);
    QVERIFY(me.error().message.contains(QLatin1String("could not verify")));
    QCOMPARE(m_server->requestLog().size(), 1);
}

void CloseApiTest::readsTheOrganization()
{
    auto pendingMe = m_close->me(Lane::Foreground);
    const auto me = await(std::move(pendingMe));
    QVERIFY(me.isOk());
    auto pending = m_close->organization(*me, Lane::Background);
    const auto data = await(std::move(pending));
    QVERIFY2(data.isOk(), qPrintable(data ? QString() : data.error().message));
    QCOMPARE(data->me.user.id, me->user.id);
    QVERIFY(std::any_of(data->users.begin(), data->users.end(),
                        [&](const User &u) { return u.id == me->user.id; }));
    QVERIFY(!data->leadFields.isEmpty() && !data->contactFields.isEmpty() &&
            !data->opportunityFields.isEmpty());
    for (const CustomField &field : data->leadFields)
        QVERIFY2(field.type != CustomFieldType::Other, qPrintable(field.name));
    QVERIFY(!data->smartViews.isEmpty());
    QVERIFY(data->smartViews.constFirst().raw.contains(QLatin1String("s_query")));
    QVERIFY(!data->phoneNumbers.isEmpty() && !data->customActivityTypes.isEmpty());
    QVERIFY(!data->phoneNumbers.constFirst().number.isEmpty());
}

void CloseApiTest::organizationFailsAsAWhole()
{
    m_server->faults().add(
        {sandbox::Fault::Rejected, "GET", QStringLiteral("custom_field_schema/"), 1, false, 1});
    auto pending = m_close->organization(Me(), Lane::Background);
    const auto data = await(std::move(pending));
    QCOMPARE(data.error().kind, ErrorKind::Rejected);
}

void CloseApiTest::organizationWithoutRights()
{
    // A person who may not see fields and Smart Views works without them.
    WireServer server([](QTcpSocket &socket, const WireServer::Seen &seen) {
        const bool isUsers = seen.target.startsWith("/api/v1/user/");
        socket.write(isUsers ? answer(200, R"({"data": [{"id": "user_1", "email": "a@b.example"}], "has_more": false})")
                             : answer(403, R"({"error": "not yours"})"));
    });
    HttpClient http(server.baseUrl(), Secret("key"), m_clock, {});
    CloseApi close(http);
    auto pending = close.organization(Me(), Lane::Background);
    const auto data = await(std::move(pending));
    QVERIFY(data.isOk());
    QCOMPARE(data->users.size(), 1);
    QVERIFY(data->leadFields.isEmpty() && data->smartViews.isEmpty());
}

void CloseApiTest::endlessPagesEnd()
{
    WireServer server(answering(200, R"({"data": [], "fields": [], "has_more": true})"));
    HttpClient http(server.baseUrl(), Secret("key"), m_clock, {});
    CloseApi close(http);
    auto pending = close.organization(Me(), Lane::Background);
    QVERIFY(await(std::move(pending)).isOk());
    QCOMPARE(server.seen().size(), 10);
}

void CloseApiTest::case051_theSamePageForEverEnds()
{
    WireServer server(answering(200, R"({"data": [{"id": "x_1"}], "fields": [], "has_more": true})"));
    HttpClient http(server.baseUrl(), Secret("key"), m_clock, {});
    CloseApi close(http);
    auto pending = close.organization(Me(), Lane::Background);
    const auto read = await(std::move(pending));
    QVERIFY(read.isOk());
    QCOMPARE(read->users.size(), 1);
    QCOMPARE(server.seen().size(), 17);
}

void CloseApiTest::readsOneLead()
{
    const Lead listed = someLead();
    auto pending = m_close->lead(listed.id, Lane::Foreground);
    const auto lead = await(std::move(pending));
    QVERIFY(lead.isOk());
    QCOMPARE(lead->id, listed.id);
    QCOMPARE(lead->displayName, listed.displayName);
    QCOMPARE(lead->contacts.size(), listed.contacts.size());
}

void CloseApiTest::missingLeadIsNotFound()
{
    auto pending = m_close->lead(LeadId(QStringLiteral("lead_nowhere")), Lane::Foreground);
    const auto lead = await(std::move(pending));
    QCOMPARE(lead.error().kind, ErrorKind::NotFound);
    QCOMPARE(lead.error().message, QStringLiteral("Empty query: Lead matching query does not exist."));
}

void CloseApiTest::malformedIdsNeverLeave()
{
    const QString bad = QStringLiteral("lead_x/../../me");
    auto lead = m_close->lead(LeadId(bad), Lane::Foreground);
    QCOMPARE(await(std::move(lead)).error().kind, ErrorKind::InvalidInput);
    auto timeline = m_close->activities(LeadId(bad), 0, 100, Lane::Foreground);
    QCOMPARE(await(std::move(timeline)).error().kind, ErrorKind::InvalidInput);
    auto call = m_objects->read(callRef(ActivityId(bad)));
    QCOMPARE(await(std::move(call)).error().kind, ErrorKind::InvalidInput);
    auto gone = m_objects->remove(ObjectRef());
    QCOMPARE(await(std::move(gone)).error().kind, ErrorKind::InvalidInput);
    QVERIFY(m_server->requestLog().isEmpty());
}

void CloseApiTest::pagesThroughATimeline()
{
    const Lead lead = someLead();
    QList<Activity> all;
    for (bool more = true; more;) {
        auto pending = m_close->activities(lead.id, int(all.size()), 5, Lane::Foreground);
        const auto page = await(std::move(pending));
        QVERIFY2(page.isOk(), qPrintable(page ? QString() : page.error().message));
        QVERIFY(page->received > 0 || !page->hasMore);
        all += page->items;
        more = page->hasMore;
    }
    QVERIFY(all.size() > 1);
    for (qsizetype i = 0; i < all.size(); ++i) {
        QCOMPARE(all.at(i).leadId, lead.id);
        QVERIFY2(all.at(i).kind != ActivityKind::Other,
                 qPrintable(all.at(i).raw.value(QLatin1String("_type")).toString()));
        QVERIFY(all.at(i).activityAt.isValid());
        if (i > 0)
            QVERIFY(all.at(i).dateCreated <= all.at(i - 1).dateCreated);
    }
}

void CloseApiTest::logsACallAndDeletesIt()
{
    const Lead lead = someLead();
    const LogCall call = callOn(lead);
    const Result<QJsonObject> made = log(call);
    QVERIFY2(made.isOk(), qPrintable(made ? QString() : made.error().message));
    const auto logged = decodeActivity(*made);
    QVERIFY(logged);
    QCOMPARE(logged->leadId, lead.id);
    QCOMPARE(logged->contactId, call.contactId);
    QCOMPARE(logged->activityAt, call.activityAt);
    const auto details = std::get<CallDetails>(logged->details);
    QCOMPARE(details.durationSeconds, 153);
    QCOMPARE(details.noteHtml, richTextOf(call.note));
    QVERIFY(details.note.contains(QLatin1String("<the> contract")));

    auto listing = m_close->activities(lead.id, 0, 50, Lane::Foreground);
    const auto timeline = await(std::move(listing));
    QVERIFY(timeline.isOk());
    QCOMPARE(timeline->items.constFirst().id, logged->id);
    const ObjectRef ref = callRef(logged->id);
    auto reading = m_objects->read(ref);
    QCOMPARE(*await(std::move(reading)), logged->raw);

    auto deleting = m_objects->remove(ref);
    QVERIFY(await(std::move(deleting)).isOk());
    auto again = m_objects->remove(ref);
    QCOMPARE(await(std::move(again)).error().kind, ErrorKind::NotFound);
    auto gone = m_objects->read(ref);
    QCOMPARE(await(std::move(gone)).error().kind, ErrorKind::NotFound);
}

void CloseApiTest::refusedCallKeepsCloseWords()
{
    LogCall call = callOn(someLead());
    call.leadId = LeadId(QStringLiteral("lead_nowhere"));
    call.contactId = ContactId();
    const auto refused = log(call);
    QCOMPARE(refused.error().kind, ErrorKind::Rejected);
    QCOMPARE(refused.error().fieldErrors.constFirst().field, QStringLiteral("lead"));
    QVERIFY(!refused.error().message.isEmpty());
}

void CloseApiTest::writeFaults_data()
{
    using sandbox::Fault;
    QTest::addColumn<int>("fault");
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("isCertain");
    QTest::newRow("429") << int(Fault::RateLimited) << int(ErrorKind::RateLimited) << true;
    QTest::newRow("400") << int(Fault::Rejected) << int(ErrorKind::Rejected) << true;
    QTest::newRow("401") << int(Fault::Unauthorized) << int(ErrorKind::Unauthorized) << true;
    QTest::newRow("500") << int(Fault::ServerError) << int(ErrorKind::ServerError) << false;
    QTest::newRow("502") << int(Fault::BadGateway) << int(ErrorKind::ServerError) << false;
    QTest::newRow("503") << int(Fault::Unavailable) << int(ErrorKind::ServerError) << false;
    QTest::newRow("504") << int(Fault::GatewayTimeout) << int(ErrorKind::ServerError) << false;
    QTest::newRow("login page") << int(Fault::HtmlPage) << int(ErrorKind::NotClose) << false;
}

void CloseApiTest::writeFaults()
{
    QFETCH(int, fault);
    QFETCH(int, kind);
    QFETCH(bool, isCertain);
    const Lead lead = someLead();
    m_server->faults().add({sandbox::Fault(fault), "POST", QStringLiteral("activity/call/"), 1, false, 1});
    const auto result = log(callOn(lead));
    QVERIFY(!result);
    QCOMPARE(int(result.error().kind), kind);
    QCOMPARE(result.error().isCertainlyNotApplied(), isCertain);
    QCOMPARE(sent(QStringLiteral("POST /api/v1/activity/call/")), 1);
}

void CloseApiTest::readFaults_data()
{
    writeFaults_data();
}

void CloseApiTest::readFaults()
{
    QFETCH(int, fault);
    QFETCH(int, kind);
    const auto each = sandbox::Fault(fault);
    const bool isRetried = each == sandbox::Fault::RateLimited || each == sandbox::Fault::BadGateway ||
                           each == sandbox::Fault::Unavailable || each == sandbox::Fault::GatewayTimeout;
    m_server->faults().add({each, "GET", QStringLiteral("me/"), 1, false, 1});
    auto pending = m_close->me(Lane::Foreground);
    const auto me = await(std::move(pending));
    QCOMPARE(me.isOk(), isRetried);
    if (!isRetried)
        QCOMPARE(int(me.error().kind), kind);
    QCOMPARE(sent(QStringLiteral("GET /api/v1/me/")), isRetried ? 2 : 1);
}

void CloseApiTest::wrongTypesAreNotClose()
{
    m_server->faults().add({sandbox::Fault::WrongTypes, "*", {}, 3, false, 1});
    auto me = m_close->me(Lane::Foreground);
    QCOMPARE(await(std::move(me)).error().kind, ErrorKind::NotClose);
    auto timeline = m_close->activities(LeadId(QStringLiteral("lead_1")), 0, 10, Lane::Foreground);
    QCOMPARE(await(std::move(timeline)).error().kind, ErrorKind::NotClose);
    auto lead = m_close->lead(LeadId(QStringLiteral("lead_1")), Lane::Foreground);
    QVERIFY(!await(std::move(lead)).isOk());
}

QTEST_GUILESS_MAIN(CloseApiTest)
#include "closeapi_test.moc"
