#pragma once

#include "models/syncstate.h"

#include <QKeySequence>
#include <QList>
#include <QString>

namespace leadline {

/// What a person can do with a row of the timeline.
enum class TimelineAction {
    Expand,
    Edit,
    Retry,
    Discard,
    Arrived,
    SendAgain,
    DeleteDouble,
    KeepBoth,
    Delete
};

struct TimelineActionText
{
    TimelineAction action = TimelineAction::Expand;
    QString name; ///< object name of its menu entry
    QString text;
    QKeySequence key;
};

/// What may be decided about a write that lies over a row; `isDeletion` when it is the deletion of an
/// activity, `hasForm` when it can be corrected in a form. Empty while nothing can be done but wait.
[[nodiscard]] QList<TimelineActionText> writeActions(SyncState state, bool isDeletion, bool hasForm);

} // namespace leadline
