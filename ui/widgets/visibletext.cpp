#include "ui/widgets/visibletext.h"

#include <algorithm>

namespace leadline {

namespace {

bool isHidden(QChar c)
{
    const char16_t u = c.unicode();
    const bool isControl = (u < 0x20 && u != '\n' && u != '\t' && u != '\r') || (u >= 0x7F && u < 0xA0);
    const bool isOverride = (u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069);
    return isControl || isOverride;
}

} // namespace

QString visibleText(const QString &text)
{
    if (std::none_of(text.begin(), text.end(), isHidden))
        return text;
    QString visible;
    for (const QChar c : text) {
        if (isHidden(c))
            visible += QStringLiteral("[U+%1]").arg(uint(c.unicode()), 4, 16, QLatin1Char('0')).toUpper();
        else
            visible += c;
    }
    return visible;
}

QString menuText(const QString &text)
{
    return visibleText(text).replace(QLatin1Char('&'), QLatin1String("&&"));
}

} // namespace leadline
