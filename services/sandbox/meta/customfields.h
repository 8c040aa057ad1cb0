#pragma once

#include "services/sandbox/meta/objects.h"

namespace leadline::sandbox {

/// What custom fields are kept under, by the word of the path (`lead`, `contact`, `opportunity`, `activity`, `shared`);
/// null for other words, such as `custom_object_type`, of which this organization has none.
[[nodiscard]] std::optional<Kind> customFieldKind(const QString &word);
/// As Django-style 404s name it: `LeadCustomField`.
[[nodiscard]] QString customFieldClass(const QString &word);

/// The complete key set of a custom field (close-api.md 5.14).
[[nodiscard]] QJsonObject customFieldView(const QJsonObject &field);
/// The first thing wrong with a new field, as the 400.
[[nodiscard]] std::optional<Reply> customFieldProblem(const Store &store, const QString &word, const QJsonObject &body);

/// Regular and shared fields of a schema in display order. `schema` is `lead`, `contact`, `opportunity` or
/// `activity/<actitype id>`; null when there is no such schema.
[[nodiscard]] std::optional<QList<QJsonObject>> schemaFields(const Store &store, const QString &schema);
/// Keeps the display order; ids not named follow.
void keepSchemaOrder(Store &store, const QString &schema, const QJsonArray &fields);

} // namespace leadline::sandbox
