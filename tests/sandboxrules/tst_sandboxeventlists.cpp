#include "sandboxcase.h"

#include "services/sandbox/events/eventlog.h"

#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace leadline::test;
namespace sandbox = leadline::sandbox;

/// How the event log is read: pages, filters, time, order, privacy (close-api.md 7.1).
class TestSandboxEventLists : public SandboxCase
{
    Q_OBJECT
private:
    QString note(const QString &leadId)
    {
        return post(u"activity/note/"_s, {{u"lead_id"_s, leadId}, {u"note"_s, u"Hello"_s}}).id();
    }
    /// A lead made with so many contacts at once.
    QString crowdedLead(int people)
    {
        QJsonArray contacts;
        for (int i = 0; i < people; ++i)
            contacts.append(QJsonObject{{u"name"_s, u"Person %1"_s.arg(i)}});
        return post(u"lead/"_s, {{u"name"_s, u"Lakeside"_s}, {u"contacts"_s, contacts}}).id();
    }
    static QString at(const QJsonObject &event) { return event.value("date_updated"_L1).toString(); }
    QJsonObject control(const QString &path, const QJsonObject &order)
    {
        return post(u"../../sandbox/%1/"_s.arg(path), order).body;
    }

private Q_SLOTS:
    void newestFirstInPagesOfFifty();
    void cursorsGoThereAndBack();
    void cursorsHoldWhileMoreIsWritten();
    void theLoopOfTheOfficialScripts();
    void onlySomeFiltersGoTogether();
    void theLeadFilterIncludesItsChildren();
    void rangesOfTimeAreExact();
    void limitsAreChecked();
    void updatesSoonAfterEachOtherAreOneEvent();
    void consolidationEndsWithTheWindow();
    void othersAreNotConsolidated();
    void heldEventsShowLaterInTheirPlace();
    void lateEventsByQuirk();
    void afterThirtyDaysEventsAreGone();
    void dataIsPrivateAfterAnHour();
    void theLogSurvivesARestart();
    void theLogIsBounded();
    void theClockIsSteered();
};

void TestSandboxEventLists::newestFirstInPagesOfFifty()
{
    const QString lead = crowdedLead(60);
    QStringList people;
    for (const QJsonArray all = this->lead(lead).value("contacts"_L1).toArray(); const auto &person : all)
        people.prepend(person.toObject().value("id"_L1).toString());
    const Answer first = get(u"event/"_s);
    QCOMPARE(first.texts("object_id"), people.mid(0, 50));
    QVERIFY(first["cursor_previous"].isNull());
    const Answer second = get(u"event/?_cursor="_s + first.text("cursor_next"));
    QCOMPARE(second.texts("object_id"), people.mid(50) + QStringList{lead});
    QVERIFY(second["cursor_next"].isNull());
    QVERIFY(second["cursor_previous"].isString());
    QCOMPARE(keysOf(first.body), QStringList({u"cursor_next"_s, u"cursor_previous"_s, u"data"_s}));
}

void TestSandboxEventLists::cursorsGoThereAndBack()
{
    const QString lead = newLead();
    for (int i = 0; i < 9; ++i)
        note(lead);
    const QString path = u"event/?_limit=4&lead_id=%1&_cursor="_s.arg(lead);
    const Answer one = get(path);
    const Answer two = get(path + one.text("cursor_next"));
    const Answer three = get(path + two.text("cursor_next"));
    QCOMPARE(one.ids().size() + two.ids().size() + three.ids().size(), 10);
    QCOMPARE(get(path + three.text("cursor_previous")).ids(), two.ids());
    const Answer back = get(path + two.text("cursor_previous"));
    QCOMPARE(back.ids(), one.ids());
    QVERIFY(back["cursor_previous"].isNull());
}

void TestSandboxEventLists::cursorsHoldWhileMoreIsWritten()
{
    const QString lead = newLead();
    for (int i = 0; i < 5; ++i)
        note(lead);
    const Answer whole = get(u"event/"_s);
    const Answer one = get(u"event/?_limit=3"_s);
    note(lead);
    const Answer two = get(u"event/?_limit=3&_cursor="_s + one.text("cursor_next"));
    QCOMPARE(one.ids() + two.ids(), whole.ids());
}

