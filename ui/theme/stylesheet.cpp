#include "ui/theme/stylesheet.h"

#include <QFile>

namespace leadline {

QString styleSheetOf(const Tokens &tokens)
{
    QFile file(QStringLiteral(":/theme/leadline.qss"));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("the style sheet is not compiled in");
        return {};
    }
    QString sheet = QString::fromUtf8(file.readAll());
    const struct
    {
        QLatin1String name;
        QColor color;
    } names[] = {
        {QLatin1String("@bg"), tokens.bg},
        {QLatin1String("@surface"), tokens.surface},
        {QLatin1String("@raised"), tokens.raised},
        {QLatin1String("@line"), tokens.line},
        {QLatin1String("@text"), tokens.text},
        {QLatin1String("@muted"), tokens.muted},
        {QLatin1String("@faint"), tokens.faint},
        {QLatin1String("@accent"), tokens.accent},
        {QLatin1String("@onaccent"), tokens.onAccent},
        {QLatin1String("@selection"), tokens.selection},
        {QLatin1String("@hover"), tokens.hover},
        {QLatin1String("@badtext"), tokens.ink(Tone::Bad)},
    };
    for (const auto &entry : names)
        sheet.replace(entry.name + QLatin1Char(';'), entry.color.name() + QLatin1Char(';'));
    return sheet;
}

} // namespace leadline
