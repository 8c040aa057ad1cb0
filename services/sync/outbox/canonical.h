#pragma once

#include <QByteArray>
#include <QJsonObject>

namespace leadline {

/// The one form in which what we sent and what Close stored are compared: text in NFC, rich text as plain
/// text, runs of white space as one, times in milliseconds, numbers of telephones by their digits, e-mail
/// addresses in lower case. All of it pure.

/// Plain text of Close's rich text, in canonical form.
[[nodiscard]] QString canonicalHtml(const QString &html);
[[nodiscard]] QString canonicalText(const QString &text);

/// `+1 415-555-0101`, `+14155550101` and `(415) 555-0101` are one number: Close stores E.164, a person types
/// less.
[[nodiscard]] bool isSamePhone(const QString &asked, const QString &stored);

/// True when what Close has under `key` is what was asked for. Of objects within lists only the members asked
/// for count; null, absent and empty are one.
[[nodiscard]] bool isSameValue(const QString &key, const QJsonValue &asked, const QJsonValue &stored);

/// True when every one of `keys` that was sent stands so in the stored object.
[[nodiscard]] bool isSameIn(const QStringList &keys, const QJsonObject &sent, const QJsonObject &stored);

/// BLAKE2 of the canonical form of a create: equal for two writes that cannot be told apart in Close.
[[nodiscard]] QByteArray fingerprint(const QString &path, const QJsonObject &sent);

} // namespace leadline
