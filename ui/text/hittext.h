#pragma once

#include "models/searchmodel.h"
#include "ui/theme/theme.h"

namespace leadline {

/// Something found, in words: what the search box paints and a screen reader says.
struct HitText
{
    QString icon; ///< Lucide name
    Tone tone = Tone::Neutral;
    MarkedText title;
    QString place;     ///< before the detail: the lead it belongs to, or where that is
    MarkedText detail; ///< may be empty
    QString time;      ///< empty = not known
    QString chip;      ///< a lead's status
    Tone chipTone = Tone::Neutral;
};

[[nodiscard]] HitText hitText(const SearchHit &hit, const QDateTime &nowUtc);
/// The row as one sentence: kind, title, place, detail, time.
[[nodiscard]] QString hitSentence(const SearchHit &hit, const QDateTime &nowUtc);

/// Above a group.
[[nodiscard]] QString sectionTitle(SearchModel::Section section, SearchKind kind);
/// The row that stands for asking Close, as far as that has come.
[[nodiscard]] QString askCloseText(SearchModel::CloseState state, const QString &typed,
                                   const ApiError &error);

} // namespace leadline
