#include "services/session/session.h"

#include "services/close/closeapi.h"
#include "services/mirror/database.h"
#include "services/session/accountregistry.h"
#include "services/session/signininput.h"

#include <QDir>
#include <QHash>
#include <QPointer>
#include <QSet>

namespace leadline {

struct Session::Private
{
    Private(QString dataRoot, const Clock &time) : registry(std::move(dataRoot)), clock(time) {}

    /// False once the session is gone or something else was begun; asked after every wait.
    [[nodiscard]] static bool isCurrent(const QPointer<Session> &self, int run)
    {
        return self && self->d->run == run;
    }

    AccountRegistry registry;
    const Clock &clock;
    Keychain keychain;
    std::optional<Account> current;
    Secret currentKey;
    qint64 generation = 0; ///< of the outbox, by the keychain
    std::unique_ptr<CloseService> service;
    QSet<QString>
        rebuilt; ///< folders whose mirror was replaced in this run: never twice, the disk may be at fault
    std::unique_ptr<HttpClient> probe;  ///< of the key that is being checked
    QHash<QString, Secret> sessionKeys; ///< kept in memory only, by keychain key
    /// What the keychain could not do; the key is empty when it could not be read.
    std::optional<Account> troubled;
    Secret troubledKey;
    int run = 0;
};

namespace {

ApiError invalid(const QString &what)
{
    return ApiError(ErrorKind::InvalidInput, what);
}

Account accountOf(const QUrl &baseUrl, const Me &me)
{
    Account account;
    account.baseUrl = baseUrl;
    account.organizationId = me.organizationId;
    account.organizationName = me.organizationName;
    account.userId = me.user.id;
    account.userName = me.user.fullName;
    account.role = me.role;
    return account;
}

} // namespace

Session::Session(QString dataRoot, const Clock &clock, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(std::move(dataRoot), clock))
{}

Session::~Session()
{
    ++d->run;
    d->probe.reset();
    closeService();
}

QList<Account> Session::accounts() const
{
    return d->registry.accounts();
}
std::optional<Account> Session::current() const
{
    return d->current;
}
CloseService *Session::service() const
{
    return d->service.get();
}

void Session::signIn(const QUrl &baseUrl, const Secret &apiKey)
{
    ++d->run;
    Q_EMIT signInStarted();
    const Secret key(apiKey.reveal().trimmed());
    const auto url = usableBaseUrl(baseUrl);
    if (!url)
        return fail(invalid(QStringLiteral("base URL")));
    if (!isUsableKey(key.reveal()))
        return fail(invalid(QStringLiteral("API key")));
    [[maybe_unused]] const auto running = check(d->run, *url, key);
}

void Session::open(const Account &account)
{
    ++d->run;
    Q_EMIT signInStarted();
    const auto kept = d->sessionKeys.constFind(account.keychainKey());
    if (kept != d->sessionKeys.constEnd())
        return activate(account, Secret(*kept));
    [[maybe_unused]] const auto running = fetch(d->run, account);
}

void Session::retryKeychain()
{
    if (!d->troubled)
        return;
    ++d->run;
    Q_EMIT signInStarted();
    const Account account = *d->troubled;
    [[maybe_unused]] const auto running =
        d->troubledKey.isEmpty() ? fetch(d->run, account) : store(d->run, account, d->troubledKey);
}

void Session::keepForThisSession()
{
    if (!d->troubled || d->troubledKey.isEmpty())
        return;
    ++d->run;
    const Account account = *d->troubled;
    const Secret key = d->troubledKey;
    d->sessionKeys.insert(account.keychainKey(), key);
    activate(account, key);
}

QCoro::Task<> Session::check(int run, QUrl baseUrl, Secret apiKey)
{
    const QPointer<Session> self(this);
    auto asking = owner(baseUrl, apiKey);
    const Result<Account> account = co_await std::move(asking);
    if (!Private::isCurrent(self, run))
        co_return;
    if (!account) {
        fail(account.error());
        co_return;
    }
    [[maybe_unused]] const auto next = store(run, *account, apiKey);
}

QCoro::Task<Result<Account>> Session::owner(QUrl baseUrl, Secret apiKey)
{
    HttpClient::Limits limits;
    limits.maxTries = 1; // a person waits
    d->probe = std::make_unique<HttpClient>(baseUrl, apiKey, d->clock, limits);
    CloseApi api(*d->probe);
    auto asking = api.me(Lane::Foreground);
    const Result<Me> me = co_await std::move(asking);
    if (!me)
        co_return me.error();
    const Account account = accountOf(baseUrl, *me);
    if (!isWellFormedId(account.organizationId.value) || !isWellFormedId(account.userId.value))
        co_return ApiError(ErrorKind::NotClose, QStringLiteral("/me/"));
    co_return account;
}

QCoro::Task<> Session::verify(int run, Account account, Secret apiKey)
{
    const QPointer<Session> self(this);
    auto asking = owner(account.baseUrl, apiKey);
    const Result<Account> whose = co_await std::move(asking);
    if (!Private::isCurrent(self, run))
        co_return;
    const bool isRefused = whose ? !whose->isSameAs(account) : whose.error().kind == ErrorKind::Unauthorized;
    if (isRefused) { // as good as none
        KeychainAnswer answer;
        answer.status = KeychainStatus::NotFound;
        trouble(account, Secret(), answer);
    } else if (!whose) {
        fail(whose.error());
    } else {
        [[maybe_unused]] const auto next = count(run, *whose, apiKey);
    }
}

QCoro::Task<> Session::store(int run, Account account, Secret apiKey)
{
    const QPointer<Session> self(this);
    auto writing = d->keychain.write(account.keychainKey(), apiKey);
    const KeychainAnswer answer = co_await std::move(writing);
    if (!Private::isCurrent(self, run))
        co_return;
    if (answer.status != KeychainStatus::Ok) {
        trouble(account, apiKey, answer);
        co_return;
    }
    d->sessionKeys.remove(account.keychainKey());
    [[maybe_unused]] const auto next = count(run, account, apiKey);
}

QCoro::Task<> Session::fetch(int run, Account account)
{
    const QPointer<Session> self(this);
    auto reading = d->keychain.read(account.keychainKey());
    const KeychainAnswer answer = co_await std::move(reading);
    if (!Private::isCurrent(self, run))
        co_return;
    if (answer.status != KeychainStatus::Ok) {
        trouble(account, Secret(), answer);
        co_return;
    }
    const bool isKnown = account.keyMark.isEmpty() || account.keyMark == account.markOf(answer.secret);
    [[maybe_unused]] const auto next =
        isKnown ? count(run, account, answer.secret) : verify(run, account, answer.secret);
}

QCoro::Task<> Session::count(int run, Account account, Secret apiKey)
{
    const QPointer<Session> self(this);
    auto reading = d->keychain.read(account.generationKey());
    const KeychainAnswer answer = co_await std::move(reading);
    if (!Private::isCurrent(self, run))
        co_return;
    d->generation = answer.status == KeychainStatus::Ok ? answer.secret.reveal().toLongLong() : 0;
    activate(account, apiKey);
}

QCoro::Task<> Session::keepGeneration(qint64 generation)
{
    if (!d->current || d->sessionKeys.contains(d->current->keychainKey()))
        co_return; // there is no keychain, or it is not to be asked
    auto writing = d->keychain.write(d->current->generationKey(), Secret(QByteArray::number(generation)));
    [[maybe_unused]] const KeychainAnswer answer =
        co_await std::move(writing); // a missing number is an old one
}

void Session::activate(const Account &account, const Secret &apiKey)
{
    d->troubled.reset();
    d->troubledKey = Secret();
    closeService();
    CloseService::Options options;
    options.baseUrl = account.baseUrl;
    options.apiKey = apiKey;
    const QByteArray keyMark = account.markOf(apiKey);
    options.keyMark = keyMark;
    options.dataFolder = d->registry.folderOf(account);
    options.organizationId = account.organizationId;
    options.userId = account.userId;
    options.outboxGeneration = std::exchange(d->generation, 0);
    auto service = CloseService::open(std::move(options), d->clock);
    if (!service)
        return fail(service.error());
    Account checked = account;
    checked.keyMark = keyMark;
    if (const auto remembered = d->registry.remember(checked); !remembered)
        return fail(remembered.error());
    d->service = std::move(service).value();
    d->current = checked;
    d->currentKey = apiKey;
    connect(&d->service->mirror(), &Mirror::failed, this, &Session::noteMirrorError, Qt::QueuedConnection);
    connect(&d->service->outbox(), &OutboxStore::generationChanged, this,
            [this](qint64 generation) { [[maybe_unused]] const auto running = keepGeneration(generation); });
    Q_EMIT signedIn(account);
}

void Session::noteMirrorError(const ApiError &error)
{
    const bool isDamage = error.kind == ErrorKind::Storage && error.storage == StorageTrouble::Damaged;
    if (!isDamage || !d->current || d->rebuilt.contains(d->current->folderName()))
        return;
    d->rebuilt.insert(d->current->folderName());
    if (const auto marked = Mirror::condemn(d->registry.folderOf(*d->current)); !marked)
        return; // the message of the mirror stands, and the next start tries again
    const Account account = *d->current;
    const Secret key = d->currentKey;
    activate(account, key); // the generation stands in the file, which is the same
}

void Session::closeService()
{
    if (!d->service)
        return;
    Q_EMIT serviceAboutToClose();
    d->service.reset();
    d->current.reset();
    d->currentKey = Secret();
}

void Session::signOut(bool eraseLocalData)
{
    if (!d->current)
        return;
    const auto waiting = int(d->service->outbox().commands().size());
    if (eraseLocalData && waiting > 0) {
        Q_EMIT signOutRefused(waiting);
        return;
    }
    ++d->run;
    [[maybe_unused]] const auto running = erase(d->run, eraseLocalData);
}

QCoro::Task<> Session::erase(int run, bool eraseLocalData)
{
    const QPointer<Session> self(this);
    const Account account = *d->current;
    auto removing = d->keychain.remove(account.keychainKey());
    const KeychainAnswer answer = co_await std::move(removing);
    if (!Private::isCurrent(self, run))
        co_return;
    // Without a keychain the key can only have been kept in memory. A locked one may hold an older key.
    const bool isInMemoryOnly =
        answer.status == KeychainStatus::Unavailable && d->sessionKeys.contains(account.keychainKey());
    const auto waiting = int(d->service->outbox().commands().size()); // the keychain may have taken its time
    if (answer.status != KeychainStatus::Ok && !isInMemoryOnly)
        Q_EMIT signOutFailed(answer.status, answer.message);
    else if (eraseLocalData && waiting > 0)
        Q_EMIT signOutRefused(waiting);
    else
        leave(account, eraseLocalData);
}

void Session::leave(const Account &account, bool eraseLocalData)
{
    d->sessionKeys.remove(account.keychainKey());
    closeService();
    const Result<Done> erased = eraseLocalData ? eraseFolder(account) : Done();
    if (!erased)
        Q_EMIT signInFailed(erased.error());
    Q_EMIT signedOut();
}

Result<Done> Session::eraseFolder(const Account &account)
{
    const QString folder = d->registry.folderOf(account);
    const auto alone = FileLock::take(databaseLockPath(folder, QStringLiteral("outbox")));
    if (!alone) // another program may be adding a write at this moment
        return alone.error();
    if (!QDir(folder).removeRecursively())
        return ApiError(ErrorKind::Storage, folder);
    // As long as an outbox is there, its number tells a backup from it.
    [[maybe_unused]] const auto removing = d->keychain.remove(account.generationKey());
    return d->registry.forget(account);
}

void Session::fail(const ApiError &error)
{
    Q_EMIT signInFailed(error);
}

void Session::trouble(const Account &account, const Secret &apiKey, const KeychainAnswer &answer)
{
    d->troubled = account;
    d->troubledKey = apiKey;
    Q_EMIT keychainTrouble(answer.status, answer.message, !apiKey.isEmpty());
}

} // namespace leadline
