#pragma once

#include "services/sandbox/world/moment.h"

namespace leadline::sandbox {

/// An e-mail (close-api.md 5.8); an incoming one answers the outgoing one of its scene, if there is one.
[[nodiscard]] QJsonObject emailObject(const Moment &moment, bool isIncoming);
/// A text message (close-api.md 5.9).
[[nodiscard]] QJsonObject smsObject(const Moment &moment, bool isIncoming);

/// The thread (`ObjectId::ThreadTrack` in its entry) of the e-mail that began it.
[[nodiscard]] QJsonObject threadObject(const LeadStory &story, const Timetable::Entry &entry);

} // namespace leadline::sandbox
