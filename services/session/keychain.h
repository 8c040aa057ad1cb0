#pragma once

#include "services/base/secret.h"

#include <QCoroTask>
#include <QString>

#include <chrono>

namespace leadline {

enum class KeychainStatus {
    Ok,
    NotFound,    ///< the keychain is open and has no such entry
    Locked,      ///< QtKeychain says "not found" for this too (reliability.md, finding 6): told apart here
    Denied,      ///< a person or a policy said no
    Unavailable, ///< no keychain service on this desktop
    Failed,      ///< anything else; see the message
};

struct KeychainAnswer
{
    KeychainStatus status = KeychainStatus::Failed;
    Secret secret;
    QString message; ///< the keychain's own words; may be empty
};

/// The desktop's keychain through QtKeychain, service name `leadline`; never falls back to a file. Holds
/// nothing that a call under way needs, so it may be destroyed before the answer comes. No call blocks.
class Keychain
{
public:
    /// `patience`: how long a job may take, a person's unlocking included, before the answer is Failed.
    explicit Keychain(std::chrono::milliseconds patience = std::chrono::seconds(60)) : m_patience(patience) {}
    [[nodiscard]] QCoro::Task<KeychainAnswer> read(QString key);
    [[nodiscard]] QCoro::Task<KeychainAnswer> write(QString key, Secret secret);
    /// Ok once the entry is surely not there, whether or not it was before.
    [[nodiscard]] QCoro::Task<KeychainAnswer> remove(QString key);

private:
    std::chrono::milliseconds m_patience;
};

} // namespace leadline
