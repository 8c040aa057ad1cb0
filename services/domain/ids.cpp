#include "services/domain/ids.h"

#include <QRegularExpression>
#include <QUuid>

namespace leadline {

bool isWellFormedId(const QString &id)
{
    static const QRegularExpression pattern(QStringLiteral("\\A[a-z]+_[A-Za-z0-9]+\\z"));
    return id.size() <= 100 && pattern.match(id).hasMatch();
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
