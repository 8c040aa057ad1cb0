#include "services/sandbox/rules/shapes.h"

#include <QHash>
#include <QJsonDocument>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

static QJsonObject merged(const char *json, const QJsonObject &base = {})
{
    QJsonObject object = base;
    const QJsonObject own = QJsonDocument::fromJson(json).object();
    for (auto it = own.begin(); it != own.end(); ++it)
        object.insert(it.key(), it.value());
    return object;
}

static const QJsonObject &audit()
{
    static const QJsonObject keys = merged(R"({"id": null, "created_by": null, "created_by_name": null,
        "updated_by": null, "updated_by_name": null, "date_created": null, "date_updated": null,
        "organization_id": null})");
    return keys;
}

static QJsonObject without(QJsonObject object, std::initializer_list<QLatin1StringView> keys)
{
    for (const auto key : keys)
        object.remove(key);
    return object;
}

const QJsonObject &leadShape()
{
    static const QJsonObject shape =
        merged(R"({"addresses": [], "contacts": [], "custom": {}, "description": "",
        "display_name": "", "html_url": "", "integration_links": [], "name": null, "opportunities": [],
        "status_id": null, "status_label": null, "tasks": [], "url": null})",
               audit());
    return shape;
}

const QJsonObject &contactShape()
{
    static const QJsonObject shape =
        without(merged(R"({"display_name": "", "emails": [], "integration_links": [],
        "lead_id": null, "name": null, "phones": [], "timezone": null, "timezone_source": null, "title": null,
        "urls": []})",
                       audit()),
                {"created_by_name"_L1, "updated_by_name"_L1});
    return shape;
}

const QJsonObject &opportunityShape()
{
    static const QJsonObject shape = merged(R"({"annualized_expected_value": null, "annualized_value": null,
        "attachments": [], "confidence": 50, "contact_id": null, "contact_name": null, "date_lost": null,
        "date_won": null, "expected_value": null, "integration_links": [], "lead_id": null, "lead_name": null,
        "note": "", "note_html": "", "pipeline_id": null, "pipeline_name": null, "status_display_name": null,
        "status_id": null, "status_label": null, "status_type": null, "user_id": null, "user_name": null,
        "value": null, "value_currency": null, "value_formatted": null, "value_period": "one_time"})",
                                            audit());
    return shape;
}

QJsonObject taskShape(const QString &type)
{
    static const QJsonObject base = merged(R"({"_type": "lead", "agent_config_id": null, "assigned_to": null,
        "assigned_to_name": null, "contact_id": null, "contact_name": null, "date": null, "deduplication_key": null,
        "due_date": null, "is_complete": false, "is_dateless": false, "is_primary_lead_notification": true,
        "lead_id": null, "lead_name": null, "object_id": null, "object_type": null, "priority": "medium",
        "resolution": null, "sequence_id": null, "sequence_subscription_id": null, "text": "", "view": "inbox"})",
                                           audit());
    static const QHash<QString, QJsonObject> extras{
        {u"outgoing_call"_s, merged(R"({"phone": null})")},
        {u"incoming_email"_s, merged(R"({"emails": [], "subject": null, "body_preview": null})")},
        {u"email_followup"_s, merged(R"({"email_id": null, "subject": null, "body_preview": null})")},
        {u"missed_call"_s, merged(R"({"phone": null, "phone_formatted": null, "local_phone": null,
            "recording_url": null})")},
        {u"answered_detached_call"_s, merged(R"({"phone": null})")},
        {u"voicemail"_s, merged(R"({"phone": null, "phone_formatted": null, "local_phone": null,
            "recording_url": null, "voicemail_duration": 0, "voicemail_url": null})")},
        {u"opportunity_due"_s, merged(R"({"opportunity_value": null, "opportunity_value_formatted": null,
            "opportunity_value_period": null, "opportunity_value_currency": null, "opportunity_note": null})")},
        {u"incoming_sms"_s, merged(R"({"remote_phone": null, "local_phone": null, "attachments": []})")},
    };
    QJsonObject shape = base;
    const QJsonObject extra = extras.value(type);
    for (auto it = extra.begin(); it != extra.end(); ++it)
        shape.insert(it.key(), it.value());
    return shape;
}

static const QJsonObject &commonActivity()
{
    static const QJsonObject shape =
        merged(R"({"_type": null, "lead_id": null, "contact_id": null, "user_id": null,
        "user_name": null, "users": [], "activity_at": null})",
               audit());
    return shape;
}

static const char *const callKeys = R"({"direction": "outbound", "status": "completed", "disposition": null,
    "duration": 0, "call_method": "external", "source": "External", "phone": null, "remote_phone": null,
    "remote_phone_formatted": null, "remote_country_iso": "", "local_phone": null, "local_phone_formatted": null,
    "local_country_iso": "", "note": "", "note_html": "", "outcome_id": null, "has_recording": false,
    "recording_url": null, "recording_expires_at": null, "voicemail_url": null, "voicemail_duration": 0,
    "cost": null, "dialer_id": null, "dialer_saved_search_id": null, "transferred_from": null,
    "transferred_from_user_id": null, "transferred_to": null, "transferred_to_user_id": null, "forwarded_to": null,
    "is_forwarded": false, "is_joinable": false, "is_to_group_number": false, "coach_legs": [], "sequence_id": null,
    "sequence_name": null, "sequence_subscription_id": null, "date_answered": null})";

