#pragma once

#include "services/sandbox/world/leadstory.h"

#include <variant>

namespace leadline::sandbox {

/// What there is to tell of a generated lead besides its profile.
struct LeadFacts
{
    using Value = std::variant<int, QString, QStringList>;
    qint64 created = 0; ///< working time
    const Organisation::Status *status = nullptr;
    QString addressLabel;
    QString description;
    QString url;                             ///< may be empty
    QList<std::pair<QString, Value>> custom; ///< by the name of the field
};
[[nodiscard]] LeadFacts leadFacts(const LeadStory &story);

/// The same of one of its contacts.
struct ContactFacts
{
    const GeneratedContact *person = nullptr;
    bool hasEmail = false;
    bool isUnsubscribed = false;
    QString zone;     ///< may be empty
    QString role;     ///< of the field Buying Role; may be empty
    QString language; ///< of the field Preferred Language; may be empty
};
[[nodiscard]] ContactFacts contactFacts(const LeadStory &story, const Timetable::Entry &entry);

/// As stored; the place of a lead is that of its last change.
[[nodiscard]] QJsonObject leadObject(const LeadStory &story, const Timetable::Entry &entry);
[[nodiscard]] QJsonObject contactObject(const LeadStory &story, const Timetable::Entry &entry);

} // namespace leadline::sandbox
