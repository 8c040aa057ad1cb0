#pragma once

#include "services/sandbox/store.h"

#include <QJsonArray>

namespace leadline::sandbox {

/// The built-in roles (close-api.md 5.13): admin, superuser, user, restricteduser. There are no others here.
[[nodiscard]] QList<QJsonObject> roles(const Store &store);
/// As `permissions_granted` of a membership lists them; empty for an unknown role.
[[nodiscard]] QStringList permissionsOf(const QString &roleId);

} // namespace leadline::sandbox
