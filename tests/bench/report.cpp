#include "tests/bench/report.h"

#include <QStringList>

namespace leadline::bench {

namespace {

QString number(double value)
{
    constexpr double most = 1e12; // what failed counts as infinite
    if (value > most)
        return QStringLiteral("-");
    return QString::number(value, 'f', value < 1 ? 3 : value < 100 ? 2 : 0);
}

QStringList cells(const Figure &figure)
{
    const bool hasPeer = figure.peerValue.has_value();
    return {figure.id,
            figure.what,
            number(figure.ours) + u' ' + figure.unit,
            hasPeer ? number(*figure.peerValue) + u' ' + figure.unit : QString(),
            hasPeer && *figure.peerValue > 0 ? number(figure.ours / *figure.peerValue) : QString(),
            figure.target,
            figure.target.isEmpty() ? QString()
            : figure.isMet          ? QStringLiteral("met")
                                    : QStringLiteral("MISSED"),
            figure.peer};
}

} // namespace

QJsonObject toJson(const Figure &figure)
{
    QJsonObject json{{QStringLiteral("id"), figure.id},       {QStringLiteral("what"), figure.what},
                     {QStringLiteral("ours"), figure.ours},   {QStringLiteral("unit"), figure.unit},
                     {QStringLiteral("peer"), figure.peer},   {QStringLiteral("target"), figure.target},
                     {QStringLiteral("is_met"), figure.isMet}};
    if (figure.peerValue)
        json.insert(QStringLiteral("peer_value"), *figure.peerValue);
    return json;
}

Figure figureFromJson(const QJsonObject &json)
{
    Figure figure;
    figure.id = json.value(QLatin1String("id")).toString();
    figure.what = json.value(QLatin1String("what")).toString();
    figure.ours = json.value(QLatin1String("ours")).toDouble();
    figure.unit = json.value(QLatin1String("unit")).toString();
    figure.peer = json.value(QLatin1String("peer")).toString();
    figure.target = json.value(QLatin1String("target")).toString();
    figure.isMet = json.value(QLatin1String("is_met")).toBool();
    if (json.contains(QLatin1String("peer_value")))
        figure.peerValue = json.value(QLatin1String("peer_value")).toDouble();
    return figure;
}

QString table(const QList<Figure> &figures)
{
    QList<QStringList> rows{{QStringLiteral("#"), QStringLiteral("what"), QStringLiteral("Leadline"),
                             QStringLiteral("peer"), QStringLiteral("ratio"), QStringLiteral("target"),
                             QString(), QStringLiteral("beside")}};
    for (const Figure &figure : figures)
        rows << cells(figure);
    QList<qsizetype> widths(rows.constFirst().size(), 0);
    for (const QStringList &row : std::as_const(rows)) {
        for (qsizetype column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], row[column].size());
    }
    QString text;
    for (const QStringList &row : std::as_const(rows)) {
        for (qsizetype column = 0; column < row.size(); ++column) {
            const bool isNumber = column >= 2 && column <= 4;
            text += isNumber ? row[column].rightJustified(widths[column])
                             : row[column].leftJustified(widths[column]);
            text += QLatin1String("  ");
        }
        while (text.endsWith(u' '))
            text.chop(1);
        text += u'\n';
    }
    return text;
}

} // namespace leadline::bench
