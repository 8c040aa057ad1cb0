#include "services/mirror/folding.h"

#include <QList>
#include <QStringList>

#include <algorithm>

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

/// How the letter is written where it cannot be typed; null for all others.
const char *spelledOut(QChar letter)
{
    switch (letter.toCaseFolded().unicode()) {
    case u'\u00e4':
        return "ae"; // ä
    case u'\u00f6':
    case u'\u00f8':
        return "oe"; // ö, ø
    case u'\u00fc':
        return "ue"; // ü
    case u'\u00e5':
        return "aa"; // å
    default:
        return nullptr;
    }
}

bool isAscii(std::string_view text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<uchar>(c) >= 0x80; });
}

bool isAsciiBlank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
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

std::string foldedUtf8(std::string_view text)
{
    if (!isAscii(text))
        return foldedForSearch(QString::fromUtf8(text.data(), qsizetype(text.size()))).toStdString();
    std::string result;
    result.reserve(text.size());
    bool isBlankDue = false;
    for (const char c : text) {
        if (isAsciiBlank(c)) {
            isBlankDue = !result.empty();
            continue;
        }
        if (isBlankDue)
            result += ' ';
        isBlankDue = false;
        result += c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
    }
    return result;
}

std::string spelledOutUtf8(std::string_view text)
{
    if (isAscii(text))
        return {};
    QStringList found;
    const QString composed = QString::fromUtf8(text.data(), qsizetype(text.size()))
                                 .normalized(QString::NormalizationForm_C)
                                 .simplified();
    for (const QStringView word : QStringView(composed).split(u' ')) {
        QString spelled;
        bool isSpelledOut = false;
        for (const QChar letter : word) {
            const char *plain = spelledOut(letter);
            isSpelledOut = isSpelledOut || plain;
            spelled += plain ? QString(QLatin1String(plain)) : QString(letter);
        }
        if (isSpelledOut)
            found.append(foldedForSearch(spelled));
    }
    return found.join(u' ').toStdString();
}

} // namespace leadline
