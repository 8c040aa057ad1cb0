#pragma once

#include "services/sandbox/meta/objects.h"

namespace leadline::sandbox {

/// Answers about people and the organization, put together from what the store keeps
/// (close-api.md 5.12, 5.13). As inside /me/: without members.
[[nodiscard]] QJsonObject organizationView(const Store &store);
[[nodiscard]] QJsonObject meView(const Store &store, const QString &userId);
/// `{memberships, inactive_memberships}` with the users' data flattened; nested under `user` as well in the
/// lists named by `expand` (`memberships__user`).
[[nodiscard]] QJsonObject membershipLists(const Store &store, const QStringList &expand);

/// Where the organization keeps the Smart Views pinned, by membership; not a key of Close's.
inline const QString pinnedViewsKey = QStringLiteral("pinned_views_by_membership");

/// `$` for USD; the code itself when there is no sign.
[[nodiscard]] QString currencySymbol(const QString &code);

} // namespace leadline::sandbox
