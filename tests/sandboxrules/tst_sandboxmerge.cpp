#include "sandboxcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace leadline::test;
using leadline::sandbox::Kind;

/// POST /lead/merge/ (close-api.md 5.1, 9.12).
class TestSandboxMerge : public SandboxCase
{
    Q_OBJECT
private:
    Answer merge(const QString &source, const QString &destination)
    {
        return post(u"lead/merge/"_s, {{u"source"_s, source}, {u"destination"_s, destination}});
    }
    QStringList idsIn(const QString &path, const QString &leadId)
    {
        QStringList ids = get(u"%1?lead_id=%2"_s.arg(path, leadId)).ids();
        ids.sort();
        return ids;
    }

private Q_SLOTS:
    void everythingMoves();
    void theSourceIsGone();
    void theDestinationKeepsItsFields();
    void aMergeIsAnActivityOfTheDestination();
    void allEventsNameBothLeads();
    void mergedIsAnEventOfTheDestination();
    void wrongLeadsAreRefused();
    void generatedLeadsMergeToo();
};

void TestSandboxMerge::everythingMoves()
{
    const QString from = newLead(u"Source"_s);
    const QString to = newLead(u"Destination"_s);
    const QString contact = newContact(from, u"+14155550101"_s);
    const QString task = post(u"task/"_s, {{u"lead_id"_s, from}, {u"text"_s, u"Call back"_s}}).id();
    const QString deal = post(u"opportunity/"_s, {{u"lead_id"_s, from}}).id();
    const QString note = post(u"activity/note/"_s, {{u"lead_id"_s, from}, {u"note"_s, u"Hello"_s}}).id();
    const QString own = newContact(to, u"+14155550102"_s);

    const Answer done = merge(from, to);
    QCOMPARE(done.status, 200);
    QCOMPARE(done.body, (QJsonObject{{u"status"_s, u"ok"_s}}));
    QVERIFY(idsIn(u"contact/"_s, to).contains(contact));
    QVERIFY(idsIn(u"contact/"_s, to).contains(own));
    QCOMPARE(idsIn(u"task/"_s, to), QStringList{task});
    QCOMPARE(idsIn(u"opportunity/"_s, to), QStringList{deal});
    QVERIFY(idsIn(u"activity/"_s, to).contains(note));
    QCOMPARE(get(u"opportunity/%1/"_s.arg(deal)).text("lead_name"), u"Destination"_s);
    QCOMPARE(lead(to).value("contacts"_L1).toArray().size(), 2);
    for (const auto &path : {u"contact/"_s, u"task/"_s, u"opportunity/"_s, u"activity/"_s})
        QCOMPARE(idsIn(path, from), QStringList());
}

void TestSandboxMerge::theSourceIsGone()
{
    const QString from = newLead(u"Source"_s);
    merge(from, newLead());
    QCOMPARE(get(u"lead/%1/"_s.arg(from)).status, 404);
    QCOMPARE(get(u"lead/"_s)["total_results"].toInt(), 1);
}

void TestSandboxMerge::theDestinationKeepsItsFields()
{
    const QJsonArray address{QJsonObject{{u"label"_s, u"business"_s}, {u"city"_s, u"Denver"_s}}};
    const QJsonObject source{{u"name"_s, u"Source"_s},
                             {u"description"_s, u"Robots"_s},
                             {u"url"_s, u"https://source.example"_s},
                             {u"addresses"_s, address},
                             {u"status_id"_s, leadStatusIds().at(3)}};
    const auto pair = [&] {
        return std::pair(
            post(u"lead/"_s, source).id(),
            post(u"lead/"_s, {{u"name"_s, u"Kept"_s}, {u"url"_s, u"https://kept.example"_s}}).id());
    };
    const auto [from, to] = pair();
    merge(from, to);
    const QJsonObject kept = lead(to);
    QCOMPARE(kept.value("name"_L1).toString(), u"Kept"_s);
    QCOMPARE(kept.value("url"_L1).toString(), u"https://kept.example"_s);
    QCOMPARE(kept.value("status_id"_L1).toString(), leadStatusIds().at(0));
    QCOMPARE(kept.value("description"_L1).toString(), u"Robots"_s); // it had none
    QCOMPARE(kept.value("addresses"_L1).toArray().size(), 1);

    leadline::sandbox::Quirks quirks;
    quirks.mergeFillsEmptyFields = false;
    restart(quirks);
    const auto [other, plain] = pair();
    merge(other, plain);
    QCOMPARE(lead(plain).value("description"_L1).toString(), QString());
}

void TestSandboxMerge::aMergeIsAnActivityOfTheDestination()
{
    const QString from = newLead(u"Source"_s);
    const QString to = newLead();
    merge(from, to);
    const auto merges = get(u"activity/lead_merge/?lead_id="_s + to).data();
    QCOMPARE(merges.size(), 1);
    QCOMPARE(merges.first().value("_type"_L1).toString(), u"LeadMerge"_s);
    QCOMPARE(merges.first().value("source_lead_id"_L1).toString(), from);
    QCOMPARE(merges.first().value("destination_lead_id"_L1).toString(), to);
    QCOMPARE(merges.first().value("merge_status"_L1).toString(), u"done"_s);
}

