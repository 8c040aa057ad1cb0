#include "services/domain/ids.h"

#include <QRegularExpression>

namespace leadline {

bool isWellFormedId(const QString &id)
{
    static const QRegularExpression pattern(QStringLiteral("\\A[a-z]+_[A-Za-z0-9]+\\z"));
    return id.size() <= 100 && pattern.match(id).hasMatch();
}

} // namespace leadline
