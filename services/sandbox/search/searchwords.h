#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace leadline::sandbox {

/// How a text condition compares (close-api.md 6.3). Case never counts; accents do.
enum class TextMode {
    FullWords,        ///< every word stands somewhere
    Phrase,           ///< the words stand one after the other
    ExactValue,       ///< the whole value
    BeginningOfWords, ///< the same as Phrase, the last word may go on
};

[[nodiscard]] std::optional<TextMode> readTextMode(const QString &name);

/// What is looked for in texts, cut into words (runs of letters and digits) once.
class SearchWords
{
public:
    SearchWords(const QString &wanted, TextMode mode);
    [[nodiscard]] bool isIn(const QString &text) const;
    /// The same for a phone number, whatever its format: the digits are the number, or its end.
    [[nodiscard]] bool isPhone(const QString &number) const;

private:
    QString m_wanted;
    QString m_digits;
    QStringList m_words;
    TextMode m_mode;
};

} // namespace leadline::sandbox
