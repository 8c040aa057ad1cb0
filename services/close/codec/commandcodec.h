#pragma once

#include "services/domain/commandbody.h"

#include <QJsonObject>

namespace leadline {

/// One `POST` that makes an object.
struct Creation
{
    QString path; ///< of the collection
    QJsonObject body;
};

/// What the command makes in Close (close-api.md 5); a message to be sent is made as a draft. What is empty
/// is left out: Close refuses nulls. Nothing for updates and deletions.
[[nodiscard]] std::optional<Creation> encodeCreation(const CommandBody &body);

/// True for a message that really goes to the customer.
[[nodiscard]] bool isSending(const CommandBody &body);

/// Plain text in Close's rich text (close-api.md 5.6): escaped, each line break a `<br />`, control
/// characters dropped.
[[nodiscard]] QString richTextOf(const QString &plain);

} // namespace leadline
