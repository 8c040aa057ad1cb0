#pragma once

#include "services/http/httpclient.h"
#include "services/sandbox/store.h"

#include <QRandomGenerator>

namespace leadline::test {

/// Somebody else at work in the same Close, by its API: makes, edits, completes, merges and deletes leads and
/// what hangs on them, at random from a seed. Refusals are part of the day and counted.
class Colleague
{
public:
    Colleague(HttpClient &http, sandbox::Store &store, quint32 seed);

    /// One change by one request.
    void change();
    [[nodiscard]] int changes() const { return m_changes; }
    [[nodiscard]] int refusals() const { return m_refusals; }
    [[nodiscard]] QHash<QString, int> kinds() const { return m_kinds; } ///< what was done how often

private:
    void send(Method method, const QString &path, const QJsonObject &body);
    void changeLead(const QString &lead);
    void changeContact(const QString &lead);
    void changeActivity(const QString &lead);
    void changeTask(const QString &lead);
    void changeDeal(const QString &lead);
    void merge(const QString &lead);
    [[nodiscard]] QString any(sandbox::Kind kind, const QString &lead, const QString &type = {});
    [[nodiscard]] QString words() { return QStringLiteral("word %1").arg(m_random.bounded(1'000'000)); }

    HttpClient &m_http;
    sandbox::Store &m_store;
    QRandomGenerator m_random;
    QStringList m_leads;
    QStringList m_statuses;
    int m_changes = 0;
    int m_refusals = 0;
    QHash<QString, int> m_kinds;
};

} // namespace leadline::test
