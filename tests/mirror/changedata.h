#pragma once

#include "services/domain/objectchange.h"

#include <QJsonArray>

namespace leadline::test {

/// A contact, task or opportunity, whose every text is `text`; times are those of mirrordata.h.
[[nodiscard]] QJsonObject nestedJson(const QString &id, const LeadId &lead, int minute, const QString &text);
[[nodiscard]] QJsonObject withContacts(QJsonObject lead, const QJsonArray &contacts);

/// What an event would tell of the object, at its `date_updated`.
[[nodiscard]] ObjectChange changeOf(ObjectKind kind, const QJsonObject &data, const LeadId &lead);
[[nodiscard]] ObjectChange contactChange(const QString &id, int minute, const QString &name,
                                         const LeadId &lead);
[[nodiscard]] ObjectChange deletionOf(ObjectKind kind, const QString &id, int minute, const LeadId &lead);
[[nodiscard]] ObjectChange mergeOf(const LeadId &source, const LeadId &destination, int minute);

} // namespace leadline::test
