#pragma once

#include "services/sandbox/context.h"
#include "services/sandbox/rules/fields.h"

namespace leadline::sandbox {

/// Reads what a body says about a contact (names, lists, custom fields, phones made dialable) into `contact`;
/// lists are replaced whole. Used by the contact endpoints and for contacts nested in a new lead. Answers the
/// field errors.
[[nodiscard]] QJsonObject readContact(Context &context, const Call &call, const QJsonObject &body,
                                      QJsonObject &contact);

} // namespace leadline::sandbox
