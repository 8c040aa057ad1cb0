#include "services/sandbox/world/moment.h"

#include "services/sandbox/world/words.h"

#include <QJsonArray>

namespace leadline::sandbox {

namespace {

int contactOf(const LeadStory &story, int scene)
{
    const auto count = static_cast<int>(story.profile.contacts().size());
    if (scene == 0 || story.profile.chance(2100 + scene, 45))
        return 0;
    const int chosen = story.profile.pick(2150 + scene, count);
    return story.profile.contacts().at(chosen).phones.isEmpty() ? 0 : chosen;
}

} // namespace

Moment::Moment(const LeadStory &whole, const Timetable::Entry &place)
    : story(whole)
    , entry(place)
    , role(whole.track(Kind::Activity, place).role)
    , scene(whole.track(Kind::Activity, place).scene)
    , contact(contactOf(whole, scene))
{}

int Moment::turn(const QString &list, qsizetype size) const
{
    // Scenes are numbered 0 to 8 and use a list once at most; what stands outside of a scene's course comes
    // after.
    const int number = role == Role::Last ? 9 : role == Role::OpportunityChange ? 10 : scene;
    return static_cast<int>((story.profile.pick(3000 + list.at(0).unicode() + list.size(), 1000) + number) %
                            size);
}

QString Moment::chapter(const QString &list) const
{
    static const QStringList openings{QStringLiteral("callnotes"),   QStringLiteral("voicemails"),
                                      QStringLiteral("notes"),       QStringLiteral("emails"),
                                      QStringLiteral("smsout"),      QStringLiteral("emailreplies"),
                                      QStringLiteral("inboundnotes")};
    return scene == 0 && openings.contains(list) ? QStringLiteral("first") + list : list;
}

QString Moment::line(const QString &list) const
{
    const QStringList &lines = Words::lines(chapter(list));
    return lines.at(turn(list, lines.size()));
}

QStringList Moment::row(const QString &list) const
{
    const QList<QStringList> &rows = Words::rows(chapter(list));
    return rows.at(turn(list, rows.size()));
}

QString Moment::mention() const
{
    const auto &colleague = story.organisation.people().at((story.profile.owner() + 1 + pick(90, 5)) % 7);
    return QStringLiteral(
               "<span data-type=\"mention\" data-id=\"%1\" data-label=\"%2\" class=\"mention\">@%2</span>")
        .arg(colleague.id, colleague.name);
}

QString Moment::fill(QString text, bool isRich) const
{
    const Profile &profile = story.profile;
    const auto count = profile.contacts().size();
    const QString other =
        count > 1 ? profile.contacts().at((contact + 1) % count).first : QStringLiteral("the team");
    const auto put = [&](const char *name, const QString &value) {
        text.replace(QLatin1String(name), isRich ? value.toHtmlEscaped() : value);
    };
    put("{first}", person().first);
    put("{other}", other);
    put("{company}", profile.company());
    put("{town}", profile.town().name);
    put("{rep}", story.owner().firstName);
    put("{link}", QStringLiteral("https://www.%1/about").arg(profile.domain()));
    if (text.contains(QLatin1String("{mention}")))
        text.replace(QLatin1String("{mention}"), isRich ? mention() : QString());
    if (!text.isEmpty() && !isRich)
        text[0] = text.at(0).toUpper();
    return text;
}

QJsonObject Moment::common(const QString &type) const
{
    QJsonObject keys = story.audit(entry.time, entry.time);
    keys.insert(QStringLiteral("_type"), type);
    keys.insert(QStringLiteral("id"), story.idOf(Kind::Activity, entry));
    keys.insert(QStringLiteral("lead_id"), story.leadId());
    keys.insert(QStringLiteral("contact_id"), story.contactId(contact));
    keys.insert(QStringLiteral("user_id"), story.owner().id);
    keys.insert(QStringLiteral("user_name"), story.owner().name);
    keys.insert(QStringLiteral("users"), QJsonArray());
    keys.insert(QStringLiteral("activity_at"), timestamp(when()));
    return keys;
}

} // namespace leadline::sandbox