/// As scripts/ of Close do it: an empty cursor begins, the answer's leads to the end.
void TestSandboxEventLists::theLoopOfTheOfficialScripts()
{
    del(u"lead/%1/"_s.arg(crowdedLead(70)));
    QSet<QString> deleted;
    QString cursor;
    do {
        const Answer page = get(u"event/?object_type=contact&action=deleted&_cursor="_s + cursor);
        for (const auto &event : page.data()) {
            deleted.insert(event.value("object_id"_L1).toString());
            QVERIFY(event.value("previous_data"_L1)["display_name"_L1].isString());
        }
        cursor = page.text("cursor_next");
    } while (!cursor.isEmpty());
    QCOMPARE(deleted.size(), 70);
    const QJsonObject lead = get(u"event/?object_type=lead&action=deleted"_s).data().value(0);
    QVERIFY(lead.value("previous_data"_L1)["display_name"_L1].isString());
    QVERIFY(lead.value("previous_data"_L1)["status_label"_L1].isString());
}

void TestSandboxEventLists::onlySomeFiltersGoTogether()
{
    const QString mine = newLead();
    note(newLead());
    const QJsonObject wanted = get(u"event/?lead_id="_s + mine).data().value(0);
    const auto check = [&](const char *combination, int status) {
        const QStringList names = QString::fromLatin1(combination).split(u'&', Qt::SkipEmptyParts);
        QStringList filters;
        for (const QString &name : names)
            filters.append(name + u'=' + wanted.value(name).toString());
        const Answer answer = get(u"event/?"_s + filters.join(u'&'));
        QVERIFY2(answer.status == status, combination);
        filters.append(u"date_updated__gte="_s + at(wanted));
        QVERIFY2(get(u"event/?"_s + filters.join(u'&')).status == status, combination);
        QCOMPARE(answer.ids().contains(wanted.value("id"_L1).toString()), status == 200);
        for (const auto &event : answer.data()) {
            for (const QString &name : names)
                QCOMPARE(event.value(name), wanted.value(name));
        }
    };
    for (const char *allowed :
         {"", "object_type&object_id", "object_type&action", "object_id&action", "lead_id&object_type",
          "lead_id&object_type&action", "lead_id&user_id&object_type&action", "lead_id&user_id&object_type",
          "lead_id&user_id", "user_id&object_id", "user_id&object_id&action", "user_id&object_type",
          "user_id&object_type&action", "lead_id", "user_id", "request_id"})
        check(allowed, 200);
    for (const char *refused : {"object_type", "object_id", "action", "lead_id&object_id", "lead_id&action",
                                "user_id&action", "request_id&lead_id", "object_type&object_id&action",
                                "lead_id&user_id&action", "lead_id&request_id"})
        check(refused, 400);
}

void TestSandboxEventLists::theLeadFilterIncludesItsChildren()
{
    const QString lead = newLead();
    const QString other = newLead();
    const QString mine = note(lead);
    note(other);
    QCOMPARE(get(u"event/?lead_id="_s + lead).texts("object_id"), QStringList({mine, lead}));
    const auto notes = get(u"event/?lead_id=%1&object_type=activity.note"_s.arg(lead));
    QCOMPARE(notes.texts("object_id"), QStringList{mine});
}

void TestSandboxEventLists::rangesOfTimeAreExact()
{
    const QString lead = newLead();
    for (int i = 0; i < 3; ++i) {
        advance(10);
        note(lead);
    }
    const auto all = get(u"event/"_s).data();
    const QStringList ids = get(u"event/"_s).ids();
    const QString middle = at(all.at(1));
    const auto ranged = [&](const QString &filter) { return get(u"event/?"_s + filter).ids(); };
    QCOMPARE(ranged(u"date_updated__gte="_s + middle), ids.mid(0, 2));
    QCOMPARE(ranged(u"date_updated__gt="_s + middle), ids.mid(0, 1));
    QCOMPARE(ranged(u"date_updated__lte="_s + middle), ids.mid(1));
    QCOMPARE(ranged(u"date_updated__lt="_s + middle), ids.mid(2));
    QCOMPARE(ranged(u"date_updated="_s + middle), ids.mid(1, 1));
    QCOMPARE(ranged(u"date_updated__gt=%1&date_updated__lt=%2"_s.arg(at(all.at(3)), at(all.at(0)))),
             ids.mid(1, 2));
    QCOMPARE(ranged(u"date_updated__gte=%1%2"_s.arg(middle.left(23), u"%2B00:00"_s)), ids.mid(0, 2));
    QCOMPARE(get(u"event/?date_updated__gt=soon"_s).status, 400);
}

