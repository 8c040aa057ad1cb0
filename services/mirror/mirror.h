#pragma once

#include "services/base/result.h"
#include "services/domain/activity.h"
#include "services/domain/lead.h"
#include "services/domain/objectchange.h"
#include "services/domain/organization.h"
#include "services/domain/syncstate.h"
#include "services/mirror/leadinquiry.h"
#include "services/mirror/leadrow.h"
#include "services/mirror/pageinfo.h"

#include <QObject>
#include <QSet>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace leadline {

class Database;

/// What Close found for a Smart View the last time it was asked; kept for the time without a network.
struct SmartViewResult
{
    QDateTime takenAt;   ///< UTC; invalid = never asked
    QList<LeadId> leads; ///< in Close's order; some may not be in the mirror (yet)
    int listed = 0;      ///< how many these are, where they are not told
    int total = -1;      ///< in Close; -1 = not told
    bool isCut = false;  ///< Close's limit cut the list
};

/// The local copy of one account's organisation: the source of truth for every model.
///
/// Lives on the window's thread. Reads use a read-only connection and return at once; writes are handed to
/// one writer thread, each call one transaction, and are announced by the signals below after they are
/// committed. Files are 0600 in a 0700 folder. Never throws; a read that fails returns nothing and is
/// announced by `failed`. Leads and activities are kept as Close's JSON (`raw`): what is not in it does not
/// come back.
class Mirror final : public QObject
{
    Q_OBJECT
public:
    /// Opens or creates `mirror.db` in `folder`, migrating by the numbered scripts. Refuses a file of a newer
    /// schema. A damaged one is set aside and an empty one made: everything can be had again from Close.
    [[nodiscard]] static Result<std::unique_ptr<Mirror>> open(const QString &folder);
    /// The next opening sets the file aside, whatever it looks like then: it was found damaged while open.
    [[nodiscard]] static Result<Done> condemn(const QString &folder);
    ~Mirror() override;
    /// Where opening put a damaged file; empty if it was sound.
    [[nodiscard]] QString damagedFile() const;
    /// Takes over what other programs have written since the last time; then `reloaded` tells. Costs next to
    /// nothing where there is none.
    void follow();

    // Reads
    /// The leads of a query, found by SQL at once: for few leads, or with few wanted (`limit`, -1 = all).
    [[nodiscard]] std::vector<RowKey> leadKeys(const LeadListQuery &query,
                                               const QDateTime &nowUtc = QDateTime::currentDateTimeUtc(),
                                               int limit = -1) const;
    /// The same for a million leads, without holding up this thread; `then` is called on it. Soon after
    /// opening the answer may hold the first rows only, which `leadListLoaded` ends.
    [[nodiscard]] LeadInquiry askLeads(const LeadListQuery &query, const QDateTime &nowUtc,
                                       LeadInquiry::Then then) const;
    [[nodiscard]] QList<LeadRow>
    leadRows(const std::vector<RowKey> &keys) const; ///< in the order asked; gaps left out
    [[nodiscard]] std::optional<Lead> lead(const LeadId &id) const;
    /// Its `date_updated`, without decoding the rest; nothing if the lead is not here, invalid if Close gave
    /// none.
    [[nodiscard]] std::optional<QDateTime> leadUpdatedAt(const LeadId &id) const;
    [[nodiscard]] int leadCount() const;
    /// Newest first (activityAt, then id), at most `limit`, skipping the first `offset`; `kinds` empty = all.
    [[nodiscard]] QList<Activity> activities(const LeadId &lead, const QSet<ActivityKind> &kinds, int offset,
                                             int limit) const;
    [[nodiscard]] std::optional<Activity> activity(const ActivityId &id) const;
    [[nodiscard]] int activityCount(const LeadId &lead, const QSet<ActivityKind> &kinds) const;
    /// How many of these are newer than it; 0 too if the mirror does not have it.
    [[nodiscard]] int newerActivities(const LeadId &lead, const QSet<ActivityKind> &kinds,
                                      const ActivityId &than) const;
    /// True once every activity Close has for the lead has been taken at least once.
    [[nodiscard]] bool hasAllActivities(const LeadId &lead) const;
    [[nodiscard]] OrganizationData organization() const;
    /// Without its leads: they are asked for by `LeadListQuery::smartView`.
    [[nodiscard]] SmartViewResult smartView(const SmartViewId &id) const;
    [[nodiscard]] PullState pullState() const;
    [[nodiscard]] EventState eventState() const;
    /// The lead that holds what this one held, after merges in Close; itself if it was never merged.
    [[nodiscard]] LeadId redirect(const LeadId &id) const;
    /// A further read-only connection, for another thread; to be closed before the mirror is destroyed.
    [[nodiscard]] Result<std::unique_ptr<Database>> searchReader() const;

