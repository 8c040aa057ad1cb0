#include "services/close/codec/opportunitycodec.h"

#include "services/close/codec/lenient.h"

#include <cmath>

namespace leadline {

namespace {

OpportunityOutcome outcomeOf(const QString &type)
{
    if (type == QLatin1String("active"))
        return OpportunityOutcome::Active;
    if (type == QLatin1String("won"))
        return OpportunityOutcome::Won;
    if (type == QLatin1String("lost"))
        return OpportunityOutcome::Lost;
    return OpportunityOutcome::Other;
}

/// Beyond 2^53 a JSON number is no longer exact, and no money is shown rather than a wrong sum.
std::optional<qint64> cents(const QJsonValue &value)
{
    constexpr double largestExact = 9007199254740992.0;
    const double number = value.toDouble();
    if (!value.isDouble() || std::abs(number) > largestExact)
        return std::nullopt;
    return qint64(std::llround(number));
}

} // namespace

std::optional<Opportunity> decodeOpportunity(const QJsonObject &json)
{
    Opportunity opportunity;
    opportunity.id = lenient::id<OpportunityId>(json, QLatin1String("id"));
    if (opportunity.id.isEmpty())
        return std::nullopt;
    opportunity.leadId = lenient::id<LeadId>(json, QLatin1String("lead_id"));
    opportunity.statusId = lenient::id<StatusId>(json, QLatin1String("status_id"));
    opportunity.statusLabel = lenient::text(json, QLatin1String("status_label"));
    opportunity.pipelineName = lenient::text(json, QLatin1String("pipeline_name"));
    opportunity.outcome = outcomeOf(lenient::text(json, QLatin1String("status_type")));
    opportunity.valueCents = cents(json.value(QLatin1String("value")));
    opportunity.valueFormatted = lenient::text(json, QLatin1String("value_formatted"));
    opportunity.valuePeriod = lenient::text(json, QLatin1String("value_period"));
    opportunity.confidence = lenient::integer(json, QLatin1String("confidence"), 0, 100);
    opportunity.closeDate = lenient::date(json, QLatin1String("date_won"));
    opportunity.contactName = lenient::text(json, QLatin1String("contact_name"));
    opportunity.userName = lenient::text(json, QLatin1String("user_name"));
    opportunity.note = lenient::text(json, QLatin1String("note"));
    opportunity.raw = json;
    return opportunity;
}

} // namespace leadline
