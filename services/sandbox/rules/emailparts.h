#pragma once

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

namespace leadline::sandbox {

/// Pure parts of e-mails and of messages that wait to be sent (close-api.md 5.8, 5.9).

/// A message as it stands at `now`: one that was due in the outbox, or scheduled, has been sent meanwhile.
[[nodiscard]] QJsonObject settled(const QJsonObject &message, const QDateTime &now);

/// `"Mira Solberg" <mira@lakeside.example>` or a bare address -> `{email, name}`.
[[nodiscard]] QJsonObject mailbox(const QString &text);
/// Everyone an e-mail names, each once, as `{email, name}`.
[[nodiscard]] QJsonArray participantsOf(const QJsonObject &email);
/// `from`, `to`, ... in parts, subject and the RFC 2822 date.
[[nodiscard]] QJsonObject envelopeOf(const QJsonObject &email);
/// Without the leading `Re:`, `Fwd:`.
[[nodiscard]] QString normalizedSubject(const QString &subject);

} // namespace leadline::sandbox
