#pragma once

#include "services/base/secret.h"
#include "services/domain/ids.h"

#include <QList>
#include <QUrl>

namespace leadline {

/// One sign-in known on this machine. Holds no secret: the key stands in the keychain under `keychainKey()`.
struct Account
{
    QUrl baseUrl;
    OrganizationId organizationId;
    QString organizationName;
    UserId userId;
    QString userName;
    QString role;
    /// Of the key that Close was asked about (`markOf`): another one in the keychain may be somebody else's.
    /// Empty = not known yet.
    QByteArray keyMark;

    [[nodiscard]] QString keychainKey() const
    {
        return organizationId.value + QLatin1Char('+') + userId.value;
    }
    /// Where the keychain keeps how often the outbox was taken up: it tells a backup that came back.
    [[nodiscard]] QString generationKey() const { return keychainKey() + QStringLiteral("+outbox"); }
    /// Folder name under the data folder; differs by base URL as well, so that the sandbox never mixes with
    /// Close. The same after a rename of the organisation or the person: built of the host and a hash of URL
    /// and ids.
    [[nodiscard]] QString folderName() const;
    /// A one-way digest; two keys share none, and none leads back to its key.
    [[nodiscard]] QByteArray markOf(const Secret &apiKey) const;
    /// The same sign-in: what `folderName()` is made of.
    [[nodiscard]] bool isSameAs(const Account &other) const
    {
        return baseUrl == other.baseUrl && organizationId == other.organizationId && userId == other.userId;
    }
};

} // namespace leadline
