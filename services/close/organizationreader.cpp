#include "services/close/organizationreader.h"

#include "services/close/codec/kitcodec.h"
#include "services/close/codec/organizationcodec.h"
#include "services/close/restcall.h"

namespace leadline {

using namespace restcall;

namespace {

/// Empty for somebody who may not see it.
template <typename T>
QCoro::Task<Result<QList<T>>> listIfAllowed(HttpClient &http, QString path, Decoder<T> decode, Lane lane)
{
    auto pending = everyPage<T>(http, std::move(path), decode, lane);
    auto all = co_await std::move(pending);
    if (!all && all.error().isListDenied())
        co_return QList<T>();
    co_return all;
}

QCoro::Task<Result<QList<CustomField>>> fields(HttpClient &http, QString objectType, Lane lane)
{
    Request request = readRequest(QLatin1String("custom_field_schema/") + objectType + u'/', lane);
    auto pending = page<CustomField>(http, std::move(request), decodeCustomField, QLatin1String("fields"));
    const auto result = co_await std::move(pending);
    if (result)
        co_return result->items;
    if (result.error().isListDenied())
        co_return QList<CustomField>();
    co_return result.error();
}

/// What is chosen from when one writes.
QCoro::Task<Result<Done>> readKit(HttpClient &http, OrganizationData *data, Lane lane)
{
    auto asking = listIfAllowed<Outcome>(http, QStringLiteral("outcome/"), decodeOutcome, lane);
    auto outcomes = co_await std::move(asking);
    if (!outcomes)
        co_return outcomes.error();
    auto mailing =
        listIfAllowed<EmailTemplate>(http, QStringLiteral("email_template/"), decodeEmailTemplate, lane);
    auto mails = co_await std::move(mailing);
    if (!mails)
        co_return mails.error();
    auto texting = listIfAllowed<SmsTemplate>(http, QStringLiteral("sms_template/"), decodeSmsTemplate, lane);
    auto messages = co_await std::move(texting);
    if (!messages)
        co_return messages.error();
    auto numbering =
        listIfAllowed<PhoneNumber>(http, QStringLiteral("phone_number/"), decodePhoneNumber, lane);
    auto numbers = co_await std::move(numbering);
    if (!numbers)
        co_return numbers.error();
    auto typing = listIfAllowed<CustomActivityType>(http, QStringLiteral("custom_activity/"),
                                                    decodeCustomActivityType, lane);
    auto types = co_await std::move(typing);
    if (!types)
        co_return types.error();
    data->outcomes = std::move(outcomes).value();
    data->emailTemplates = std::move(mails).value();
    data->smsTemplates = std::move(messages).value();
    data->phoneNumbers = std::move(numbers).value();
    data->customActivityTypes = std::move(types).value();
    co_return Done();
}

} // namespace

QCoro::Task<Result<OrganizationData>> readOrganization(HttpClient &http, Me me, Lane lane)
{
    OrganizationData data;
    data.me = std::move(me);

    auto pendingUsers = everyPage<User>(http, QStringLiteral("user/"), decodeUser, lane);
    const auto users = co_await std::move(pendingUsers);
    if (!users)
        co_return users.error();
    data.users = *users;

    const std::pair<QString, QList<CustomField> *> schemas[] = {
        {QStringLiteral("lead"), &data.leadFields},
        {QStringLiteral("contact"), &data.contactFields},
        {QStringLiteral("opportunity"), &data.opportunityFields},
    };
    for (const auto &[objectType, target] : schemas) {
        auto pendingFields = fields(http, objectType, lane);
        const auto schema = co_await std::move(pendingFields);
        if (!schema)
            co_return schema.error();
        *target = *schema;
    }

    auto pendingViews =
        listIfAllowed<SmartView>(http, QStringLiteral("saved_search/?type__in=lead,contact"), decodeSmartView, lane);
    const auto views = co_await std::move(pendingViews);
    if (!views)
        co_return views.error();
    data.smartViews = *views;

    auto pendingKit = readKit(http, &data, lane);
    const auto kit = co_await std::move(pendingKit);
    if (!kit)
        co_return kit.error();
    co_return data;
}

} // namespace leadline
