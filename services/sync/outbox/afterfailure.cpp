#include "services/sync/outbox/afterfailure.h"

namespace leadline {

CommandState stateAfterCreate(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Unreached:
    case ErrorKind::Tls:
    case ErrorKind::RateLimited:
    case ErrorKind::Storage:
    case ErrorKind::Unauthorized:
        return CommandState::Queued;
    case ErrorKind::PaymentRequired:
    case ErrorKind::Forbidden:
        return CommandState::Parked;
    case ErrorKind::NotFound:
    case ErrorKind::Rejected:
    case ErrorKind::InvalidInput:
        return CommandState::Rejected;
    case ErrorKind::None:
    case ErrorKind::Timeout:
    case ErrorKind::ConnectionLost:
    case ErrorKind::ServerError:
    case ErrorKind::NotClose:
    case ErrorKind::Redirected:
    case ErrorKind::TooLarge:
    case ErrorKind::Cancelled:
        return CommandState::Unknown;
    }
    return CommandState::Unknown;
}

CommandState stateAfterRepeatable(ErrorKind kind)
{
    const CommandState state = stateAfterCreate(kind);
    return state == CommandState::Unknown ? CommandState::Queued : state;
}

CommandState stateAfterFlip(ErrorKind kind)
{
    const CommandState state = stateAfterCreate(kind);
    return state == CommandState::Queued ? CommandState::Queued : CommandState::Unknown;
}

bool mayHaveArrived(const Command &command)
{
    return command.doubts > 0 || command.looksFirst || command.lastError.kind == ErrorKind::RateLimited;
}

bool isLasting(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::PaymentRequired:
    case ErrorKind::Forbidden:
    case ErrorKind::NotFound:
    case ErrorKind::Rejected:
    case ErrorKind::NotClose:
    case ErrorKind::TooLarge:
    case ErrorKind::InvalidInput:
        return true;
    case ErrorKind::None:
    case ErrorKind::Unreached:
    case ErrorKind::Tls:
    case ErrorKind::Timeout:
    case ErrorKind::ConnectionLost:
    case ErrorKind::RateLimited:
    case ErrorKind::Unauthorized:
    case ErrorKind::ServerError:
    case ErrorKind::Redirected:
    case ErrorKind::Cancelled:
    case ErrorKind::Storage:
        return false;
    }
    return false;
}

bool isWithoutNetwork(ErrorKind kind)
{
    return kind == ErrorKind::Unreached || kind == ErrorKind::Tls;
}

} // namespace leadline
