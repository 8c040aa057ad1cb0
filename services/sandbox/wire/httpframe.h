#pragma once

#include <QByteArray>

namespace leadline::sandbox {

/// Finds where one HTTP/1.1 message ends in a stream of bytes: by Content-Length, chunks, or the end of the
/// connection. Nothing else is looked at.
class HttpFrame
{
public:
    enum class Role { Request, Response };
    /// `hasNoBody`: the answer to a HEAD.
    explicit HttpFrame(Role role = Role::Request, bool hasNoBody = false);

    /// Takes bytes from the front of the stream and returns how many belong to this message.
    qsizetype feed(const QByteArray &bytes);
    [[nodiscard]] bool hasHead() const { return m_headSize > 0; }
    /// False for ever when only the end of the connection ends the message.
    [[nodiscard]] bool isComplete() const { return m_isComplete; }
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }

    [[nodiscard]] QByteArray method() const; ///< of a request; empty before the head is there
    [[nodiscard]] QByteArray path() const;   ///< of a request, without the query
    [[nodiscard]] int status() const;        ///< of a response; 0 before the head is there

private:
    void readHead();
    void update();
    [[nodiscard]] QByteArray header(const QByteArray &name) const;
    /// Where the chunked body ends, or -1.
    [[nodiscard]] qsizetype chunkedEnd() const;

    Role m_role;
    bool m_hasNoBody;
    bool m_isChunked = false;
    bool m_isComplete = false;
    qsizetype m_headSize = 0;
    qsizetype m_end = -1; ///< size of the message; -1 = not known yet
    QByteArray m_bytes;
};

} // namespace leadline::sandbox
