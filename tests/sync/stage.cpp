#include "tests/sync/stage.h"

#include "services/close/codec/commandcodec.h"
#include "services/domain/commandids.h"
#include "services/sync/outbox/recognition.h"

#include <QElapsedTimer>
#include <QTest>

namespace leadline::test {

using sandbox::Kind;

Stage::Stage(OutboxSender::Options options, int leads) : bench(clock, leads), m_options(std::move(options))
{
    if (!bench.takeLeads())
        qFatal("no leads");
    for (int i = 0; i < leads; ++i)
        m_leads << bench.lead(i);
    restart();
}

Stage::~Stage()
{
    sender.reset();
    bench.close();
}

OutboxSender::Options Stage::quick()
{
    OutboxSender::Options options;
    options.plan.backoffBase = std::chrono::milliseconds(10);
    return options;
}

void Stage::restart()
{
    restart(m_options);
}

void Stage::restart(OutboxSender::Options options)
{
    sender.reset();
    bench.close();
    bench.open();
    m_options = std::move(options);
    sender = std::make_unique<OutboxSender>(bench.objects(), bench.mirror(), bench.outbox(), bench.me(),
                                            clock, m_options);
}

bool Stage::runUntil(const std::function<bool()> &isOver, int realLimitMs)
{
    constexpr qint64 virtualStepMs = 2'000;
    QElapsedTimer real;
    real.start();
    while (!isOver()) {
        if (real.elapsed() > realLimitMs)
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 2);
        clock.advance(virtualStepMs);
        sender->pump();
    }
    return true;
}

bool Stage::runOut(int realLimitMs)
{
    return runUntil(
        [this] {
            const auto commands = bench.outbox().commands();
            return std::all_of(commands.begin(), commands.end(),
                               [](const Command &c) { return isAtRest(c.state); });
        },
        realLimitMs);
}

bool Stage::play()
{
    sender->start();
    return runOut();
}

CommandState Stage::stateOf(const CommandId &id) const
{
    const auto command = const_cast<Bench &>(bench).outbox().command(id);
    return command ? command->state : CommandState::Done;
}

bool Stage::isIn(const CommandId &id, CommandState state) const
{
    return stateOf(id) == state;
}

void Stage::fail(sandbox::Fault fault, const QByteArray &method, const QString &path, bool after, int times)
{
    sandbox::FaultRule rule;
    rule.fault = fault;
    rule.method = method;
    rule.path = path;
    rule.afterApplying = after;
    rule.times = times;
    rule.retryAfterSeconds = 0;
    bench.server().faults().add(rule);
}

CommandBody Stage::oneOf(const QByteArray &kind, const LeadId &lead, const QString &words) const
{
    for (const auto &[name, body] : oneOfEach(lead, words)) {
        if (name == kind)
            return body;
    }
    qFatal("no such kind: %s", kind.constData());
}

QList<QJsonObject> Stage::inClose(Kind kind, const LeadId &lead,
                                  const std::function<bool(const QJsonObject &)> &is) const
{
    QList<QJsonObject> objects = bench.server().store().ofLead(kind, lead.value);
    if (is)
        objects.removeIf([&is](const QJsonObject &object) { return !is(object); });
    return objects;
}

QString ownNumber(const Bench &bench)
{
    const auto isOwn = [](const QJsonObject &number) {
        return number.value(u"type").toString() == u"internal";
    };
    return bench.server()
        .store()
        .list(Kind::PhoneNumber, 0, 1, isOwn)
        .items.value(0)
        .value(u"number")
        .toString();
}

QList<QPair<QByteArray, CommandBody>> Stage::oneOfEach(const LeadId &lead, const QString &words) const
{
    return oneOfEachCreate(lead, ownNumber(bench), words);
}

