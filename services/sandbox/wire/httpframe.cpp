#include "services/sandbox/wire/httpframe.h"

#include <QList>

namespace leadline::sandbox {

HttpFrame::HttpFrame(Role role, bool hasNoBody) : m_role(role), m_hasNoBody(hasNoBody) {}

qsizetype HttpFrame::feed(const QByteArray &bytes)
{
    if (m_isComplete)
        return 0;
    const qsizetype before = m_bytes.size();
    m_bytes += bytes;
    update();
    if (!m_isComplete)
        return bytes.size();
    m_bytes.truncate(m_end);
    return m_end - before;
}

void HttpFrame::update()
{
    if (m_headSize == 0) {
        const qsizetype blank = m_bytes.indexOf("\r\n\r\n");
        if (blank < 0)
            return;
        m_headSize = blank + 4;
        readHead();
    }
    if (m_isChunked)
        m_end = chunkedEnd();
    m_isComplete = m_end >= 0 && m_bytes.size() >= m_end;
}

void HttpFrame::readHead()
{
    const int code = status();
    if (m_hasNoBody || code == 204 || code == 304) {
        m_end = m_headSize;
        return;
    }
    m_isChunked = header("transfer-encoding").toLower().contains("chunked");
    if (m_isChunked)
        return;
    bool hasLength = false;
    const qlonglong length = header("content-length").toLongLong(&hasLength);
    if (hasLength)
        m_end = m_headSize + std::max<qlonglong>(length, 0);
    else if (m_role == Role::Request)
        m_end = m_headSize;
}

qsizetype HttpFrame::chunkedEnd() const
{
    qsizetype at = m_headSize;
    while (true) {
        const qsizetype lineEnd = m_bytes.indexOf("\r\n", at);
        if (lineEnd < 0)
            return -1;
        const qlonglong size =
            m_bytes.sliced(at, lineEnd - at).split(';').first().trimmed().toLongLong(nullptr, 16);
        if (size <= 0) {
            // Trailers, if any, end with an empty line.
            const qsizetype end = m_bytes.indexOf("\r\n\r\n", lineEnd);
            return end < 0 ? -1 : end + 4;
        }
        at = lineEnd + 2 + size + 2;
        if (at > m_bytes.size())
            return -1;
    }
}

QByteArray HttpFrame::header(const QByteArray &name) const
{
    const QList<QByteArray> lines = m_bytes.left(m_headSize).split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).trimmed().toLower() == name)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

QByteArray HttpFrame::method() const
{
    return hasHead() ? m_bytes.left(m_bytes.indexOf(' ')) : QByteArray();
}

QByteArray HttpFrame::path() const
{
    if (!hasHead())
        return {};
    const QList<QByteArray> words = m_bytes.left(m_bytes.indexOf('\r')).split(' ');
    return words.value(1).split('?').first();
}

int HttpFrame::status() const
{
    if (!hasHead() || m_role != Role::Response)
        return 0;
    return m_bytes.mid(m_bytes.indexOf(' ') + 1, 3).toInt();
}

} // namespace leadline::sandbox
