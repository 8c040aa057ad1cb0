#include "services/mirror/syncstatejson.h"

#include "services/mirror/archive.h"

#include <QJsonArray>

#include <algorithm>

namespace leadline {

namespace {

constexpr Name<PullPhase> phaseNames[] = {
    {PullPhase::Organization, QLatin1String("organization")},
    {PullPhase::Leads, QLatin1String("leads")},
    {PullPhase::Tasks, QLatin1String("tasks")},
    {PullPhase::Opportunities, QLatin1String("opportunities")},
    {PullPhase::Activities, QLatin1String("activities")},
    {PullPhase::Audit, QLatin1String("audit")},
    {PullPhase::Complete, QLatin1String("complete")},
};

QString stamp(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

QDateTime moment(const QJsonObject &json, QLatin1String key)
{
    return QDateTime::fromString(json.value(key).toString(), Qt::ISODateWithMs);
}

/// Milliseconds as text: a number in JSON is a double, which an open end is not.
QJsonArray fromRanges(const QList<TimeRange> &ranges)
{
    QJsonArray array;
    for (const TimeRange &range : ranges)
        array.append(QJsonArray{QString::number(range.from), QString::number(range.to)});
    return array;
}

QList<TimeRange> toRanges(const QJsonArray &array)
{
    QList<TimeRange> ranges;
    for (const QJsonValue &value : array)
        ranges.append(
            {value.toArray().at(0).toString().toLongLong(), value.toArray().at(1).toString().toLongLong()});
    return ranges;
}

} // namespace

QJsonObject toJson(const PullState &state)
{
    const QString phase = nameOf(std::span<const Name<PullPhase>>(phaseNames), state.phase);
    return {{QStringLiteral("phase"), phase},
            {QStringLiteral("left"), fromRanges(state.left)},
            {QStringLiteral("planned"), state.isPlanned},
            {QStringLiteral("by_pages"), state.isByPages},
            {QStringLiteral("skip"), state.skip},
            {QStringLiteral("taken"), state.taken},
            {QStringLiteral("total"), state.total},
            {QStringLiteral("passes"), state.passes},
            {QStringLiteral("started_at"), stamp(state.startedAt)},
            {QStringLiteral("has_loaded"), state.hasLoaded},
            {QStringLiteral("as_of"), stamp(state.asOf)}};
}

PullState pullStateFromJson(const QJsonObject &json)
{
    PullState state;
    const QString phase = json.value(QLatin1String("phase")).toString();
    state.phase = valueOf(std::span<const Name<PullPhase>>(phaseNames), phase).value_or(state.phase);
    state.left = toRanges(json.value(QLatin1String("left")).toArray());
    state.isPlanned = json.value(QLatin1String("planned")).toBool();
    state.isByPages = json.value(QLatin1String("by_pages")).toBool();
    state.skip = std::max(0, json.value(QLatin1String("skip")).toInt());
    state.taken = json.value(QLatin1String("taken")).toInt();
    state.total = json.value(QLatin1String("total")).toInt(-1);
    state.passes = json.value(QLatin1String("passes")).toInt();
    state.startedAt = moment(json, QLatin1String("started_at"));
    state.asOf = moment(json, QLatin1String("as_of"));
    state.hasLoaded = json.value(QLatin1String("has_loaded")).toBool();
    return state;
}

QJsonObject toJson(const EventState &state)
{
    return {{QStringLiteral("point"), stamp(state.point)}, {QStringLiteral("read_at"), stamp(state.readAt)}};
}

EventState eventStateFromJson(const QJsonObject &json)
{
    return {moment(json, QLatin1String("point")), moment(json, QLatin1String("read_at"))};
}

} // namespace leadline
