#include "services/sync/outbox/ownkey.h"

namespace leadline {

namespace {

const QString lessonOfId = QStringLiteral("api_key_id");
const QString lessonOfMark = QStringLiteral("api_key_mark");
const QString lessonOfSince = QStringLiteral("api_key_since");

} // namespace

Result<Done> takeUpKey(OutboxStore &outbox, const QByteArray &mark, const QDateTime &now)
{
    const QString name = QString::fromLatin1(mark);
    const QString known = outbox.lesson(lessonOfMark);
    if (known == name)
        return Done();
    // The mark comes last: until it stands, nothing is known of this key.
    if (const auto forgotten = outbox.learn(lessonOfId, QString()); !forgotten)
        return forgotten;
    const bool hasPast = !known.isEmpty() || !outbox.commands().isEmpty() ||
                         !outbox.finishedSince(now.addMonths(-1)).isEmpty();
    if (hasPast) {
        if (const auto dated = outbox.learn(lessonOfSince, now.toString(Qt::ISODateWithMs)); !dated)
            return dated;
    }
    return outbox.learn(lessonOfMark, name);
}

OwnKey ownKey(const OutboxStore &outbox, const QByteArray &mark)
{
    OwnKey key;
    key.isTaken = outbox.lesson(lessonOfMark) == QString::fromLatin1(mark);
    if (!key.isTaken)
        return key;
    key.id = outbox.lesson(lessonOfId);
    key.since = QDateTime::fromString(outbox.lesson(lessonOfSince), Qt::ISODateWithMs);
    return key;
}

Result<Done> learnKey(OutboxStore &outbox, const QString &id)
{
    return outbox.learn(lessonOfId, id);
}

} // namespace leadline
