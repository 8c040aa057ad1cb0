#pragma once

#include "services/sandbox/rules/fields.h"

namespace leadline::sandbox {

/// Reads `note` and `note_html` (or another pair of keys), which overwrite each other; the rich one wins when both are
/// sent (close-api.md 5.6). Rich text outside `<body>` is refused.
void readNote(Fields &fields, QJsonObject &target, const QString &plain = QStringLiteral("note"),
              const QString &rich = QStringLiteral("note_html"));

} // namespace leadline::sandbox
