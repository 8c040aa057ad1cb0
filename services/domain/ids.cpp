#include "services/domain/ids.h"

#include <QUuid>

#include <algorithm>

namespace leadline {

namespace {

constexpr qsizetype longestId = 100;

bool isLower(ushort c)
{
    return c >= 'a' && c <= 'z';
}

bool isWord(ushort c)
{
    return isLower(c) || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

template <typename Iterator>
bool isPrefixAndWord(Iterator begin, Iterator end)
{
    const auto bar = std::find_if_not(begin, end, isLower);
    return bar != begin && bar != end && *bar == '_' && bar + 1 != end && std::all_of(bar + 1, end, isWord);
}

} // namespace

bool isWellFormedId(const QString &id)
{
    return id.size() <= longestId && isPrefixAndWord(id.utf16(), id.utf16() + id.size());
}

bool isWellFormedId(std::string_view id)
{
    const auto bytes = reinterpret_cast<const uchar *>(id.data());
    return qsizetype(id.size()) <= longestId && isPrefixAndWord(bytes, bytes + id.size());
}

QString mintLocalId()
{
    return QLatin1String("local_") + QUuid::createUuid().toString(QUuid::Id128);
}

bool isLocalId(const QString &id)
{
    return id.startsWith(QLatin1String("local_"));
}

} // namespace leadline
