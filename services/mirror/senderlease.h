#pragma once

#include "services/mirror/database.h"

#include <functional>

namespace leadline {

/// The right to send the outbox of one folder, held by one program at a time: a lock that dies with its
/// program (`sender.lock`), and an epoch in the outbox that fences off a former holder whose lock the file
/// system lost (reliability.md B3).
class SenderLease
{
public:
    /// A Storage error (InUse) while another program holds it. `known` is the last epoch known from outside
    /// of the file: where the file is older, it is a backup that came back, and `ifRestored` runs in the same
    /// transaction.
    [[nodiscard]] static Result<SenderLease> take(Database &outbox, qint64 known,
                                                  const std::function<Result<Done>()> &ifRestored);

    /// An InUse error once another program has begun to send. Called inside the transaction of a write, which
    /// it then keeps from being committed.
    [[nodiscard]] Result<Done> check(Database &outbox) const;
    [[nodiscard]] qint64 epoch() const { return m_epoch; }

private:
    SenderLease(FileLock lock, qint64 epoch) : m_lock(std::move(lock)), m_epoch(epoch) {}

    FileLock m_lock;
    qint64 m_epoch;
};

} // namespace leadline
