#pragma once

#include "services/sandbox/meta/objects.h"

namespace leadline::sandbox {

/// Where the organization keeps the display orders, by schema; not a key of Close's.
inline const QString customFieldOrderKey = QStringLiteral("custom_field_order");

/// What custom fields are kept under, by the word of the path (`lead`, `contact`, `opportunity`, `activity`,
/// `shared`); null for other words, such as `custom_object_type`, of which this organization has none.
[[nodiscard]] std::optional<Kind> customFieldKind(const QString &word);
/// As Django-style 404s name it: `LeadCustomField`.
[[nodiscard]] QString customFieldClass(const QString &word);

/// What a custom field has when the body does not say it (close-api.md 5.14).
[[nodiscard]] QJsonObject newCustomField(Kind kind);
/// The first thing wrong with a new field, as the 400.
[[nodiscard]] std::optional<Reply> customFieldProblem(const Store &store, const QString &word,
                                                      const QJsonObject &body);

/// Regular and shared fields of a schema in display order. `schema` is `lead`, `contact`, `opportunity` or
/// `activity/<actitype id>`; null when there is no such schema.
[[nodiscard]] std::optional<QList<QJsonObject>> schemaFields(const Store &store, const QString &schema);
/// Keeps the display order; ids not named follow.
void keepSchemaOrder(Store &store, const QString &schema, const QJsonArray &fields);

} // namespace leadline::sandbox
