#pragma once

#include "services/domain/ids.h"

#include <QtGlobal>

#include <simdjson.h>

#include <array>
#include <optional>
#include <string_view>

/// The counterpart of lenient.h for bulk pages: the same meaning of every value, read from a parsed page of
/// simdjson without a QString for each field. Texts are views into the parser and end with its next page.
namespace leadline::lenient {

using Element = std::optional<simdjson::dom::element>; ///< nothing = the key is missing

/// The values of the named keys of an object, in the order of the names. Of a key that comes twice the last
/// one counts, as in QJsonObject.
template <size_t Count>
[[nodiscard]] std::array<Element, Count> pick(simdjson::dom::object object,
                                              const std::array<std::string_view, Count> &names)
{
    std::array<Element, Count> found;
    for (const auto &[key, value] : object) {
        for (size_t i = 0; i < Count; ++i) {
            if (key == names[i]) {
                found[i] = value;
                break;
            }
        }
    }
    return found;
}

[[nodiscard]] std::string_view text(const Element &element);
[[nodiscard]] bool flag(const Element &element);
/// Nothing if it is no list or no object.
[[nodiscard]] std::optional<simdjson::dom::array> list(const Element &element);
[[nodiscard]] std::optional<simdjson::dom::object> object(const Element &element);
/// Empty unless well formed.
[[nodiscard]] std::string_view id(const Element &element);

/// Milliseconds since 1970, UTC; see lenient::moment.
[[nodiscard]] std::optional<qint64> moment(std::string_view text);
/// ISO 8601 of the date or of the date part of a timestamp; empty if it is none. See lenient::date.
[[nodiscard]] std::string isoDate(std::string_view text);

} // namespace leadline::lenient
