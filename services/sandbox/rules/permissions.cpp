#include "services/sandbox/rules/permissions.h"

#include "services/sandbox/rules/directory.h"

#include <QSet>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What a call to a resource of the organization needs, whatever object it is about.
QString neededFor(const QString &resource, const QString &next)
{
    static const QHash<QString, QString> table{
        {u"status"_s, u"manage_customizations"_s},
        {u"pipeline"_s, u"manage_customizations"_s},
        {u"outcome"_s, u"manage_customizations"_s},
        {u"custom_activity"_s, u"manage_customizations"_s},
        {u"custom_field"_s, u"manage_organization"_s},
        {u"custom_fields"_s, u"manage_organization"_s},
        {u"custom_field_schema"_s, u"manage_organization"_s},
        {u"organization"_s, u"manage_organization"_s},
        {u"membership"_s, u"manage_organization"_s},
        {u"group"_s, u"manage_organization"_s},
    };
    return resource == "lead"_L1 && next == "merge"_L1 ? u"merge_leads"_s : table.value(resource);
}

bool isOwn(const QJsonObject &object, const QString &userId)
{
    for (const auto key : {"user_id"_L1, "assigned_to"_L1, "created_by"_L1}) {
        if (object.value(key) == userId)
            return true;
    }
    return false;
}

/// `activities`: an own one may be changed, deleted with `delete_own_activities`; others' need
/// `manage_others_activities`.
QString neededForObject(const Context &context, const Call &call, Kind kind, const QString &many)
{
    const auto object = context.store.find(kind, call.path.last());
    if (!object)
        return {};
    if (!isOwn(*object, call.userId))
        return u"manage_others_"_s + many;
    return call.method == "DELETE" ? u"delete_own_"_s + many : QString();
}

/// Shared templates and Smart Views belong to the team.
QString neededForShared(const Context &context, const Call &call, Kind kind, const QString &permission)
{
    const auto object = context.store.find(kind, call.path.value(1));
    const bool isShared = object && object->value("is_shared"_L1).toBool();
    return isShared || call.body.value("is_shared"_L1).toBool() ? permission : QString();
}

QString needed(const Context &context, const Call &call)
{
    const QString resource = call.path.value(0);
    if (resource == "email_template"_L1 || resource == "sms_template"_L1)
        return neededForShared(context, call,
                               resource.startsWith(u'e') ? Kind::EmailTemplate : Kind::SmsTemplate,
                               u"manage_team_email_templates"_s);
    if (resource == "saved_search"_L1)
        return neededForShared(context, call, Kind::SmartView, u"manage_team_smart_views"_s);
    if (const QString known = neededFor(resource, call.path.value(1)); !known.isEmpty())
        return known;
    if (call.method != "PUT" && call.method != "DELETE")
        return {};
    if (resource == "lead"_L1)
        return call.method == "DELETE" ? u"delete_leads"_s : QString();
    if (resource == "task"_L1)
        return neededForObject(context, call, Kind::Task, u"tasks"_s);
    if (resource == "opportunity"_L1)
        return neededForObject(context, call, Kind::Opportunity, u"opportunities"_s);
    return resource == "activity"_L1 ? neededForObject(context, call, Kind::Activity, u"activities"_s)
                                     : QString();
}

} // namespace

std::optional<Reply> notPermitted(const Context &context, const Call &call)
{
    if (call.method == "GET" || !context.quirks.enforcesPermissions || call.path.contains(u"pinned_views"_s))
        return std::nullopt;
    const QString permission = needed(context, call);
    if (permission.isEmpty())
        return std::nullopt;
    const QJsonArray granted =
        Directory(context.store).membership(call.userId).value("permissions_granted"_L1).toArray();
    return granted.contains(permission) ? std::nullopt : std::optional(forbidden());
}

} // namespace leadline::sandbox
