#pragma once

#include "services/sandbox/exchange.h"
#include "services/sandbox/quirks.h"
#include "services/sandbox/store.h"

#include <QSet>

namespace leadline::sandbox {

/// Writes the event log: looks at every object before a request changes it and once more when the request is
/// done, so that no endpoint can forget an event. One request at a time.
class EventRecorder
{
public:
    /// Watches the store, which outlives it.
    EventRecorder(Store &store, const Quirks &quirks);
    ~EventRecorder();

    /// Answers a call. First the messages that have become due meanwhile are sent.
    [[nodiscard]] Reply during(const Call &call, const Endpoint &endpoint);

    /// A further key in `meta` of every event of the present request.
    void mark(const QString &key, const QString &value) { m_meta.insert(key, value); }
    /// A further event of the present request about an object that outlives it, such as `merged`.
    void also(const QString &action, Kind kind, const QString &id);
    /// An event about something that is no object of the store of its own, such as a membership.
    void tell(const QString &action, const QString &type, const QJsonObject &data);

private:
    struct Change
    {
        Kind kind = Kind::Lead;
        QString id;
        QString type;
        std::optional<QJsonObject> before;
        int turn = 0; ///< when the object itself was changed last; those only affected come at the end
        QStringList further = {};
    };
    void aboutToChange(Kind kind, const QString &id, const std::optional<QJsonObject> &coming);
    Change &remember(Kind kind, const QString &id, const std::optional<QJsonObject> &stored);
    void affected(Kind kind, const QString &id);
    void sendDue();
    void begin(const Call *call, const QDateTime &now);
    void end();
    void write(const Change &change);
    void write(const QString &action, const Change &change, QJsonObject event);

    Store &m_store;
    const Quirks &m_quirks;
    const Call *m_call = nullptr; ///< null outside of requests, and while messages are sent
    bool m_isOpen = false;
    int m_turn = 0;
    QDateTime m_seenAt; ///< the moment at which objects are looked at, before and after
    QDateTime m_now;    ///< the moment of the events
    QString m_requestId;
    QString m_userId;
    QJsonObject m_meta;
    QList<Change> m_changes;
    QList<std::pair<QString, Change>> m_told; ///< by action; the data stands in `before`
    QSet<QString> m_waiting;                  ///< messages that wait to be sent
};

} // namespace leadline::sandbox
