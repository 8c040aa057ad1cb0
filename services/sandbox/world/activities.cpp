#include "services/sandbox/world/activities.h"

#include "services/sandbox/world/calls.h"
#include "services/sandbox/world/deals.h"
#include "services/sandbox/world/messages.h"
#include "services/sandbox/world/records.h"
#include "services/sandbox/world/tasks.h"

#include <array>

namespace leadline::sandbox {

namespace {

enum class Event {
    Reached,
    CalledIn,
    Missed,
    Voicemail,
    EmailOut,
    EmailIn,
    TextOut,
    TextIn,
    Note,
    Meeting,
    Assessment
};
using Plot = std::array<Event, 3>; // Main, Follow, Third of a scene

/// How a first day and a later scene can go. No plot uses one kind of words twice (see Moment::line).
constexpr std::array<Plot, 4> Openings{{{Event::Voicemail, Event::EmailOut, Event::Reached},
                                        {Event::Reached, Event::Note, Event::EmailOut},
                                        {Event::EmailOut, Event::Reached, Event::Note},
                                        {Event::Missed, Event::EmailOut, Event::EmailIn}}};
constexpr std::array<Plot, 9> Scenes{{{Event::Reached, Event::EmailOut, Event::EmailIn},
                                      {Event::Missed, Event::TextOut, Event::TextIn},
                                      {Event::EmailOut, Event::EmailIn, Event::Reached},
                                      {Event::Meeting, Event::Note, Event::EmailOut},
                                      {Event::CalledIn, Event::Note, Event::Reached},
                                      {Event::Voicemail, Event::EmailOut, Event::Reached},
                                      {Event::Reached, Event::Note, Event::TextOut},
                                      {Event::Reached, Event::Assessment, Event::Meeting},
                                      {Event::TextOut, Event::TextIn, Event::Reached}}};
constexpr std::array<Event, 12> Endings{Event::Reached, Event::Reached,  Event::Reached,   Event::Reached,
                                        Event::Missed,  Event::Missed,   Event::Voicemail, Event::Voicemail,
                                        Event::Note,    Event::EmailOut, Event::TextOut,   Event::CalledIn};

QJsonObject write(const Moment &moment, Event event)
{
    switch (event) {
    case Event::Reached:
        return callObject(moment, CallResult::Answered);
    case Event::CalledIn:
        return callObject(moment, CallResult::Incoming);
    case Event::Missed:
        return callObject(moment, CallResult::NotReached);
    case Event::Voicemail:
        return callObject(moment, CallResult::Voicemail);
    case Event::EmailOut:
        return emailObject(moment, false);
    case Event::EmailIn:
        return emailObject(moment, true);
    case Event::TextOut:
        return smsObject(moment, false);
    case Event::TextIn:
        return smsObject(moment, true);
    case Event::Note:
        return noteObject(moment);
    case Event::Meeting:
        return meetingObject(moment);
    case Event::Assessment:
        return assessmentObject(moment);
    }
    return {};
}

Event inScene(const Profile &profile, int scene, size_t step)
{
    if (scene == 0)
        return Openings.at(static_cast<size_t>(profile.pick(2000, 4))).at(step);
    // Neighbouring scenes of a lead go differently.
    return Scenes.at(static_cast<size_t>((profile.pick(2001, 9) + scene * 4) % 9)).at(step);
}

/// What happened, where the role leaves that open.
std::optional<Event> eventOf(const LeadStory &story, const Timetable::Entry &entry)
{
    const Track &track = story.track(Kind::Activity, entry);
    switch (track.role) {
    case Role::Main:
        return inScene(story.profile, track.scene, 0);
    case Role::Follow:
        return inScene(story.profile, track.scene, 1);
    case Role::Third:
        return inScene(story.profile, track.scene, 2);
    case Role::Last:
        return Endings.at(static_cast<size_t>(story.pick(Kind::Activity, entry, 2, 12)));
    case Role::OpportunityChange:
        return story.entry(Kind::Opportunity, Role::Opportunity, 0) ? std::nullopt
                                                                    : std::optional(Event::Note);
    case Role::Created:
    case Role::StatusChange:
    case Role::TaskDone:
    case Role::Touched:
    case Role::Contact:
    case Role::Opportunity:
    case Role::DoneTask:
    case Role::OpenTask:
        break;
    }
    return std::nullopt;
}

QString typeOf(Event event)
{
    switch (event) {
    case Event::Reached:
    case Event::CalledIn:
    case Event::Missed:
    case Event::Voicemail:
        return QStringLiteral("Call");
    case Event::EmailOut:
    case Event::EmailIn:
        return QStringLiteral("Email");
    case Event::TextOut:
    case Event::TextIn:
        return QStringLiteral("SMS");
    case Event::Note:
        return QStringLiteral("Note");
    case Event::Meeting:
        return QStringLiteral("Meeting");
    case Event::Assessment:
        return QStringLiteral("CustomActivity");
    }
    return {};
}

QJsonObject createdObject(const Moment &moment)
{
    static const QStringList sources{QStringLiteral("ui"), QStringLiteral("ui"), QStringLiteral("import"),
                                     QStringLiteral("api"), QStringLiteral("webform")};
    QJsonObject made = moment.common(QStringLiteral("Created"));
    made.insert(QStringLiteral("contact_id"), QJsonValue());
    made.insert(QStringLiteral("source"), sources.at(moment.pick(1, 5)));
    made.insert(QStringLiteral("import_id"), QJsonValue());
    return made;
}

QJsonObject statusChangeObject(const Moment &moment)
{
    const LeadStory &story = moment.story;
    const bool hadEarlier = story.entry(Kind::Activity, Role::StatusChange, 0).has_value();
    const int before = moment.scene == 0 || !hadEarlier ? 0 : 1;
    const auto &old = story.organisation.leadStatuses().at(story.statusAfter(before));
    const auto &now = story.organisation.leadStatuses().at(story.statusAfter(before + 1));
    QJsonObject change = moment.common(QStringLiteral("LeadStatusChange"));
    change.insert(QStringLiteral("contact_id"), QJsonValue());
    change.insert(QStringLiteral("old_status_id"), old.id);
    change.insert(QStringLiteral("old_status_label"), old.label);
    change.insert(QStringLiteral("new_status_id"), now.id);
    change.insert(QStringLiteral("new_status_label"), now.label);
    return change;
}

} // namespace

QString activityType(const LeadStory &story, const Timetable::Entry &entry)
{
    if (const auto event = eventOf(story, entry))
        return typeOf(*event);
    const Role role = story.track(Kind::Activity, entry).role;
    return role == Role::Created        ? QStringLiteral("Created")
           : role == Role::StatusChange ? QStringLiteral("LeadStatusChange")
           : role == Role::TaskDone     ? QStringLiteral("TaskCompleted")
                                        : QStringLiteral("OpportunityStatusChange");
}

QJsonObject activityObject(const LeadStory &story, const Timetable::Entry &entry)
{
    const Moment moment(story, entry);
    if (const auto event = eventOf(story, entry))
        return write(moment, *event);
    if (moment.role == Role::Created)
        return createdObject(moment);
    if (moment.role == Role::StatusChange)
        return statusChangeObject(moment);
    if (moment.role == Role::TaskDone)
        return taskCompletedObject(moment);
    return opportunityChangeObject(moment, *story.entry(Kind::Opportunity, Role::Opportunity, 0));
}

} // namespace leadline::sandbox
