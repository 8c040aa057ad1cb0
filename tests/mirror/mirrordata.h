#pragma once

#include "services/domain/activity.h"
#include "services/domain/lead.h"

namespace leadline::test {

/// The JSON of a lead as Close sends it, small; times are minutes after a fixed start.
[[nodiscard]] QJsonObject leadJson(const QString &id, const QString &name, int updatedMinute = 0);
/// The same, decoded; changes in `json` first where a test needs more than a name.
[[nodiscard]] Lead leadFrom(const QJsonObject &json);
[[nodiscard]] Lead someLead(const QString &id, const QString &name, int updatedMinute = 0);

/// A note or another type (Close's `_type`).
[[nodiscard]] QJsonObject activityJson(const QString &id, const LeadId &lead, int minute,
                                       const QString &type = QStringLiteral("Note"));
[[nodiscard]] Activity activityFrom(const QJsonObject &json);
[[nodiscard]] Activity someActivity(const QString &id, const LeadId &lead, int minute,
                                    const QString &type = QStringLiteral("Note"));

/// UTC, `minute` minutes after the fixed start, and Close's text for it.
[[nodiscard]] QDateTime timeAt(int minute);
[[nodiscard]] QString timeText(int minute);

} // namespace leadline::test
