#include "services/mirror/folding.h"

#include <QList>
#include <QStringList>

#include <vector>

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

bool isAsciiBlank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// The Latin letters from À to ſ (two bytes in UTF-8, the first of them c3 to c5), folded: most of what is
/// not ASCII in names, and read from a table.
const std::string *foldedLatin(char first, char second)
{
    constexpr char32_t begin = 0xc0;
    constexpr char32_t end = 0x180;
    static const std::vector<std::string> table = [] {
        std::vector<std::string> letters;
        for (char32_t letter = begin; letter < end; ++letter)
            letters.push_back(foldedForSearch(QString::fromUcs4(&letter, 1)).toStdString());
        return letters;
    }();
    const char32_t letter =
        (char32_t(static_cast<uchar>(first)) & 0x1f) << 6 | (static_cast<uchar>(second) & 0x3f);
    const bool isTail = (static_cast<uchar>(second) & 0xc0) == 0x80;
    return isTail && letter >= begin && letter < end ? &table[letter - begin] : nullptr;
}

bool isLatinLead(char c)
{
    return c == '\xc3' || c == '\xc4' || c == '\xc5';
}

/// No letter outside of Latin, and none of those that are spelled out.
bool isNeverSpelledOut(std::string_view text)
{
    constexpr std::string_view spelled = "\x84\x85\x96\x98\x9c\xa4\xa5\xb6\xb8\xbc"; // ÄÅÖØÜ äåöøü after c3
    for (size_t i = 0; i < text.size(); ++i) {
        if (static_cast<uchar>(text[i]) < 0x80)
            continue;
        if (!isLatinLead(text[i]) || i + 1 == text.size() ||
            (text[i] == '\xc3' && spelled.find(text[i + 1]) != std::string_view::npos))
            return false;
        ++i;
    }
    return true;
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
    std::string result;
    result.reserve(text.size());
    bool isBlankDue = false;
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (isAsciiBlank(c)) {
            isBlankDue = !result.empty();
            continue;
        }
        if (isBlankDue)
            result += ' ';
        isBlankDue = false;
        if (static_cast<uchar>(c) < 0x80) {
            result += c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
            continue;
        }
        const std::string *const folded =
            isLatinLead(c) && i + 1 < text.size() ? foldedLatin(c, text[i + 1]) : nullptr;
        if (!folded)
            return foldedForSearch(QString::fromUtf8(text.data(), qsizetype(text.size()))).toStdString();
        result += *folded;
        ++i;
    }
    return result;
}

std::string spelledOutUtf8(std::string_view text)
{
    if (isNeverSpelledOut(text))
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
