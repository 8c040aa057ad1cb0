#pragma once

#include "services/mirror/database.h"

#include <QJsonObject>

namespace leadline::documents {

/// Small JSON objects by name: the organisation, how far the first load has come.
[[nodiscard]] Result<Done> put(Database &database, const QString &name, const QJsonObject &json);
/// Empty if there is none.
[[nodiscard]] Result<QJsonObject> read(Database &database, const QString &name);

} // namespace leadline::documents
