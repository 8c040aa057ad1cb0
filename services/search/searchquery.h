#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace leadline {

/// What a person typed, taken apart for the index; pure. All parts are folded (services/mirror/folding.h), so
/// words hold letters and digits only and cannot be read as operators of a query language.
struct SearchQuery
{
    QString whole; ///< all of it
    /// Every word with its other spellings (`müller`: `muller`, `mueller`), the plain one first. A hit has
    /// each of them at the beginning of some word, in any order.
    QList<QStringList> words;
    /// Pieces between blanks of at least three letters, as typed: what may stand in the middle of a word.
    QStringList pieces;
    /// E-mail addresses and domains: pieces that must stand in a text as they are.
    QStringList addresses;
    /// All digits, if the text looks like a part of a phone number and has at least three; else empty.
    /// Without the zeros one dials before a national or international number.
    QString digits;

    [[nodiscard]] bool isEmpty() const { return words.isEmpty() && pieces.isEmpty(); }
    friend bool operator==(const SearchQuery &, const SearchQuery &) = default;
};

/// Takes at most the first 200 characters and 12 words: no name is longer, and a pasted page must not become
/// a thousand look-ups.
[[nodiscard]] SearchQuery parsedQuery(const QString &text);

} // namespace leadline
