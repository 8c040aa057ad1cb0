#pragma once

#include <QByteArray>

namespace leadline {

/// An API key or token. It has no conversion to a string and no debug output on purpose: only `reveal()`, which is
/// called where the Authorization header is built and where the keychain is written, shows it.
class Secret
{
public:
    Secret() = default;
    explicit Secret(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
    }
    [[nodiscard]] bool isEmpty() const { return m_bytes.isEmpty(); }
    [[nodiscard]] const QByteArray &reveal() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

} // namespace leadline
