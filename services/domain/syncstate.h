#pragma once

#include "services/domain/timerange.h"

#include <QDateTime>
#include <QList>

namespace leadline {

/// What the first load does, in this order. Names stand in files: never to be changed.
enum class PullPhase { Organization, Leads, Tasks, Opportunities, Activities, Audit, Complete };

/// How far the first load has come; kept in the mirror so that it goes on after a restart where it stopped.
struct PullState
{
    PullPhase phase = PullPhase::Organization;
    /// Of the phase: what is still to be taken, by `date_updated` (leads) or `date_created` (the rest). Empty
    /// at the begin of a phase too: then `isPlanned` is false.
    QList<TimeRange> left;
    bool isPlanned = false;
    bool isByPages = false; ///< Close refused to search: leads come by `/lead/` pages, `skip` of them so far
    int skip = 0;
    int taken = 0;          ///< objects of the phase
    int total = -1;         ///< what Close counts of them; -1 = not known
    int passes = 0;         ///< audits that found something missing
    QDateTime startedAt;    ///< Close's time when this load began, UTC
    bool hasLoaded = false; ///< a load was complete once: this one sets right what changed too long ago

    QDateTime asOf;         ///< of a load after that: when the mirror was last in step before it, UTC

    [[nodiscard]] bool isComplete() const { return phase == PullPhase::Complete; }
    friend bool operator==(const PullState &, const PullState &) = default;
};

/// How far the event log has been read (close-api.md 7.1).
struct EventState
{
    /// Every event up to this `date_updated` of Close's has been applied; invalid = not known.
    QDateTime point;
    QDateTime readAt; ///< when that was found, by this machine's clock
    friend bool operator==(const EventState &, const EventState &) = default;
};

} // namespace leadline
