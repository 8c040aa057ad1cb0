#include "tests/session/promptingservice.h"

#include "tests/session/wiresecret.h"

#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusVariant>

namespace leadline::test {

namespace {

const QString root = QStringLiteral("/org/freedesktop/secrets");
const QDBusObjectPath session(root + QStringLiteral("/session/1"));
const QDBusObjectPath collection(root + QStringLiteral("/collection/login"));
const QDBusObjectPath item(root + QStringLiteral("/collection/login/1"));
const QDBusObjectPath prompt(root + QStringLiteral("/prompt/1"));

QVariant paths(const QList<QDBusObjectPath> &list)
{
    return QVariant::fromValue(list);
}

} // namespace

PromptingService::PromptingService()
    : m_bus(QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("prompting")))
{
    qDBusRegisterMetaType<WireSecret>();
    qDBusRegisterMetaType<WireSecrets>();
}

PromptingService::~PromptingService()
{
    m_bus.unregisterService(QStringLiteral("org.freedesktop.secrets"));
    QDBusConnection::disconnectFromBus(QStringLiteral("prompting"));
}

bool PromptingService::takeOver()
{
    return m_bus.registerVirtualObject(root, this, QDBusConnection::SubPath) &&
           m_bus.registerService(QStringLiteral("org.freedesktop.secrets"));
}

void PromptingService::answer(bool isUnlocked)
{
    m_isUnlocked = isUnlocked;
    auto completed = QDBusMessage::createSignal(
        prompt.path(), QStringLiteral("org.freedesktop.Secret.Prompt"), QStringLiteral("Completed"));
    const QList<QDBusObjectPath> unlocked = isUnlocked ? QList{item} : QList<QDBusObjectPath>();
    completed << !isUnlocked << QVariant::fromValue(QDBusVariant(paths(unlocked)));
    m_bus.send(completed);
}

bool PromptingService::handleMessage(const QDBusMessage &message, const QDBusConnection &connection)
{
    const bool isEncrypted = message.member() == QLatin1String("OpenSession") &&
                             message.arguments().value(0).toString() != QLatin1String("plain");
    connection.send(isEncrypted ? message.createErrorReply(QDBusError::NotSupported, {})
                                : message.createReply(replyTo(message)));
    return true;
}

QVariantList PromptingService::replyTo(const QDBusMessage &message)
{
    const QList<QDBusObjectPath> none;
    const QString member = message.member();
    if (member == QLatin1String("OpenSession"))
        return {QVariant::fromValue(QDBusVariant(QString())), QVariant::fromValue(session)};
    if (member == QLatin1String("SearchItems"))
        return {paths(m_isUnlocked ? QList{item} : none), paths(m_isUnlocked ? none : QList{item})};
    if (member == QLatin1String("Unlock"))
        return {paths(none), QVariant::fromValue(prompt)};
    if (member == QLatin1String("Prompt"))
        ++m_prompts;
    if (member == QLatin1String("GetSecrets"))
        return secrets();
    if (member == QLatin1String("ReadAlias"))
        return {QVariant::fromValue(collection)};
    if (member == QLatin1String("Get"))
        return {QVariant::fromValue(QDBusVariant(!m_isUnlocked))};
    return {};
}

QVariantList PromptingService::secrets() const
{
    const WireSecrets all{
        {item, {session, {}, QByteArray("api_canary.1234567890"), QStringLiteral("text/plain")}}};
    return {QVariant::fromValue(all)};
}

} // namespace leadline::test
