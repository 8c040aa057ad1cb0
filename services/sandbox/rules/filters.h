#pragma once

#include "services/sandbox/exchange.h"
#include "services/sandbox/rules/moments.h"
#include "services/sandbox/store.h"

#include <QHash>

namespace leadline::sandbox {

/// The filters of a list (close-api.md 2.3): equality, `__in` comma lists, date ranges. All must hold.
class Filters
{
public:
    explicit Filters(const Call &call);

    /// `param=a,b` and `param__in=a,b` against the object's `key` (the same name unless given).
    void among(const QString &param, const QString &key = {});
    /// The same against a value that is computed.
    void among(const QString &param, std::function<QString(const QJsonObject &)> value);
    /// `param`, `param__gt`, `__gte`, `__lt`, `__lte` against a date or timestamp.
    void range(const QString &param, const QString &key = {});
    void truth(const QString &param);
    /// `_type` is one of these.
    void ofType(const QStringList &types);
    /// No `EmailThread`; in the lists of the store there are none in any case.
    void withoutThreads();
    void also(Store::Filter filter) { m_tests.append(std::move(filter)); }

    [[nodiscard]] bool matches(const QJsonObject &object) const;
    /// For a list of the whole store: dates and types, which it knows without looking, and the rest.
    [[nodiscard]] Store::Choice choice() const;
    /// A 400 when a value could not be read.
    [[nodiscard]] const std::optional<Reply> &error() const { return m_error; }

    /// Tells this list from others with other filters, whatever page is asked for.
    [[nodiscard]] QString name() const;
    /// What was asked for by `id`, `lead_id`, `opportunity_id` or `contact_id`, where that was made a filter.
    [[nodiscard]] QStringList wanted(const QString &param) const { return m_wanted.value(param); }

private:
    const Call &m_call;
    void rangeOfList(const QString &suffix, const Moment &moment);

    QList<Store::Filter> m_tests;
    QList<Store::Filter> m_shortcuts; ///< what `m_choice` says too, for objects that are at hand
    Store::Choice m_choice;
    QHash<QString, QStringList> m_wanted; ///< by name without `__in`
    std::optional<Reply> m_error;
};

/// What matches, newest first: through ids and leads where some are named, else through the whole store
/// within the bounds of Store::list.
[[nodiscard]] Listing matching(const Store &store, Kind kind, const Filters &filters, int skip, int limit);
/// The same without pages, for lists in another order: the newest 10,000.
[[nodiscard]] QList<QJsonObject> allMatching(const Store &store, Kind kind, const Filters &filters);

/// The call with every group in `user_id` and `user_id__in` replaced by its members (2.3).
[[nodiscard]] Call withMembers(const Store &store, Call call);

/// A query value; empty when absent.
[[nodiscard]] QString param(const Call &call, const QString &key);

} // namespace leadline::sandbox
