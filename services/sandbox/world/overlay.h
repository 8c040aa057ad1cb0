#pragma once

#include <QHash>
#include <QJsonObject>
#include <QStringList>

namespace leadline::sandbox {

/// Objects of one kind written since the world was generated: new ones, replaced ones and removed ones. Where
/// they stand in a list is Sequence's business.
class Overlay
{
public:
    void put(const QString &id, const QString &leadId, const QJsonObject &object);
    void remove(const QString &id);

    enum class State { Untouched, Present, Removed };
    [[nodiscard]] State state(const QString &id) const;
    [[nodiscard]] bool isEmpty() const { return m_objects.isEmpty(); }
    [[nodiscard]] QJsonObject object(const QString &id) const { return m_objects.value(id).object; }
    [[nodiscard]] QList<QJsonObject> objects() const; ///< the present ones, in no order
    [[nodiscard]] QStringList ofLead(const QString &leadId) const { return m_byLead.value(leadId); }

private:
    struct Item
    {
        QJsonObject object;
        QString leadId;
        bool isRemoved = false;
    };
    void forget(const QString &id);

    QHash<QString, Item> m_objects;
    QHash<QString, QStringList> m_byLead;
};

} // namespace leadline::sandbox
