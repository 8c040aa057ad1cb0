#pragma once

#include "services/sandbox/world/timetable.h"
#include "services/sandbox/world/worktime.h"

#include <QHash>
#include <QJsonObject>
#include <QStringList>

namespace leadline::sandbox {

/// Objects of one kind written since the world was generated: new ones, replaced ones and removed ones, and
/// where they stand in the list that merges them with the generated ones (newest first).
class Overlay
{
public:
    /// `when` is what the list is sorted by, `generatedRank` the place of the generated object this one
    /// replaces, or -1.
    void put(const QString &id, const QString &leadId, const QDateTime &when, const QJsonObject &object,
             qint64 generatedRank);
    void remove(const QString &id, qint64 generatedRank);

    enum class State { Untouched, Present, Removed };
    [[nodiscard]] State state(const QString &id) const;
    [[nodiscard]] QJsonObject object(const QString &id) const { return m_objects.value(id).object; }
    [[nodiscard]] QStringList ofLead(const QString &leadId) const { return m_byLead.value(leadId); }
    /// The net number of objects this adds to the generated ones.
    [[nodiscard]] qint64 balance() const;

    /// One place of the merged list: an overlaid object, or the generated entry.
    struct Place
    {
        QString id; ///< empty for a generated entry
        Timetable::Entry entry;
    };
    [[nodiscard]] QList<Place> window(const Timetable &generated, const WorkTime &clock, qint64 skip,
                                      qint64 limit) const;

private:
    struct Item
    {
        QJsonObject object;
        QString leadId;
        QDateTime when;
        bool isRemoved = false;
    };
    struct Position
    {
        QDateTime when;
        QString id;
    };
    void forget(const QString &id);
    void shadow(qint64 generatedRank);
    [[nodiscard]] qint64 positionOf(qsizetype index, const Timetable &generated, const WorkTime &clock) const;
    [[nodiscard]] qint64 rankOfVisible(qint64 visible) const;
    [[nodiscard]] static bool isBefore(const Position &a, const Position &b);

    QHash<QString, Item> m_objects;
    QHash<QString, QStringList> m_byLead;
    std::vector<Position> m_positions;   ///< of present objects, newest first
    std::vector<qint64> m_shadowedRanks; ///< generated entries that no longer show, ascending
};

} // namespace leadline::sandbox
