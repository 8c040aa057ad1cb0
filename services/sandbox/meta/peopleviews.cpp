#include "services/sandbox/meta/peopleviews.h"

#include "services/sandbox/meta/statuses.h"

#include <QJsonDocument>

namespace leadline::sandbox {

namespace {

QJsonObject constants(const char *json)
{
    return QJsonDocument::fromJson(json).object();
}

/// What an administrator may in 2026 (5.13).
const char *const adminMemberships = R"({"auto_record_calls": "unset", "default_caller_id": null,
"hangup_recording_url": null, "is_free": false, "may_workflows_impersonate": false, "onboarding_status": "done",
"primary_personal_number": null, "track_email_opens": true, "permissions_granted": ["ai_chat", "ai_enrich", "bulk_delete",
"bulk_edit", "bulk_email", "bulk_enrich", "bulk_import", "bulk_sequence_subscriptions", "call_coach_barge",
"call_coach_listen", "calling", "delete_leads", "delete_own_activities", "delete_own_opportunities", "delete_own_tasks",
"export", "manage_chloe_call_tasks", "manage_customizations", "manage_email_sequences", "manage_group_numbers",
"manage_organization", "manage_others_activities", "manage_others_opportunities", "manage_others_tasks",
"manage_team_email_templates", "manage_team_smart_views", "manage_voice_agents", "manage_web_forms", "merge_leads",
"view_all_leads", "view_voice_agents"], "role": "admin", "role_id": "admin"})";

const char *const restrictedRole = R"({"permissions_granted": ["delete_own_activities", "delete_own_opportunities",
"delete_own_tasks", "calling", "view_all_leads"], "role": "restricteduser", "role_id": "restricteduser"})";

QList<QJsonObject> numbersOf(const Store &store, const QString &userId)
{
    QList<QJsonObject> numbers = all(store, Kind::PhoneNumber);
    numbers.removeIf([&](const QJsonObject &number) {
        return number[u"user_id"] != userId || number[u"is_group_number"].toBool();
    });
    return numbers;
}

QJsonObject membershipOf(const Store &store, const QJsonObject &user)
{
    const QString userId = user[u"id"].toString();
    for (const QJsonValue &known : store.organization()[u"memberships"].toArray()) {
        if (known[u"user_id"] == userId)
            return known.toObject();
    }
    const bool isRestricted = user[u"role_id"].toString() == u"restricteduser";
    QJsonObject membership = isRestricted ? constants(restrictedRole) : QJsonObject();
    complete(membership, constants(adminMemberships));
    membership.insert(QStringLiteral("id"), QString(QLatin1String("memb_") + userId.mid(5)));
    membership.insert(QStringLiteral("organization_id"), store.organization()[u"id"]);
    membership.insert(QStringLiteral("user_id"), userId);
    const QList<QJsonObject> numbers = numbersOf(store, userId);
    if (!numbers.isEmpty()) {
        membership.insert(QStringLiteral("default_caller_id"), numbers.first()[u"id"]);
        membership.insert(QStringLiteral("primary_personal_number"), numbers.first()[u"id"]);
    }
    return membership;
}

QJsonObject flattened(const Store &store, const QJsonObject &user, bool isExpanded)
{
    QJsonObject membership = membershipOf(store, user);
    const QString first = user[u"first_name"].toString();
    const QString last = user[u"last_name"].toString();
    const QList<QJsonObject> numbers = numbersOf(store, user[u"id"].toString());
    const QJsonObject number = numbers.isEmpty() ? QJsonObject() : numbers.first();
    const auto orNull = [](const QJsonValue &value) { return value.isUndefined() ? QJsonValue() : value; };
    membership.insert(QStringLiteral("user_email"), user[u"email"]);
    membership.insert(QStringLiteral("user_full_name"), QString(first + u' ' + last).trimmed());
    membership.insert(QStringLiteral("user_first_name"), first);
    membership.insert(QStringLiteral("user_last_name"), last);
    membership.insert(QStringLiteral("user_image"), orNull(user[u"image"]));
    membership.insert(QStringLiteral("user_phone"), orNull(number[u"number"]));
    membership.insert(QStringLiteral("user_phone_formatted"), orNull(number[u"number_formatted"]));
    if (isExpanded)
        membership.insert(QStringLiteral("user"), userView(user));
    return membership;
}

bool isMember(const Store &store, const QJsonObject &user)
{
    return user[u"organizations"].toArray().contains(store.organization()[u"id"]);
}

QJsonArray opportunityStatuses(const Store &store)
{
    QJsonArray statuses;
    for (const QJsonObject &pipeline : orderedPipelines(store)) {
        for (const QJsonValue &status : pipelineView(store, pipeline)[u"statuses"].toArray())
            statuses.append(status);
    }
    return statuses;
}

} // namespace

QJsonObject userView(const QJsonObject &user)
{
    static const QStringList keys = {
        QStringLiteral("date_created"),      QStringLiteral("date_updated"), QStringLiteral("email"),
        QStringLiteral("email_verified_at"), QStringLiteral("first_name"),   QStringLiteral("google_profile_image_url"),
        QStringLiteral("id"),                QStringLiteral("image"),        QStringLiteral("last_name"),
        QStringLiteral("last_used_timezone"), QStringLiteral("organizations")};
    QJsonObject view = only(user, keys);
    complete(view, {{QStringLiteral("email_verified_at"), user[u"date_created"]},
                    {QStringLiteral("google_profile_image_url"), QJsonValue::Null},
                    {QStringLiteral("image"), QJsonValue::Null},
                    {QStringLiteral("last_used_timezone"), QJsonValue::Null}});
    return view;
}

