#pragma once

#include "services/domain/ids.h"

#include <QDateTime>
#include <QList>
#include <QStringList>

#include <utility>
#include <vector>

namespace leadline {

/// 64-bit row key of the mirror, hashed from an id: half the size and twice the insert rate of text keys.
using RowKey = qint64;

enum class LeadSort { Name, LastActivity, Created };

/// What has been promised to a lead: `Due` is an open task of today or before, `None` no open task at all.
enum class NextStep { Any, Open, None, Due };

/// A custom field and one value it may have: a choice, a user's id, or a text or one word of it.
struct FieldValue
{
    CustomFieldId field;
    QString value;
    friend bool operator==(const FieldValue &, const FieldValue &) = default;
};

/// What the lead list asks for; what is set must all hold. Text is matched in the name, folded (case and
/// accents ignored).
struct LeadListQuery
{
    QString text;
    QString beginning = {};        ///< the name begins with it, folded too
    QList<StatusId> statuses = {}; ///< empty = all
    LeadSort sort = LeadSort::LastActivity;
    bool isDescending = true; ///< the exact reverse of ascending; ties in the order of the keys
    NextStep nextStep = NextStep::Any;
    int idleDays = 0;              ///< no activity for so many days, or none known at all; 0 = any
    QStringList countries = {};    ///< of the first address, ISO 3166 alpha-2; empty = all
    QList<FieldValue> fields = {}; ///< several values of one field: any of them
    /// The leads of a Smart View as Close gave them last, in Close's order: `sort` does not count then.
    SmartViewId smartView = {};

    /// Something is asked for besides an order.
    [[nodiscard]] bool isFilter() const
    {
        return !text.isEmpty() || !beginning.isEmpty() || !statuses.isEmpty() || nextStep != NextStep::Any ||
               idleDays > 0 || !countries.isEmpty() || !fields.isEmpty() || !smartView.isEmpty();
    }
    friend bool operator==(const LeadListQuery &, const LeadListQuery &) = default;
};

/// ISO 3166 alpha-2 codes with how many leads have them.
using CountryCounts = std::vector<std::pair<QString, int>>;

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
