#include "services/session/keychain.h"

#include "services/session/secretservice.h"

#include <QCoroSignal>

#include <qt6keychain/keychain.h>

namespace leadline {

namespace {

constexpr QLatin1String serviceName("leadline");
constexpr int questionMs = 5000;

/// What a job left behind.
struct Outcome
{
    bool isFinished = false;
    QKeychain::Error error = QKeychain::OtherError;
    QString message;
    QByteArray data;
};

QCoro::Task<Outcome> run(QKeychain::Job *job, std::chrono::milliseconds patience)
{
    job->setInsecureFallback(false);
    // QCoro hears the signal through the queue: a job that deletes itself could be gone before, and the
    // waiting would never end.
    job->setAutoDelete(false);
    auto finished = qCoro(job, &QKeychain::Job::finished, patience);
    job->start();
    const auto signal = co_await std::move(finished);
    Outcome outcome;
    if (!signal) { // its backend may answer yet
        QObject::connect(job, &QKeychain::Job::finished, job, &QObject::deleteLater);
        co_return outcome;
    }
    outcome.isFinished = true;
    outcome.error = job->error();
    outcome.message = job->errorString();
    if (const auto *reader = qobject_cast<QKeychain::ReadPasswordJob *>(job))
        outcome.data = reader->binaryData();
    job->deleteLater();
    co_return outcome;
}

/// KWallet answers for itself and knows its own locked state; only the Secret Service needs a second
/// question.
bool isKWalletInUse()
{
    const QString desktop = qEnvironmentVariable("XDG_CURRENT_DESKTOP");
    return desktop.split(QLatin1Char(':')).contains(QLatin1String("KDE"), Qt::CaseInsensitive);
}

KeychainStatus statusOf(QKeychain::Error error, EntryState state)
{
    switch (error) {
    case QKeychain::NoError:
        return KeychainStatus::Ok;
    case QKeychain::AccessDeniedByUser:
        return KeychainStatus::Denied;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return KeychainStatus::Unavailable;
    case QKeychain::EntryNotFound:
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::AccessDenied:
    case QKeychain::OtherError:
        break;
    }
    switch (state) {
    case EntryState::NoService:
        return KeychainStatus::Unavailable;
    case EntryState::Locked:
        return KeychainStatus::Locked;
    case EntryState::NoAnswer:
        return KeychainStatus::Failed;
    case EntryState::Absent:
        // Nothing there, and the job did not say "not found": a write that was refused.
        return error == QKeychain::EntryNotFound || error == QKeychain::CouldNotDeleteEntry
                   ? KeychainStatus::NotFound
               : error == QKeychain::AccessDenied ? KeychainStatus::Denied
                                                  : KeychainStatus::Failed;
    case EntryState::Unlocked:
        // Open and there, and still not given: the service's policy or a person said no.
        return error == QKeychain::OtherError ? KeychainStatus::Failed : KeychainStatus::Denied;
    }
    return KeychainStatus::Failed;
}

QCoro::Task<KeychainAnswer> answer(QString key, QKeychain::Job *job, std::chrono::milliseconds patience)
{
    auto running = run(job, patience);
    const Outcome outcome = co_await std::move(running);
    KeychainAnswer result;
    result.message = outcome.message;
    if (!outcome.isFinished) {
        result.message = QStringLiteral("The keychain did not answer within %1 s.")
                             .arg(std::chrono::ceil<std::chrono::seconds>(patience).count());
        co_return result;
    }
    EntryState state = EntryState::Absent;
    if (outcome.error != QKeychain::NoError && !isKWalletInUse()) {
        auto asking = entryState(serviceName, key, questionMs);
        state = co_await std::move(asking);
    }
    result.status = statusOf(outcome.error, state);
    if (result.status == KeychainStatus::Ok)
        result.secret = Secret(outcome.data);
    co_return result;
}

} // namespace

QCoro::Task<KeychainAnswer> Keychain::read(QString key)
{
    auto *job = new QKeychain::ReadPasswordJob(serviceName);
    job->setKey(key);
    return answer(std::move(key), job, m_patience);
}

QCoro::Task<KeychainAnswer> Keychain::write(QString key, Secret secret)
{
    auto *job = new QKeychain::WritePasswordJob(serviceName);
    job->setKey(key);
    job->setBinaryData(secret.reveal());
    return answer(std::move(key), job, m_patience);
}

QCoro::Task<KeychainAnswer> Keychain::remove(QString key)
{
    auto *job = new QKeychain::DeletePasswordJob(serviceName);
    job->setKey(key);
    auto removing = answer(key, job, m_patience);
    KeychainAnswer result = co_await std::move(removing);
    if (result.status == KeychainStatus::NotFound)
        result.status = KeychainStatus::Ok;
    if (result.status != KeychainStatus::Ok || isKWalletInUse())
        co_return result;
    // QtKeychain 0.13 calls the removal from a locked keyring a success and leaves the entry there.
    auto asking = entryState(serviceName, key, questionMs);
    const EntryState state = co_await std::move(asking);
    result.status = state == EntryState::Absent ? KeychainStatus::Ok : statusOf(QKeychain::OtherError, state);
    co_return result;
}

} // namespace leadline
