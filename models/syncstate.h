#pragma once

#include "services/domain/command.h"

namespace leadline {

/// How a row stands towards Close: what the person must know about a write that is laid over it.
enum class SyncState {
    Synced,      ///< as Close has it
    Pending,     ///< durable here, goes out when Close can be reached
    Sending,     ///< on its way
    Checking,    ///< no certain answer; being looked up in Close
    Rejected,    ///< Close refused it; Close's words are in the error
    NeedsPerson, ///< certainty cannot be had; a person decides
    Parked,      ///< cannot go on now; kept
    Deleting,    ///< the row is Close's, its deletion is under way
};

/// The state of a row that stands for this command.
[[nodiscard]] constexpr SyncState syncStateOf(CommandState state)
{
    switch (state) {
    case CommandState::Queued:
        return SyncState::Pending;
    case CommandState::Sending:
        return SyncState::Sending;
    case CommandState::Unknown:
        return SyncState::Checking;
    case CommandState::Done:
        return SyncState::Synced;
    case CommandState::Rejected:
        return SyncState::Rejected;
    case CommandState::User:
        return SyncState::NeedsPerson;
    case CommandState::Parked:
        return SyncState::Parked;
    }
    return SyncState::Synced;
}

/// True for states in which nothing happens until a person decides.
[[nodiscard]] constexpr bool needsPerson(SyncState state)
{
    return state == SyncState::Rejected || state == SyncState::NeedsPerson || state == SyncState::Parked;
}

} // namespace leadline
