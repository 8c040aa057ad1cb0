#include "services/sync/pull/errors.h"

namespace leadline {

bool isPassing(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Unreached:
    case ErrorKind::Tls:
    case ErrorKind::Timeout:
    case ErrorKind::ConnectionLost:
    case ErrorKind::RateLimited:
    case ErrorKind::ServerError:
    case ErrorKind::NotClose:
    case ErrorKind::Redirected:
    case ErrorKind::TooLarge:
    case ErrorKind::Storage:
        return true;
    case ErrorKind::None:
    case ErrorKind::Unauthorized:
    case ErrorKind::PaymentRequired:
    case ErrorKind::Forbidden:
    case ErrorKind::NotFound:
    case ErrorKind::Rejected:
    case ErrorKind::Cancelled:
    case ErrorKind::InvalidInput:
        return false;
    }
    return false;
}

} // namespace leadline
