#pragma once

#include <QCoroTask>
#include <QString>

namespace leadline {

/// What the Secret Service says about one entry of ours, without unlocking anything or asking anybody.
enum class EntryState {
    NoService, ///< no session bus, or nobody answers for org.freedesktop.secrets on it
    NoAnswer,  ///< the service is there and did not answer in time
    Unlocked,  ///< the entry exists and can be read
    Locked,    ///< the entry exists in a locked collection, or may: the default collection is locked
    Absent,    ///< the default collection is open and the entry is not there
};

/// Asks over D-Bus, asynchronously, each question at most `timeoutMs`. The attributes are those of
/// QtKeychain's libsecret backend: `user` and `server`.
[[nodiscard]] QCoro::Task<EntryState> entryState(QString service, QString key, int timeoutMs);

} // namespace leadline
