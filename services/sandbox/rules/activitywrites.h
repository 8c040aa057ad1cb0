#pragma once

#include "services/sandbox/context.h"
#include "services/sandbox/rules/effects.h"
#include "services/sandbox/rules/fields.h"

namespace leadline::sandbox {

/// What each activity type does on POST and PUT (close-api.md 5.5 to 5.10). `update` gets the object as it
/// stands.
[[nodiscard]] Reply createNote(Context &context, const Call &call);
[[nodiscard]] Reply updateNote(Context &context, const Call &call, const QJsonObject &stored);
[[nodiscard]] Reply createCall(Context &context, const Call &call);
[[nodiscard]] Reply updateCall(Context &context, const Call &call, const QJsonObject &stored);
[[nodiscard]] Reply createEmail(Context &context, const Call &call);
[[nodiscard]] Reply updateEmail(Context &context, const Call &call, const QJsonObject &stored);
[[nodiscard]] Reply createSms(Context &context, const Call &call);
[[nodiscard]] Reply updateSms(Context &context, const Call &call, const QJsonObject &stored);
[[nodiscard]] Reply createWhatsApp(Context &context, const Call &call);
[[nodiscard]] Reply updateWhatsApp(Context &context, const Call &call, const QJsonObject &stored);
[[nodiscard]] Reply updateMeeting(Context &context, const Call &call, const QJsonObject &stored);
[[nodiscard]] Reply createCustomActivity(Context &context, const Call &call);
[[nodiscard]] Reply updateCustomActivity(Context &context, const Call &call, const QJsonObject &stored);
/// Log only: the lead, or the opportunity, keeps its status.
[[nodiscard]] Reply logLeadStatusChange(Context &context, const Call &call);
[[nodiscard]] Reply logOpportunityStatusChange(Context &context, const Call &call);

/// The keys every activity shares: lead, contact, user, `activity_at`, and `date_created` and the creator
/// for what is imported.
void readCommon(Fields &fields, QJsonObject &activity, bool requiresLead = true);
/// The rest of a creation: stamps that respect what was imported, the store, the lead's date, the answer.
[[nodiscard]] Reply storeNew(Context &context, const Call &call, Effects &effects, QJsonObject activity,
                             const QString &type);
[[nodiscard]] Reply storeChanged(Context &context, const Call &call, Effects &effects, QJsonObject activity);
/// `pinned` with its moment.
void readPinned(Fields &fields, QJsonObject &activity, const Effects &effects);
void readAttachments(Fields &fields, const Store &store, const QStringList &required);

/// Only a draft can be edited; what still waits to be sent can only be called back to a draft (5.8).
[[nodiscard]] std::optional<Reply> refusedEdit(const QJsonObject &message, const QJsonObject &body);
/// `status` with `date_scheduled` and `send_in`. A new message may also be logged as received or sent.
void readSending(Fields &fields, QJsonObject &message, const Effects &effects, bool isNew);

} // namespace leadline::sandbox
