#pragma once

#include "services/domain/ids.h"
#include "services/domain/timerange.h"

#include <QJsonObject>

#include <optional>

/// Bodies of `POST /data/search/` for leads (close-api.md 6).
namespace leadline::leadsearch {

/// Leads by when they were last updated.
[[nodiscard]] QJsonObject updatedIn(const TimeRange &range);
/// Those of them that a query finds.
[[nodiscard]] QJsonObject updatedIn(const TimeRange &range, const QJsonObject &query);
/// Those updated at one moment, by when they were created: where a moment has more leads than a search tells.
[[nodiscard]] QJsonObject updatedAtCreatedIn(qint64 moment, const TimeRange &created);
[[nodiscard]] QJsonObject withIds(const QList<LeadId> &ids);
/// What a person works on: made or changed by them, or with a task or an opportunity of theirs.
[[nodiscard]] QJsonObject ofUser(const UserId &user);

/// Those in which the words stand, wherever Close itself looks for them (close-api.md 6.2).
[[nodiscard]] QJsonObject withText(const QString &text);

enum class Order { Updated, Created };   ///< descending
enum class Fields { Whole, Shown, Ids }; ///< Shown: what a line of a list has

/// Asks for a page of what a query finds, newest first; with `cursor` for the next one.
[[nodiscard]] QJsonObject page(const QJsonObject &query, Order order, Fields fields, int limit,
                               const QString &cursor);
/// Asks only how many there are.
[[nodiscard]] QJsonObject count(const QJsonObject &query);
/// The query of a Smart View of leads; nothing for one of another type or in the old text form.
[[nodiscard]] std::optional<QJsonObject> ofSmartView(const QJsonObject &view);

} // namespace leadline::leadsearch
