#include "services/sync/outbox/recognition.h"

#include "services/close/codec/commandcodec.h"
#include "services/domain/commandids.h"
#include "services/sync/outbox/canonical.h"
#include "services/sync/outbox/policy.h"

#include <algorithm>

namespace leadline {

bool isTwin(const CommandBody &body, const UserId &user, const QJsonObject &object)
{
    const auto creation = encodeCreation(body);
    if (!creation)
        return false;
    const Policy policy = policyOf(body);
    const QString owner = object.value(policy.ownerKey).toString();
    return (owner.isEmpty() || owner == user.value) && isSameIn(policy.keys, creation->body, object);
}

QJsonObject bestTwin(const CommandBody &body, const QList<QJsonObject> &twins)
{
    const auto creation = encodeCreation(body);
    const QStringList telling = policyOf(body).telling;
    const auto rank = [&](const QJsonObject &object) {
        int differences = 0;
        for (const QString &key : telling)
            differences += isSameIn({key}, creation->body, object) ? 0 : 1;
        return std::pair(differences, object.value(QLatin1String("date_created")).toString());
    };
    const auto best = std::min_element(twins.begin(), twins.end(),
                                       [&rank](const auto &a, const auto &b) { return rank(a) < rank(b); });
    return best == twins.end() ? QJsonObject() : *best;
}

bool isEcho(const CommandBody &body, const QJsonObject &answer)
{
    const auto creation = encodeCreation(body);
    return creation && isSameIn(policyOf(body).keys, creation->body, answer);
}

bool isOnLead(const CommandBody &body, const QJsonObject &answer)
{
    return std::holds_alternative<CreateLead>(body) ||
           answer.value(QLatin1String("lead_id")).toString() == leadOf(body).value;
}

QByteArray fingerprintOf(const CommandBody &body)
{
    const auto creation = encodeCreation(body);
    if (!creation)
        return {};
    // Only what recognises: two calls that differ in their notes alone are twins in a list.
    QJsonObject sent;
    for (const QString &key : policyOf(body).keys) {
        if (creation->body.contains(key))
            sent.insert(key, creation->body.value(key));
    }
    return fingerprint(creation->path, sent);
}

} // namespace leadline
