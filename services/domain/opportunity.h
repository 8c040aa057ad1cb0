#pragma once

#include "services/domain/ids.h"

#include <QDateTime>
#include <QJsonObject>

#include <optional>

namespace leadline {

enum class OpportunityOutcome { Active, Won, Lost, Other };

/// A deal on a lead (close-api.md 5.3).
struct Opportunity
{
    OpportunityId id;
    LeadId leadId;
    StatusId statusId;
    QString statusLabel;
    QString pipelineName;
    OpportunityOutcome outcome = OpportunityOutcome::Other;
    std::optional<qint64> valueCents; ///< minor units of the organisation's currency
    QString valueFormatted;           ///< Close's own words, such as `$500 annual`
    QString valuePeriod;              ///< one_time, monthly, annual
    int confidence = 0;               ///< per cent
    QDate closeDate;                  ///< `date_won`: expected or actual close date
    QString contactName;
    QString userName;
    QString note;
    QJsonObject raw;
};

} // namespace leadline
