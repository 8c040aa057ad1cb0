#pragma once

#include "services/base/secret.h"

#include <QCoroTask>
#include <QString>

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
    QString message; ///< the keychain's own words
};

/// The desktop's keychain through QtKeychain, service name `leadline`; never falls back to a file.
class Keychain
{
public:
    [[nodiscard]] QCoro::Task<KeychainAnswer> read(QString key);
    [[nodiscard]] QCoro::Task<KeychainAnswer> write(QString key, Secret secret);
    [[nodiscard]] QCoro::Task<KeychainAnswer> remove(QString key);
};

} // namespace leadline
