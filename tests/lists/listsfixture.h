#pragma once

#include "models/syncstate.h"
#include "services/mirror/outboxstore.h"
#include "tests/mirror/mirrordata.h"
#include "tests/mirror/mirrorfixture.h"
#include "tests/testkit/manualclock.h"
#include "tests/testkit/wait.h"

class QWidget;

namespace leadline::test {

/// A mirror and an outbox with a small organisation, on a Monday at 15:42 UTC.
class ListsFixture : public MirrorFixture
{
    Q_OBJECT
protected:
    void openBoth();
    void closeBoth();
    /// Ten leads with people, zones and tasks, as in the drawings of the window.
    void putSampleLeads();
    /// Two weeks of one lead, of every kind that people see daily.
    void putSampleTimeline(bool isLast = true);
    Command addCommand(const QString &id, CommandBody body, CommandState state = CommandState::Queued,
                       const ApiError &error = ApiError());
    [[nodiscard]] LogCall sampleCall() const;

    /// Writes a picture of the widget into the folder LEADLINE_PICTURES, if that is set.
    static void keepPicture(QWidget &widget, const QString &name);

    ManualClock m_clock{QDateTime({2026, 11, 23}, {15, 42}, Qt::UTC)};
    std::unique_ptr<OutboxStore> m_outbox;
    const LeadId m_lead{QStringLiteral("lead_arkwright")};
};

} // namespace leadline::test
