#pragma once

#include "services/sandbox/quirks.h"
#include "services/sandbox/rules/fields.h"

namespace leadline::sandbox {

/// Reads `note` and `note_html`, which overwrite each other; the rich one wins when both are
/// sent (close-api.md 5.6).
void readNote(Fields &fields, QJsonObject &target, const Quirks &quirks);

/// A rich text that may stand outside `<body>`: refused, or wrapped (Quirks::refusesBareHtml).
void readRichText(Fields &fields, QJsonObject &target, const QString &key, const Quirks &quirks);

} // namespace leadline::sandbox
