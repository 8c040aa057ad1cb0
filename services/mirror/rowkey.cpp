#include "services/mirror/rowkey.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace leadline {

RowKey rowKey(const QString &id)
{
    const QByteArray utf8 = id.toUtf8();
    return rowKey(std::string_view(utf8.constData(), size_t(utf8.size())));
}

RowKey rowKey(std::string_view id)
{
    const QByteArrayView bytes(id.data(), qsizetype(id.size()));
    const QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Blake2b_160);
    return qFromLittleEndian<qint64>(hash.constData());
}

} // namespace leadline