static const char *const emailKeys = R"({"status": "draft", "direction": "outgoing", "sender": null, "to": [],
    "cc": [], "bcc": [], "subject": "", "body_text": "", "body_html": "", "body_preview": "", "body_text_quoted": [],
    "body_html_quoted": [], "envelope": null, "attachments": [], "template_id": null, "template_name": null,
    "thread_id": null, "message_ids": [], "references": [], "in_reply_to_id": null, "email_account_id": null,
    "send_as_id": null, "send_attempts": [], "opens": [], "opens_summary": null, "has_reply": false,
    "need_smtp_credentials": false, "bulk_email_action_id": null, "sequence_id": null, "sequence_name": null,
    "sequence_subscription_id": null, "date_sent": null, "date_scheduled": null, "followup_sequence_id": null,
    "followup_sequence_delay": null, "agent_config_id": null, "agent_action_reason": null})";

static const char *const smsKeys =
    R"({"status": "draft", "direction": "outbound", "text": "", "local_phone": null,
    "local_phone_formatted": null, "remote_phone": null, "remote_phone_formatted": null, "local_country_iso": "",
    "remote_country_iso": "", "date_sent": null, "date_scheduled": null, "error_message": null, "cost": null,
    "template_id": null, "attachments": [], "sequence_id": null, "sequence_name": null,
    "sequence_subscription_id": null, "source": null})";

static const char *const meetingKeys = R"({"title": "", "starts_at": null, "ends_at": null, "duration": 0,
    "status": "upcoming", "attendees": [], "location": null, "note": "", "user_note": "", "user_note_html": "",
    "user_note_mentions": [], "actual_duration": null, "conference_links": [], "attached_call_ids": [], "summary": null,
    "outcome_id": null, "outcome_reason": null, "notetaker_id": null, "playbook_id": null,
    "conversation_type_id": null, "user_note_date_updated": null,
    "is_recurring": false, "calendar_event_link": null, "calendar_event_uids": [], "connected_account_id": null,
    "provider_calendar_event_id": null, "provider_calendar_ids": [], "provider_calendar_type": null,
    "integrations": [], "source": "calendar"})";

static const char *const opportunityChangeKeys = R"({"opportunity_id": null, "old_status_id": null,
    "old_status_label": null, "old_status_type": null, "new_status_id": null, "new_status_label": null,
    "new_status_type": null, "old_pipeline_id": null, "old_pipeline_name": null, "new_pipeline_id": null,
    "new_pipeline_name": null, "opportunity_value": null, "opportunity_value_formatted": null,
    "opportunity_value_currency": null, "opportunity_value_period": null, "opportunity_confidence": null,
    "opportunity_date_won": null})";

static QHash<QString, QJsonObject> activityShapes()
{
    const QJsonObject &base = commonActivity();
    QHash<QString, QJsonObject> shapes{
        {u"Note"_s, merged(R"({"source": "api", "attachments": [], "note_mentions": [], "pinned": false,
            "pinned_at": null, "note": "", "title": null, "note_html": ""})",
                           base)},
        {u"Call"_s, merged(callKeys, base)},
        {u"Email"_s, merged(emailKeys, base)},
        {u"EmailThread"_s, merged(R"({"latest_normalized_subject": "", "participants": [], "n_emails": 0,
            "latest_emails": [], "emails": [], "summary": null, "importance": null})",
                                  base)},
        {u"SMS"_s, merged(smsKeys, base)},
        {u"WhatsAppMessage"_s, merged(R"({"direction": "outgoing", "external_whatsapp_message_id": null,
            "local_phone": null, "local_phone_formatted": null, "remote_phone": null, "remote_phone_formatted": null,
            "message_markdown": "", "message_html": "", "text": "", "attachments": [], "integration_link": null,
            "integration_name": null, "response_to_id": null, "source": "api"})",
                                      base)},
        {u"Meeting"_s, merged(meetingKeys, base)},
        {u"CustomActivity"_s,
         merged(R"({"custom_activity_type_id": null, "status": "published", "pinned": false,
            "pinned_at": null, "source": "api", "last_published_at": null, "mentions": []})",
                base)},
        {u"Created"_s, merged(R"({"import_id": null, "source": "api"})", base)},
        {u"LeadStatusChange"_s,
         merged(R"({"old_status_id": null, "old_status_label": null, "new_status_id": null,
            "new_status_label": null})",
                base)},
        {u"OpportunityStatusChange"_s, merged(opportunityChangeKeys, base)},
        {u"TaskCompleted"_s, without(merged(R"({"task_id": null, "task_text": "", "task_assigned_to": null,
            "task_assigned_to_name": null})",
                                            base),
                                     {"contact_id"_L1})},
        {u"LeadMerge"_s,
         merged(R"({"source_lead_id": null, "destination_lead_id": null, "merge_status": "done"})", base)},
        {u"FormSubmission"_s, merged(R"({"form_id": null, "form_name": null, "form_configuration_id": null,
            "values": {}, "values_by_name": {}, "ip_address": null, "origin": null, "source_url": null,
            "source_url_normalized": null})",
                                     base)},
    };
    return shapes;
}

const QJsonObject &activityShape(const QString &type)
{
    static const QHash<QString, QJsonObject> shapes = activityShapes();
    const auto it = shapes.constFind(type);
    return it == shapes.constEnd() ? commonActivity() : *it;
}

} // namespace leadline::sandbox
