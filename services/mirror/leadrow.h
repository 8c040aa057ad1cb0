#pragma once

#include "services/domain/ids.h"

#include <QDateTime>
#include <QList>

namespace leadline {

/// 64-bit row key of the mirror, hashed from an id: half the size and twice the insert rate of text keys.
using RowKey = qint64;

enum class LeadSort { Name, LastActivity, Created };

/// What the lead list asks for. Text is matched in the name, folded (case and accents ignored).
struct LeadListQuery
{
    QString text;
    QList<StatusId> statuses; ///< empty = all
    LeadSort sort = LeadSort::LastActivity;
    bool isDescending = true; ///< the exact reverse of ascending; ties in the order of the keys
    bool isAtStart = false;   ///< the text begins the name, instead of standing anywhere in it
    friend bool operator==(const LeadListQuery &, const LeadListQuery &) = default;
};

/// One line of the lead list: plain fields of the mirror, nothing formatted.
struct LeadRow
{
    RowKey key = 0;
    LeadId id;
    QString name;
    StatusId statusId;
    QString statusLabel; ///< as the organisation names it now
    int contactCount = 0;
    QString city;             ///< of the first address
    QString timeZone;         ///< IANA, of the first contact with one; may be empty
    QDateTime lastActivityAt; ///< UTC; of the newest activity known here, else the lead's `date_updated`
    QString nextTaskText;     ///< of the open task due first; empty = no next step
    QDate nextTaskDate;       ///< invalid = dateless
    QDateTime nextTaskAt;     ///< UTC; valid only with a time of day
    bool hasNextTask = false;
};

} // namespace leadline
