#pragma once

#include "models/syncstate.h"
#include "services/domain/activity.h"
#include "ui/theme/theme.h"

namespace leadline {

/// An activity in words: what the timeline paints and a screen reader says. Plain text but for `html`, which
/// is sanitised.
struct ActivityText
{
    QString icon; ///< Lucide name
    Tone tone = Tone::Neutral;
    QString title; ///< "Call to Dana Whitfield"
    QString fact;  ///< "4:12", "outbound", "2 e-mails"
    QString chip;  ///< outcome; empty = none
    Tone chipTone = Tone::Neutral;
    QString body; ///< plain text
    QString html; ///< instead of `body` where Close has rich text
};

[[nodiscard]] ActivityText activityText(const Activity &activity, const QString &contactName);

/// What is to be known about a row that is not, or not yet, as Close has it; empty for Synced.
struct SyncText
{
    QString text;
    Tone tone = Tone::Warn;
    QString reason; ///< Close's own words on a refusal, or what stands in the way
};
[[nodiscard]] SyncText syncText(SyncState state, const ApiError &error = ApiError());

/// "Today", "Yesterday", "Thursday 19 November", with the year when it is another one.
[[nodiscard]] QString dayTitle(const QDate &day, const QDate &today);

} // namespace leadline
