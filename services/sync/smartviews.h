#pragma once

#include "services/base/clock.h"
#include "services/close/closeapi.h"
#include "services/close/smartviewapi.h"
#include "services/mirror/mirror.h"

#include <QHash>
#include <QPointer>

namespace leadline {

/// Runs the organisation's Smart Views in Close, in the foreground lane, and keeps what they found in the
/// mirror, in Close's order, for the time without a network. Leads that the mirror does not have yet are
/// fetched, the first ones in the foreground lane. Views of contacts list the contacts' leads. One view at a
/// time: opening another gives up the one under way.
class SmartViews final : public QObject
{
    Q_OBJECT
public:
    SmartViews(HttpClient &http, CloseApi &api, Mirror &mirror, const Clock &clock,
               QObject *parent = nullptr);

    void open(const SmartViewId &view);
    void stop(); ///< what is under way is dropped
    [[nodiscard]] bool isRunning(const SmartViewId &view) const { return m_running == view; }
    /// Of the last try since the start; kind None when it went well or there was none.
    [[nodiscard]] ApiError error(const SmartViewId &view) const { return m_errors.value(view); }

Q_SIGNALS:
    void changed(const leadline::SmartViewId &view); ///< isRunning or error is another one
    void failed(const leadline::ApiError &error);

private:
    /// What a view found so far.
    struct Finding
    {
        QList<LeadId> leads;
        QSet<LeadId> known;
        int total = -1;
        bool isCut = false; ///< Close has more than it hands out
        void add(const FoundLeads &page);
    };
    [[nodiscard]] QCoro::Task<> take(int run, SmartViewId view);
    [[nodiscard]] QCoro::Task<Result<Finding>> find(int run, SmartViewQuery query);
    [[nodiscard]] QCoro::Task<> fetch(int run);
    void store(int run, const SmartViewId &view, const Finding &finding);
    void fetchMissing(int run, const SmartViewId &view, const QList<LeadId> &leads);
    void finish(const SmartViewId &view, const ApiError &error);
    /// False once the object is gone or another view was opened; asked after every wait.
    [[nodiscard]] static bool isCurrent(const QPointer<SmartViews> &self, int run)
    {
        return self && self->m_run == run;
    }

    HttpClient &m_http;
    CloseApi &m_api;
    Mirror &m_mirror;
    const Clock &m_clock;
    int m_run = 0; ///< counts openings
    SmartViewId m_running;
    QHash<SmartViewId, ApiError> m_errors;
    LeadInquiry m_inquiry;
    QList<LeadId> m_missing; ///< still to be fetched
    int m_fetched = 0;       ///< of this run
};

} // namespace leadline
