// The parts of Derive that only some activities need.
#include "services/sandbox/rules/derive.h"

#include "services/sandbox/rules/emailparts.h"
#include "services/sandbox/rules/money.h"
#include "services/sandbox/rules/phonefields.h"
#include "services/sandbox/rules/richtext.h"

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

/// Labels follow a renamed status; those of a deleted one stay as they were written.
static void follow(QJsonObject &object, const QString &key, const QJsonValue &value)
{
    if (!value.isUndefined() && !value.isNull())
        object.insert(key, value);
}

void Derive::statusChange(QJsonObject &change, bool isOfOpportunity) const
{
    for (const auto &side : {u"old_"_s, u"new_"_s}) {
        const QString id = change.value(side + "status_id"_L1).toString();
        const QJsonObject status =
            isOfOpportunity ? m_directory.opportunityStatus(id) : m_directory.leadStatus(id);
        follow(change, side + "status_label"_L1, status.value("label"_L1));
        if (!isOfOpportunity)
            continue;
        follow(change, side + "status_type"_L1, status.value("type"_L1));
        follow(change, side + "pipeline_id"_L1, status.value("pipeline_id"_L1));
        const QString pipeline = change.value(side + "pipeline_id"_L1).toString();
        follow(change, side + "pipeline_name"_L1, m_directory.pipeline(pipeline).value("name"_L1));
    }
    if (!isOfOpportunity)
        return;
    const QJsonValue value = change.value("opportunity_value"_L1);
    change.insert("opportunity_value_currency"_L1, m_directory.currency());
    change.insert("opportunity_value_formatted"_L1,
                  value.isNull() ? value
                                 : formatValue(value.toInteger(), m_directory.symbol(),
                                               change.value("opportunity_value_period"_L1).toString()));
}

void Derive::message(QJsonObject &activity) const
{
    formatPhone(activity, u"remote"_s);
    formatPhone(activity, u"local"_s);
    if (activity.value("_type"_L1) == "Call"_L1) {
        if (activity.value("phone"_L1).isNull())
            activity.insert("phone"_L1, activity.value("remote_phone"_L1));
        // The answer names Close's own address of a recording, never the one that was sent (5.7).
        const bool isRecorded = !activity.value("recording_url"_L1).toString().isEmpty();
        activity.insert("has_recording"_L1, isRecorded);
        if (isRecorded)
            activity.insert("recording_url"_L1, u"https://app.close.io/call/%1/recording/"_s.arg(
                                                    activity.value("id"_L1).toString()));
    }
    if (activity.value("_type"_L1) != "Email"_L1)
        return;
    QString text = activity.value("body_text"_L1).toString();
    if (text.isEmpty())
        text = textOfHtml(activity.value("body_html"_L1).toString());
    activity.insert("body_preview"_L1, text.simplified().left(200));
    if (activity.value("envelope"_L1).isNull())
        activity.insert("envelope"_L1, envelopeOf(activity));
}

QList<QJsonObject> Derive::emailsOf(const QJsonObject &thread) const
{
    QList<QJsonObject> emails;
    for (const auto &item : m_store.ofLead(Kind::Activity, thread.value("lead_id"_L1).toString())) {
        if (item.value("_type"_L1) == "Email"_L1 && item.value("thread_id"_L1) == thread.value("id"_L1))
            emails.append(activity(item));
    }
    return emails;
}

void Derive::thread(QJsonObject &thread) const
{
    const auto emails = emailsOf(thread);
    QJsonArray latest;
    QJsonArray participants;
    for (const auto &email : emails) {
        QJsonObject reduced;
        for (const auto key : {"id"_L1, "direction"_L1, "status"_L1, "sender"_L1, "to"_L1, "subject"_L1,
                               "body_preview"_L1, "opens_summary"_L1, "activity_at"_L1})
            reduced.insert(key, email.value(key));
        reduced.insert("has_attachments"_L1, !email.value("attachments"_L1).toArray().isEmpty());
        latest.append(reduced);
        for (const auto &person : participantsOf(email)) {
            if (!participants.contains(person))
                participants.append(person);
        }
    }
    thread.insert("n_emails"_L1, emails.size());
    thread.insert("latest_emails"_L1, latest);
    thread.insert("participants"_L1, participants);
    if (!emails.isEmpty())
        thread.insert("latest_normalized_subject"_L1,
                      normalizedSubject(emails.first().value("subject"_L1).toString()));
}

QJsonObject Derive::threadInFull(const QJsonObject &stored) const
{
    QJsonObject full = activity(stored);
    QJsonArray emails;
    for (const auto &email : emailsOf(stored))
        emails.append(email);
    full.insert("emails"_L1, emails);
    return full;
}

} // namespace leadline::sandbox