void TestSandboxMerge::allEventsNameBothLeads()
{
    const QString from = newLead(u"Source"_s);
    const QString to = newLead();
    const QString contact = newContact(from, u"+14155550101"_s);
    advance(600);
    merge(from, to);
    const QString request =
        get(u"event/?object_type=lead&action=merged"_s).data().value(0).value("request_id"_L1).toString();
    const Answer events = get(u"event/?request_id="_s + request);
    QStringList told;
    for (const auto &event : events.data()) {
        told.append(event.value("object_type"_L1).toString() + u' ' + event.value("action"_L1).toString());
        QCOMPARE(event.value("meta"_L1)["merge_source_lead_id"_L1].toString(), from);
        QCOMPARE(event.value("meta"_L1)["merge_destination_lead_id"_L1].toString(), to);
        QCOMPARE(event.value("meta"_L1)["request_path"_L1].toString(), u"/api/v1/lead/merge/"_s);
    }
    told.sort();
    QCOMPARE(told, QStringList({u"contact updated"_s, u"lead deleted"_s, u"lead merged"_s, u"lead updated"_s,
                                u"lead_merge created"_s}));
    const auto moved = get(u"event/?object_id=%1&action=updated"_s.arg(contact)).data().value(0);
    QCOMPARE(moved.value("lead_id"_L1).toString(), to);
    QCOMPARE(moved.value("previous_data"_L1)["lead_id"_L1].toString(), from);
}

void TestSandboxMerge::mergedIsAnEventOfTheDestination()
{
    const QString from = newLead(u"Source"_s);
    const QString to = newLead(u"Destination"_s);
    merge(from, to);
    const QJsonObject merged = get(u"event/?object_type=lead&action=merged"_s).data().value(0);
    QCOMPARE(merged.value("object_id"_L1).toString(), to);
    QCOMPARE(merged.value("lead_id"_L1).toString(), to);
    QCOMPARE(merged.value("data"_L1)["display_name"_L1].toString(), u"Destination"_s);
    const QJsonObject deleted = get(u"event/?object_id=%1&action=deleted"_s.arg(from)).data().value(0);
    QCOMPARE(deleted.value("previous_data"_L1)["display_name"_L1].toString(), u"Source"_s);
}

void TestSandboxMerge::wrongLeadsAreRefused()
{
    const QString lead = newLead();
    for (const auto &[source, destination] :
         {std::pair(u"lead_none"_s, lead), std::pair(lead, u"lead_none"_s)}) {
        const Answer refused = merge(source, destination);
        QCOMPARE(refused.status, 404);
        QCOMPARE(refused["errors"].toArray(), QJsonArray{u"Source lead does not exist."_s});
    }
    QCOMPARE(merge(lead, lead).status, 400);
    QCOMPARE(post(u"lead/merge/"_s, {{u"source"_s, lead}}).fieldError("destination").toString(),
             u"This field is required."_s);
    QCOMPARE(get(u"lead/merge/"_s).status, 405);
    apiKey = rep;
    QCOMPARE(merge(lead, newLead()).status, 403);
    QCOMPARE(get(u"lead/%1/"_s.arg(lead)).status, 200);
}

/// Objects that were computed from the seed move like written ones, and no list has them twice.
void TestSandboxMerge::generatedLeadsMergeToo()
{
    leads = 6;
    restart();
    const QStringList all = get(u"lead/"_s).ids();
    const QString from = all.at(0);
    const QString to = all.at(1);
    const auto everything = [&](Kind kind) {
        QStringList ids;
        for (const QString &lead : {from, to}) {
            for (const QJsonObject &object : store().ofLead(kind, lead))
                ids.append(object.value("id"_L1).toString());
        }
        ids.sort();
        return ids;
    };
    const QStringList activities = everything(Kind::Activity);
    const QStringList contacts = everything(Kind::Contact);
    const int total = store().count(Kind::Activity);
    QCOMPARE(merge(from, to).status, 200);
    QCOMPARE(everything(Kind::Contact), contacts);
    QStringList after = everything(Kind::Activity);
    for (const QString &id : activities)
        QVERIFY2(after.removeOne(id), qPrintable(id));
    QCOMPARE(after.size(), 1); // the merge itself
    QCOMPARE(store().ofLead(Kind::Activity, from).size(), 0);
    QVERIFY(store().count(Kind::Activity) > total);
    QCOMPARE(get(u"lead/"_s)["total_results"].toInt(), 5);
    leads = 0;
}

QTEST_GUILESS_MAIN(TestSandboxMerge)
#include "tst_sandboxmerge.moc"
