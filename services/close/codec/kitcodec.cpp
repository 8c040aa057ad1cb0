#include "services/close/codec/kitcodec.h"

#include "services/close/codec/lenient.h"

namespace leadline {

std::optional<Outcome> decodeOutcome(const QJsonObject &json)
{
    Outcome outcome;
    outcome.id = lenient::id<OutcomeId>(json, QLatin1String("id"));
    outcome.name = lenient::text(json, QLatin1String("name"));
    outcome.appliesTo = lenient::texts(json, QLatin1String("applies_to"));
    outcome.raw = json;
    return outcome.id.isEmpty() ? std::nullopt : std::optional(outcome);
}

std::optional<EmailTemplate> decodeEmailTemplate(const QJsonObject &json)
{
    EmailTemplate mail;
    mail.id = lenient::id<EmailTemplateId>(json, QLatin1String("id"));
    mail.name = lenient::text(json, QLatin1String("name"));
    mail.subject = lenient::text(json, QLatin1String("subject"));
    mail.bodyHtml = lenient::text(json, QLatin1String("body"));
    mail.isArchived = lenient::flag(json, QLatin1String("is_archived"));
    mail.raw = json;
    return mail.id.isEmpty() ? std::nullopt : std::optional(mail);
}

std::optional<SmsTemplate> decodeSmsTemplate(const QJsonObject &json)
{
    SmsTemplate message;
    message.id = lenient::id<SmsTemplateId>(json, QLatin1String("id"));
    message.name = lenient::text(json, QLatin1String("name"));
    message.text = lenient::text(json, QLatin1String("text"));
    message.isArchived = lenient::text(json, QLatin1String("status")) == QLatin1String("archived");
    message.raw = json;
    return message.id.isEmpty() ? std::nullopt : std::optional(message);
}

std::optional<PhoneNumber> decodePhoneNumber(const QJsonObject &json)
{
    PhoneNumber number;
    number.id = lenient::id<PhoneNumberId>(json, QLatin1String("id"));
    number.label = lenient::text(json, QLatin1String("label"));
    number.number = lenient::text(json, QLatin1String("number"));
    number.formatted = lenient::text(json, QLatin1String("number_formatted"));
    number.userId = lenient::id<UserId>(json, QLatin1String("user_id"));
    number.canSms = lenient::flag(json, QLatin1String("sms_enabled"));
    number.raw = json;
    return number.id.isEmpty() ? std::nullopt : std::optional(number);
}

} // namespace leadline
