#include "services/session/accountregistry.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace leadline {

namespace {

constexpr auto ownerOnlyFolder = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
constexpr auto ownerOnlyFile = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

QJsonObject toJson(const Account &account)
{
    return {{QStringLiteral("base_url"), account.baseUrl.toString()},
            {QStringLiteral("organization_id"), account.organizationId.value},
            {QStringLiteral("organization_name"), account.organizationName},
            {QStringLiteral("user_id"), account.userId.value},
            {QStringLiteral("user_name"), account.userName},
            {QStringLiteral("role"), account.role}};
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
    QFile file(QDir(m_root).filePath(QStringLiteral("accounts.json")));
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    for (const QJsonValue &entry : document.object().value(QLatin1String("accounts")).toArray()) {
        if (const auto account = fromJson(entry.toObject()))
            m_accounts << *account;
    }
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
    if (!QDir().mkpath(m_root))
        return ApiError(ErrorKind::Storage, m_root);
    QFile::setPermissions(m_root, ownerOnlyFolder);
    QJsonArray entries;
    for (const Account &account : accounts)
        entries.append(toJson(account));
    QSaveFile file(QDir(m_root).filePath(QStringLiteral("accounts.json")));
    if (!file.open(QIODevice::WriteOnly))
        return ApiError(ErrorKind::Storage, file.errorString());
    file.setPermissions(ownerOnlyFile);
    file.write(QJsonDocument(QJsonObject{{QStringLiteral("accounts"), entries}}).toJson());
    if (!file.commit())
        return ApiError(ErrorKind::Storage, file.errorString());
    m_accounts = accounts;
    return Done();
}

} // namespace leadline
