#include "tests/sync/bench.h"

#include "tests/testkit/wait.h"

#include <QRegularExpression>

namespace leadline::test {

using sandbox::Kind;

namespace {

sandbox::Server::Options serverOptions(const Clock &clock, int leads, const Bench::Adjust &adjust)
{
    sandbox::Server::Options options;
    options.rateLimit = 0;
    options.store.leads = leads;
    options.store.now = clock.nowUtc();
    if (adjust)
        adjust(options);
    // The same person by another program.
    options.otherKeys.insert("api_other.program", sandbox::Store(options.store).currentUserId());
    return options;
}

} // namespace

Bench::Bench(const Clock &clock, int leads, const Adjust &adjust)
    : m_clock(clock), m_server(serverOptions(clock, leads, adjust))
{
    if (const QString trouble = m_server.listen(); !trouble.isEmpty())
        qFatal("sandbox: %s", qPrintable(trouble));
    m_proxy = std::make_unique<sandbox::FaultProxy>(m_server.baseUrl());
    if (const QString trouble = m_proxy->listen(); !trouble.isEmpty())
        qFatal("proxy: %s", qPrintable(trouble));
    open();
}

void Bench::open()
{
    auto mirror = Mirror::open(folder());
    auto outbox = OutboxStore::open(folder());
    if (!mirror || !outbox)
        qFatal("stores do not open");
    m_mirror = std::move(mirror).value();
    m_outbox = std::move(outbox).value();
    m_http = std::make_unique<HttpClient>(m_wrongWay.isEmpty() ? m_proxy->baseUrl() : m_wrongWay,
                                          Secret(m_apiKey), m_clock, quick());
    m_api = std::make_unique<CloseApi>(*m_http);
    m_objects = std::make_unique<ObjectApi>(*m_http);
}

void Bench::close()
{
    if (!m_http)
        return;
    m_http->shutDown();
    m_objects.reset();
    m_api.reset();
    m_http.reset();
    m_outbox.reset();
    m_mirror.reset();
}

bool Bench::takeLeads()
{
    auto listing = BulkApi(*m_http).leads(0, 200);
    auto page = await(std::move(listing));
    bool isStored = false;
    if (page)
        m_mirror->putLeadPage(std::move(page).value(),
                              [&isStored](const Result<LeadPageInfo> &stored) { isStored = stored.isOk(); });
    return QTest::qWaitFor([&isStored] { return isStored; }, 10000);
}

HttpClient::Limits Bench::quick()
{
    HttpClient::Limits limits;
    limits.getTimeout = std::chrono::milliseconds(500);
    limits.writeTimeout = std::chrono::milliseconds(500);
    limits.backoffBase = std::chrono::milliseconds(1);
    limits.backoffCap = std::chrono::milliseconds(5);
    limits.maxTries = 3;
    return limits;
}

LeadId Bench::lead(int index) const
{
    const auto listing = m_server.store().list(Kind::Lead, index, 1);
    return LeadId(listing.items.value(0).value(QLatin1String("id")).toString());
}

LogCall Bench::callTo(const LeadId &lead, const QString &note) const
{
    LogCall call;
    call.leadId = lead;
    call.phone = QStringLiteral("+14155550123");
    call.durationSeconds = 153;
    call.note = note;
    call.activityAt = m_clock.nowUtc().addSecs(-60);
    return call;
}

Command Bench::queued(CommandBody body)
{
    Command command;
    command.id = CommandId(QStringLiteral("command-%1").arg(++m_commands));
    command.body = std::move(body);
    command.createdAt = m_clock.nowUtc();
    if (!m_outbox->add(command))
        qFatal("the outbox refuses");
    return command;
}

int Bench::callsWith(const LeadId &lead, const QString &note) const
{
    const auto activities = m_server.store().ofLead(Kind::Activity, lead.value);
    return int(std::count_if(activities.begin(), activities.end(), [&note](const QJsonObject &activity) {
        return activity.value(QLatin1String("_type")) == QLatin1String("Call") &&
               activity.value(QLatin1String("note")).toString() == note;
    }));
}

int Bench::requests(const QString &start) const
{
    return int(
        m_server.requestLog().filter(QRegularExpression(u'^' + QRegularExpression::escape(start))).size());
}

} // namespace leadline::test
