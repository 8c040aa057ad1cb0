#include "services/sandbox/meta/roles.h"

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList &everything()
{
    static const QStringList all =
        u"ai_chat ai_enrich bulk_delete bulk_edit bulk_email bulk_enrich bulk_import "
        u"bulk_sequence_subscriptions "
        "call_coach_barge call_coach_listen calling delete_leads delete_own_activities "
        "delete_own_opportunities "
        "delete_own_tasks export manage_chloe_call_tasks manage_customizations manage_email_sequences "
        "manage_group_numbers manage_organization manage_others_activities manage_others_opportunities "
        "manage_others_tasks manage_team_email_templates manage_team_smart_views manage_voice_agents "
        "manage_web_forms merge_leads view_all_leads view_voice_agents"_s.split(u' ');
    return all;
}

} // namespace

QStringList permissionsOf(const QString &roleId)
{
    if (roleId == "admin"_L1 || roleId == "superuser"_L1)
        return everything();
    QStringList granted{u"calling"_s, u"delete_own_activities"_s, u"delete_own_opportunities"_s,
                        u"delete_own_tasks"_s, u"view_all_leads"_s};
    if (roleId == "user"_L1)
        granted.insert(4, u"export"_s);
    return roleId == "user"_L1 || roleId == "restricteduser"_L1 ? granted : QStringList();
}

QList<QJsonObject> roles(const Store &store)
{
    QList<QJsonObject> list;
    for (const auto &[id, name] :
         {std::pair(u"admin"_s, u"Admin"_s), std::pair(u"superuser"_s, u"Super User"_s),
          std::pair(u"user"_s, u"User"_s), std::pair(u"restricteduser"_s, u"Restricted User"_s)}) {
        list.append({{u"id"_s, id},
                     {u"name"_s, name},
                     {u"organization_id"_s, store.organization().value("id"_L1)},
                     {u"editable"_s, false},
                     {u"permissions"_s, QJsonArray::fromStringList(permissionsOf(id))},
                     {u"visibility_user_lcf_ids"_s, QJsonArray()},
                     {u"visibility_user_lcf_behavior"_s, u"require_assignment"_s},
                     {u"date_created"_s, u"0001-01-01T00:00:00"_s},
                     {u"date_updated"_s, u"0001-01-01T00:00:00"_s}});
    }
    return list;
}

} // namespace leadline::sandbox
