#pragma once

#include <QDBusArgument>
#include <QDBusObjectPath>
#include <QMap>

/// The Secret Service's `(oayays)`.
struct WireSecret
{
    QDBusObjectPath session;
    QByteArray parameters;
    QByteArray value;
    QString contentType = QStringLiteral("text/plain");
};
Q_DECLARE_METATYPE(WireSecret)

using WireSecrets = QMap<QDBusObjectPath, WireSecret>;
Q_DECLARE_METATYPE(WireSecrets)

inline QDBusArgument &operator<<(QDBusArgument &argument, const WireSecret &secret)
{
    argument.beginStructure();
    argument << secret.session << secret.parameters << secret.value << secret.contentType;
    argument.endStructure();
    return argument;
}

inline const QDBusArgument &operator>>(const QDBusArgument &argument, WireSecret &secret)
{
    argument.beginStructure();
    argument >> secret.session >> secret.parameters >> secret.value >> secret.contentType;
    argument.endStructure();
    return argument;
}
