#include "tests/http/fulldoor.h"

#include <QtEndian>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace leadline::test {

namespace {

struct Address
{
    sockaddr_storage bytes{};
    socklen_t size = 0;
    [[nodiscard]] sockaddr *get() { return reinterpret_cast<sockaddr *>(&bytes); }
};

Address loopback(bool isIpv6, quint16 port)
{
    Address address;
    if (isIpv6) {
        auto *v6 = reinterpret_cast<sockaddr_in6 *>(&address.bytes);
        v6->sin6_family = AF_INET6;
        v6->sin6_addr = in6addr_loopback;
        v6->sin6_port = qToBigEndian(port);
        address.size = sizeof *v6;
    } else {
        auto *v4 = reinterpret_cast<sockaddr_in *>(&address.bytes);
        v4->sin_family = AF_INET;
        v4->sin_addr.s_addr = qToBigEndian<quint32>(INADDR_LOOPBACK);
        v4->sin_port = qToBigEndian(port);
        address.size = sizeof *v4;
    }
    return address;
}

} // namespace

FullDoor::FullDoor(const QHostAddress &address, quint16 port)
{
    const bool isIpv6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    const int family = isIpv6 ? AF_INET6 : AF_INET;
    Address own = loopback(isIpv6, port);
    m_listener = ::socket(family, SOCK_STREAM, 0);
    if (::bind(m_listener, own.get(), own.size) != 0 || ::listen(m_listener, 0) != 0 ||
        ::getsockname(m_listener, own.get(), &own.size) != 0)
        return;
    m_port = qFromBigEndian(isIpv6 ? reinterpret_cast<sockaddr_in6 *>(&own.bytes)->sin6_port
                                   : reinterpret_cast<sockaddr_in *>(&own.bytes)->sin_port);
    for (int i = 0; i < 4; ++i) { // one fits into a queue of length 0
        m_waiting.push_back(::socket(family, SOCK_STREAM | SOCK_NONBLOCK, 0));
        ::connect(m_waiting.back(), own.get(), own.size);
    }
}

FullDoor::~FullDoor()
{
    for (const int socket : m_waiting)
        ::close(socket);
    ::close(m_listener);
}

} // namespace leadline::test