QList<QPair<QByteArray, CommandBody>> oneOfEachCreate(const LeadId &lead, const QString &local,
                                                      const QString &words)
{
    const auto text = [&words](const char *kind) { return words + u' ' + QLatin1String(kind); };
    constexpr size_t msOfDay = 86'400'000; // a call is known by its moment: one for each wording
    const QDateTime at =
        QDateTime({2026, 6, 19}, {0, 0}, Qt::UTC).addMSecs(qint64(qHash(words, 0) % msOfDay));
    const QString remote = QStringLiteral("+14155550123");
    const QStringList to{QStringLiteral("mira@lakeside.example")};
    const QString sender = QStringLiteral("\"Me\" <me@here.example>");
    Contact person;
    person.name = text("person");
    person.emails = {{QStringLiteral("p@lakeside.example"), QStringLiteral("office"), false}};
    QList<QPair<QByteArray, CommandBody>> all{
        {"call",
         LogCall{lead, {}, remote, CallDirection::Outbound, CallStatus::Completed, 153, text("call"), at}},
        {"note", CreateNote{lead, {}, {}, text("note"), at}},
        {"sms", SendSms{lead, {}, local, remote, text("sms"), MessagePurpose::Send, {}}},
        {"sms logged", SendSms{lead, {}, local, remote, text("sms logged"), MessagePurpose::LogSent, at}},
        {"sms received",
         SendSms{lead, {}, local, remote, text("sms received"), MessagePurpose::LogReceived, at}},
        {"e-mail",
         SendEmail{lead, {}, sender, to, {}, {}, text("e-mail"), text("e-mail"), MessagePurpose::Send, {}}},
        {"e-mail logged", SendEmail{lead,
                                    {},
                                    sender,
                                    to,
                                    {},
                                    {},
                                    text("e-mail logged"),
                                    text("e-mail logged"),
                                    MessagePurpose::LogSent,
                                    at}},
        {"task",
         CreateTask{
             lead, {}, NewTaskType::Lead, text("task"), QDate(2027, 1, 2), {}, {}, TaskPriority::High}},
        {"lead", CreateLead{LeadId(mintLocalId()), text("lead"), {}, {}, {}, {person}, {}}},
        {"contact", CreateContact{lead, ContactId(mintLocalId()), text("contact"), {}, person.emails, {}}},
        {"opportunity", CreateOpportunity{lead,
                                          OpportunityId(mintLocalId()),
                                          {},
                                          {},
                                          50'000,
                                          {},
                                          40,
                                          QDate(2027, 2, 3),
                                          text("opportunity")}},
    };
    return all;
}

int madeBy(const Bench &bench, const CommandBody &body, const QString &since)
{
    const auto ref = createdObject(body, {});
    const LeadId lead = std::visit([](const auto &b) { return b.leadId; }, body);
    sandbox::Store &store = bench.server().store();
    QList<QJsonObject> objects;
    switch (ref->kind) {
    case ObjectKind::Lead:
        objects = store.list(Kind::Lead, 0, 1000).items;
        break;
    case ObjectKind::Contact:
        objects = store.ofLead(Kind::Contact, lead.value);
        break;
    case ObjectKind::Opportunity:
        objects = store.ofLead(Kind::Opportunity, lead.value);
        break;
    case ObjectKind::Task:
        objects = store.ofLead(Kind::Task, lead.value);
        break;
    case ObjectKind::Activity:
        objects = store.ofLead(Kind::Activity, lead.value);
        break;
    }
    objects.removeIf([&since](const QJsonObject &o) { return o.value(u"date_created").toString() < since; });
    if (isSending(body)) { // a draft is no message yet
        objects.removeIf([](const QJsonObject &o) { return o.value(u"status").toString() == u"draft"; });
        for (QJsonObject &object : objects)
            object.insert(u"status", QStringLiteral("draft"));
    }
    return int(std::count_if(objects.begin(), objects.end(), [&](QJsonObject object) {
        if (ref->kind == ObjectKind::Lead) { // its contacts are objects of their own
            const auto *wanted = std::get_if<CreateLead>(&body);
            return object.value(u"name").toString() == wanted->name;
        }
        return isTwin(body, bench.me(), object);
    }));
}

} // namespace leadline::test
