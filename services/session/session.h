#pragma once

#include "services/base/clock.h"
#include "services/base/result.h"
#include "services/closeservice.h"
#include "services/session/account.h"
#include "services/session/keychain.h"

#include <QObject>

#include <memory>

namespace leadline {

/// Accounts of this machine: sign in, switch, sign out. Owns the CloseService of the account in use.
/// Results come as signals; no call blocks. Secrets live in the keychain, or in memory for this session only.
class Session final : public QObject
{
    Q_OBJECT
public:
    /// `dataRoot`: the folder that holds `accounts.json` and one folder per account (created 0700).
    Session(QString dataRoot, const Clock &clock, QObject *parent = nullptr);
    ~Session() override;

    [[nodiscard]] QList<Account> accounts() const; ///< last used first
    [[nodiscard]] std::optional<Account> current() const;
    [[nodiscard]] CloseService *service() const; ///< null while signed out

    /// Checks the key with `GET /me/`, then stores it and opens the account. Ends in `signedIn`, `signInFailed` or,
    /// when the key is good but the keychain is not, `keychainTrouble` (then call keepForThisSession or retryKeychain).
    void signIn(const QUrl &baseUrl, const Secret &apiKey);
    /// Opens a known account with the key from the keychain. Same endings.
    void open(const Account &account);
    void retryKeychain();
    void keepForThisSession();
    /// Erases the secret; with `eraseLocalData` the account's folder too (refused while the outbox is not empty).
    void signOut(bool eraseLocalData);

Q_SIGNALS:
    void signInStarted();
    void signedIn(const leadline::Account &account);
    void signInFailed(const leadline::ApiError &error);
    void keychainTrouble(leadline::KeychainStatus status, const QString &message, bool hasKeyInMemory);
    void signedOut();
    /// Before the service in use is destroyed: drop every model and pane bound to it.
    void serviceAboutToClose();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace leadline
