#include "ui/text/statustone.h"

#include <QStringList>

namespace leadline {
namespace {

bool saysOneOf(const QString &label, std::initializer_list<const char *> words)
{
    for (const char *word : words) {
        if (label.contains(QLatin1String(word), Qt::CaseInsensitive))
            return true;
    }
    return false;
}

} // namespace

Tone statusTone(const QString &label)
{
    // The refusals first: "not interested" holds "interested".
    if (saysOneOf(label, {"not ", "bad", "lost", "cancel", "unqualified", "do not"}))
        return Tone::Bad;
    if (saysOneOf(label, {"customer", "won", "qualified"}))
        return Tone::Good;
    if (saysOneOf(label, {"interested", "demo", "trial"}))
        return Tone::Violet;
    if (saysOneOf(label, {"contacted", "working", "open"}))
        return Tone::Info;
    if (saysOneOf(label, {"potential", "new"}))
        return Tone::Neutral;
    constexpr Tone others[] = {Tone::Info, Tone::Violet, Tone::Warn, Tone::Neutral};
    uint sum = 0;
    for (const QChar c : label)
        sum = sum * 31 + c.unicode();
    return others[sum % std::size(others)];
}

} // namespace leadline
