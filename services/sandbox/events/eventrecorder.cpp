#include "services/sandbox/events/eventrecorder.h"

#include "services/sandbox/events/eventsubject.h"
#include "services/sandbox/events/eventwriter.h"
#include "services/sandbox/rules/emailparts.h"

#include <QJsonArray>

#include <algorithm>
#include <limits>
#include <utility>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isWaiting(const QJsonObject &stored)
{
    const QString status = stored.value("status"_L1).toString();
    const QString type = stored.value("_type"_L1).toString();
    return (type == "SMS"_L1 || type == "Email"_L1) && (status == "outbox"_L1 || status == "scheduled"_L1);
}

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

/// The part of an event that says what changed; so far nothing did.
QJsonObject eventOf(const QJsonValue &data)
{
    return {{u"changed_fields"_s, QJsonArray()}, {u"previous_data"_s, QJsonObject()}, {u"data"_s, data}};
}

/// What an update is besides `updated`: a task completed, a message sent.
QStringList specialActions(Kind kind, const QJsonObject &before, const QJsonObject &after)
{
    const auto becomes = [&](QLatin1String key, const QJsonValue &value) {
        return after.value(key) == value && before.value(key) != value;
    };
    if (kind == Kind::Task && becomes("is_complete"_L1, true))
        return {u"completed"_s};
    if (kind == Kind::Activity && isWaiting(before) && becomes("status"_L1, u"sent"_s))
        return {u"sent"_s};
    return {};
}

} // namespace

EventRecorder::EventRecorder(Store &store, const Quirks &quirks) : m_store(store), m_quirks(quirks)
{
    for (const QJsonObject &activity : store.written(Kind::Activity)) {
        if (isWaiting(activity))
            m_waiting.insert(activity.value("id"_L1).toString());
    }
    store.watch([this](Kind kind, const QString &id, const std::optional<QJsonObject> &coming) {
        aboutToChange(kind, id, coming);
    });
}

EventRecorder::~EventRecorder()
{
    m_store.watch({});
}

Reply EventRecorder::during(const Call &call, const Endpoint &endpoint)
{
    sendDue();
    if (call.method == "GET")
        return endpoint(call);
    begin(&call, m_store.now());
    m_userId = call.userId;
    m_meta = {{u"request_method"_s, QString::fromLatin1(call.method)},
              {u"request_path"_s, u"/api/v1/%1/"_s.arg(call.path.join(u'/'))}};
    const Reply reply = endpoint(call);
    end();
    return reply;
}

void EventRecorder::begin(const Call *call, const QDateTime &now)
{
    m_isOpen = true;
    m_turn = 0;
    m_call = call;
    m_seenAt = now;
    m_requestId.clear();
    m_userId.clear();
    m_meta = {};
    m_changes.clear();
}

void EventRecorder::end()
{
    QList<Change> changes = std::exchange(m_changes, {});
    std::stable_sort(changes.begin(), changes.end(),
                     [](const Change &a, const Change &b) { return a.turn < b.turn; });
    m_now = m_store.tick();
    for (const Change &change : changes)
        write(change);
    for (const auto &[action, change] : std::exchange(m_told, {}))
        write(action, change, eventOf(*change.before));
    m_call = nullptr;
    m_isOpen = false;
}

/// What was due in the outbox has been sent at its moment, by nobody's request.
void EventRecorder::sendDue()
{
    const QDateTime now = m_store.now();
    for (const QSet<QString> waiting = m_waiting; const QString &id : waiting) {
        const auto stored = m_store.find(Kind::Activity, id);
        if (!stored || !isWaiting(*stored)) {
            m_waiting.remove(id);
            continue;
        }
        const QJsonObject sent = settled(*stored, now);
        if (sent == *stored)
            continue;
        const QDateTime due = QDateTime::fromString(sent.value("date_sent"_L1).toString(), Qt::ISODateWithMs);
        begin(nullptr, due.addMSecs(-1));
        m_userId = sent.value("user_id"_L1).toString();
        m_store.put(Kind::Activity, sent);
        end();
    }
}

