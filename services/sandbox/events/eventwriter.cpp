#include "services/sandbox/events/eventwriter.h"

#include "services/sandbox/events/eventlog.h"

#include <QJsonArray>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The event that this one continues: the last one of the object, an update by the same caller, not long ago.
const EventLog::Entry *continued(const EventLog &log, const QJsonObject &event, const QDateTime &now,
                                 int seconds)
{
    const EventLog::Entry *last = log.latestOf(event.value("object_id"_L1).toString());
    const bool isOne = last && event.value("action"_L1) == "updated"_L1 && last->action == "updated"_L1 &&
                       last->userId == event.value("user_id"_L1).toString() &&
                       last->apiKeyId == event.value("api_key_id"_L1).toString() &&
                       last->updated.msecsTo(now) < seconds * 1000LL;
    return isOne ? last : nullptr;
}

QJsonObject consolidated(const QJsonObject &first, QJsonObject event)
{
    QStringList changed;
    for (const auto &list : {first, event}) {
        for (const QJsonArray keys = list.value("changed_fields"_L1).toArray(); const auto &key : keys)
            changed.append(key.toString());
    }
    changed.removeDuplicates();
    changed.sort();
    QJsonObject previous = event.value("previous_data"_L1).toObject();
    const QJsonObject earlier = first.value("previous_data"_L1).toObject();
    for (auto it = earlier.begin(); it != earlier.end(); ++it)
        previous.insert(it.key(), it.value());
    event.insert("changed_fields"_L1, QJsonArray::fromStringList(changed));
    event.insert("previous_data"_L1, previous);
    event.insert("id"_L1, first.value("id"_L1));
    event.insert("date_created"_L1, first.value("date_created"_L1));
    return event;
}

} // namespace

void writeEvent(Store &store, const Quirks &quirks, QJsonObject event, const QDateTime &now)
{
    store.events().forgetBefore(now.addDays(-EventDays));
    if (const auto *first = continued(store.events(), event, now, quirks.eventConsolidationSeconds)) {
        event = consolidated(first->event(), event);
    } else {
        event.insert("id"_L1, store.newId(u"ev_"_s));
        event.insert("date_created"_L1, nakedTimestamp(now));
    }
    event.insert("date_updated"_L1, nakedTimestamp(now));
    event.insert("organization_id"_L1, store.organization().value("id"_L1));
    const bool isLate = quirks.everyNthEventIsLate > 0 &&
                        (store.events().written() + 1) % quint64(quirks.everyNthEventIsLate) == 0;
    store.addEvent(event, now.addSecs(isLate ? quirks.lateEventSeconds : 0));
}

} // namespace leadline::sandbox
