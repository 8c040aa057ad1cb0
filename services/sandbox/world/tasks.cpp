#include "services/sandbox/world/tasks.h"

#include "services/sandbox/world/words.h"

#include <algorithm>

namespace leadline::sandbox {

namespace {

enum Purpose { ForDay = 1, IsTimed, ForHour, IsCall, IsUrgent };

/// Every task of a lead has a text of its own: its place in this count picks it.
int numberOf(const Track &track)
{
    return track.role == Role::OpenTask ? track.number : 4 + track.scene;
}

QString textOf(const LeadStory &story, const Track &track)
{
    const QStringList &texts = Words::lines(QStringLiteral("tasks"));
    const QList<GeneratedContact> &contacts = story.profile.contacts();
    QString text = texts.at((story.profile.pick(5000, 1000) + numberOf(track)) % texts.size());
    text.replace(QLatin1String("{first}"), contacts.first().first);
    text.replace(QLatin1String("{town}"), story.profile.town().name);
    return text.replace(QLatin1String("{other}"),
                        contacts.size() > 1 ? contacts.at(1).first : QStringLiteral("the team"));
}

QDate dueDay(const LeadStory &story, const Timetable::Entry &entry, const QDate &today)
{
    const QDate made = story.moment(entry.time).date();
    const auto pick = [&](int bound) { return story.pick(Kind::Task, entry, ForDay, bound); };
    switch (static_cast<OpenTaskKind>(story.track(Kind::Task, entry).number)) {
    case OpenTaskKind::Overdue: {
        const auto days = static_cast<int>(made.daysTo(today));
        return today.addDays(-1 - pick(std::clamp(days, 1, 12)));
    }
    case OpenTaskKind::Today:
        return today;
    case OpenTaskKind::Upcoming:
        return today.addDays(1 + pick(30));
    case OpenTaskKind::Dateless:
        return made;
    }
    return today;
}

/// A date, or for one in three a moment: Close knows both.
QString dueText(const LeadStory &story, const Timetable::Entry &entry, const QDate &day)
{
    if (story.pick(Kind::Task, entry, IsTimed, 100) >= 30)
        return day.toString(Qt::ISODate);
    const int slot = story.pick(Kind::Task, entry, ForHour, 20);
    return timestamp(QDateTime(day, QTime(8 + slot / 2, slot % 2 * 30), Qt::UTC));
}

void addCall(const LeadStory &story, QJsonObject &task)
{
    task.insert(QStringLiteral("_type"), QStringLiteral("outgoing_call"));
    task.insert(QStringLiteral("object_type"), QStringLiteral("call"));
    task.insert(QStringLiteral("contact_id"), story.contactId(0));
    task.insert(QStringLiteral("phone"), story.profile.contacts().first().phones.first().e164);
}

} // namespace

bool isCallTask(const LeadStory &story, const Timetable::Entry &entry)
{
    const Track &track = story.track(Kind::Task, entry);
    return track.role == Role::OpenTask && track.number != static_cast<int>(OpenTaskKind::Dateless) &&
           story.pick(Kind::Task, entry, IsCall, 100) < 15;
}

TaskFacts taskFacts(const LeadStory &story, const Timetable::Entry &entry)
{
    const Track &track = story.track(Kind::Task, entry);
    const bool isDone = track.role == Role::DoneTask;
    TaskFacts facts;
    if (isDone)
        facts.done = story.schedule.of(Kind::Activity).entry(track.number, story.lead);
    facts.isDateless = !isDone && track.number == static_cast<int>(OpenTaskKind::Dateless);
    facts.isCall = isCallTask(story, entry);
    facts.isUrgent = story.pick(Kind::Task, entry, IsUrgent, 100) < 12;
    // "Today" is the day on which history ends, also when that is a Sunday.
    const QDate today = story.schedule.clock().end().date();
    const QDate day = facts.done ? story.moment(facts.done->time).date() : dueDay(story, entry, today);
    facts.date = facts.isDateless ? day.toString(Qt::ISODate) : dueText(story, entry, day);
    facts.text = facts.isCall ? QStringLiteral("Call ") + story.profile.contacts().first().first
                              : textOf(story, track);
    return facts;
}

QJsonObject taskObject(const LeadStory &story, const Timetable::Entry &entry)
{
    const TaskFacts facts = taskFacts(story, entry);
    QJsonObject task = story.audit(entry.time, facts.done ? facts.done->time : entry.time);
    for (const char *key : {"agent_config_id", "contact_id", "deduplication_key", "object_id", "object_type",
                            "resolution", "sequence_id", "sequence_subscription_id"}) {
        task.insert(QLatin1String(key), QJsonValue());
    }
    task.insert(QStringLiteral("_type"), QStringLiteral("lead"));
    task.insert(QStringLiteral("id"), story.idOf(Kind::Task, entry));
    task.insert(QStringLiteral("lead_id"), story.leadId());
    task.insert(QStringLiteral("assigned_to"), story.owner().id);
    task.insert(QStringLiteral("assigned_to_name"), story.owner().name);
    task.insert(QStringLiteral("text"), facts.text);
    task.insert(QStringLiteral("date"), facts.date);
    task.insert(QStringLiteral("due_date"), facts.isDateless ? QJsonValue() : QJsonValue(facts.date));
    task.insert(QStringLiteral("is_dateless"), facts.isDateless);
    task.insert(QStringLiteral("is_complete"), story.track(Kind::Task, entry).role == Role::DoneTask);
    task.insert(QStringLiteral("is_primary_lead_notification"), true);
    task.insert(QStringLiteral("priority"),
                facts.isUrgent ? QStringLiteral("high") : QStringLiteral("medium"));
    if (facts.done) {
        task.insert(QStringLiteral("object_type"), QStringLiteral("taskcompleted"));
        task.insert(QStringLiteral("object_id"), story.idOf(Kind::Activity, *facts.done));
    } else if (facts.isCall) {
        addCall(story, task);
    }
    return task;
}

QJsonObject taskCompletedObject(const Moment &moment)
{
    const LeadStory &story = moment.story;
    const int number = story.track(Kind::Activity, moment.entry).number;
    const auto task = story.schedule.of(Kind::Task).entry(number, story.lead);
    QJsonObject made = moment.common(QStringLiteral("TaskCompleted"));
    made.remove(QStringLiteral("contact_id"));
    made.insert(QStringLiteral("task_id"), task ? QJsonValue(story.idOf(Kind::Task, *task)) : QJsonValue());
    made.insert(QStringLiteral("task_text"), textOf(story, story.schedule.of(Kind::Task).track(number)));
    made.insert(QStringLiteral("task_assigned_to"), story.owner().id);
    made.insert(QStringLiteral("task_assigned_to_name"), story.owner().name);
    return made;
}

} // namespace leadline::sandbox
