#pragma once

#include "tests/mirror/changedata.h"
#include "tests/mirror/mirrordata.h"
#include "tests/mirror/mirrorfixture.h"

#include <QJsonArray>

namespace leadline::test {

/// A mirror with two leads, one with two contacts, and what changes are applied and looked at by.
class ChangeFixture : public MirrorFixture
{
    Q_OBJECT
protected:
    inline static const LeadId acme{QStringLiteral("lead_acme")};
    inline static const LeadId other{QStringLiteral("lead_other")};

    static QString contactId(int i) { return QStringLiteral("cont_%1").arg(i); }
    static ObjectChange contactChange(const QString &id, int minute, const QString &name,
                                      const LeadId &lead = acme)
    {
        return test::contactChange(id, minute, name, lead);
    }
    static ObjectChange deletionOf(ObjectKind kind, const QString &id, int minute, const LeadId &lead = acme)
    {
        return test::deletionOf(kind, id, minute, lead);
    }

    void begin()
    {
        expectSilence();
        openFresh();
        const QJsonArray contacts{nestedJson(contactId(1), acme, 1, QStringLiteral("Mira")),
                                  nestedJson(contactId(2), acme, 1, QStringLiteral("Jonas"))};
        QVERIFY(put({leadFrom(withContacts(leadJson(acme.value, QStringLiteral("Acme"), 1), contacts)),
                     someLead(other.value, QStringLiteral("Other"), 1)}));
    }
    Result<ChangeInfo> apply(const QList<ObjectChange> &changes)
    {
        const auto result = std::make_shared<std::optional<Result<ChangeInfo>>>();
        m_mirror->applyChanges(changes, [result](const Result<ChangeInfo> &r) { *result = r; });
        if (!QTest::qWaitFor([&] { return result->has_value(); }, 10000))
            return ApiError(ErrorKind::Timeout);
        return **result;
    }
    QStringList contactNames(const LeadId &lead = acme) const
    {
        QStringList names;
        const auto stored = m_mirror->lead(lead);
        for (const Contact &contact : stored ? stored->contacts : QList<Contact>())
            names.append(contact.name);
        return names;
    }
    QStringList timeline(const LeadId &lead = acme) const
    {
        QStringList ids;
        for (const Activity &activity : m_mirror->activities(lead, {}, 0, 100))
            ids.append(activity.id.value);
        return ids;
    }
};

} // namespace leadline::test
