#pragma once

#include <QString>

#include <optional>

namespace leadline::sandbox {

/// A phone number as Close keeps it (close-api.md 5.2).
struct ParsedPhone
{
    QString e164;
    QString formatted; ///< international style, `+1 415-555-0101`
    QString country;   ///< ISO 3166 alpha-2; empty when the number is not valid anywhere (Close: null)
    QString timeZone;  ///< IANA name; empty when the number does not say
};

/// What Close makes of typed digits, read with the default country (`US`; may be empty for a number with `+`)
/// as libphonenumber reads it. Null when there is no number in the text.
[[nodiscard]] std::optional<ParsedPhone> parsePhone(const QString &input, const QString &defaultCountry);

} // namespace leadline::sandbox
