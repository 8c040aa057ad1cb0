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
    Doubled,     ///< Close may have it twice; a person decides whether the second one is deleted
};

/// The state of a row that stands for a command in that state.
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

/// The same for a whole command. A deletion waits for a person only when nobody asked for it: it is of an
/// object that may be a double of another write.
[[nodiscard]] inline SyncState syncStateOf(const Command &command)
{
    const bool isDouble =
        command.state == CommandState::User && std::holds_alternative<DeleteObject>(command.body);
    return isDouble ? SyncState::Doubled : syncStateOf(command.state);
}

/// True for states in which nothing happens until a person decides.
[[nodiscard]] constexpr bool needsPerson(SyncState state)
{
    return state == SyncState::Rejected || state == SyncState::NeedsPerson || state == SyncState::Parked ||
           state == SyncState::Doubled;
}

} // namespace leadline
