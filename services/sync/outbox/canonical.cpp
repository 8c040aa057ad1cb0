#include "services/sync/outbox/canonical.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QStringList>

namespace leadline {

namespace {

/// Without the zeros of a national or international prefix: no number has them in E.164.
QString digits(const QString &phone)
{
    QString result;
    for (const QChar c : phone) {
        if (c.isDigit() && (c.digitValue() > 0 || !result.isEmpty()))
            result += QChar(u'0' + c.digitValue());
    }
    return result;
}

bool isNothing(const QJsonValue &value)
{
    return value.isNull() || value.isUndefined() || (value.isString() && value.toString().isEmpty()) ||
           (value.isArray() && value.toArray().isEmpty());
}

std::optional<qint64> momentOf(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("\\A\\d{4}-\\d{2}-\\d{2}T"));
    if (!form.match(text).hasMatch())
        return std::nullopt;
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (time.timeSpec() == Qt::LocalTime) // without a zone it is UTC (close-api.md 1.8)
        time.setTimeSpec(Qt::UTC);
    return time.isValid() ? std::optional(time.toMSecsSinceEpoch()) : std::nullopt;
}

bool isHtmlKey(const QString &key)
{
    return key.endsWith(QLatin1String("_html"));
}

bool isPhoneKey(const QString &key)
{
    return key == QLatin1String("phone") || key.endsWith(QLatin1String("_phone"));
}

bool isAddressKey(const QString &key)
{
    return key == QLatin1String("to") || key == QLatin1String("cc") || key == QLatin1String("bcc") ||
           key == QLatin1String("email");
}

QString canonicalWord(const QString &key, const QString &text)
{
    if (isHtmlKey(key))
        return canonicalHtml(text);
    if (isPhoneKey(key))
        return digits(text);
    if (const auto moment = momentOf(text))
        return QString::number(*moment);
    return isAddressKey(key) ? canonicalText(text).toLower() : canonicalText(text);
}

QJsonValue canonicalValue(const QString &key, const QJsonValue &value)
{
    if (value.isString())
        return canonicalWord(key, value.toString());
    if (value.isArray()) {
        QJsonArray items;
        for (const QJsonValue &item : value.toArray())
            items.append(canonicalValue(key, item));
        return items;
    }
    if (value.isObject()) {
        QJsonObject members;
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            members.insert(it.key(), canonicalValue(it.key(), it.value()));
        return members;
    }
    return value;
}

bool isSameList(const QString &key, const QJsonArray &asked, const QJsonArray &stored)
{
    if (asked.size() != stored.size())
        return false;
    for (int i = 0; i < asked.size(); ++i) {
        if (!isSameValue(key, asked.at(i), stored.at(i)))
            return false;
    }
    return true;
}

} // namespace

QString canonicalText(const QString &text)
{
    return text.normalized(QString::NormalizationForm_C).simplified();
}

QString canonicalHtml(const QString &html)
{
    static const QRegularExpression tag(QStringLiteral("<[^>]*>"));
    static const std::pair<QLatin1String, QLatin1String> entities[] = {
        {QLatin1String("&lt;"), QLatin1String("<")},    {QLatin1String("&gt;"), QLatin1String(">")},
        {QLatin1String("&quot;"), QLatin1String("\"")}, {QLatin1String("&#39;"), QLatin1String("'")},
        {QLatin1String("&#x27;"), QLatin1String("'")},  {QLatin1String("&apos;"), QLatin1String("'")},
        {QLatin1String("&nbsp;"), QLatin1String(" ")},  {QLatin1String("&amp;"), QLatin1String("&")},
    };
    QString text = html;
    text.replace(tag, QStringLiteral(" "));
    for (const auto &[entity, plain] : entities) // the ampersand last: `&amp;lt;` is no tag
        text.replace(entity, plain);
    return canonicalText(text);
}

bool isSamePhone(const QString &asked, const QString &stored)
{
    const QString a = digits(asked);
    const QString b = digits(stored);
    constexpr int telling = 6;
    return a == b || (a.size() >= telling && b.endsWith(a)) || (b.size() >= telling && a.endsWith(b));
}

bool isSameValue(const QString &key, const QJsonValue &asked, const QJsonValue &stored)
{
    if (isNothing(asked) || isNothing(stored))
        return isNothing(asked) && isNothing(stored);
    if (asked.isArray() && stored.isArray())
        return isSameList(key, asked.toArray(), stored.toArray());
    if (asked.isObject() && stored.isObject())
        return isSameIn(asked.toObject().keys(), asked.toObject(), stored.toObject());
    if (!asked.isString() || !stored.isString())
        return asked == stored;
    if (isPhoneKey(key))
        return isSamePhone(asked.toString(), stored.toString());
    return canonicalWord(key, asked.toString()) == canonicalWord(key, stored.toString());
}

bool isSameIn(const QStringList &keys, const QJsonObject &sent, const QJsonObject &stored)
{
    for (const QString &key : keys) {
        if (sent.contains(key) && !isSameValue(key, sent.value(key), stored.value(key)))
            return false;
    }
    return true;
}

QByteArray fingerprint(const QString &path, const QJsonObject &sent)
{
    const QJsonObject canonical = canonicalValue({}, sent).toObject();
    const QByteArray text = path.toUtf8() + QJsonDocument(canonical).toJson(QJsonDocument::Compact);
    return QCryptographicHash::hash(text, QCryptographicHash::Blake2b_256);
}

} // namespace leadline
