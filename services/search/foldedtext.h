#pragma once

#include "services/search/searchhit.h"

#include <optional>

namespace leadline {

/// A text as the search sees it (services/mirror/folding.h), with the way back to the letters it came from.
/// Blanks count as they stand, one by one.
class FoldedText
{
public:
    explicit FoldedText(const QString &text);
    [[nodiscard]] const QString &folded() const { return m_folded; }
    /// The part of the original that a part of the folded text came from, its accents included.
    [[nodiscard]] TextRange original(TextRange folded) const;

private:
    QString m_folded;
    QList<int> m_places; ///< in the original, of each unit of the folded text, and the end
};

enum class WordMatch { Beginning, Whole };

/// The next word at or after `from` that begins with the needle, or is it; both folded.
[[nodiscard]] std::optional<TextRange> findWord(const QString &folded, const QString &needle, WordMatch match,
                                                qsizetype from = 0);
/// Digits that follow one another, with nothing but blanks and the marks of phone numbers between them.
[[nodiscard]] std::optional<TextRange> findDigits(const QString &folded, const QString &digits,
                                                  qsizetype from = 0);
/// The letter or digit is one the index makes words of; both halves of a pair count alike.
[[nodiscard]] bool isWordLetter(const QString &text, qsizetype at);
/// What people write between the digits of one phone number.
[[nodiscard]] bool isPhoneMark(QChar c);

} // namespace leadline
