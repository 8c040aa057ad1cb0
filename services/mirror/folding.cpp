#include "services/mirror/folding.h"

#include <QList>

namespace leadline {

namespace {

/// For letters (case folded) that have no decomposition; null for all others.
const char *plainLetters(char32_t letter)
{
    switch (letter) {
    case U'\u00f8':
        return "o"; // ø
    case U'\u0142':
        return "l"; // ł
    case U'\u0111':
        return "d"; // đ
    case U'\u00f0':
        return "d"; // ð
    case U'\u0127':
        return "h"; // ħ
    case U'\u0131':
        return "i"; // dotless i
    case U'\u00e6':
        return "ae"; // æ
    case U'\u0153':
        return "oe"; // œ
    case U'\u00fe':
        return "th"; // þ
    case U'\u00df':
        return "ss"; // ß
    default:
        return nullptr;
    }
}

void appendFolded(QString &result, char32_t letter)
{
    if (QChar::category(letter) == QChar::Mark_NonSpacing)
        return;
    const char32_t folded = QChar::toCaseFolded(letter);
    if (const char *plain = plainLetters(folded))
        result += QLatin1String(plain);
    else
        result += QChar::fromUcs4(folded);
}

} // namespace

// Letter by letter: QString::normalized and toCaseFolded take quadratic time over a long text of expanding
// letters, and a name comes from outside (a million times Ä took minutes).
QString foldedForSearch(const QString &text)
{
    constexpr char32_t firstNotAscii = 0x80;
    QString result;
    result.reserve(text.size());
    const QList<uint> letters = text.simplified().toUcs4();
    for (const uint letter : letters) {
        if (letter < firstNotAscii) {
            result += QChar(QChar::toCaseFolded(letter));
            continue;
        }
        const char32_t single[] = {letter};
        const QList<uint> parts =
            QString::fromUcs4(single, 1).normalized(QString::NormalizationForm_KD).toUcs4();
        for (const uint part : parts)
            appendFolded(result, part);
    }
    return result;
}

} // namespace leadline
