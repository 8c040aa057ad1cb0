#pragma once

#include "services/base/result.h"
#include "services/session/account.h"

namespace leadline {

/// The accounts of this machine in `accounts.json` (0600, replaced atomically), last used first. Never holds
/// a secret.
class AccountRegistry
{
public:
    explicit AccountRegistry(QString dataRoot);

    /// A missing file is an empty list; entries that cannot be read are left out, and then the file as it was
    /// is kept as `accounts.damaged-<time>.json`.
    [[nodiscard]] QList<Account> accounts() const { return m_accounts; }
    /// A Storage error, as is `forget`, also while the file is there and cannot be read at all: it is not
    /// overwritten. Puts the account first, replacing an older entry of the same sign-in.
    [[nodiscard]] Result<Done> remember(const Account &account);
    [[nodiscard]] Result<Done> forget(const Account &account);
    /// Where the account's mirror and outbox live.
    [[nodiscard]] QString folderOf(const Account &account) const;

private:
    void load();
    void setAside();
    [[nodiscard]] QString file() const;
    [[nodiscard]] Result<Done> save(const QList<Account> &accounts);

    QString m_root;
    ApiError m_trouble; ///< why the file must not be replaced
    QList<Account> m_accounts;
};

} // namespace leadline
