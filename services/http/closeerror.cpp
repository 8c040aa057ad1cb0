#include "services/http/closeerror.h"

#include <QJsonArray>

namespace leadline {

namespace {

constexpr int deepestNesting = 8;
constexpr qsizetype longestText = 4'000;

QString joined(const QString &path, const QString &key)
{
    return path.isEmpty() ? key : path + u'.' + key;
}

void collect(const QString &path, const QJsonValue &value, int depth, QList<FieldError> &found)
{
    if (value.isString()) {
        found.append({path, value.toString().left(longestText)});
        return;
    }
    if (depth >= deepestNesting)
        return;
    if (value.isArray()) {
        const QJsonArray list = value.toArray();
        for (qsizetype i = 0; i < list.size(); ++i)
            collect(list.at(i).isString() ? path : joined(path, QString::number(i)), list.at(i), depth + 1,
                    found);
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            collect(joined(path, it.key()), it.value(), depth + 1, found);
    }
}

void addText(QString &message, const QString &text)
{
    if (text.isEmpty())
        return;
    if (!message.isEmpty())
        message += u'\n';
    message += text.left(longestText);
}

} // namespace

std::optional<CloseError> readCloseError(const QJsonObject &body)
{
    const QJsonValue error = body.value(QLatin1String("error"));
    const QJsonValue errors = body.value(QLatin1String("errors"));
    const QJsonValue fields = body.value(QLatin1String("field-errors"));
    if (!error.isString() && !error.isObject() && !errors.isArray() && !fields.isObject())
        return std::nullopt;

    CloseError result;
    addText(result.message, error.isObject() ? error[QLatin1String("message")].toString() : error.toString());
    for (const QJsonValue &text : errors.toArray())
        addText(result.message, text.toString());
    collect({}, fields.toObject(), 0, result.fieldErrors);
    if (result.message.isEmpty()) {
        for (const FieldError &field : std::as_const(result.fieldErrors))
            addText(result.message, field.message);
    }
    return result;
}

} // namespace leadline
