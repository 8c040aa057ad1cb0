#include "services/sandbox/meta/peopleviews.h"

#include "services/sandbox/meta/customfields.h"
#include "services/sandbox/phones.h"
#include "services/sandbox/rules/directory.h"

namespace leadline::sandbox {

namespace {

QJsonArray numbersOf(const Store &store, const QString &userId)
{
    QJsonArray numbers;
    for (const QJsonObject &number : all(store, Kind::PhoneNumber)) {
        if (number[u"user_id"] == userId && !number[u"is_group_number"].toBool())
            numbers.append(number);
    }
    return numbers;
}

} // namespace

QJsonObject organizationView(const Store &store)
{
    QJsonObject view = store.organization();
    for (const auto &key :
         {QStringLiteral("memberships"), QStringLiteral("inactive_memberships"), QStringLiteral("user_count"),
          QStringLiteral("trial_ends"), customFieldOrderKey, pinnedViewsKey})
        view.remove(key);
    return view;
}

QJsonObject meView(const Store &store, const QString &userId)
{
    const QJsonObject flat = Directory(store).membership(userId);
    QJsonObject membership = flat;
    const QStringList keys = flat.keys();
    for (const QString &key : keys) {
        if (key.startsWith(u"user_") && key != u"user_id")
            membership.remove(key);
    }
    QJsonObject view = store.me();
    if (userId != store.currentUserId()) {
        const QJsonObject user = store.find(Kind::User, userId).value_or(QJsonObject());
        patch(view, user, user.keys());
        view.insert(QStringLiteral("phone"), flat[u"user_phone"]);
        if (const auto phone = parsePhone(flat[u"user_phone"].toString(), {}))
            view.insert(QStringLiteral("country"), phone->country);
        view.insert(QStringLiteral("email_signatures"), QJsonArray());
    }
    view.insert(QStringLiteral("memberships"), QJsonArray{membership});
    view.insert(QStringLiteral("organizations"), QJsonArray{organizationView(store)});
    view.insert(QStringLiteral("phone_numbers"), numbersOf(store, userId));
    return view;
}

QJsonObject membershipLists(const Store &store, const QStringList &expand)
{
    QJsonObject lists;
    for (const auto &list : {QStringLiteral("memberships"), QStringLiteral("inactive_memberships")}) {
        QJsonArray memberships = store.organization()[list].toArray();
        if (expand.contains(QString(list + QLatin1String("__user")))) {
            for (QJsonValueRef entry : memberships) {
                QJsonObject membership = entry.toObject();
                const auto user = store.find(Kind::User, membership[u"user_id"].toString());
                membership.insert(QStringLiteral("user"), user.value_or(QJsonObject()));
                entry = membership;
            }
        }
        lists.insert(list, memberships);
    }
    return lists;
}

QString currencySymbol(const QString &code)
{
    static const QHash<QString, QString> symbols = {
        {QStringLiteral("USD"), QStringLiteral("$")},      {QStringLiteral("CAD"), QStringLiteral("$")},
        {QStringLiteral("AUD"), QStringLiteral("$")},      {QStringLiteral("EUR"), QStringLiteral("\u20ac")},
        {QStringLiteral("GBP"), QStringLiteral("\u00a3")}, {QStringLiteral("JPY"), QStringLiteral("\u00a5")},
        {QStringLiteral("INR"), QStringLiteral("\u20b9")}};
    return symbols.value(code, code);
}

} // namespace leadline::sandbox
