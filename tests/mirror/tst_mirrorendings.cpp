#include "tests/mirror/changefixture.h"

#include <QSignalSpy>

using namespace leadline;
using test::activityFrom;
using test::activityJson;
using test::changeOf;
using test::leadFrom;
using test::leadJson;
using test::mergeOf;
using test::nestedJson;
using test::someActivity;
using test::someLead;
using test::timeAt;
using test::timeText;
using test::withContacts;

/// What ended in Close does not come back, and what was merged is where it went.
class TestMirrorEndings : public test::ChangeFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { close(); }
    void case055_deletedLeadStaysAway();
    void case055_deletedContactStaysAwayInLateLeads();
    void case055_deletedActivityStaysAway();
    void case055_somethingNewerLivesAgain();
    void case055_mergeMovesEverything();
    void case055_mergeIntoAnUnknownLead();
    void case055_redirectsFollowEveryMerge();
    void case049_lateLeadKeepsNewerContacts();
};

void TestMirrorEndings::case055_deletedLeadStaysAway()
{
    QVERIFY(put(acme, {someActivity(QStringLiteral("acti_1"), acme, 2)}));
    QVERIFY(apply({deletionOf(ObjectKind::Lead, acme.value, 9)}));
    for (int round = 0; round < 2; ++round) {
        QVERIFY(put({someLead(acme.value, QStringLiteral("Late"), 8)}));
        QVERIFY(apply({contactChange(contactId(1), 8, QStringLiteral("late"))})->missing.isEmpty());
        QVERIFY(!m_mirror->lead(acme));
        QCOMPARE(m_mirror->leadCount(), 1);
        QVERIFY(!m_mirror->activity(ActivityId(QStringLiteral("acti_1"))));
        reopen();
    }
}

void TestMirrorEndings::case055_deletedContactStaysAwayInLateLeads()
{
    const QJsonObject late = m_mirror->lead(acme)->raw;
    QVERIFY(apply({deletionOf(ObjectKind::Contact, contactId(1), 9)}));
    for (int round = 0; round < 2; ++round) {
        QJsonObject newer = late;
        newer.insert(QStringLiteral("date_updated"), timeText(3 + round));
        QVERIFY(put({leadFrom(newer)}));
        QCOMPARE(contactNames(), QStringList{QStringLiteral("Jonas")});
        QCOMPARE(row(acme).contactCount, 1);
        reopen();
    }
    // Also in a lead that was not here.
    QVERIFY(done([&](Mirror::Then then) { m_mirror->removeLead(acme, std::move(then)); }));
    QVERIFY(put({leadFrom(late)}));
    QCOMPARE(contactNames(), QStringList{QStringLiteral("Jonas")});
}

void TestMirrorEndings::case055_deletedActivityStaysAway()
{
    const Activity note = someActivity(QStringLiteral("acti_1"), acme, 2);
    QVERIFY(put(acme, {note}));
    QVERIFY(apply({deletionOf(ObjectKind::Activity, note.id.value, 9)}));
    QVERIFY(done([&](Mirror::Then then) {
        m_mirror->removeActivity(ActivityId(QStringLiteral("acti_2")), std::move(then));
    }));
    for (int round = 0; round < 2; ++round) {
        QVERIFY(put(acme, {note, someActivity(QStringLiteral("acti_2"), acme, 50)}));
        QVERIFY(timeline().isEmpty());
        reopen();
    }
}

void TestMirrorEndings::case055_somethingNewerLivesAgain()
{
    QVERIFY(apply(
        {deletionOf(ObjectKind::Lead, acme.value, 9), deletionOf(ObjectKind::Contact, contactId(1), 9)}));
    const auto info =
        apply({changeOf(ObjectKind::Lead, leadJson(acme.value, QStringLiteral("Back"), 10), acme)});
    QCOMPARE(info->missing, QList<LeadId>{acme}); // to be fetched
    const QJsonArray contacts{nestedJson(contactId(1), acme, 1, QStringLiteral("still gone")),
                              nestedJson(contactId(2), acme, 11, QStringLiteral("Jonas"))};
    QVERIFY(put({leadFrom(withContacts(leadJson(acme.value, QStringLiteral("Back"), 10), contacts))}));
    QCOMPARE(contactNames(), QStringList{QStringLiteral("Jonas")});
    const int leads = m_mirror->leadCount();

    // A lead that was not here, with a contact that lives again: it counts, also after a restart.
    const QString third = QStringLiteral("lead_third");
    QVERIFY(apply({deletionOf(ObjectKind::Contact, contactId(3), 9)}));
    const QJsonArray reborn{nestedJson(contactId(3), LeadId(third), 12, QStringLiteral("Ana"))};
    QVERIFY(put({leadFrom(withContacts(leadJson(third, QStringLiteral("Third"), 12), reborn))}));
    QCOMPARE(contactNames(LeadId(third)), QStringList{QStringLiteral("Ana")});
    reopen();
    QCOMPARE(m_mirror->leadCount(), leads + 1);
}

