#include "services/search/oneedit.h"

#include <algorithm>

namespace leadline {

namespace {

qsizetype commonStart(QStringView a, QStringView b)
{
    const auto differ = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    return differ.first - a.begin();
}

bool isSwapped(QStringView a, QStringView b)
{
    return a.size() >= 2 && b.size() >= 2 && a[0] == b[1] && a[1] == b[0];
}

} // namespace

bool isWithinOneEdit(QStringView a, QStringView b)
{
    const qsizetype start = commonStart(a, b);
    a = a.mid(start);
    b = b.mid(start);
    if (a.isEmpty() || b.isEmpty())
        return a.size() + b.size() <= 1;
    return a.mid(1) == b || a == b.mid(1) || a.mid(1) == b.mid(1) ||
           (isSwapped(a, b) && a.mid(2) == b.mid(2));
}

bool beginsWithinOneEdit(QStringView typed, QStringView word)
{
    const qsizetype start = commonStart(typed, word);
    typed = typed.mid(start);
    word = word.mid(start);
    if (typed.size() <= 1) // the rest may be the one letter too many
        return true;
    return word.startsWith(typed.mid(1)) || (!word.isEmpty() && word.mid(1).startsWith(typed)) ||
           (!word.isEmpty() && word.mid(1).startsWith(typed.mid(1))) ||
           (isSwapped(typed, word) && word.mid(2).startsWith(typed.mid(2)));
}

} // namespace leadline
