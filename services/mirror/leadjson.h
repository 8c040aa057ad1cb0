#pragma once

#include "services/domain/ids.h"
#include "services/domain/objectkind.h"

#include <QDateTime>
#include <QJsonObject>

#include <functional>

namespace leadline {

/// A lead's JSON put together from what came at different times. Pure; of each object nested in it (contacts,
/// open tasks, opportunities) the state with the newest `date_updated` counts.
namespace leadjson {

/// Whether an object that was last updated then (invalid = unknown) is known to be gone since.
using IsDead = std::function<bool(const QString &id, const QDateTime &updatedAt)>;

/// What a newer answer of Close makes of the stored lead: nested objects that were changed after the answer
/// was made keep their state, gone ones stay away. `stored` may be empty.
[[nodiscard]] QJsonObject reconciled(const QJsonObject &stored, QJsonObject answer, const IsDead &isDead);

/// A lead's own fields as an event tells them. Nested lists stay; of the other keys only custom fields go
/// when they are missing, for Close leaves out those without a value (close-api.md 1.7).
[[nodiscard]] QJsonObject overlaid(const QJsonObject &stored, const QJsonObject &fields);

/// Adds or replaces the nested object; a completed task is removed. Older data is ignored.
[[nodiscard]] QJsonObject withNested(QJsonObject lead, ObjectKind kind, const QJsonObject &object);
/// Removes the nested object unless it was updated after `at`.
[[nodiscard]] QJsonObject withoutNested(QJsonObject lead, ObjectKind kind, const QString &id,
                                        const QDateTime &at);
/// Everything nested in `source` becomes part of `lead`.
[[nodiscard]] QJsonObject merged(QJsonObject lead, const QJsonObject &source);

[[nodiscard]] QDateTime updatedAt(const QJsonObject &object);

} // namespace leadjson

} // namespace leadline
