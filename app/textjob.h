#pragma once

#include "services/session/session.h"

#include <QObject>
#include <QTextStream>

namespace leadline {

/// The main job in text, for machines without a display: sign in, print the lead list, open a lead, log a call, print
/// the timeline with the call in it. Everything goes through the same services as the window.
class TextJob final : public QObject
{
    Q_OBJECT
public:
    TextJob(Session &session, QTextStream &out, QObject *parent = nullptr);

    void start(const QUrl &baseUrl, const Secret &apiKey);

Q_SIGNALS:
    void finished(int exitCode); ///< 0 = the call stands in Close

private:
    void onSignedIn(const Account &account);
    void onPullProgress(const PullProgress &progress);
    void printLeads();
    void openFirstLead();
    void logCall();
    void onOutboxChanged();
    void printTimeline();
    void fail(const QString &what, const ApiError &error);

    Session &m_session;
    QTextStream &m_out;
    LeadId m_lead;
    CommandId m_command;
    bool m_isListPrinted = false;
};

} // namespace leadline
