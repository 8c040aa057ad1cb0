#pragma once

#include <QDateTime>
#include <QHash>
#include <QJsonObject>
#include <QString>

#include <functional>
#include <map>
#include <optional>

namespace leadline::sandbox {

/// The event log of an organisation (close-api.md 7.1): events in Close's own shape, packed, in the order in
/// which they were last written, and pages of them. Knows neither what an event is about nor who reads it.
/// Holds `most` events and forgets the oldest ones beyond that.
class EventLog
{
public:
    explicit EventLog(int most = 100'000) : m_most(most) {}

    /// One event with what it is looked up by.
    struct Entry
    {
        quint64 number = 0; ///< place in the log; an event that is written again gets a new one
        QString id;
        QString action;
        QString objectType;
        QString objectId;
        QString leadId;
        QString userId;
        QString apiKeyId; ///< empty = null, as with every other of these
        QString requestId;
        QDateTime updated;
        QDateTime visibleFrom;
        bool isHeld = false;
        QByteArray packed;
        [[nodiscard]] QJsonObject event() const;
    };

    /// Appends an event, or moves the one with the same `id` to the end. Readers see it from `visibleFrom` on
    /// (invalid = at once).
    void add(const QJsonObject &event, const QDateTime &visibleFrom);
    /// Null when it was never written, or forgotten.
    [[nodiscard]] const Entry *find(const QString &id) const;
    [[nodiscard]] const Entry *latestOf(const QString &objectId) const;
    void forgetBefore(const QDateTime &moment);
    [[nodiscard]] qsizetype size() const { return m_byId.size(); }
    [[nodiscard]] quint64 written() const { return m_last; } ///< how many times `add` was called

    /// Keeps the next `events` away from readers until `release`: how a log shows events out of order.
    void hold(int events) { m_toHold = events; }
    void release();

    using Filter = std::function<bool(const Entry &)>;
    struct Page
    {
        QList<const Entry *> entries; ///< newest first; valid until the log changes
        QString next;                 ///< cursor to older ones; empty at the end
        QString previous;             ///< cursor to newer ones
    };
    /// What a reader sees at `now` and `filter` lets through, not older than `since`. Null for a cursor that
    /// is none.
    [[nodiscard]] std::optional<Page> page(const Filter &filter, const QDateTime &since, const QDateTime &now,
                                           const QString &cursor, int limit) const;

private:
    using Entries = std::map<quint64, Entry>;
    [[nodiscard]] QList<const Entry *> older(quint64 than, qsizetype limit, const Filter &filter,
                                             const QDateTime &since) const;
    [[nodiscard]] QList<const Entry *> newer(quint64 than, qsizetype limit, const Filter &filter,
                                             const QDateTime &since) const;
    void forget(Entries::const_iterator entry);

    int m_most;
    int m_toHold = 0;
    quint64 m_last = 0;
    Entries m_entries;
    QHash<QString, quint64> m_byId;
    QHash<QString, quint64> m_latest; ///< by object
};

} // namespace leadline::sandbox
