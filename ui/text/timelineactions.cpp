#include "ui/text/timelineactions.h"

#include <QCoreApplication>

namespace leadline {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("TimelineActions", text);
}

TimelineActionText edit()
{
    return {TimelineAction::Edit, QStringLiteral("editWrite"), tr("Edit"), QKeySequence(Qt::Key_F2)};
}

TimelineActionText retry()
{
    return {TimelineAction::Retry, QStringLiteral("retryWrite"), tr("Try again"), QKeySequence(Qt::Key_F5)};
}

TimelineActionText discard(bool isDeletion)
{
    return {TimelineAction::Discard, QStringLiteral("discardWrite"),
            isDeletion ? tr("Keep it") : tr("Discard"), QKeySequence(Qt::Key_Delete)};
}

} // namespace

QList<TimelineActionText> writeActions(SyncState state, bool isDeletion, bool hasForm)
{
    switch (state) {
    case SyncState::Synced:
    case SyncState::Sending:
    case SyncState::Checking:
    case SyncState::Deleting:
        return {};
    case SyncState::Pending:
        return {discard(isDeletion)};
    case SyncState::Rejected:
        if (isDeletion)
            return {retry(), discard(true)};
        return hasForm ? QList<TimelineActionText>{edit(), retry(), discard(false)}
                       : QList<TimelineActionText>{retry(), discard(false)};
    case SyncState::NeedsPerson:
        return {{TimelineAction::Arrived, QStringLiteral("writeArrived"), tr("It arrived"), {}},
                {TimelineAction::SendAgain, QStringLiteral("sendWriteAgain"), tr("Send again"), {}},
                discard(isDeletion)};
    case SyncState::Doubled:
        return {
            {TimelineAction::DeleteDouble, QStringLiteral("deleteDouble"), tr("Delete the second one"), {}},
            {TimelineAction::KeepBoth, QStringLiteral("keepBoth"), tr("Keep both"), {}}};
    case SyncState::Parked:
        return {retry(), discard(isDeletion)};
    }
    return {};
}

} // namespace leadline
