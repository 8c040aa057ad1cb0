#pragma once

#include "services/sandbox/context.h"
#include "services/sandbox/exchange.h"

#include <QJsonArray>

namespace leadline::sandbox {

/// Every object of a kind, in the store's order.
[[nodiscard]] QList<QJsonObject> all(const Store &store, Kind kind);

/// An object with the audit keys of a fresh one: organization_id, created_by, updated_by, date_created,
/// date_updated. `isNaive` gives the zoneless timestamps of newer resources (close-api.md 1.8).
[[nodiscard]] QJsonObject withAudit(Context &context, const Call &call, QJsonObject object,
                                    bool isNaive = false);
/// Moves `date_updated` and `updated_by`.
void touch(Context &context, const Call &call, QJsonObject &object, bool isNaive = false);

/// Copies those of `keys` that the body has (PUT is a PATCH: null clears, absent keys stay; unknown keys are
/// ignored).
void patch(QJsonObject &object, const QJsonObject &body, const QStringList &keys);
/// Inserts what is absent.
void complete(QJsonObject &object, const QJsonObject &defaults);
/// The object with only these keys.
[[nodiscard]] QJsonObject only(const QJsonObject &object, const QStringList &keys);
[[nodiscard]] QJsonArray toArray(const QList<QJsonObject> &objects);

} // namespace leadline::sandbox
