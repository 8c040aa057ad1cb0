#pragma once

#include "services/sandbox/meta/objects.h"

namespace leadline::sandbox {

/// Answers about people and the organization, put together from what the store keeps (close-api.md 5.12, 5.13).
/// Keys of the recordings that the store does not have come with the values of a plain trial organization.
[[nodiscard]] QJsonObject userView(const QJsonObject &user);
[[nodiscard]] QJsonObject phoneNumberView(const QJsonObject &number);
/// As inside /me/.
[[nodiscard]] QJsonObject organizationView(const Store &store);
[[nodiscard]] QJsonObject meView(const Store &store, const QString &userId);
/// `{memberships, inactive_memberships}` with the users' data flattened, or nested as well where `_expand` names the list.
[[nodiscard]] QJsonObject membershipLists(const Store &store, const QStringList &expand);

/// `$` for USD; the code itself when there is no sign.
[[nodiscard]] QString currencySymbol(const QString &code);

} // namespace leadline::sandbox
