#pragma once

#include "services/sandbox/world/moment.h"

namespace leadline::sandbox {

/// A note in rich text (close-api.md 5.6).
[[nodiscard]] QJsonObject noteObject(const Moment &moment);
/// A meeting (close-api.md 5.10), booked at the moment and held some days later, perhaps after the end of
/// history.
[[nodiscard]] QJsonObject meetingObject(const Moment &moment);
/// An instance of the organisation's custom activity type (close-api.md 5.10).
[[nodiscard]] QJsonObject assessmentObject(const Moment &moment);

} // namespace leadline::sandbox
