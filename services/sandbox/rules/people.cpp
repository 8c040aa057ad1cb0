#include "services/sandbox/rules/people.h"

#include "services/sandbox/rules/customvalues.h"
#include "services/sandbox/rules/directory.h"
#include "services/sandbox/rules/phonefields.h"

#include <QRegularExpression>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

/// One entry of `emails`, `phones` or `urls`: `key` is required, null anywhere is refused (close-api.md 9,
/// quirk 7).
static QJsonObject readEntry(const QJsonObject &entry, QJsonObject &target, const QString &key,
                             const Store &store)
{
    target.insert("type"_L1, "office"_L1);
    Fields fields(entry, target, store, 0);
    fields.text(key);
    fields.text(u"type"_s);
    fields.require(key);
    fields.require(u"type"_s);
    return fields.errors();
}

static QJsonObject readEmail(const QJsonObject &entry, QJsonObject &target, const Store &store)
{
    // The pattern of Close's own library: an at sign, no spaces, no leading or double dots, a top-level
    // domain.
    static const QRegularExpression address(
        u"^(?:[^.@\\s]|[^.@\\s]\\.(?!\\.))*[^.@\\s]@[^.@\\s](?:[^.@\\s]|\\.(?!\\.))*\\.[a-z]{2,63}$"_s,
        QRegularExpression::CaseInsensitiveOption);
    QJsonObject errors = readEntry(entry, target, u"email"_s, store);
    const QString email = target.value("email"_L1).toString().trimmed();
    if (errors.isEmpty() && !address.match(email).hasMatch())
        errors.insert("email"_L1, "Invalid email address."_L1);
    target.insert("email"_L1, email);
    target.insert("is_unsubscribed"_L1, false);
    return errors;
}

QJsonObject readContact(Context &context, const Call &call, const QJsonObject &body, QJsonObject &contact)
{
    const Store &store = context.store;
    const QString country = Directory(store).country(call.userId);
    Fields fields(body, contact, store, call.tzOffset);
    fields.text(u"name"_s);
    fields.text(u"title"_s);
    fields.objects(u"emails"_s, [&store](const QJsonObject &entry, QJsonObject &target) {
        return readEmail(entry, target, store);
    });
    fields.objects(u"phones"_s, [&](const QJsonObject &entry, QJsonObject &target) {
        QJsonObject errors = readEntry(entry, target, u"phone"_s, store);
        if (errors.isEmpty() && !normalizePhone(target, country))
            errors.insert("phone"_L1, "Invalid phone number."_L1);
        return errors;
    });
    fields.objects(u"urls"_s, [&store](const QJsonObject &entry, QJsonObject &target) {
        return readEntry(entry, target, u"url"_s, store);
    });
    CustomValues(context, Kind::ContactField, contact.value("lead_id"_L1).toString())
        .read(body, contact, fields);
    inferTimezone(contact);
    return fields.errors();
}

} // namespace leadline::sandbox
