#include "services/sandbox/search/searchcursors.h"

#include <QUuid>

namespace leadline::sandbox {

SearchCursors::SearchCursors(std::function<qint64()> monotonicMs, int lifetimeMs)
    : m_monotonicMs(std::move(monotonicMs)), m_lifetimeMs(lifetimeMs)
{}

QString SearchCursors::keep(Chain chain)
{
    drop();
    const QByteArray random = QUuid::createUuid().toRfc4122() + QUuid::createUuid().toRfc4122();
    const QString cursor = QString::fromLatin1(random.toBase64(QByteArray::Base64UrlEncoding));
    m_kept.insert(cursor, {std::move(chain), m_monotonicMs() + m_lifetimeMs});
    return cursor;
}

std::optional<SearchCursors::Chain> SearchCursors::find(const QString &cursor)
{
    drop();
    const auto kept = m_kept.constFind(cursor);
    return kept == m_kept.constEnd() ? std::nullopt : std::optional(kept->chain);
}

void SearchCursors::drop()
{
    const qint64 now = m_monotonicMs();
    m_kept.removeIf([now](const auto &kept) { return kept->diesAt <= now; });
}

} // namespace leadline::sandbox
