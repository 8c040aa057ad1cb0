#include "services/session/accountregistry.h"

#include "services/base/clock.h"
#include "services/mirror/privatefiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <cerrno>

namespace leadline {

namespace {

QJsonObject toJson(const Account &account)
{
    return {{QStringLiteral("base_url"), account.baseUrl.toString()},
            {QStringLiteral("organization_id"), account.organizationId.value},
            {QStringLiteral("organization_name"), account.organizationName},
            {QStringLiteral("user_id"), account.userId.value},
            {QStringLiteral("user_name"), account.userName},
            {QStringLiteral("role"), account.role},
            {QStringLiteral("key_mark"), QString::fromLatin1(account.keyMark)}};
}

std::optional<Account> fromJson(const QJsonObject &json)
{
    Account account;
    account.baseUrl = QUrl(json.value(QLatin1String("base_url")).toString());
    account.organizationId = OrganizationId(json.value(QLatin1String("organization_id")).toString());
    account.organizationName = json.value(QLatin1String("organization_name")).toString();
    account.userId = UserId(json.value(QLatin1String("user_id")).toString());
    account.userName = json.value(QLatin1String("user_name")).toString();
    account.role = json.value(QLatin1String("role")).toString();
    account.keyMark = json.value(QLatin1String("key_mark")).toString().toLatin1();
    if (!account.baseUrl.isValid() || account.organizationId.isEmpty() || account.userId.isEmpty())
        return std::nullopt;
    return account;
}

} // namespace

AccountRegistry::AccountRegistry(QString dataRoot) : m_root(std::move(dataRoot))
{
    load();
}

void AccountRegistry::load()
{
    const QString path = file();
    if (!QFileInfo(path).isSymLink() && !QFile::exists(path))
        return;
    QFile stored(path);
    const auto checked = tightenIfPresent(path);
    if (!checked || !stored.open(QIODevice::ReadOnly)) {
        m_trouble = checked ? ApiError(StorageTrouble::ReadOnly, stored.errorString()) : checked.error();
        return;
    }
    const QJsonDocument document = QJsonDocument::fromJson(stored.readAll());
    const QJsonValue entries = document.object().value(QLatin1String("accounts"));
    bool isWhole = entries.isArray();
    for (const QJsonValue &entry : entries.toArray()) {
        if (const auto account = fromJson(entry.toObject()))
            m_accounts << *account;
        else
            isWhole = false;
    }
    if (!isWhole)
        setAside();
}

/// Saving would overwrite what could not be read, and perhaps a person can.
void AccountRegistry::setAside()
{
    const QString time = SystemClock().nowUtc().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    const QString kept = QDir(m_root).filePath(QStringLiteral("accounts.damaged-%1.json").arg(time));
    const auto moved = QFile::exists(kept) ? Result<Done>(Done()) : moveFile(file(), kept);
    if (!moved)
        m_trouble = moved.error();
    else if (!m_accounts.isEmpty()) // what could be read shall be there at the next start
        [[maybe_unused]]
        const auto saved = save(m_accounts);
}

QString AccountRegistry::file() const
{
    return QDir(m_root).filePath(QStringLiteral("accounts.json"));
}

Result<Done> AccountRegistry::remember(const Account &account)
{
    QList<Account> next = m_accounts;
    next.removeIf([&account](const Account &other) { return other.isSameAs(account); });
    next.prepend(account);
    return save(next);
}

Result<Done> AccountRegistry::forget(const Account &account)
{
    QList<Account> next = m_accounts;
    next.removeIf([&account](const Account &other) { return other.isSameAs(account); });
    return save(next);
}

QString AccountRegistry::folderOf(const Account &account) const
{
    return QDir(m_root).filePath(QStringLiteral("accounts/") + account.folderName());
}

Result<Done> AccountRegistry::save(const QList<Account> &accounts)
{
    if (m_trouble.kind != ErrorKind::None)
        return m_trouble;
    if (const auto folder = makePrivateFolder(m_root); !folder)
        return folder.error();
    if (const auto checked = tightenIfPresent(file()); !checked)
        return checked;
    QJsonArray entries;
    for (const Account &account : accounts)
        entries.append(toJson(account));
    QSaveFile target(file());
    errno = 0;
    const bool isOpen = target.open(QIODevice::WriteOnly);
    if (isOpen) {
        target.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        target.write(QJsonDocument(QJsonObject{{QStringLiteral("accounts"), entries}}).toJson());
    }
    if (!isOpen || !target.commit())
        return systemError(file(), errno);
    m_accounts = accounts;
    return Done();
}

} // namespace leadline
