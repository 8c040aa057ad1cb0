#include "services/mirror/bodies.h"

#include <QJsonDocument>

namespace leadline {

namespace {

constexpr int compressionLevel = 3; // beyond it the time grows much faster than the gain

} // namespace

QByteArray packedJson(const QJsonObject &json)
{
    return qCompress(QJsonDocument(json).toJson(QJsonDocument::Compact), compressionLevel);
}

std::optional<QJsonObject> unpackedJson(const QByteArray &packed)
{
    const QJsonDocument document = QJsonDocument::fromJson(qUncompress(packed));
    if (!document.isObject())
        return std::nullopt;
    return document.object();
}

Result<std::optional<QJsonObject>> unpackedIfAny(const std::optional<QByteArray> &packed, const QString &id)
{
    if (!packed)
        return std::optional<QJsonObject>();
    auto json = unpackedJson(*packed);
    if (!json)
        return ApiError(ErrorKind::Storage, QStringLiteral("damaged in the mirror: %1").arg(id));
    return json;
}

} // namespace leadline