void TestMirrorEndings::case055_mergeMovesEverything()
{
    QJsonObject note = activityJson(QStringLiteral("acti_1"), acme, 20);
    note.insert(QStringLiteral("note"), QStringLiteral("Brochure"));
    QVERIFY(put(acme, {activityFrom(note)}, true));
    QVERIFY(put(other, {someActivity(QStringLiteral("acti_2"), other, 10)}, true));
    QVERIFY(apply({changeOf(ObjectKind::Task,
                            nestedJson(QStringLiteral("task_1"), acme, 5, QStringLiteral("Call")), acme)}));
    QSignalSpy spy(m_mirror.get(), &Mirror::leadsChanged);
    const QList<ObjectChange> merging{mergeOf(acme, other, 30)};
    QVERIFY(apply(merging)->missing.isEmpty());
    QCOMPARE(spy.size(), 1);
    for (int round = 0; round < 2; ++round) {
        QVERIFY(!m_mirror->lead(acme));
        QCOMPARE(contactNames(other), (QStringList{QStringLiteral("Mira"), QStringLiteral("Jonas")}));
        QCOMPARE(m_mirror->lead(other)->contacts.at(0).leadId, other);
        QCOMPARE(row(other).nextTaskText, QStringLiteral("Call"));
        QCOMPARE(row(other).lastActivityAt, timeAt(20));
        QCOMPARE(timeline(other), (QStringList{QStringLiteral("acti_1"), QStringLiteral("acti_2")}));
        QCOMPARE(m_mirror->activity(ActivityId(QStringLiteral("acti_1")))->leadId, other);
        QVERIFY(m_mirror->hasAllActivities(other));
        QCOMPARE(m_mirror->redirect(acme), other);
        QCOMPARE(count("SELECT count(*) FROM item_text JOIN lead ON lead.key = lead_key"), 2);
        reopen();
    }
    QVERIFY(apply(merging)->missing.isEmpty());
    // What was said of the source comes late.
    QVERIFY(put({someLead(acme.value, QStringLiteral("Late"), 99)}));
    QVERIFY(!m_mirror->lead(acme));
    QVERIFY(apply({contactChange(contactId(1), 40, QStringLiteral("Mira S."), acme),
                   changeOf(ObjectKind::Activity, activityJson(QStringLiteral("acti_3"), acme, 40), acme)}));
    QCOMPARE(contactNames(other).constFirst(), QStringLiteral("Mira S."));
    QCOMPARE(timeline(other).constFirst(), QStringLiteral("acti_3"));
}

void TestMirrorEndings::case055_mergeIntoAnUnknownLead()
{
    const LeadId ghost(QStringLiteral("lead_ghost"));
    QCOMPARE(apply({mergeOf(acme, ghost, 30)})->missing, QList<LeadId>{ghost});
    QVERIFY(!m_mirror->lead(acme));
    QCOMPARE(m_mirror->redirect(acme), ghost);
    // The other way round: what Close has moved is not all known here.
    QCOMPARE(apply({mergeOf(LeadId(QStringLiteral("lead_unseen")), other, 30)})->missing,
             QList<LeadId>{other});
    QVERIFY(m_mirror->lead(other));
    QVERIFY(apply({mergeOf(other, other, 31)})->missing.isEmpty());
    QVERIFY(m_mirror->lead(other));
}

void TestMirrorEndings::case055_redirectsFollowEveryMerge()
{
    const LeadId third(QStringLiteral("lead_third"));
    QVERIFY(put({someLead(third.value, QStringLiteral("Third"), 1)}));
    QVERIFY(apply({mergeOf(other, third, 32), mergeOf(acme, other, 31)}));
    QCOMPARE(m_mirror->redirect(acme), third);
    QCOMPARE(m_mirror->redirect(third), third);
    QCOMPARE(contactNames(third).size(), 2);
    QVERIFY(apply({mergeOf(third, acme, 40)})); // a circle cannot be: nothing is lost
    QVERIFY(m_mirror->lead(third));
}

void TestMirrorEndings::case049_lateLeadKeepsNewerContacts()
{
    QVERIFY(apply({contactChange(contactId(1), 10, QStringLiteral("Changed")),
                   contactChange(contactId(3), 11, QStringLiteral("Added"))}));
    // An answer made at minute 8, newer than the lead as stored, older than those two changes.
    const QJsonArray contacts{nestedJson(contactId(1), acme, 1, QStringLiteral("Mira"))};
    QVERIFY(put({leadFrom(withContacts(leadJson(acme.value, QStringLiteral("Acme 8"), 8), contacts))}));
    QCOMPARE(row(acme).name, QStringLiteral("Acme 8"));
    QCOMPARE(contactNames(), (QStringList{QStringLiteral("Changed"), QStringLiteral("Added")}));
    // An answer made after them says what is so.
    QVERIFY(put({leadFrom(withContacts(leadJson(acme.value, QStringLiteral("Acme 12"), 12), contacts))}));
    QCOMPARE(contactNames(), QStringList{QStringLiteral("Changed")});
}

QTEST_GUILESS_MAIN(TestMirrorEndings)
#include "tst_mirrorendings.moc"
