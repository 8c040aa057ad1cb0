#include "services/sandbox/world/overlay.h"

namespace leadline::sandbox {

void Overlay::forget(const QString &id)
{
    const auto old = m_objects.constFind(id);
    if (old == m_objects.constEnd() || old->isRemoved)
        return;
    const auto siblings = m_byLead.find(old->leadId);
    if (siblings == m_byLead.end())
        return;
    siblings->removeOne(id);
    if (siblings->isEmpty())
        m_byLead.erase(siblings);
}

void Overlay::put(const QString &id, const QString &leadId, const QJsonObject &object)
{
    forget(id);
    m_objects.insert(id, {object, leadId, false});
    if (!leadId.isEmpty())
        m_byLead[leadId].append(id);
}

void Overlay::remove(const QString &id)
{
    forget(id);
    m_objects.insert(id, {{}, {}, true});
}

Overlay::State Overlay::state(const QString &id) const
{
    const auto item = m_objects.constFind(id);
    if (item == m_objects.constEnd())
        return State::Untouched;
    return item->isRemoved ? State::Removed : State::Present;
}

QList<QJsonObject> Overlay::objects() const
{
    QList<QJsonObject> present;
    for (const Item &item : m_objects) {
        if (!item.isRemoved)
            present.append(item.object);
    }
    return present;
}

} // namespace leadline::sandbox