void TestSandboxEventLists::limitsAreChecked()
{
    newLead();
    for (const char *fine : {"_limit=50", "_limit=0", "_cursor=", "_limit=1&_cursor="})
        QVERIFY2(get(u"event/?"_s + QLatin1String(fine)).status == 200, fine);
    for (const char *wrong : {"_limit=51", "_limit=-1", "_limit=many", "_cursor=b29wcw"})
        QVERIFY2(get(u"event/?"_s + QLatin1String(wrong)).status == 400, wrong);
}

void TestSandboxEventLists::updatesSoonAfterEachOtherAreOneEvent()
{
    const QString lead = newLead();
    put(u"lead/%1/"_s.arg(lead), {{u"name"_s, u"First"_s}});
    const QJsonObject first = get(u"event/?object_id=%1&action=updated"_s.arg(lead)).data().value(0);
    advance(60);
    put(u"lead/%1/"_s.arg(lead), {{u"name"_s, u"Second"_s}, {u"description"_s, u"Robots"_s}});
    const auto events = get(u"event/?object_id=%1&action=updated"_s.arg(lead)).data();
    QCOMPARE(events.size(), 1);
    const QJsonObject both = events.first();
    QCOMPARE(both.value("id"_L1), first.value("id"_L1));
    QCOMPARE(both.value("date_created"_L1), first.value("date_created"_L1));
    QVERIFY(at(both) > at(first));
    QVERIFY(both.value("request_id"_L1) != first.value("request_id"_L1));
    QCOMPARE(both.value("previous_data"_L1)["name"_L1].toString(), u"Lakeside Robotics"_s);
    QVERIFY(both.value("changed_fields"_L1).toArray().contains(u"description"_s));
    QCOMPARE(both.value("data"_L1)["name"_L1].toString(), u"Second"_s);
}

void TestSandboxEventLists::consolidationEndsWithTheWindow()
{
    sandbox::Quirks quirks;
    quirks.eventConsolidationSeconds = 30;
    restart(quirks);
    const QString lead = newLead();
    const auto updates = [&] { return get(u"event/?object_id=%1&action=updated"_s.arg(lead)).data().size(); };
    put(u"lead/%1/"_s.arg(lead), {{u"name"_s, u"First"_s}});
    advance(20);
    put(u"lead/%1/"_s.arg(lead), {{u"name"_s, u"Second"_s}});
    QCOMPARE(updates(), 1);
    advance(31);
    put(u"lead/%1/"_s.arg(lead), {{u"name"_s, u"Third"_s}});
    QCOMPARE(updates(), 2);
    quirks.eventConsolidationSeconds = 0;
    restart(quirks);
    const QString other = newLead();
    put(u"lead/%1/"_s.arg(other), {{u"name"_s, u"First"_s}});
    put(u"lead/%1/"_s.arg(other), {{u"name"_s, u"Second"_s}});
    QCOMPARE(get(u"event/?object_id=%1&action=updated"_s.arg(other)).data().size(), 2);
}

void TestSandboxEventLists::othersAreNotConsolidated()
{
    const QString lead = newLead();
    put(u"lead/%1/"_s.arg(lead), {{u"name"_s, u"Dana's"_s}});
    apiKey = rep;
    put(u"lead/%1/"_s.arg(lead), {{u"name"_s, u"The rep's"_s}});
    const auto events = get(u"event/?object_id=%1&action=updated"_s.arg(lead));
    QCOMPARE(events.texts("api_key_id"), QStringList({u"api_rep"_s, u"api_sandbox"_s}));
    QVERIFY(events.texts("user_id").first() != events.texts("user_id").last());
}

void TestSandboxEventLists::heldEventsShowLaterInTheirPlace()
{
    const QString lead = newLead();
    control(u"event"_s, {{u"hold"_s, 1}});
    const QString early = note(lead);
    const QString late = note(lead);
    QCOMPARE(get(u"event/"_s).texts("object_id"), QStringList({late, lead}));
    control(u"event"_s, {{u"release"_s, true}});
    QCOMPARE(get(u"event/"_s).texts("object_id"), QStringList({late, early, lead}));
}

void TestSandboxEventLists::lateEventsByQuirk()
{
    sandbox::Quirks quirks;
    quirks.everyNthEventIsLate = 2;
    quirks.lateEventSeconds = 100;
    restart(quirks);
    const QString lead = newLead();
    const QString hidden = note(lead);
    const QString seen = note(lead);
    QCOMPARE(get(u"event/"_s).texts("object_id"), QStringList({seen, lead}));
    advance(101);
    QCOMPARE(get(u"event/"_s).texts("object_id"), QStringList({seen, hidden, lead}));
}