    // Writes: queued to the writer thread in order; `then` runs on the window's thread after the commit and
    // the signals. The destructor lets queued writes finish, but calls no `then` any more.
    using Then = std::function<void(const Result<Done> &)>;
    template <typename T>
    using ThenWith = std::function<void(const Result<T> &)>;
    /// Answers may arrive out of order: a lead or activity with an older `date_updated` than the stored one
    /// is ignored, so is one that ended later (see applyChanges), and of what is nested in a lead the newest
    /// state counts. One whose key belongs to another id is left out and announced by `failed`; the rest of
    /// the page is stored.
    void putLeads(QList<Lead> leads, Then then = {});
    /// The same for the bytes of a list answer (`/lead/`, `/data/search/`), which are read on the writer
    /// thread. NotClose if they are no page; then nothing is stored.
    void putLeadPage(QByteArray answer, ThenWith<LeadPageInfo> then = {});
    /// Removes the lead with its activities. It may come back by a later answer.
    void removeLead(const LeadId &id, Then then = {});
    /// Stores a page of a lead's timeline; what is not in the page stays. `isLast` marks the lead as complete
    /// (see hasAllActivities). A late answer brings nothing back: nothing is stored for a lead that is not
    /// here, nor an activity that was removed. Neither is an error.
    void putActivities(const LeadId &lead, QList<Activity> page, bool isLast, Then then = {});
    /// The same for the bytes of a list answer with activities of any leads (`/activity/`), see putLeadPage.
    /// Marks no lead as complete.
    void putActivityPage(QByteArray answer, ThenWith<ActivityPageInfo> then = {});
    /// What events told, in one transaction. Order and repetition do not matter: of each object the newest
    /// state counts (`date_updated`), and what ended stays away until something newer is known of it, also
    /// after a restart. Leads are never made of an event: those that are not here are told as missing.
    void applyChanges(QList<ObjectChange> changes, ThenWith<ChangeInfo> then = {});
    /// For good: nothing brings it back.
    void removeActivity(const ActivityId &id, Then then = {});
    /// All leads, read on the writer thread: for an audit, not for a view.
    void findLeads(ThenWith<std::vector<RowKey>> then);
    /// Ids of the activities that took place since then, read on the writer thread: for an audit, not for a view.
    void findActivities(const QDateTime &since, ThenWith<QList<ActivityId>> then);
    void putOrganization(OrganizationData data, Then then = {});
    void putPullState(PullState state, Then then = {});
    void putEventState(EventState state, Then then = {});
    void putSmartView(const SmartViewId &id, SmartViewResult result, Then then = {});

Q_SIGNALS:
    /// Leads whose content or place in the list is another one now, or that are new or gone.
    void leadsChanged(const QList<leadline::LeadId> &ids);
    /// Also when the lead has just been marked as complete.
    void activitiesChanged(const leadline::LeadId &lead);
    void organizationChanged();
    /// Another program has written: everything may be another one now.
    void reloaded();
    void leadListLoaded(); ///< after opening, and whenever it was read anew: questions are answered wholly
    void smartViewChanged(const leadline::SmartViewId &id);
    void failed(const leadline::ApiError &error);

private:
    struct Private;
    [[nodiscard]] static Result<std::unique_ptr<Mirror>> openSound(const QString &folder);
    explicit Mirror(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace leadline
