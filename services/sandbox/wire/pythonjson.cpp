#include "services/sandbox/wire/pythonjson.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QLocale>

#include <limits>

namespace leadline::sandbox {

namespace {

void appendEscaped(QByteArray &out, char16_t unit)
{
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
        out += "\\u" + QByteArray::number(unit, 16).rightJustified(4, '0');
    }
}

void append(QByteArray &out, const QJsonValue &value);

void append(QByteArray &out, const QJsonObject &object)
{
    out += '{';
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it != object.begin())
            out += ", ";
        appendPythonString(out, it.key());
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
        appendPythonString(out, value.toString());
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
    const double number = value.toDouble();
    const qint64 whole = value.toInteger(std::numeric_limits<qint64>::min());
    if (whole != std::numeric_limits<qint64>::min())
        out += QByteArray::number(whole);
    else
        out += QByteArray::number(number, 'g', QLocale::FloatingPointShortest);
}

} // namespace

void appendPythonString(QByteArray &out, QStringView text)
{
    const qsizetype begin = out.size();
    out.resize(begin + text.size() + 2);
    char *at = out.data() + begin;
    *at++ = '"';
    qsizetype done = 0;
    for (; done < text.size(); ++done) { // nearly all texts are plain to their end
        const char16_t unit = text[done].unicode();
        if (unit < 0x20 || unit >= 0x7f || unit == u'"' || unit == u'\\')
            break;
        *at++ = char(unit);
    }
    out.truncate(at - out.constData());
    for (; done < text.size(); ++done) {
        const char16_t unit = text[done].unicode();
        if (unit < 0x20 || unit >= 0x7f || unit == u'"' || unit == u'\\')
            appendEscaped(out, unit);
        else
            out += char(unit);
    }
    out += '"';
}

QByteArray pythonJson(const QJsonValue &value)
{
    QByteArray out;
    append(out, value);
    return out;
}

} // namespace leadline::sandbox
