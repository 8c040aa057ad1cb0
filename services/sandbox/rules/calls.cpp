#include "services/sandbox/rules/activitywrites.h"
#include "services/sandbox/rules/directory.h"
#include "services/sandbox/rules/notefields.h"
#include "services/sandbox/rules/phonefields.h"

#include <limits>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList &statuses()
{
    static const QStringList all{u"created"_s,   u"in-progress"_s, u"completed"_s, u"cancel"_s,
                                 u"no-answer"_s, u"busy"_s,        u"failed"_s,    u"timeout"_s};
    return all;
}

const QStringList &dispositions()
{
    static const QStringList all{u"answered"_s, u"no-answer"_s, u"vm-answer"_s, u"vm-left"_s,
                                 u"busy"_s,     u"blocked"_s,   u"error"_s,     u"abandoned"_s};
    return all;
}

/// What can be said of a call that was not made inside Close; null leaves these as they were.
void readFacts(Fields &fields, QJsonObject &call, const QString &country)
{
    fields.choice(u"direction"_s, {u"outbound"_s, u"inbound"_s});
    fields.choice(u"status"_s, statuses());
    fields.integer(u"duration"_s, 0, std::numeric_limits<int>::max());
    readPhone(fields, call, u"phone"_s, country);
    for (const auto &key : {u"direction"_s, u"status"_s, u"duration"_s}) {
        if (call.value(key).isNull())
            call.remove(key); // the shape has the default
    }
    if (fields.has(u"phone"_s)) {
        call.insert("remote_phone"_L1, call.value("phone"_L1));
        call.insert("remote_phone_formatted"_L1, QJsonValue::Null);
    }
    fields.https(u"recording_url"_s);
    fields.https(u"voicemail_url"_s);
}

void readWords(const Context &context, Fields &fields, QJsonObject &call)
{
    readNote(fields, call, context.quirks);
    fields.choice(u"disposition"_s, dispositions());
    fields.reference(u"outcome_id"_s, Kind::Outcome);
}

bool hasPhone(const QJsonObject &contact, const QString &number)
{
    for (const QJsonArray phones = contact.value("phones"_L1).toArray(); const auto &phone : phones) {
        if (phone.toObject().value("phone"_L1).toString() == number)
            return true;
    }
    return false;
}

/// Finds contact and lead by what was sent: the contact's lead, or whoever has the number.
void match(const Context &context, QJsonObject &call)
{
    const QString number = call.value("phone"_L1).toString();
    const QString leadId = call.value("lead_id"_L1).toString();
    QJsonObject contact;
    if (const QString known = call.value("contact_id"_L1).toString(); !known.isEmpty()) {
        contact = context.store.find(Kind::Contact, known).value_or(QJsonObject());
    } else if (!number.isEmpty() && !leadId.isEmpty()) {
        for (const auto &candidate : Directory(context.store).contactsOf(leadId)) {
            if (contact.isEmpty() && hasPhone(candidate, number))
                contact = candidate;
        }
    } else if (!number.isEmpty()) {
        const auto found = context.store.list(Kind::Contact, 0, 1, [&number](const QJsonObject &candidate) {
            return hasPhone(candidate, number);
        });
        contact = found.items.value(0);
    }
    if (contact.isEmpty())
        return;
    call.insert("contact_id"_L1, contact.value("id"_L1));
    if (leadId.isEmpty())
        call.insert("lead_id"_L1, contact.value("lead_id"_L1));
}

} // namespace

Reply createCall(Context &context, const Call &request)
{
    Effects effects(context, request);
    QJsonObject call{{u"direction"_s, u"outbound"_s},
                     {u"status"_s, u"completed"_s},
                     {u"duration"_s, 0},
                     {u"call_method"_s, u"external"_s},
                     {u"source"_s, u"External"_s}};
    Fields fields(request.body, call, context.store, request.tzOffset);
    readCommon(fields, call, false);
    readFacts(fields, call, Directory(context.store).country(request.userId));
    readWords(context, fields, call);
    fields.choice(u"source"_s, {u"External"_s, u"Close.io"_s});
    match(context, call);
    fields.require(u"lead_id"_s);
    if (const auto refused = fields.reply())
        return *refused;
    return storeNew(context, request, effects, call, u"Call"_s);
}

/// Facts of a call made inside Close are fixed; those of a logged one can be corrected.
Reply updateCall(Context &context, const Call &request, const QJsonObject &stored)
{
    Effects effects(context, request);
    QJsonObject call = stored;
    Fields fields(request.body, call, context.store, request.tzOffset);
    readWords(context, fields, call);
    fields.reference(u"contact_id"_s, Kind::Contact);
    fields.keptMoment(u"activity_at"_s);
    if (stored.value("source"_L1) == "Close.io"_L1) {
        for (const auto &key : {u"status"_s, u"duration"_s, u"direction"_s})
            fields.fixed(key);
    } else {
        readFacts(fields, call, Directory(context.store).country(request.userId));
    }
    if (const auto refused = fields.reply())
        return *refused;
    return storeChanged(context, request, effects, call);
}

} // namespace leadline::sandbox
