#pragma once

#include "services/sandbox/world/overlay.h"
#include "services/sandbox/world/sequence.h"
#include "services/sandbox/world/world.h"

#include <QSet>

namespace leadline::sandbox {

/// What was written over the generated leads, contacts, opportunities, tasks and activities, and the orders
/// in which generated and written ones stand together. Refers to the world.
class Changes
{
public:
    explicit Changes(const World &world);

    void put(Kind kind, const QJsonObject &object);
    void remove(Kind kind, const QString &id);

    [[nodiscard]] const Overlay &overlay(Kind kind) const { return m_kinds.at(indexOf(kind)).overlay; }
    /// By update for leads and contacts only.
    [[nodiscard]] const Sequence &order(Kind kind, Dated by) const
    {
        const Lists &lists = m_kinds.at(indexOf(kind));
        return by == Dated::Created ? lists.byCreation : lists.byUpdate;
    }
    /// The order of Store::list.
    [[nodiscard]] const Sequence &order(Kind kind) const
    {
        return order(kind, kind == Kind::Lead ? Dated::Updated : Dated::Created);
    }
    /// Whether something of a generated lead was written: itself, or an object that belongs to it.
    [[nodiscard]] bool isTouched(qint64 lead) const { return m_touched.contains(lead); }

private:
    struct Lists
    {
        Overlay overlay;
        Sequence byCreation;
        Sequence byUpdate;
    };
    [[nodiscard]] static qsizetype indexOf(Kind kind)
    {
        return static_cast<qsizetype>(kind) - static_cast<qsizetype>(Kind::Lead);
    }
    /// Takes out the written object, and the generated one it replaces.
    void leave(Kind kind, const QString &id);
    void touch(const QString &leadId);

    const World &m_world;
    QList<Lists> m_kinds; ///< from Kind::Lead on
    QSet<qint64> m_touched;
};

} // namespace leadline::sandbox
