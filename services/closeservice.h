#pragma once

#include "services/base/clock.h"
#include "services/base/result.h"
#include "services/base/secret.h"
#include "services/domain/command.h"
#include "services/domain/undoreport.h"
#include "services/mirror/mirror.h"
#include "services/mirror/namedlists.h"
#include "services/mirror/outboxstore.h"
#include "services/search/searchservice.h"
#include "services/sync/connection.h"
#include "services/sync/pull/pullprogress.h"

#include <QHash>
#include <QObject>
#include <QUrl>

#include <memory>

namespace leadline {

struct RateBudget
{
    int percentFree = 100;  ///< of the tightest endpoint group
    bool isWaiting = false; ///< held back by a limit now
};

/// The façade behind which stand the Close client, the mirror and the outbox of one account. Panes and models
/// know only this class and the two stores it owns. Lives on the window's thread; everything slow happens
/// elsewhere, every result arrives as a signal of this class, of the mirror or of the outbox store.
class CloseService final : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        QUrl baseUrl; ///< such as https://api.close.com/api/v1/ (with the trailing slash)
        Secret apiKey;
        QByteArray keyMark; ///< tells this key from others of the account (Account::markOf)
        QString dataFolder; ///< of this account; created 0700
        OrganizationId organizationId;
        UserId userId;
        /// How long a new write waits so that it can be taken back (setHold).
        std::chrono::seconds hold{8};
        qint64 outboxGeneration = 0; ///< see OutboxStore::setKnownGeneration
    };
    [[nodiscard]] static Result<std::unique_ptr<CloseService>> open(Options options, const Clock &clock);
    /// Aborts what is under way and waits for the writer; nothing durable is lost.
    ~CloseService() override;

    [[nodiscard]] Mirror &mirror();
    [[nodiscard]] OutboxStore &outbox();
    /// Finds anything in the mirror.
    [[nodiscard]] SearchService &search();

    /// Starts pulling, sending and refreshing. Without it the service is a quiet local copy (tests,
    /// screenshots). While another program does that for the same account, this one sees what it does, adds
    /// to the outbox, and takes over when it ends.
    void start();

    // Intents
    /// Makes the write durable (fsync) and sends it in the foreground lane once its hold is over; the row repaints
    /// by `OutboxStore::changed`. A deletion first puts the object's full JSON into the trash and is refused
    /// (NotFound) when the mirror has none; asked twice it is one command. InvalidInput names the field that
    /// cannot be sent. What it creates gets a local id (`mintLocalId`) unless it has one; other writes may name
    /// that id and wait until Close has made the object.
    [[nodiscard]] Result<CommandId> submit(CommandBody body);
    /// Several writes as one: durable together or not at all, sent in this order where they concern one lead,
    /// taken back together.
    [[nodiscard]] Result<CommandGroupId> submit(QList<CommandBody> bodies);
    /// Takes back what has not left, undoes in Close what has, and tells what cannot be undone and why. NotFound
    /// when nothing is known of the group, or when it is undone already.
    [[nodiscard]] Result<UndoReport> undo(const CommandGroupId &group);
    /// The person's latest act of which something can still be undone; none older than a day.
    [[nodiscard]] std::optional<CommandGroupId> lastUndoable() const;
    /// 0 to 60 seconds, for writes made from now on.
    void setHold(std::chrono::seconds hold);
    /// Sends a Rejected, Parked or User command again, with another body if given (a corrected form of the
    /// same write on the same lead).
    [[nodiscard]] Result<Done> resubmit(const CommandId &id, std::optional<CommandBody> body);
    /// The same for another lead; its contact is left out. Not for updates, deletions and new leads.
    [[nodiscard]] Result<Done> retarget(const CommandId &id, const LeadId &lead);
    /// For a command in state User with conflicts: one choice for each of them, by key. Asks again if the field
    /// changes a third time; a command of which nothing is left goes to the trash.
    [[nodiscard]] Result<Done> resolveConflict(const CommandId &id,
                                               const QHash<QString, ConflictChoice> &choices);
    /// For a create in state User: the person saw it in Close, so it is done. `objectId` says which one it is,
    /// if that is known; the mirror must have it, of the same kind and lead.
    [[nodiscard]] Result<Done> confirmArrived(const CommandId &id, const QString &objectId = {});
    /// Takes a command that is not being sent out of the queue, into the trash.
    [[nodiscard]] Result<Done> discard(const CommandId &id);
    /// While paused no write leaves, not by `retryNow` either, and new ones join the queue; what is under way ends
    /// by itself. Until it is ended, or the program.
    void setSendingPaused(bool isPaused);
    [[nodiscard]] bool isSendingPaused() const;
    /// Refreshes the lead and its newest activities from Close in the foreground lane.
    void openLead(const LeadId &id);
    /// Fetches the next older page of the timeline, if Close has more.
    void loadOlderActivities(const LeadId &id);
    /// Asks Close's own search for leads; the answer comes by `foundInClose` or `searchInCloseFailed`.
    void searchInClose(const QString &text);
    /// The window is in use, or not: Close is asked for changes more often, or less.
    void setForeground(bool isForeground);
    /// Runs the Smart View that is looked at in Close and keeps what it found; see `smartViewChanged`. The first
    /// load takes its leads before the rest. Empty = none is looked at.
    void openSmartView(const SmartViewId &view);
    [[nodiscard]] bool isSmartViewRunning(const SmartViewId &view) const;
    [[nodiscard]] ApiError smartViewError(const SmartViewId &view) const; ///< of the last try; kind None = none
    [[nodiscard]] NamedLists &lists();
    void startPull();
    void cancelPull();
    /// Tries now instead of waiting for the back-off to end.
    void retryNow();

    [[nodiscard]] Connection connection() const;
    [[nodiscard]] PullProgress pullProgress() const;
    [[nodiscard]] RateBudget rateBudget() const;
    /// When the mirror was last known to hold what Close holds, by this machine's clock; invalid = never.
    [[nodiscard]] QDateTime dataAsOf() const;

Q_SIGNALS:
    void connectionChanged(leadline::Connection connection, const leadline::ApiError &reason);
    void sendingPausedChanged(bool isPaused);
    void pullProgressChanged(const leadline::PullProgress &progress);
    void dataAsOfChanged(const QDateTime &asOf);
    void rateBudgetChanged(const leadline::RateBudget &budget);
    /// A lead or a page of its timeline could not be read; what the mirror has stays shown.
    void refreshFailed(const leadline::LeadId &lead, const leadline::ApiError &error);
    void refreshFinished(const leadline::LeadId &lead);
    void foundInClose(const QString &text, const QList<leadline::SearchHit> &hits);
    void searchInCloseFailed(const QString &text, const leadline::ApiError &error);
    void smartViewChanged(const leadline::SmartViewId &view); ///< it runs, or has ended, well or not

private:
    struct Private;
    explicit CloseService(std::unique_ptr<Private> parts);
    void yield();
    void noteAnswer();
    void noteError(const ApiError &error);
    /// Lets the sender look again after a decision about a command.
    [[nodiscard]] Result<Done> decided(const CommandId &id, const Result<Done> &result);
    void setConnection(Connection connection, const ApiError &reason);
    std::unique_ptr<Private> d;
};

} // namespace leadline
