#include "services/mirror/namedlists.h"

#include "services/mirror/leadlistjson.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>

namespace leadline {

namespace {

QJsonObject toJson(const NamedLists::List &list)
{
    return {{QStringLiteral("name"), list.name}, {QStringLiteral("query"), leadline::toJson(list.query)}};
}

NamedLists::List toList(const QJsonObject &json)
{
    return {json.value(QLatin1String("name")).toString(),
            leadListQueryFromJson(json.value(QLatin1String("query")).toObject())};
}

template <typename Lists>
auto named(Lists &lists, const QString &name)
{
    return std::find_if(lists.begin(), lists.end(), [&](const auto &list) { return list.name == name; });
}

} // namespace

NamedLists::NamedLists(const QString &folder, QObject *parent)
    : QObject(parent), m_path(folder + QLatin1String("/lists.json"))
{
    read();
}

void NamedLists::read()
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    file.close();
    if (!document.isObject()) {
        QFile::remove(m_path + QLatin1String(".damaged"));
        QFile::rename(m_path, m_path + QLatin1String(".damaged"));
        return;
    }
    const QJsonArray lists = document.object().value(QLatin1String("lists")).toArray();
    for (const QJsonValue &each : lists) {
        if (List list = toList(each.toObject()); !list.name.isEmpty())
            m_lists << std::move(list);
    }
    m_last = toList(document.object().value(QLatin1String("last")).toObject());
}

std::optional<NamedLists::List> NamedLists::find(const QString &name) const
{
    const auto found = named(m_lists, name);
    return found == m_lists.end() ? std::nullopt : std::optional(*found);
}

Result<Done> NamedLists::save(const QString &name, const LeadListQuery &query)
{
    QList<List> next = m_lists;
    if (const auto known = named(next, name); known != next.end())
        known->query = query;
    else
        next << List{name, query};
    auto written = write(next, {name, query});
    if (written)
        Q_EMIT changed();
    return written;
}

Result<Done> NamedLists::remove(const QString &name)
{
    QList<List> next = m_lists;
    next.removeIf([&](const List &list) { return list.name == name; });
    List last = m_last;
    if (last.name == name)
        last.name.clear();
    auto written = write(next, last);
    if (written)
        Q_EMIT changed();
    return written;
}

Result<Done> NamedLists::setLast(const List &list)
{
    return list == m_last ? Result<Done>(Done{}) : write(m_lists, list);
}

Result<Done> NamedLists::write(const QList<List> &lists, const List &last)
{
    QJsonArray array;
    for (const List &list : lists)
        array << toJson(list);
    QSaveFile file(m_path);
    const bool isWritten =
        file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
        file.write(QJsonDocument({{QStringLiteral("lists"), array}, {QStringLiteral("last"), toJson(last)}})
                       .toJson()) >= 0 &&
        file.commit();
    if (!isWritten)
        return ApiError(ErrorKind::Storage, file.errorString());
    m_lists = lists;
    m_last = last;
    return Done{};
}

} // namespace leadline

#include "moc_namedlists.cpp"
