#pragma once

#include "services/base/clock.h"
#include "services/base/result.h"
#include "services/closeservice.h"
#include "services/session/account.h"
#include "services/session/keychain.h"

#include <QObject>

#include <memory>

namespace leadline {

/// Accounts of this machine: sign in, switch, sign out. Owns the CloseService of the account in use; who
/// listens to `signedIn` binds to it and starts it. Results come as signals; no call blocks. Secrets live in
/// the keychain, or in memory for this session only. A call that begins while another is under way replaces
/// it.
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

    /// Checks the key with `GET /me/`, then stores it and opens the account. Ends in `signedIn`,
    /// `signInFailed` or, when the key is good but the keychain is not, `keychainTrouble` (then call
    /// keepForThisSession or retryKeychain). The same organisation and person again keeps mirror and outbox.
    /// Plain http is refused but on loopback.
    void signIn(const QUrl &baseUrl, const Secret &apiKey);
    /// Opens a known account with the key from the keychain, without asking Close: offline one can work at
    /// once. Only a key that is not the one of last time is checked first, and refused if it is somebody
    /// else's. Same endings; NotFound in `keychainTrouble` means that the key has to be pasted again.
    void open(const Account &account);
    void retryKeychain();
    /// Goes on with the key of the last `keychainTrouble` in memory only; nothing if there was none.
    void keepForThisSession();
    /// Erases the secret; with `eraseLocalData` the account's folder too (refused while the outbox is not
    /// empty). The account stays in the list unless its data are erased. Ends in `signedOut`,
    /// `signOutRefused` or `signOutFailed`.
    void signOut(bool eraseLocalData);

Q_SIGNALS:
    void signInStarted();
    void signedIn(const leadline::Account &account);
    void signInFailed(const leadline::ApiError &error);
    void keychainTrouble(leadline::KeychainStatus status, const QString &message, bool hasKeyInMemory);
    void signedOut();
    /// Local data are not erased while writes wait there; still signed in. If they were added while the
    /// keychain was asked, the key is already out of it.
    void signOutRefused(int waitingWrites);
    /// The secret could not be erased; still signed in.
    void signOutFailed(leadline::KeychainStatus status, const QString &message);
    /// Before the service in use is destroyed: drop every model and pane bound to it.
    void serviceAboutToClose();

private:
    [[nodiscard]] QCoro::Task<> check(int run, QUrl baseUrl, Secret apiKey);
    /// Whose key it is, by `GET /me/`.
    [[nodiscard]] QCoro::Task<Result<Account>> owner(QUrl baseUrl, Secret apiKey);
    /// The keychain holds another key than the one that was checked.
    [[nodiscard]] QCoro::Task<> verify(int run, Account account, Secret apiKey);
    [[nodiscard]] QCoro::Task<> store(int run, Account account, Secret apiKey);
    [[nodiscard]] QCoro::Task<> fetch(int run, Account account);
    [[nodiscard]] QCoro::Task<> count(int run, Account account, Secret apiKey);
    [[nodiscard]] QCoro::Task<> keepGeneration(qint64 generation);
    [[nodiscard]] QCoro::Task<> erase(int run, bool eraseLocalData);
    void activate(const Account &account, const Secret &apiKey);
    /// A mirror found damaged is closed and replaced; the window is told as of any other switch of accounts.
    void noteMirrorError(const ApiError &error);
    void closeService();
    void leave(const Account &account, bool eraseLocalData);
    [[nodiscard]] Result<Done> eraseFolder(const Account &account);
    void fail(const ApiError &error);
    void trouble(const Account &account, const Secret &apiKey, const KeychainAnswer &answer);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace leadline
