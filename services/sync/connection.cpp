#include "services/sync/connection.h"

namespace leadline {

bool isNetworkTrouble(ErrorKind kind)
{
    return kind == ErrorKind::Unreached || kind == ErrorKind::Timeout || kind == ErrorKind::ConnectionLost;
}

Connection connectionAfter(ErrorKind kind, Connection before)
{
    switch (kind) {
    case ErrorKind::Unauthorized:
        return Connection::SignInNeeded;
    case ErrorKind::Unreached:
    case ErrorKind::Tls:
    case ErrorKind::Timeout:
    case ErrorKind::ConnectionLost:
    case ErrorKind::NotClose:
    case ErrorKind::Redirected:
        return before == Connection::SignInNeeded ? before : Connection::Offline;
    case ErrorKind::None:
    case ErrorKind::RateLimited:
    case ErrorKind::PaymentRequired:
    case ErrorKind::Forbidden:
    case ErrorKind::NotFound:
    case ErrorKind::Rejected:
    case ErrorKind::ServerError:
    case ErrorKind::TooLarge:
    case ErrorKind::Cancelled:
    case ErrorKind::Storage:
    case ErrorKind::InvalidInput:
        return before;
    }
    return before;
}

} // namespace leadline
