#include "services/sandbox/listing.h"

#include <QJsonArray>

#include <variant>

namespace leadline::sandbox {

namespace {

int maxLimit(const Quirks &quirks, const QString &resource)
{
    if (resource == u"lead")
        return quirks.maxLeadLimit;
    if (resource == u"contact")
        return quirks.maxContactLimit;
    if (resource == u"opportunity")
        return quirks.maxOpportunityLimit;
    if (resource == u"activity")
        return quirks.maxActivityLimit;
    return quirks.maxOtherLimit;
}

/// A non-negative number from the query, or -1 for anything else.
int number(const QUrlQuery &query, const QString &key, int fallback)
{
    if (!query.hasQueryItem(key))
        return fallback;
    bool isNumber = false;
    const int value = query.queryItemValue(key, QUrl::FullyDecoded).toInt(&isNumber);
    return isNumber ? std::max(value, -1) : -1;
}

QJsonObject select(const QJsonObject &object, const QStringList &fields)
{
    const bool allCustom = fields.contains(u"custom");
    QJsonObject selected;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (fields.contains(it.key()) || (allCustom && it.key().startsWith(u"custom.")))
            selected.insert(it.key(), it.value());
    }
    return selected;
}

struct Page
{
    int skip = 0;
    int limit = 0;
};

/// `_skip` and `_limit` of a call, or why not.
std::variant<Page, Reply> readPage(const Call &call, const Quirks &quirks)
{
    const QString resource = call.path.value(0);
    const int skip = number(call.query, QStringLiteral("_skip"), 0);
    const int limit = number(call.query, QStringLiteral("_limit"), quirks.defaultLimit);
    if (skip < 0)
        return badRequest(quirks.invalidNumber.arg(u"_skip"));
    if (limit < 0)
        return badRequest(quirks.invalidNumber.arg(u"_limit"));
    if (skip > quirks.maxSkip)
        return badRequest(QStringLiteral("The skip you set is larger than the maximum skip for this resource "
                                         "(max_skip = %1). Please refine your search query.")
                              .arg(quirks.maxSkip));
    if (limit > maxLimit(quirks, resource))
        return badRequest(quirks.limitTooLarge.arg(maxLimit(quirks, resource)));
    return Page{skip, limit};
}

bool hasTotal(const QString &resource)
{
    return resource == u"lead" || resource == u"opportunity" || resource == u"task";
}

} // namespace

Reply listReply(const Call &call, const Quirks &quirks, const Window &window)
{
    const auto page = readPage(call, quirks);
    if (const Reply *refused = std::get_if<Reply>(&page))
        return *refused;
    const auto [skip, limit] = std::get<Page>(page);
    const Listing listing = window(skip, limit);
    QJsonArray data;
    for (const QJsonObject &item : listing.items)
        data.append(item);
    QJsonObject body{{QStringLiteral("data"), data}, {QStringLiteral("has_more"), listing.hasMore}};
    if (hasTotal(call.path.value(0)))
        body.insert(QStringLiteral("total_results"), listing.total);
    return {.body = body};
}

Reply listText(const Call &call, const Quirks &quirks,
               const std::function<TextPage(int skip, int limit)> &window)
{
    const auto page = readPage(call, quirks);
    if (const Reply *refused = std::get_if<Reply>(&page))
        return *refused;
    const auto [skip, limit] = std::get<Page>(page);
    const TextPage written = window(skip, limit);
    QByteArray text = "{\"data\": [" + written.items + "], \"has_more\": ";
    text += written.hasMore ? "true" : "false";
    if (hasTotal(call.path.value(0)))
        text += ", \"total_results\": " + QByteArray::number(written.total);
    return {.text = text + '}'};
}

Reply listReply(const Call &call, const Quirks &quirks, const QList<QJsonObject> &all)
{
    return listReply(call, quirks, [&all](int skip, int limit) {
        const auto end = qint64(skip) + limit;
        return Listing{all.mid(skip, limit), end < all.size(), int(all.size())};
    });
}

QStringList commaList(const QUrlQuery &query, const QString &key)
{
    const QStringList values = query.allQueryItemValues(key, QUrl::FullyDecoded);
    return values.join(u',').split(u',', Qt::SkipEmptyParts);
}

QStringList requestedFields(const QUrlQuery &query)
{
    QStringList fields = commaList(query, QStringLiteral("_fields"));
    for (QString &field : fields)
        field = field.trimmed();
    return fields.contains(u"_all") ? QStringList() : fields;
}

QJsonValue selectFields(const QJsonValue &body, const QStringList &fields)
{
    if (fields.isEmpty() || !body.isObject())
        return body;
    QJsonObject object = body.toObject();
    // `data` is the envelope of a list, `objects` that of a group of opportunities inside it (5.3).
    for (const auto &envelope : {QStringLiteral("data"), QStringLiteral("objects")}) {
        if (!object.value(envelope).isArray())
            continue;
        QJsonArray items;
        for (const QJsonValue &item : object.value(envelope).toArray())
            items.append(selectFields(item, fields));
        object.insert(envelope, items);
        return object;
    }
    return select(object, fields);
}

} // namespace leadline::sandbox
