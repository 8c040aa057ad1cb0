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

} // namespace leadline
