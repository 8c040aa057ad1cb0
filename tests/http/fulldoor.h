#pragma once

#include <QHostAddress>

#include <vector>

namespace leadline::test {

/// A port of this machine that answers no attempt to connect, as a firewall that drops them: its queue of
/// connections nobody took is full, and Linux says nothing to further ones.
class FullDoor
{
public:
    /// On 127.0.0.1 or ::1; `port` 0 takes a free one.
    explicit FullDoor(const QHostAddress &address, quint16 port = 0);
    ~FullDoor();
    Q_DISABLE_COPY_MOVE(FullDoor)
    [[nodiscard]] quint16 port() const { return m_port; } ///< 0 = the machine has no such address

private:
    int m_listener = -1;
    std::vector<int> m_waiting;
    quint16 m_port = 0;
};

} // namespace leadline::test
