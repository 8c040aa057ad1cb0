#include "services/session/secretservice.h"

#include <QCoroSignal>

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QMap>

#include <memory>

namespace leadline {

namespace {

using Attributes = QMap<QString, QString>;

constexpr QLatin1String busName("org.freedesktop.secrets");
constexpr QLatin1String servicePath("/org/freedesktop/secrets");
constexpr QLatin1String serviceInterface("org.freedesktop.Secret.Service");
constexpr QLatin1String collectionInterface("org.freedesktop.Secret.Collection");

QDBusMessage searchItems(const QString &service, const QString &key)
{
    qDBusRegisterMetaType<Attributes>();
    const Attributes attributes{{QStringLiteral("user"), key}, {QStringLiteral("server"), service}};
    auto message =
        QDBusMessage::createMethodCall(busName, servicePath, serviceInterface, QStringLiteral("SearchItems"));
    message << QVariant::fromValue(attributes);
    return message;
}

QDBusMessage readAlias()
{
    auto message =
        QDBusMessage::createMethodCall(busName, servicePath, serviceInterface, QStringLiteral("ReadAlias"));
    message << QStringLiteral("default");
    return message;
}

QDBusMessage isLocked(const QString &collection)
{
    auto message = QDBusMessage::createMethodCall(
        busName, collection, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
    message << collectionInterface << QStringLiteral("Locked");
    return message;
}

QCoro::Task<QDBusMessage> ask(QDBusMessage question, int timeoutMs)
{
    const auto call = QDBusConnection::sessionBus().asyncCall(question, timeoutMs);
    const auto watcher = std::make_unique<QDBusPendingCallWatcher>(call);
    auto finished = qCoro(watcher.get(), &QDBusPendingCallWatcher::finished);
    co_await std::move(finished);
    co_return watcher->reply();
}

EntryState stateOfError(const QDBusMessage &reply)
{
    const QDBusError::ErrorType type = QDBusError(reply).type();
    const bool isSilent =
        type == QDBusError::NoReply || type == QDBusError::Timeout || type == QDBusError::TimedOut;
    return isSilent ? EntryState::NoAnswer : EntryState::NoService;
}

} // namespace

QCoro::Task<EntryState> entryState(QString service, QString key, int timeoutMs)
{
    if (!QDBusConnection::sessionBus().isConnected())
        co_return EntryState::NoService;
    auto search = ask(searchItems(service, key), timeoutMs);
    const QDBusMessage found = co_await std::move(search);
    const QDBusPendingReply<QList<QDBusObjectPath>, QList<QDBusObjectPath>> items(found);
    if (!items.isValid())
        co_return stateOfError(found);
    if (!items.argumentAt<0>().isEmpty())
        co_return EntryState::Unlocked;
    if (!items.argumentAt<1>().isEmpty())
        co_return EntryState::Locked;

    // gnome-keyring hides the attributes of a locked collection that it has not opened yet: nothing found
    // proves nothing while the default collection is locked.
    auto alias = ask(readAlias(), timeoutMs);
    const QDBusMessage aliasReply = co_await std::move(alias);
    const QDBusPendingReply<QDBusObjectPath> path(aliasReply);
    if (!path.isValid())
        co_return stateOfError(aliasReply);
    if (path.value().path() == QLatin1String("/"))
        co_return EntryState::Absent;
    auto property = ask(isLocked(path.value().path()), timeoutMs);
    const QDBusMessage lockedReply = co_await std::move(property);
    const QDBusPendingReply<QDBusVariant> locked(lockedReply);
    if (!locked.isValid())
        co_return stateOfError(lockedReply);
    co_return locked.value().variant().toBool() ? EntryState::Locked : EntryState::Absent;
}

} // namespace leadline
