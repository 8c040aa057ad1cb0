#include "services/sandbox/wire/pythonjson.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QLocale>

namespace leadline::sandbox {

namespace {

void append(QByteArray &out, const QString &text)
{
    out += '"';
    for (const QChar character : text) {
        const char16_t unit = character.unicode();
        switch (unit) {
        case u'"':
            out += "\\\"";
            break;
        case u'\\':
            out += "\\\\";
            break;
        case u'\n':
            out += "\\n";
            break;
        case u'\r':
            out += "\\r";
            break;
        case u'\t':
            out += "\\t";
            break;
        case u'\b':
            out += "\\b";
            break;
        case u'\f':
            out += "\\f";
            break;
        default:
            if (unit >= 0x20 && unit < 0x7f)
                out += char(unit);
            else
                out += "\\u" + QByteArray::number(unit, 16).rightJustified(4, '0');
        }
    }
    out += '"';
}

void append(QByteArray &out, const QJsonValue &value);

void append(QByteArray &out, const QJsonObject &object)
{
    out += '{';
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it != object.begin())
            out += ", ";
        append(out, it.key());
        out += ": ";
        append(out, QJsonValue(it.value()));
    }
    out += '}';
}

void append(QByteArray &out, const QJsonArray &array)
{
    out += '[';
    for (auto it = array.begin(); it != array.end(); ++it) {
        if (it != array.begin())
            out += ", ";
        append(out, QJsonValue(*it));
    }
    out += ']';
}

void append(QByteArray &out, const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
        out += "null";
        return;
    case QJsonValue::Bool:
        out += value.toBool() ? "true" : "false";
        return;
    case QJsonValue::String:
        append(out, value.toString());
        return;
    case QJsonValue::Object:
        append(out, value.toObject());
        return;
    case QJsonValue::Array:
        append(out, value.toArray());
        return;
    case QJsonValue::Undefined:
        return;
    case QJsonValue::Double:
        break;
    }
    const QVariant number = value.toVariant();
    if (number.typeId() == QMetaType::LongLong)
        out += QByteArray::number(number.toLongLong());
    else
        out += QByteArray::number(number.toDouble(), 'g', QLocale::FloatingPointShortest);
}

} // namespace

QByteArray pythonJson(const QJsonValue &value)
{
    QByteArray out;
    append(out, value);
    return out;
}

} // namespace leadline::sandbox
