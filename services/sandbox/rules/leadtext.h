#pragma once

#include "services/sandbox/rules/derive.h"
#include "services/sandbox/world/leadobjects.h"

#include <QHash>

namespace leadline::sandbox {

struct OpportunityFacts;
struct TaskFacts;

/// Whole leads as `Derive::lead` answers them, written as text straight from the facts: a page of 200 costs a
/// tenth of what it does by way of JSON objects. Only for generated leads of which nothing was changed since.
/// Made for one request; what users, statuses and fields are called is looked up once.
class LeadText
{
public:
    /// `fields`: the keys wanted, none = all; `custom` stands for every custom field.
    LeadText(const Store &store, const Derive &derive, const QStringList &fields);

    /// `story` and the place of the lead's last change, see Store::untouched. The object's last brace is
    /// written too.
    void append(QByteArray &out, const LeadStory &story, const Timetable::Entry &touched);

private:
    struct Object; ///< what is being written

    /// A field as it is called now; a null name: there is none any more.
    struct Field
    {
        QByteArray flat;
        QByteArray name;
    };
    struct Lead ///< what the objects of one lead share
    {
        const LeadStory &story;
        QString id;
        QByteArray user;     ///< id of its owner, quoted
        QByteArray userName; ///< quoted, or null
    };
    [[nodiscard]] bool wants(const char *key) const;
    void addLead(Object &object, const Lead &lead, const LeadFacts &facts);
    void addAddress(Object &object, const LeadStory &story, const LeadFacts &facts) const;
    void addFields(Object &object, const LeadStory &story, const LeadFacts &facts);
    void addContact(QByteArray &out, const Lead &lead, const Timetable::Entry &entry);
    void addOpportunity(QByteArray &out, const Lead &lead, const Timetable::Entry &entry);
    void addTask(QByteArray &out, const Lead &lead, const Timetable::Entry &entry);
    void addAudit(Object &object, const Lead &lead, qint64 created, qint64 updated) const;
    [[nodiscard]] const Field &field(const LeadStory &story, const QString &name);
    [[nodiscard]] const QByteArray &leadStatus(const QString &id);
    [[nodiscard]] const QByteArray &userName(const QString &id);
    [[nodiscard]] const QByteArray &dealStatus(const Organisation::Status &status);

    const Store &m_store;
    const Derive &m_derive;
    const QStringList m_fields;
    bool m_wantsCustom = true;
    QByteArray m_organization;
    QHash<QString, Field> m_custom;
    QHash<QString, QByteArray> m_userNames;
    QHash<QString, QByteArray> m_leadStatuses; ///< labels by id
    QHash<QString, QByteArray> m_dealStatuses; ///< every key that depends on the status
};

} // namespace leadline::sandbox
