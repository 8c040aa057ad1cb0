#pragma once

#include "services/sandbox/timestamps.h"
#include "services/sandbox/world/sequence.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace leadline::sandbox {

class EventLog;
class LeadStory;

enum class Kind {
    User,
    LeadStatus,
    OpportunityStatus,
    Pipeline,
    LeadField,
    ContactField,
    OpportunityField,
    ActivityField,
    SharedField,
    CustomActivityType,
    SmartView,
    PhoneNumber,
    Lead, ///< without its contacts, tasks and opportunities, which are objects of their own
    Contact,
    Opportunity,
    Task,
    Activity, ///< every activity type, told apart by `_type`
    EmailTemplate,
    SmsTemplate,
    Outcome,
    Webhook,
    Group,
};
constexpr int KindCount =
    static_cast<int>(Kind::Group) + 1; // new ones go to the end: state files hold the numbers

/// The dates a list of leads or contacts can go by.
enum class Dated { Created, Updated };

struct Listing
{
    QList<QJsonObject> items;
    bool hasMore = false;
    int total = 0;
};

/// The organisation behind the server: a generated world, computed on demand from the seed, with everything
/// written since laid over it. Objects are stored as Close would answer them, except that names and values
/// derived from other objects (lead_name, status_label, value_formatted, nested contacts) are filled in by
/// the endpoints' `derive`. With a state file every change is appended to it and read back at the start.
class Store
{
public:
    struct Options
    {
        int leads = 200;
        quint64 seed = 1;
        QString stateFile; ///< empty = nothing survives
        /// UTC, the moment the two years of history end; invalid = the computer's time. A state file keeps
        /// the one it was begun with, so that generated objects stay the same across restarts.
        QDateTime now;
    };
    explicit Store(Options options);
    ~Store();

    [[nodiscard]] const QJsonObject &organization() const; ///< name, currency, lead_statuses order, ...
    void putOrganization(QJsonObject organization);
    [[nodiscard]] QString currentUserId() const; ///< owner of the API key
    /// What `GET /me/` answers about the user alone (close-api.md 5.12): without memberships, organizations
    /// and phone_numbers.
    [[nodiscard]] QJsonObject me() const;
    /// Why the state file is not used (in use by another process, of another seed or size, damaged, not
    /// writable), or empty. The store then works without one and leaves the file as it is.
    [[nodiscard]] QString problem() const;

    [[nodiscard]] std::optional<QJsonObject> find(Kind kind, const QString &id) const;
    /// Objects of one lead (contacts, opportunities, tasks, activities), newest `date_created` first. Threads
    /// of generated e-mails are found here and by id only: `list` would hold every e-mail twice.
    [[nodiscard]] QList<QJsonObject> ofLead(Kind kind, const QString &leadId) const;
    using Filter = std::function<bool(const QJsonObject &)>;
    /// What of a list is wanted. Dates and types cost next to nothing, a filter looks at objects.
    struct Choice
    {
        QDateTime from;     ///< by the date the list goes by, at or after; invalid = open
        QDateTime before;   ///< and before
        QStringList types;  ///< `_type` of tasks or activities; empty = all
        Filter filter = {}; ///< the rest
        QString name = {};  ///< the same choice by the same name; may be empty
        [[nodiscard]] bool isScanned() const { return filter || !types.isEmpty(); }
    };
    /// In Close's default order (leads by `date_updated`, the rest by `date_created`, descending). `total`
    /// counts all matches. Without types and filter any window costs about its own size, also at a million
    /// leads. With one the list is scanned, within the bounds of Scanner: in a large organisation `total` is
    /// what was counted so far, and a list ends after 20,000 objects without a match. Pages of a list with a
    /// `name` do not begin at the first object again, until something is written.
    [[nodiscard]] Listing list(Kind kind, int skip, int limit, const Choice &choice) const;
    [[nodiscard]] Listing list(Kind kind, int skip, int limit, const Filter &filter = {},
                               const QString &name = {}) const;
    /// Changes with every write.
    [[nodiscard]] quint64 revision() const;
    [[nodiscard]] int count(Kind kind) const;
    /// All leads, or all contacts, in the order of a date as it is now: what is written later changes nothing
    /// in it. Valid as long as the store.
    [[nodiscard]] Sequence order(Kind kind, Dated by) const;
    /// What stands at a place of such an order, as it is now; null when it was deleted since.
    [[nodiscard]] std::optional<QJsonObject> at(Kind kind, const Sequence::Place &place) const;
    /// A generated lead of which nothing was written since, nor of its contacts, tasks and opportunities.
    struct Untouched
    {
        const LeadStory *story = nullptr; ///< null: something was; valid until the next one is asked for
        Timetable::Entry touched;
    };
    [[nodiscard]] Untouched untouched(const Sequence::Place &leadPlace) const;

    void put(Kind kind, const QJsonObject &object); ///< insert or replace by `id`; children carry `lead_id`
    void remove(Kind kind, const QString &id);

    /// Told of every `put` and `remove` while the object still stands as it was; `coming` is null for a
    /// removal. One at a time; empty = nobody. Not told what a state file brings back.
    using Watcher = std::function<void(Kind, const QString &id, const std::optional<QJsonObject> &coming)>;
    void watch(Watcher watcher);
    /// The generated ones of these kinds that were put since generation, and new ones.
    [[nodiscard]] QList<QJsonObject> written(Kind kind) const;

    [[nodiscard]] EventLog &events();
    [[nodiscard]] const EventLog &events() const;
    /// Into the log, and into the state file.
    void addEvent(const QJsonObject &event, const QDateTime &visibleFrom);

    /// A fresh id such as `lead_` + 43 or `pipe_` + 22 characters, unique in this store.
    [[nodiscard]] QString newId(const QString &prefix);
    /// Server time: `Options::now` plus the time since construction, each call at least one millisecond after
    /// the one before, also across restarts with a state file.
    [[nodiscard]] QDateTime tick();
    /// The same without moving it on.
    [[nodiscard]] QDateTime now() const;
    /// Server time goes on from that much later.
    void advance(qint64 milliseconds);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace leadline::sandbox
