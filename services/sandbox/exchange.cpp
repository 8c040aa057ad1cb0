#include "services/sandbox/exchange.h"

#include <QJsonArray>

namespace leadline::sandbox {

Reply notFound(const QString &className)
{
    const QString text = QStringLiteral("Empty query: %1 matching query does not exist.").arg(className);
    return {404, QJsonObject{{QStringLiteral("error"), text}}};
}

Reply fieldError(const QString &field, const QString &message)
{
    const QJsonObject errors{{field, message}};
    return {400,
            QJsonObject{{QStringLiteral("errors"), QJsonArray()}, {QStringLiteral("field-errors"), errors}}};
}

Reply badRequest(const QString &message)
{
    return {400, QJsonObject{{QStringLiteral("error"), message}}};
}

Reply paymentRequired()
{
    return {402, QJsonValue::Undefined};
}

Reply forbidden()
{
    return {403, QJsonValue::Undefined};
}

Reply methodNotAllowed()
{
    return {405, QJsonValue::Undefined};
}

Reply deleted()
{
    return {};
}

Reply noContent()
{
    return {204, QJsonValue::Undefined};
}

} // namespace leadline::sandbox