void TestSandboxEventLists::afterThirtyDaysEventsAreGone()
{
    const QString lead = newLead();
    const QString id = get(u"event/"_s).ids().value(0);
    advance(29 * 86400LL);
    QCOMPARE(get(u"event/?lead_id="_s + lead).ids(), QStringList{id});
    advance(2 * 86400LL);
    QCOMPARE(get(u"event/?lead_id="_s + lead).ids(), QStringList());
    QCOMPARE(get(u"event/%1/"_s.arg(id)).status, 404);
    note(lead);
    QCOMPARE(store().events().size(), 1);
}

void TestSandboxEventLists::dataIsPrivateAfterAnHour()
{
    const QString lead = newLead();
    const QString id = get(u"event/"_s).ids().value(0);
    apiKey = rep;
    QVERIFY(get(u"event/%1/"_s.arg(id))["data"].isObject());
    advance(3601);
    const QJsonObject old = get(u"event/"_s).data().value(0);
    QCOMPARE(old.value("object_id"_L1).toString(), lead);
    QVERIFY(!old.contains("data"_L1));
    QVERIFY(!old.contains("previous_data"_L1));
    QVERIFY(!get(u"event/%1/"_s.arg(id)).body.contains("data"_L1));
    apiKey = admin;
    QVERIFY(get(u"event/%1/"_s.arg(id))["data"].isObject());

    sandbox::Quirks quirks;
    quirks.oldEventDataIsNull = true;
    restart(quirks);
    newLead();
    advance(3601);
    apiKey = rep;
    QVERIFY(get(u"event/"_s).data().value(0).value("data"_L1).isNull());
}

void TestSandboxEventLists::theLogSurvivesARestart()
{
    QTemporaryDir folder;
    stateFile = folder.filePath(u"state"_s);
    restart();
    const QString lead = newLead();
    put(u"lead/%1/"_s.arg(lead), {{u"name"_s, u"First"_s}});
    note(lead);
    put(u"lead/%1/"_s.arg(lead), {{u"name"_s, u"Second"_s}});
    const Answer before = get(u"event/"_s);
    QCOMPARE(before.ids().size(), 3);
    restart();
    QCOMPARE(get(u"event/"_s).body, before.body);
    // A cursor of before, and the window of consolidation, still hold.
    const Answer first = get(u"event/?_limit=1"_s);
    restart();
    QCOMPARE(get(u"event/?_cursor="_s + first.text("cursor_next")).ids(), before.ids().mid(1));
    put(u"lead/%1/"_s.arg(lead), {{u"name"_s, u"Third"_s}});
    QCOMPARE(get(u"event/"_s).ids().size(), 3);
}

void TestSandboxEventLists::theLogIsBounded()
{
    sandbox::EventLog log(3);
    for (int i = 0; i < 5; ++i) {
        log.add({{u"id"_s, u"ev_%1"_s.arg(i)},
                 {u"object_id"_s, u"lead_%1"_s.arg(i)},
                 {u"date_updated"_s, u"2026-06-19T12:00:0%1.000000"_s.arg(i)}},
                {});
    }
    QCOMPARE(log.size(), 3);
    QVERIFY(!log.find(u"ev_1"_s));
    QVERIFY(!log.latestOf(u"lead_1"_s));
    QVERIFY(log.find(u"ev_2"_s));
    // Written again it is the newest, and the only one of its id.
    log.add(log.find(u"ev_2"_s)->event(), {});
    const auto page = log.page([](const auto &) { return true; }, {}, {}, {}, 10);
    QCOMPARE(page->entries.size(), 3);
    QCOMPARE(page->entries.first()->id, u"ev_2"_s);
    QCOMPARE(log.written(), 6U);
}

void TestSandboxEventLists::theClockIsSteered()
{
    newLead();
    QVERIFY(control(u"clock"_s, {{u"advance"_s, 3600}})
                .value("now"_L1)
                .toString()
                .startsWith("2026-06-19T13:0"_L1));
    QVERIFY(lead(newLead()).value("date_created"_L1).toString().startsWith("2026-06-19T13:0"_L1));
    QCOMPARE(get(u"../../sandbox/event/"_s)["events"].toInt(), 2);
    QCOMPARE(post(u"../../sandbox/clock/"_s, {{u"advance"_s, -1}}).status, 400);
    QCOMPARE(post(u"../../sandbox/event/"_s, {}).status, 400);
    QCOMPARE(del(u"../../sandbox/clock/"_s).status, 405);
}

QTEST_GUILESS_MAIN(TestSandboxEventLists)
#include "tst_sandboxeventlists.moc"
