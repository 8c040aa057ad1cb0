#include "services/sandbox/world/calls.h"

#include <QJsonArray>

namespace leadline::sandbox {

namespace {

enum Purpose { ForDuration = 1, ForShort, HasNote, ForMiss, IsExternal };

struct Outcome
{
    QString status = QStringLiteral("completed");
    QString disposition = QStringLiteral("answered");
    int duration = 0;
    QString note;
};

Outcome outcomeOf(const Moment &moment, CallResult result)
{
    switch (result) {
    case CallResult::Answered: {
        const bool isShort = moment.chance(ForShort, 30);
        const int seconds =
            isShort ? 25 + moment.pick(ForDuration, 95) : 120 + moment.pick(ForDuration, 1500);
        const bool hasNote = !isShort || moment.chance(HasNote, 40);
        return {QStringLiteral("completed"), QStringLiteral("answered"), seconds,
                hasNote ? moment.fill(moment.line(QStringLiteral("callnotes"))) : QString()};
    }
    case CallResult::Incoming:
        if (moment.chance(ForMiss, 12))
            return {QStringLiteral("no-answer"), QStringLiteral("vm-answer"), 0, {}};
        return {QStringLiteral("completed"), QStringLiteral("answered"), 45 + moment.pick(ForDuration, 600),
                moment.fill(moment.line(QStringLiteral("inboundnotes")))};
    case CallResult::NotReached: {
        static const QList<std::pair<QString, QString>> misses{
            {QStringLiteral("no-answer"), QStringLiteral("no-answer")},
            {QStringLiteral("no-answer"), QStringLiteral("no-answer")},
            {QStringLiteral("no-answer"), QStringLiteral("no-answer")},
            {QStringLiteral("busy"), QStringLiteral("busy")},
            {QStringLiteral("failed"), QStringLiteral("error")},
            {QStringLiteral("cancel"), {}},
        };
        const auto &[status, disposition] = misses.at(moment.pick(ForMiss, 6));
        return {status, disposition, 0, {}};
    }
    case CallResult::Voicemail:
        return {QStringLiteral("completed"), QStringLiteral("vm-left"), 18 + moment.pick(ForDuration, 40),
                moment.chance(HasNote, 75) ? moment.fill(moment.line(QStringLiteral("voicemails")))
                                           : QString()};
    }
    return {};
}

void addNumbers(const Moment &moment, bool isExternal, QJsonObject &call)
{
    const ParsedPhone remote = parsed(moment.person().phones.first().e164);
    call.insert(QStringLiteral("phone"), remote.e164);
    call.insert(QStringLiteral("remote_phone"), remote.e164);
    call.insert(QStringLiteral("remote_phone_formatted"), remote.formatted);
    call.insert(QStringLiteral("remote_country_iso"), remote.country);
    const QString own = moment.story.owner().number;
    const auto local = isExternal || own.isEmpty() ? std::nullopt : std::optional(parsed(own));
    call.insert(QStringLiteral("local_phone"), local ? QJsonValue(local->e164) : QJsonValue());
    call.insert(QStringLiteral("local_phone_formatted"), local ? QJsonValue(local->formatted) : QJsonValue());
    call.insert(QStringLiteral("local_country_iso"), local ? local->country : QString());
}

} // namespace

QJsonObject callObject(const Moment &moment, CallResult result)
{
    const Outcome outcome = outcomeOf(moment, result);
    const bool isExternal = moment.chance(IsExternal, 15);
    QJsonObject call = moment.common(QStringLiteral("Call"));
    for (const char *key : {"outcome_id", "recording_url", "recording_expires_at", "voicemail_url", "cost",
                            "dialer_id", "dialer_saved_search_id", "transferred_from",
                            "transferred_from_user_id", "transferred_to", "transferred_to_user_id",
                            "forwarded_to", "sequence_id", "sequence_name", "sequence_subscription_id"}) {
        call.insert(QLatin1String(key), QJsonValue());
    }
    for (const char *key : {"has_recording", "is_forwarded", "is_joinable", "is_to_group_number"})
        call.insert(QLatin1String(key), false);
    call.insert(QStringLiteral("direction"),
                result == CallResult::Incoming ? QStringLiteral("inbound") : QStringLiteral("outbound"));
    call.insert(QStringLiteral("status"), outcome.status);
    call.insert(QStringLiteral("disposition"),
                outcome.disposition.isEmpty() ? QJsonValue() : QJsonValue(outcome.disposition));
    call.insert(QStringLiteral("duration"), outcome.duration);
    call.insert(QStringLiteral("call_method"),
                isExternal ? QStringLiteral("external") : QStringLiteral("regular"));
    call.insert(QStringLiteral("source"),
                isExternal ? QStringLiteral("External") : QStringLiteral("Close.io"));
    call.insert(QStringLiteral("note"), outcome.note);
    call.insert(QStringLiteral("note_html"),
                outcome.note.isEmpty() ? QString() : richParagraph(outcome.note));
    call.insert(QStringLiteral("voicemail_duration"), 0);
    call.insert(QStringLiteral("coach_legs"), QJsonArray());
    const bool wasAnswered = outcome.disposition == QLatin1String("answered") && !isExternal;
    call.insert(QStringLiteral("date_answered"),
                wasAnswered ? QJsonValue(timestamp(moment.when().addSecs(6))) : QJsonValue());
    addNumbers(moment, isExternal, call);
    return call;
}

} // namespace leadline::sandbox
