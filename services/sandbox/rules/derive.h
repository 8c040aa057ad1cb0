#pragma once

#include "services/sandbox/exchange.h"
#include "services/sandbox/rules/directory.h"

namespace leadline::sandbox {

/// The one place that turns a stored object into Close's answer: its shape, what is stored, and everything
/// that depends on other objects or on the time (names, labels, formatted values, nested lists, `view`).
/// Changes nothing.
class Derive
{
public:
    Derive(const Store &store, QDateTime now, double tzOffset);

    /// `fields` as asked for by `_fields`: nested parts nobody asked for are left empty. None = all.
    [[nodiscard]] QJsonObject lead(const QJsonObject &stored, const QStringList &fields = {}) const;
    [[nodiscard]] QJsonObject contact(const QJsonObject &stored) const;
    [[nodiscard]] QJsonObject opportunity(const QJsonObject &stored) const;
    /// Only what sums need of an opportunity: its values, without names of anything.
    [[nodiscard]] QJsonObject values(QJsonObject opportunity) const;
    [[nodiscard]] QJsonObject task(const QJsonObject &stored) const;
    [[nodiscard]] QJsonObject activity(const QJsonObject &stored) const;
    /// An e-mail thread as its own path answers it: with `emails` in full.
    [[nodiscard]] QJsonObject threadInFull(const QJsonObject &stored) const;

    /// `inbox`, `future` or `archive` in the caller's day (5.4).
    [[nodiscard]] QString taskView(const QJsonObject &stored) const;
    [[nodiscard]] QString taskView(bool isComplete, const QString &date) const;
    [[nodiscard]] const Directory &directory() const { return m_directory; }
    [[nodiscard]] const QDateTime &now() const { return m_now; }

private:
    [[nodiscard]] QJsonObject based(const QJsonObject &shape, const QJsonObject &stored) const;
    void nameUsers(QJsonObject &object) const;
    void money(QJsonObject &opportunity) const;
    void statusChange(QJsonObject &change, bool isOfOpportunity) const;
    void message(QJsonObject &activity) const;
    void thread(QJsonObject &thread) const;
    [[nodiscard]] QList<QJsonObject> emailsOf(const QJsonObject &thread) const;

    const Store &m_store;
    Directory m_directory;
    QDateTime m_now;
    double m_tzOffset;
};

} // namespace leadline::sandbox
