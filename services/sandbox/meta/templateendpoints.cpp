#include "services/sandbox/endpoints.h"
#include "services/sandbox/meta/rendering.h"
#include "services/sandbox/meta/resource.h"
#include "services/sandbox/router.h"

#include <QJsonArray>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

std::optional<Reply> oneOf(const QJsonObject &object, const QString &key, const QStringList &choices)
{
    if (choices.contains(object.value(key).toString()))
        return std::nullopt;
    return fieldError(key, u"Not a valid choice."_s);
}

Resource emailTemplates()
{
    return {
        .path = u"email_template"_s,
        .className = u"EmailTemplate"_s,
        .kind = Kind::EmailTemplate,
        .idPrefix = u"tmpl_"_s,
        .writable = {u"name"_s, u"subject"_s, u"body"_s, u"attachments"_s, u"is_shared"_s, u"is_archived"_s},
        .required = {u"name"_s},
        .defaults = {{u"subject"_s, QString()},
                     {u"body"_s, QString()},
                     {u"attachments"_s, QJsonArray()},
                     {u"is_shared"_s, false},
                     {u"is_archived"_s, false}},
        .choiceKeys = {u"is_archived"_s, u"is_shared"_s}};
}

Resource smsTemplates()
{
    return {.path = u"sms_template"_s,
            .className = u"SMSTemplate"_s,
            .kind = Kind::SmsTemplate,
            .idPrefix = u"smstmpl_"_s,
            .writable = {u"name"_s, u"text"_s, u"attachments"_s, u"is_shared"_s, u"status"_s},
            .required = {u"name"_s},
            .defaults = {{u"text"_s, QString()},
                         {u"attachments"_s, QJsonArray()},
                         {u"is_shared"_s, false},
                         {u"status"_s, u"active"_s}},
            .isNewer = true,
            .deletesTo204 = true,
            .choiceKeys = {u"status"_s, u"is_shared"_s},
            .check = [](Context &, const Call &, const QJsonObject &, QJsonObject &object) {
                return oneOf(object, u"status"_s, {u"active"_s, u"archived"_s});
            }};
}

/// `applies_to` is not written any more since 2026-03 (9.23): a new one applies to calls and meetings.
Resource outcomes()
{
    return {.path = u"outcome"_s,
            .className = u"Outcome"_s,
            .kind = Kind::Outcome,
            .idPrefix = u"outcome_"_s,
            .writable = {u"name"_s, u"description"_s, u"type"_s},
            .required = {u"name"_s},
            .defaults = {{u"description"_s, QJsonValue::Null},
                         {u"type"_s, u"custom"_s},
                         {u"applies_to"_s, QJsonArray{u"calls"_s, u"meetings"_s}}},
            .isNewer = true,
            .check = [](Context &, const Call &, const QJsonObject &, QJsonObject &object) {
                return oneOf(object, u"type"_s, {u"custom"_s, u"vm-dropped"_s});
            }};
}

Endpoint rendering(Context &context, Kind kind, const QString &className, const QStringList &keys)
{
    return [&context, kind, className, keys](const Call &call) {
        const auto found = context.store.find(kind, call.path.value(1));
        return found ? render(context, call, *found, keys)
                     : missing(context, className, kind == Kind::SmsTemplate);
    };
}

} // namespace

void addTemplateEndpoints(Router &router, Context &context)
{
    for (const Resource &resource : {emailTemplates(), smsTemplates(), outcomes()})
        addResource(router, context, resource);
    router.add("GET", u"email_template/{id}/render"_s,
               rendering(context, Kind::EmailTemplate, u"EmailTemplate"_s, {u"subject"_s, u"body"_s}));
    router.add("GET", u"sms_template/{id}/render"_s,
               rendering(context, Kind::SmsTemplate, u"SMSTemplate"_s, {u"text"_s}));
}

} // namespace leadline::sandbox
