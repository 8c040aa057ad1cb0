#pragma once

#include "services/sandbox/context.h"
#include "services/sandbox/exchange.h"

namespace leadline::sandbox {

/// What Close does besides the thing asked for (close-api.md 5.1 to 5.5): audit stamps, the activities it
/// writes by itself, `date_updated` of the lead, cascades.
class Effects
{
public:
    Effects(Context &context, const Call &call);

    /// Id and audit keys of a new object, made by the caller now.
    void stampNew(QJsonObject &object, const QString &prefix);
    /// `updated_by` and `date_updated`.
    void stampChange(QJsonObject &object);
    /// Common keys of a new activity: its type, user, and `activity_at` unless they are set.
    void stampActivity(QJsonObject &activity, const QString &type, const QString &leadId);

    /// The lead's `date_updated` moves because a child changed; whoever changed it does not become
    /// `updated_by`.
    void touchLead(const QString &leadId);
    /// A lead, stored, with its Created activity.
    void createLead(QJsonObject &lead);
    void leadStatusChanged(const QJsonObject &lead, const QString &oldStatus);
    void opportunityStatusChanged(const QJsonObject &opportunity, const QJsonObject &before);
    /// Keeps the `opportunity_due` task of an opportunity in step with its `date_won` (5.3).
    void followDueDate(const QJsonObject &opportunity);

    /// Writes the TaskCompleted activity of a task just completed and points the task at it.
    void completeTask(QJsonObject &task);
    /// Deletes it again.
    void reopenTask(QJsonObject &task);

    void removeLead(const QString &leadId); ///< with everything of it
    void removeOpportunity(const QJsonObject &opportunity);

    /// The moment of this request; the same for everything one request writes except what must come after it.
    [[nodiscard]] const QDateTime &now() const { return m_now; }
    [[nodiscard]] QString today() const; ///< in the caller's zone

private:
    void writeStatusChange(QJsonObject change, const QString &sameKey);

    Context &m_context;
    const Call &m_call;
    QDateTime m_now;
};

} // namespace leadline::sandbox