void EventRecorder::aboutToChange(Kind kind, const QString &id, const std::optional<QJsonObject> &coming)
{
    const auto stored = m_store.find(kind, id);
    const QJsonObject known = stored ? *stored : coming.value_or(QJsonObject());
    if (kind == Kind::Activity && coming && isWaiting(*coming))
        m_waiting.insert(id);
    if (!m_isOpen || eventType(kind, known).isEmpty())
        return;
    Change &change = remember(kind, id, stored);
    change.type = eventType(kind, known);
    change.turn = m_turn++;
    const QString lead = known.value("lead_id"_L1).toString();
    const bool moves = !stored || !coming || coming->value("lead_id"_L1) != known.value("lead_id"_L1);
    if (kind == Kind::Contact && moves) {
        affected(Kind::Lead, lead);
        affected(Kind::Lead, coming.value_or(known).value("lead_id"_L1).toString());
    }
    if (kind == Kind::Activity && known.value("_type"_L1) == "Email"_L1)
        affected(Kind::Activity, known.value("thread_id"_L1).toString());
}

void EventRecorder::affected(Kind kind, const QString &id)
{
    if (const auto stored = m_store.find(kind, id))
        remember(kind, id, stored).type = eventType(kind, *stored);
}

EventRecorder::Change &EventRecorder::remember(Kind kind, const QString &id,
                                               const std::optional<QJsonObject> &stored)
{
    for (Change &change : m_changes) {
        if (change.kind == kind && change.id == id)
            return change;
    }
    Change change{kind, id, {}, std::nullopt, std::numeric_limits<int>::max()};
    if (stored)
        change.before = eventData(m_store, kind, *stored, m_seenAt);
    return m_changes.emplaceBack(change);
}

void EventRecorder::also(const QString &action, Kind kind, const QString &id)
{
    if (const auto stored = m_store.find(kind, id)) {
        affected(kind, id);
        remember(kind, id, stored).further.append(action);
    }
}

void EventRecorder::tell(const QString &action, const QString &type, const QJsonObject &data)
{
    m_told.append({action, {Kind::User, data.value("id"_L1).toString(), type, data}});
}

void EventRecorder::write(const Change &change)
{
    const auto stored = m_store.find(change.kind, change.id);
    if (!stored && !change.before)
        return;
    if (!stored) {
        QJsonObject event = eventOf(QJsonValue::Null);
        event.insert("previous_data"_L1, *change.before);
        return write(u"deleted"_s, change, event);
    }
    const QJsonObject after = eventData(m_store, change.kind, *stored, m_seenAt);
    QJsonObject event = eventOf(after);
    if (!change.before) {
        write(u"created"_s, change, event);
    } else if (const QStringList changed = changedKeys(*change.before, after);
               isEvent(change.kind, changed)) {
        QJsonObject previous;
        for (const QString &key : changed)
            previous.insert(key, change.before->contains(key) ? change.before->value(key) : QJsonValue());
        event.insert("changed_fields"_L1, QJsonArray::fromStringList(changed));
        event.insert("previous_data"_L1, previous);
        write(u"updated"_s, change, event);
    }
    const QJsonObject before = change.before.value_or(QJsonObject());
    for (const QString &action : specialActions(change.kind, before, after) + change.further)
        write(action, change, event);
}

void EventRecorder::write(const QString &action, const Change &change, QJsonObject event)
{
    if (m_requestId.isEmpty())
        m_requestId = m_store.newId(u"req_"_s);
    const QJsonValue data = event.value("data"_L1);
    const QJsonObject subject = (data.isNull() ? event.value("previous_data"_L1) : data).toObject();
    event.insert("action"_L1, action);
    event.insert("object_type"_L1, change.type);
    event.insert("object_id"_L1, change.id);
    event.insert("lead_id"_L1,
                 change.kind == Kind::Lead ? QJsonValue(change.id) : subject.value("lead_id"_L1));
    if (event.value("lead_id"_L1).isUndefined())
        event.insert("lead_id"_L1, QJsonValue::Null);
    event.insert("user_id"_L1, orNull(m_userId));
    event.insert("api_key_id"_L1, orNull(m_call ? m_call->apiKeyId : QString()));
    event.insert("request_id"_L1, m_requestId);
    event.insert("meta"_L1, m_meta);
    writeEvent(m_store, m_quirks, event, m_now);
}

} // namespace leadline::sandbox
