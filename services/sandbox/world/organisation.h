#pragma once

#include "services/sandbox/store.h"
#include "services/sandbox/world/idcode.h"

#include <QHash>
#include <QJsonObject>
#include <QList>

#include <optional>

namespace leadline::sandbox {

/// What an organisation has few of: users, statuses, pipelines, fields, Smart Views, numbers. Read from
/// resources/sandbox/organisation.json, where `@prefix_:name` stands for an id and `$...` for a time or a
/// formatted number; kept whole in memory, in the order in which lists give it, and changed in place.
class Organisation
{
public:
    /// `epoch`: end of history; the organisation is two years older.
    Organisation(const IdCode &ids, const QDateTime &epoch);

    QJsonObject organization; ///< as `GET /organization/{id}/` (close-api.md 5.13)

    [[nodiscard]] QString currentUserId() const { return m_people.first().id; }
    [[nodiscard]] QJsonObject me() const; ///< see Store::me
    [[nodiscard]] QList<QJsonObject> objects(Kind kind) const
    {
        return m_objects.value(static_cast<int>(kind));
    }
    [[nodiscard]] std::optional<QJsonObject> find(Kind kind, const QString &id) const;
    void put(Kind kind, const QJsonObject &object); ///< replaces by id, else appends
    void remove(Kind kind, const QString &id);

    // As generated, whatever was changed since: what generated objects refer to.
    struct Person
    {
        QString id;
        QString name;
        QString firstName;
        QString email;
        QString number; ///< the number they call from, E.164
    };
    struct Status
    {
        QString id;
        QString label;
        QString type; ///< of opportunity statuses: active, won, lost
        QString pipelineId;
        QString pipelineName;
    };
    [[nodiscard]] QString id() const { return m_id; }
    [[nodiscard]] const QList<Person> &people() const { return m_people; } ///< the last one has left
    [[nodiscard]] const QList<Status> &leadStatuses() const { return m_leadStatuses; }
    /// Of one pipeline (0 Sales, 1 Expansion), in its order.
    [[nodiscard]] const QList<Status> &opportunityStatuses(int pipeline) const
    {
        return m_dealStatuses.at(pipeline);
    }
    /// `custom.cf_...` of a field of any kind, by its name.
    [[nodiscard]] QString fieldKey(const QString &name) const { return m_fieldKeys.value(name); }
    [[nodiscard]] QString activityTypeId() const;

private:
    void remember();

    QHash<int, QList<QJsonObject>> m_objects; ///< by Kind
    QJsonObject m_me;
    QString m_id;
    QList<Person> m_people;
    QList<Status> m_leadStatuses;
    QList<QList<Status>> m_dealStatuses;
    QHash<QString, QString> m_fieldKeys;
};

} // namespace leadline::sandbox
