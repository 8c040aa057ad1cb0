#include "services/mirror/senderlease.h"

#include <QFileInfo>

namespace leadline {

namespace {

/// Throws SQLite::Exception.
qint64 epochOf(Database &outbox)
{
    Query query(outbox.prepared("SELECT epoch FROM sender"));
    return query.step() ? query.integer(0) : 0;
}

} // namespace

Result<SenderLease> SenderLease::take(Database &outbox, qint64 known,
                                      const std::function<Result<Done>()> &ifRestored)
{
    auto lock = FileLock::take(QFileInfo(outbox.path()).path() + QStringLiteral("/sender.lock"));
    if (!lock)
        return lock.error();
    const auto epoch = guarded([&]() -> Result<qint64> {
        SQLite::Transaction transaction(outbox.connection(), SQLite::TransactionBehavior::IMMEDIATE);
        const qint64 last = epochOf(outbox);
        if (last < known) {
            if (const auto handled = ifRestored(); !handled)
                return handled.error();
        }
        const qint64 next = std::max(last, known) + 1;
        Query(outbox.prepared("UPDATE sender SET epoch = ?")).bind(next).run();
        transaction.commit();
        return next;
    });
    if (!epoch)
        return epoch.error();
    return SenderLease(std::move(lock).value(), *epoch);
}

Result<Done> SenderLease::check(Database &outbox) const
{
    if (epochOf(outbox) == m_epoch)
        return Done{};
    return ApiError(StorageTrouble::InUse, QStringLiteral("another Leadline sends now"));
}

} // namespace leadline