QJsonObject phoneNumberView(const QJsonObject &number)
{
    QJsonObject view = number;
    complete(view, constants(R"({"address_id": null, "bundle_id": null, "carrier": "twilio", "carrier_type": "local",
        "forward_to": null, "forward_to_enabled": false, "forward_to_formatted": null, "is_group_number": false,
        "is_premium": false, "is_verified": false, "label": "Personal Number", "last_billed_price": 1.15,
        "mms_enabled": true, "next_billing_on": null, "press_1_to_accept": true, "sms_enabled": true,
        "supports_mms_to_countries": ["CA", "US"], "supports_sms_to_countries": ["CA", "PR", "US"], "type": "internal",
        "voicemail_greeting_url": null})"));
    return view;
}

QJsonObject organizationView(const Store &store)
{
    QJsonObject view = store.organization();
    // Kept beside Close's keys: orders and memberships, which have views of their own.
    view.remove(QStringLiteral("memberships"));
    view.remove(QStringLiteral("custom_field_order"));
    QJsonArray leadStatuses;
    for (const QJsonObject &status : orderedLeadStatuses(store))
        leadStatuses.append(only(status, {QStringLiteral("id"), QStringLiteral("label")}));
    QJsonArray pipelines;
    for (const QJsonObject &pipeline : orderedPipelines(store))
        pipelines.append(pipelineView(store, pipeline));
    view.insert(QStringLiteral("lead_statuses"), leadStatuses);
    view.insert(QStringLiteral("opportunity_statuses"), opportunityStatuses(store));
    view.insert(QStringLiteral("pipelines"), pipelines);
    view.insert(QStringLiteral("lead_custom_fields"), toArray(all(store, Kind::LeadField)));
    complete(view, {{QStringLiteral("currency_symbol"), currencySymbol(view[u"currency"].toString())}});
    complete(view, constants(R"({"abandonment_message_url": "", "billing_account_id": null, "created_by": null,
        "enable_unsubscribe_link": false, "features": [], "leads_email": null,
        "limit_of_connected_accounts_per_membership": 10, "plan_id": "scale", "plan_type": "scale", "plan_version": 5,
        "predictive_dialer_status": "disabled", "require_unsubscribe_link": false, "status": "trial",
        "transcript_enabled": true, "updated_by": null})"));
    return view;
}

QJsonObject meView(const Store &store, const QString &userId)
{
    const QJsonObject user = store.find(Kind::User, userId).value_or(QJsonObject());
    const QJsonObject membership = membershipOf(store, user);
    QJsonArray numbers;
    for (const QJsonObject &number : numbersOf(store, userId))
        numbers.append(phoneNumberView(number));
    QJsonObject view = userView(user);
    view.insert(QStringLiteral("memberships"), QJsonArray{membership});
    view.insert(QStringLiteral("organizations"), QJsonArray{organizationView(store)});
    view.insert(QStringLiteral("phone_numbers"), numbers);
    view.insert(QStringLiteral("email_signatures"),
                QJsonArray{QJsonObject{{QStringLiteral("id"), QString(QLatin1String("emailsig_") + userId.mid(5))},
                                       {QStringLiteral("membership_id"), membership[u"id"]},
                                       {QStringLiteral("value"), QString(QLatin1String("--<br>") + user[u"first_name"].toString() + u' '
                                                                         + user[u"last_name"].toString())}}});
    patch(view, user, {QStringLiteral("country"), QStringLiteral("phone")});
    complete(view, constants(R"({"all_group_numbers": [], "connected_accounts": [], "country": "US", "email_accounts": [],
        "is_passwordless": true, "outbound_carrier": "twilio", "phone": null, "preferred_twilio_edge": null,
        "totp_auth_state": "disabled"})"));
    return view;
}

QJsonObject membershipLists(const Store &store, const QStringList &expand)
{
    QJsonArray active;
    QJsonArray inactive;
    for (const QJsonObject &user : all(store, Kind::User)) {
        const bool belongs = isMember(store, user);
        const QString list = belongs ? QStringLiteral("memberships") : QStringLiteral("inactive_memberships");
        (belongs ? active : inactive).append(flattened(store, user, expand.contains(QString(list + QLatin1String("__user")))));
    }
    return {{QStringLiteral("memberships"), active}, {QStringLiteral("inactive_memberships"), inactive}};
}

QString currencySymbol(const QString &code)
{
    static const QHash<QString, QString> symbols = {
        {QStringLiteral("USD"), QStringLiteral("$")}, {QStringLiteral("CAD"), QStringLiteral("$")},
        {QStringLiteral("AUD"), QStringLiteral("$")}, {QStringLiteral("EUR"), QStringLiteral("\u20ac")},
        {QStringLiteral("GBP"), QStringLiteral("\u00a3")}, {QStringLiteral("JPY"), QStringLiteral("\u00a5")},
        {QStringLiteral("INR"), QStringLiteral("\u20b9")}};
    return symbols.value(code, code);
}

} // namespace leadline::sandbox
