#include "services/sandbox/world/deals.h"

#include "services/sandbox/world/words.h"

#include <QJsonArray>
#include <QLocale>

namespace leadline::sandbox {

namespace {

enum Purpose {
    ForStatus = 1,
    ForOutcome,
    ForValue,
    ForPeriod,
    ForConfidence,
    ForClose,
    ForNote,
    ForSeats,
    HasGoLive,
    ForGoLive,
    HasCompetitor,
    ForCompetitor
};

int pick(const LeadStory &story, const Timetable::Entry &entry, int purpose, int bound)
{
    return story.pick(Kind::Opportunity, entry, purpose, bound);
}

int seatsOf(const LeadStory &story, const Timetable::Entry &entry)
{
    return 8 + pick(story, entry, ForSeats, 45) * 4;
}

QDate closingDay(const LeadStory &story, const Timetable::Entry &entry, const Deal &deal)
{
    if (deal.now.type == QLatin1String("won"))
        return story.moment(deal.change->time).date();
    if (deal.now.type == QLatin1String("lost") || pick(story, entry, ForClose, 100) < 15)
        return {};
    return story.end().date().addDays(pick(story, entry, ForClose + 100, 120) - 20);
}

QString noteOf(const LeadStory &story, const Timetable::Entry &entry, int seats)
{
    const QStringList &notes = Words::lines(QStringLiteral("opportunities"));
    const int number = story.track(Kind::Opportunity, entry).number;
    QString note = notes.at((story.profile.pick(4000, 1000) + number) % notes.size());
    note.replace(QLatin1String("{seats}"), QString::number(seats));
    return note.replace(QLatin1String("{town}"), story.profile.town().name);
}

} // namespace

QString formattedValue(qint64 cents, const QString &period)
{
    const QString amount = QStringLiteral("$") + QLocale::c().toString(static_cast<double>(cents) / 100.0,
                                                                       'f', cents % 100 == 0 ? 0 : 2);
    return period == QLatin1String("one_time") ? amount : amount + QLatin1Char(' ') + period;
}

Deal dealOf(const LeadStory &story, const Timetable::Entry &entry)
{
    static const QStringList periods{QStringLiteral("annual"), QStringLiteral("annual"),
                                     QStringLiteral("monthly"), QStringLiteral("one_time")};
    const int number = story.track(Kind::Opportunity, entry).number;
    const auto &statuses = story.organisation.opportunityStatuses(number);
    const int first = pick(story, entry, ForStatus, 3);
    Deal deal;
    deal.before = statuses.at(first);
    deal.now = deal.before;
    if (number == 0)
        deal.change = story.entry(Kind::Activity, Role::OpportunityChange);
    if (deal.change) {
        const int outcome = pick(story, entry, ForOutcome, 10); // on, won or lost
        deal.now = outcome < 4 && first < 2 ? statuses.at(first + 1) : statuses.at(outcome < 8 ? 3 : 4);
    }
    deal.period = periods.at(pick(story, entry, ForPeriod, 4));
    deal.seats = seatsOf(story, entry);
    const qint64 price = deal.period == QLatin1String("monthly")  ? 29
                         : deal.period == QLatin1String("annual") ? 300
                                                                  : 450;
    deal.value = (deal.seats * price + pick(story, entry, ForValue, 20) * 50) * 100;
    deal.confidence = deal.now.type == QLatin1String("won") ? 100
                      : deal.now.type == QLatin1String("lost")
                          ? 0
                          : 10 * (2 + first + pick(story, entry, ForConfidence, 6));
    deal.closes = closingDay(story, entry, deal);
    return deal;
}

OpportunityFacts opportunityFacts(const LeadStory &story, const Timetable::Entry &entry)
{
    static const QStringList rivals{QStringLiteral("None"), QStringLiteral("In-house"),
                                    QStringLiteral("Northgrid"), QStringLiteral("Plannero"),
                                    QStringLiteral("Spreadsheet")};
    OpportunityFacts facts;
    facts.deal = dealOf(story, entry);
    facts.note = noteOf(story, entry, facts.deal.seats);
    facts.hasContact = pick(story, entry, ForNote, 100) < 80;
    if (pick(story, entry, HasGoLive, 100) < 40)
        facts.goesLive = story.end().date().addDays(14 + pick(story, entry, ForGoLive, 150));
    if (pick(story, entry, HasCompetitor, 100) < 50)
        facts.competitor = rivals.at(pick(story, entry, ForCompetitor, 5));
    return facts;
}

QJsonObject opportunityObject(const LeadStory &story, const Timetable::Entry &entry)
{
    const OpportunityFacts facts = opportunityFacts(story, entry);
    const Deal &deal = facts.deal;
    const qint64 changed = deal.change ? deal.change->time : entry.time;
    const bool isLost = deal.now.type == QLatin1String("lost");
    QJsonObject made = story.audit(entry.time, changed);
    made.insert(QStringLiteral("id"), story.idOf(Kind::Opportunity, entry));
    made.insert(QStringLiteral("lead_id"), story.leadId());
    made.insert(QStringLiteral("contact_id"),
                facts.hasContact ? QJsonValue(story.contactId(0)) : QJsonValue());
    made.insert(QStringLiteral("user_id"), story.owner().id);
    made.insert(QStringLiteral("user_name"), story.owner().name);
    made.insert(QStringLiteral("pipeline_id"), deal.now.pipelineId);
    made.insert(QStringLiteral("status_id"), deal.now.id);
    made.insert(QStringLiteral("status_label"), deal.now.label);
    made.insert(QStringLiteral("status_type"), deal.now.type);
    made.insert(QStringLiteral("value"), deal.value);
    made.insert(QStringLiteral("value_currency"), QStringLiteral("USD"));
    made.insert(QStringLiteral("value_period"), deal.period);
    made.insert(QStringLiteral("confidence"), deal.confidence);
    made.insert(QStringLiteral("note"), facts.note);
    made.insert(QStringLiteral("note_html"), richParagraph(facts.note));
    made.insert(QStringLiteral("date_won"),
                deal.closes.isValid() ? QJsonValue(deal.closes.toString(Qt::ISODate)) : QJsonValue());
    made.insert(QStringLiteral("date_lost"),
                isLost ? QJsonValue(timestamp(story.moment(changed))) : QJsonValue());
    made.insert(QStringLiteral("attachments"), QJsonArray());
    made.insert(QStringLiteral("integration_links"), QJsonArray());
    const Organisation &organisation = story.organisation;
    made.insert(organisation.fieldKey(QStringLiteral("Seats")), deal.seats);
    if (facts.goesLive.isValid())
        made.insert(organisation.fieldKey(QStringLiteral("Go-live Date")),
                    facts.goesLive.toString(Qt::ISODate));
    if (!facts.competitor.isEmpty())
        made.insert(organisation.fieldKey(QStringLiteral("Competitor")), facts.competitor);
    return made;
}

QJsonObject opportunityChangeObject(const Moment &moment, const Timetable::Entry &opportunity)
{
    const Deal deal = dealOf(moment.story, opportunity);
    QJsonObject change = moment.common(QStringLiteral("OpportunityStatusChange"));
    const auto describe = [&change](const QString &side, const Organisation::Status &status) {
        change.insert(side + QStringLiteral("_status_id"), status.id);
        change.insert(side + QStringLiteral("_status_label"), status.label);
        change.insert(side + QStringLiteral("_status_type"), status.type);
        change.insert(side + QStringLiteral("_pipeline_id"), status.pipelineId);
        change.insert(side + QStringLiteral("_pipeline_name"), status.pipelineName);
    };
    describe(QStringLiteral("old"), deal.before);
    describe(QStringLiteral("new"), deal.now);
    change.insert(QStringLiteral("opportunity_id"), moment.story.idOf(Kind::Opportunity, opportunity));
    change.insert(QStringLiteral("opportunity_value"), deal.value);
    change.insert(QStringLiteral("opportunity_value_formatted"), formattedValue(deal.value, deal.period));
    change.insert(QStringLiteral("opportunity_value_currency"), QStringLiteral("USD"));
    change.insert(QStringLiteral("opportunity_value_period"), deal.period);
    change.insert(QStringLiteral("opportunity_confidence"), deal.confidence);
    change.insert(QStringLiteral("opportunity_date_won"),
                  deal.closes.isValid() ? QJsonValue(timestamp(deal.closes.startOfDay(Qt::UTC)))
                                        : QJsonValue());
    return change;
}

} // namespace leadline::sandbox
