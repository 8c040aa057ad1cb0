#include "tests/session/keyring.h"

#include "tests/session/wiresecret.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusReply>
#include <QDBusVariant>
#include <QTest>

#include <csignal>

namespace leadline::test {

namespace {

const QString busName = QStringLiteral("org.freedesktop.secrets");
const QString root = QStringLiteral("/org/freedesktop/secrets");

QDBusMessage call(const QString &interface, const QString &path, const QString &method,
                  const QVariantList &arguments)
{
    auto message = QDBusMessage::createMethodCall(busName, path, interface, method);
    message.setArguments(arguments);
    return QDBusConnection::sessionBus().call(message);
}

QDBusMessage call(const QString &method, const QVariantList &arguments)
{
    return call(QStringLiteral("org.freedesktop.Secret.Service"), root, method, arguments);
}

QDBusObjectPath defaultCollection()
{
    return QDBusReply<QDBusObjectPath>(call(QStringLiteral("ReadAlias"), {QStringLiteral("default")}))
        .value();
}

bool isOwned()
{
    return QDBusConnection::sessionBus().interface()->isServiceRegistered(busName);
}

QString waitUntil(bool isWantedOwned)
{
    const bool isReached = QTest::qWaitFor([isWantedOwned] { return isOwned() == isWantedOwned; }, 10000);
    return isReached ? QString() : QStringLiteral("org.freedesktop.secrets did not change its owner");
}

} // namespace

Keyring::~Keyring()
{
    if (m_daemon) {
        m_daemon->kill();
        m_daemon->waitForFinished();
    }
}

QString Keyring::lock()
{
    const QVariantList paths{QVariant::fromValue(QList<QDBusObjectPath>{defaultCollection()})};
    const QDBusMessage reply = call(QStringLiteral("Lock"), paths);
    return reply.type() == QDBusMessage::ErrorMessage ? reply.errorMessage() : QString();
}

QString Keyring::unlock()
{
    qDBusRegisterMetaType<WireSecret>();
    const QVariantList plain{QStringLiteral("plain"), QVariant::fromValue(QDBusVariant(QString()))};
    const QDBusMessage opened = call(QStringLiteral("OpenSession"), plain);
    WireSecret password;
    password.session = opened.arguments().value(1).value<QDBusObjectPath>();
    password.value = "test";
    const QVariantList arguments{QVariant::fromValue(defaultCollection()), QVariant::fromValue(password)};
    const QDBusMessage reply =
        call(QStringLiteral("org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"), root,
             QStringLiteral("UnlockWithMasterPassword"), arguments);
    return reply.type() == QDBusMessage::ErrorMessage ? reply.errorMessage() : QString();
}

bool Keyring::isLocked()
{
    const QVariantList property{QStringLiteral("org.freedesktop.Secret.Collection"),
                                QStringLiteral("Locked")};
    const QDBusMessage reply = call(QStringLiteral("org.freedesktop.DBus.Properties"),
                                    defaultCollection().path(), QStringLiteral("Get"), property);
    return reply.arguments().value(0).value<QDBusVariant>().variant().toBool();
}

int Keyring::entries(const QString &user)
{
    using Attributes = QMap<QString, QString>;
    qDBusRegisterMetaType<Attributes>();
    const Attributes attributes{{QStringLiteral("user"), user},
                                {QStringLiteral("server"), QStringLiteral("leadline")}};
    const QDBusMessage reply = call(QStringLiteral("SearchItems"), {QVariant::fromValue(attributes)});
    int count = 0;
    for (const QVariant &list : reply.arguments())
        count += int(qdbus_cast<QList<QDBusObjectPath>>(list).size());
    return count;
}

QString Keyring::stop()
{
    if (m_daemon) {
        m_daemon->terminate();
        m_daemon->waitForFinished();
        m_daemon.reset();
    } else {
        ::kill(qEnvironmentVariableIntValue("LEADLINE_KEYRING_PID"), SIGTERM);
    }
    return waitUntil(false);
}

QString Keyring::start(bool isUnlocked)
{
    m_daemon = std::make_unique<QProcess>();
    m_daemon->setStandardErrorFile(QProcess::nullDevice());
    QStringList arguments{QStringLiteral("--foreground"), QStringLiteral("--components=secrets")};
    if (isUnlocked)
        arguments << QStringLiteral("--unlock");
    m_daemon->start(QStringLiteral("gnome-keyring-daemon"), arguments);
    if (!m_daemon->waitForStarted())
        return m_daemon->errorString();
    if (isUnlocked)
        m_daemon->write("test");
    m_daemon->closeWriteChannel();
    return waitUntil(true);
}

QString Keyring::restart(bool isUnlocked)
{
    const QString trouble = stop();
    return trouble.isEmpty() ? start(isUnlocked) : trouble;
}

} // namespace leadline::test
