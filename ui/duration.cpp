#include "ui/duration.h"

#include <QRegularExpression>

namespace leadline {

std::optional<int> parseDuration(const QString &text)
{
    static const QRegularExpression clock(QStringLiteral("^(?:(\\d{1,2}):)?(\\d{1,4}):([0-5]\\d)$"));
    static const QRegularExpression units(
        QStringLiteral(
            "^(?:(\\d{1,2})\\s*h)?\\s*(?:(\\d{1,4})\\s*m(?:in)?)?\\s*(?:(\\d{1,5})\\s*s(?:ec)?)?$"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression minutes(QStringLiteral("^\\d{1,4}$"));

    const QString input = text.trimmed();
    if (input.isEmpty())
        return 0;
    int seconds = 0;
    if (minutes.match(input).hasMatch()) {
        seconds = input.toInt() * 60;
    } else {
        auto match = clock.match(input);
        if (!match.hasMatch())
            match = units.match(input);
        if (!match.hasMatch())
            return std::nullopt;
        seconds =
            match.captured(1).toInt() * 3600 + match.captured(2).toInt() * 60 + match.captured(3).toInt();
    }
    constexpr int day = 24 * 3600;
    if (seconds > day)
        return std::nullopt;
    return seconds;
}

QString durationText(int seconds)
{
    return QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

} // namespace leadline
