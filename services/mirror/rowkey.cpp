#include "services/mirror/rowkey.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace leadline {

RowKey rowKey(const QString &id)
{
    const QByteArray hash = QCryptographicHash::hash(id.toUtf8(), QCryptographicHash::Blake2b_160);
    return qFromLittleEndian<qint64>(hash.constData());
}

} // namespace leadline
