#pragma once

#include "services/sandbox/context.h"
#include "services/sandbox/exchange.h"

namespace leadline::sandbox {

/// Answers GET /{kind}_template/{id}/render/?lead_id=&contact_id= (close-api.md 5.16): `keys` of the template
/// with its tags replaced, in the caller's name. 400 without a lead, or with a contact of another one.
[[nodiscard]] Reply render(const Context &context, const Call &call, const QJsonObject &source,
                           const QStringList &keys);

/// `name` of a template and its texts with the tags replaced, for a message that names it; null when there is
/// none of that id.
[[nodiscard]] std::optional<QJsonObject> renderedTemplate(const Context &context, const Call &call, Kind kind,
                                                          const QString &id, const QJsonObject &message);

/// `{{ contact.first_name }}`, `{{ lead.custom.["Industry"] }}` and so on from `values` (dotted names); a
/// name that is not there is replaced by nothing. `isHtml` escapes what is put in.
[[nodiscard]] QString filledIn(const QString &text, const QHash<QString, QString> &values, bool isHtml);

} // namespace leadline::sandbox
