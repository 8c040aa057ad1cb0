#pragma once

#include <QString>

namespace leadline::sandbox {

/// Close keeps a plain and a rich version of each note in step (close-api.md 5.6). Pure.

/// `a\nb & c` becomes `<body><p>a<br />b &amp; c</p></body>`; empty text becomes an empty string.
[[nodiscard]] QString htmlOfText(const QString &text);

/// The text a person would read: breaks and block ends become newlines, tags go, entities are resolved.
[[nodiscard]] QString textOfHtml(const QString &html);

/// Close's rich text stands inside `<body>...</body>`.
[[nodiscard]] bool isRichText(const QString &html);

} // namespace leadline::sandbox
