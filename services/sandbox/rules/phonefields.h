#pragma once

#include "services/sandbox/rules/fields.h"

namespace leadline::sandbox {

/// Phone numbers as Close keeps them (close-api.md 5.2): E.164, formatted the international way, with
/// country.

/// E.164 of a number as typed by somebody in `country` (ISO-2); null when there is no number in the text.
[[nodiscard]] QString normalizedNumber(const QString &text, const QString &country);
/// `{phone, type}` becomes `{phone, type, phone_formatted, country}`; false when it holds no number.
[[nodiscard]] bool normalizePhone(QJsonObject &entry, const QString &country);
/// Reads one number of a body into `target`, normalised.
void readPhone(Fields &fields, QJsonObject &target, const QString &key, const QString &country);
/// Fills `<side>_phone_formatted` and `<side>_country_iso` from `<side>_phone` where the activity has such
/// keys.
void formatPhone(QJsonObject &activity, const QString &side);
/// `timezone` and `timezone_source` of a contact, from the first of its phones that tells one.
void inferTimezone(QJsonObject &contact);

} // namespace leadline::sandbox
