#include "services/http/bodydevice.h"

#include <cstring>

namespace leadline {

BodyDevice::BodyDevice(QByteArray bytes, QObject *parent) : QIODevice(parent), m_bytes(std::move(bytes))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 BodyDevice::bytesAvailable() const
{
    return m_bytes.size() - m_position;
}

bool BodyDevice::atEnd() const
{
    return bytesAvailable() == 0;
}

qint64 BodyDevice::readData(char *data, qint64 maxSize)
{
    if (atEnd())
        return -1;
    const qint64 count = std::min(maxSize, bytesAvailable());
    std::memcpy(data, m_bytes.constData() + m_position, size_t(count));
    m_position += count;
    return count;
}

} // namespace leadline
