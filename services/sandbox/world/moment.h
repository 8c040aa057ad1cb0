#pragma once

#include "services/sandbox/world/leadstory.h"

#include <QStringList>

namespace leadline::sandbox {

/// One activity in the making: which entry of which story, whom it concerns, and the words for it.
class Moment
{
public:
    Moment(const LeadStory &story, const Timetable::Entry &entry);

    const LeadStory &story;
    const Timetable::Entry entry;
    const Role role;
    const int scene;
    const int contact; ///< index into the profile's contacts; always one with a phone

    [[nodiscard]] const GeneratedContact &person() const { return story.profile.contacts().at(contact); }
    [[nodiscard]] QDateTime when() const { return story.moment(entry.time); }
    [[nodiscard]] int pick(int purpose, int bound) const
    {
        return story.pick(Kind::Activity, entry, purpose, bound);
    }
    [[nodiscard]] bool chance(int purpose, int percent) const { return pick(purpose, 100) < percent; }

    /// A line of a word list that no other moment of the same lead and list uses, and the same with its
    /// cells.
    [[nodiscard]] QString line(const QString &list) const;
    [[nodiscard]] QStringList row(const QString &list) const;
    /// With {first}, {company}, {rep} and so on replaced; `isRich` escapes what is put in.
    [[nodiscard]] QString fill(QString text, bool isRich = false) const;

    /// The keys that all activities have (close-api.md 5.5).
    [[nodiscard]] QJsonObject common(const QString &type) const;

private:
    /// The list to use: on a lead's first day there are words of their own.
    [[nodiscard]] QString chapter(const QString &list) const;
    [[nodiscard]] int turn(const QString &list, qsizetype size) const;
    [[nodiscard]] QString mention() const;
};

} // namespace leadline::sandbox
