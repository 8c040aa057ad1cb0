#pragma once

#include "services/base/apierror.h"

#include <QJsonObject>

#include <optional>

namespace leadline {

/// Close's own words in an error answer.
struct CloseError
{
    QString message;
    QList<FieldError> fieldErrors;
};

/// Reads the three shapes of close-api.md 4: `error` (text, or an object with `message`), `errors` (list of
/// texts) and `field-errors` (text, list or nested object per field; nested ones get a dotted name). Nothing
/// when it is none of them.
[[nodiscard]] std::optional<CloseError> readCloseError(const QJsonObject &body);

} // namespace leadline
