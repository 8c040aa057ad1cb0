#include "sandboxcase.h"
#include "searchbody.h"

#include <QSet>

using namespace leadline::test;

namespace {

constexpr int Generated = 160;

QJsonObject leadsBy(const QString &date, const QString &direction, const QJsonArray &also = {})
{
    QJsonArray queries{ofType(u"lead"_s)};
    for (const auto &query : also)
        queries.append(query);
    return {{u"query"_s, allOf(queries)},
            {u"sort"_s, QJsonArray{sortedBy(date, direction)}},
            {u"_fields"_s, QJsonObject{{u"lead"_s, QJsonArray{u"id"_s, date, u"status_id"_s}}}}};
}

} // namespace

/// POST /data/search/ as a synchronisation uses it: date windows, orders, pages, counts, whole leads
/// (close-api.md 6.1, 8).
class TestSandboxSearch : public SandboxCase
{
    Q_OBJECT
public:
    TestSandboxSearch() { leads = Generated; }

private:
    Answer search(const QJsonObject &body) { return post(u"data/search/"_s, body); }
    /// All pages of a chain.
    QList<QJsonObject> everything(QJsonObject body)
    {
        QList<QJsonObject> all;
        for (int pages = 0; pages < 100; ++pages) {
            const Answer page = search(body);
            all += page.data();
            if (!page["cursor"].isString())
                return all;
            body.insert("cursor"_L1, page["cursor"]);
        }
        return {};
    }
    static QStringList ids(const QList<QJsonObject> &objects)
    {
        QStringList ids;
        for (const auto &object : objects)
            ids.append(object.value("id"_L1).toString());
        return ids;
    }

private Q_SLOTS:
    void pagesGiveEveryLeadOnceInOrder_data();
    void pagesGiveEveryLeadOnceInOrder();
    void dateWindowsCutTheOrder_data();
    void dateWindowsCutTheOrder();
    void writtenLeadsStandAmongTheGenerated();
    void aChainIsNotDisturbedByChanges();
    void aCursorGivesTheSamePageTwice();
    void aCursorLivesThirtySeconds();
    void aChainEndsAtTheCap();
    void countsAreTold();
    void aWholeLeadIsThatOfItsPath();
    void fieldsAreChosenPerObjectType();
    void statusReferencesFilter();
    void contactsAreFoundToo();
    void whatIsNotUnderstoodIsRefused_data();
    void whatIsNotUnderstoodIsRefused();
};

void TestSandboxSearch::pagesGiveEveryLeadOnceInOrder_data()
{
    QTest::addColumn<QString>("date");
    QTest::addColumn<QString>("direction");
    for (const char *date : {"date_created", "date_updated"}) {
        for (const char *direction : {"asc", "desc"})
            QTest::addRow("%s %s", date, direction)
                << QString::fromLatin1(date) << QString::fromLatin1(direction);
    }
}

void TestSandboxSearch::pagesGiveEveryLeadOnceInOrder()
{
    QFETCH(QString, date);
    QFETCH(QString, direction);
    QJsonObject body = leadsBy(date, direction);
    body.insert("_limit"_L1, 40);
    const auto all = everything(body);
    QCOMPARE(all.size(), Generated);
    const QStringList found = ids(all);
    const QStringList listed =
        get(u"lead/?_fields=id&_limit=200"_s).ids() + get(u"lead/?_fields=id&_limit=200&_skip=200"_s).ids();
    QCOMPARE(QSet(found.begin(), found.end()), QSet(listed.begin(), listed.end()));
    for (qsizetype i = 1; i < all.size(); ++i) {
        const QString before = all.at(i - 1).value(date).toString();
        const QString after = all.at(i).value(date).toString();
        QVERIFY(direction == "asc"_L1 ? before <= after : before >= after);
    }
    QCOMPARE(all.first().value("__object_type"_L1).toString(), u"lead"_s);
}

void TestSandboxSearch::dateWindowsCutTheOrder_data()
{
    pagesGiveEveryLeadOnceInOrder_data();
}

void TestSandboxSearch::dateWindowsCutTheOrder()
{
    QFETCH(QString, date);
    QFETCH(QString, direction);
    const auto all = everything(leadsBy(date, direction));
    QStringList edges; // of windows, one exactly at a lead's own moment
    for (const qsizetype at : {30, 31, 80, 159})
        edges.append(all.at(at).value(date).toString());
    std::sort(edges.begin(), edges.end());
    QStringList found;
    for (qsizetype i = 0; i <= edges.size(); ++i) {
        const QJsonValue from = i == 0 ? QJsonValue() : QJsonValue(exactMoment(edges.at(i - 1)));
        const QJsonValue before = i == edges.size() ? QJsonValue() : QJsonValue(exactMoment(edges.at(i)));
        const auto window = everything(
            leadsBy(date, direction, {condition(regularField(u"lead"_s, date), between(from, before))}));
        for (const auto &lead : window) {
            QVERIFY(i == 0 || lead.value(date).toString() >= edges.at(i - 1));
            QVERIFY(i == edges.size() || lead.value(date).toString() < edges.at(i));
        }
        found = direction == "asc"_L1 ? found + ids(window) : ids(window) + found;
    }
    QCOMPARE(found, ids(all));
}

void TestSandboxSearch::writtenLeadsStandAmongTheGenerated()
{
    const QStringList before = ids(everything(leadsBy(u"date_created"_s, u"asc"_s)));
    const QString added = newLead();
    put(u"lead/%1/"_s.arg(before.at(40)), {{u"description"_s, u"touched"_s}});
    del(u"lead/%1/"_s.arg(before.at(80)));
    QStringList expected = before;
    expected.removeAt(80);
    expected.append(added);
    QCOMPARE(ids(everything(leadsBy(u"date_created"_s, u"asc"_s))), expected);
    const QStringList newest = ids(everything(leadsBy(u"date_updated"_s, u"desc"_s)));
    QCOMPARE(newest.mid(0, 2), (QStringList{before.at(40), added}));
    QCOMPARE(newest.size(), Generated);
    const auto touched = search(leadsBy(u"date_updated"_s, u"asc"_s,
                                        {condition(regularField(u"lead"_s, u"date_updated"_s),
                                                   between(exactMoment(u"2026-06-19T12:00:00"_s), {}))}));
    QCOMPARE(touched.ids(), (QStringList{added, before.at(40)}));
}

void TestSandboxSearch::aChainIsNotDisturbedByChanges()
{
    const QStringList before = ids(everything(leadsBy(u"date_updated"_s, u"desc"_s)));
    QJsonObject body = leadsBy(u"date_updated"_s, u"desc"_s);
    body.insert("_limit"_L1, 50);
    body.insert("_fields"_L1, QJsonObject{{u"lead"_s, QJsonArray{u"description"_s}}});
    const Answer first = search(body);
    put(u"lead/%1/"_s.arg(before.at(130)), {{u"description"_s, u"moved to the top"_s}});
    del(u"lead/%1/"_s.arg(before.at(60)));
    del(u"lead/%1/"_s.arg(before.at(10)));
    newLead();
    body.insert("cursor"_L1, first["cursor"]);
    const auto rest = everything(body);
    QStringList expected = before;
    expected.removeAt(60);
    QCOMPARE(first.ids() + ids(rest), expected);
    QCOMPARE(rest.at(79).value("description"_L1).toString(), u"moved to the top"_s);
}

void TestSandboxSearch::aCursorGivesTheSamePageTwice()
{
    QJsonObject body = leadsBy(u"date_created"_s, u"desc"_s);
    body.insert("_limit"_L1, 10);
    const QJsonValue cursor = search(body)["cursor"];
    body.insert("cursor"_L1, cursor);
    const Answer page = search(body);
    QCOMPARE(page.data().size(), 10);
    QCOMPARE(search(body).ids(), page.ids());
    body.remove("query"_L1); // the cursor knows it
    QCOMPARE(search(body).ids(), page.ids());
    body.insert("query"_L1, allOf({ofType(u"contact"_s)}));
    QCOMPARE(search(body).status, 400);
}

void TestSandboxSearch::aCursorLivesThirtySeconds()
{
    QJsonObject body = leadsBy(u"date_created"_s, u"desc"_s);
    body.insert("cursor"_L1, search(body)["cursor"]);
    clockMs += 29'999;
    QCOMPARE(search(body).status, 200);
    clockMs += 1;
    const Answer late = search(body);
    QCOMPARE(late.status, 400);
    QVERIFY(late["error"].isString());
}

void TestSandboxSearch::aChainEndsAtTheCap()
{
    leadline::sandbox::Quirks quirks;
    QCOMPARE(quirks.searchCap, 10'000);
    quirks.searchCap = 90;
    restart(quirks);
    QJsonObject body = leadsBy(u"date_created"_s, u"desc"_s);
    body.insert("include_counts"_L1, true);
    QCOMPARE(everything(body).size(), 90);
    QCOMPARE(search(body)["count"].toObject(), (QJsonObject{{u"limited"_s, 90}, {u"total"_s, Generated}}));
}

void TestSandboxSearch::countsAreTold()
{
    QJsonObject body = leadsBy(u"date_created"_s, u"desc"_s);
    body.insert("results_limit"_L1, 0);
    body.insert("include_counts"_L1, true);
    Answer counted = search(body);
    QCOMPARE(counted["count"].toObject(), (QJsonObject{{u"limited"_s, 0}, {u"total"_s, Generated}}));
    QCOMPARE(counted.data().size(), 0);
    QVERIFY(counted["cursor"].isNull());
    body.insert("results_limit"_L1, 120);
    counted = search(body);
    QCOMPARE(counted["count"].toObject(), (QJsonObject{{u"limited"_s, 120}, {u"total"_s, Generated}}));
    QCOMPARE(counted.data().size(), 100); // the page nobody asked for
    QCOMPARE(everything(body).size(), 120);
    body.remove("include_counts"_L1);
    QVERIFY(!search(body).body.contains("count"_L1));
}

void TestSandboxSearch::aWholeLeadIsThatOfItsPath()
{
    QJsonObject body = leadsBy(u"date_updated"_s, u"desc"_s);
    body.insert("_fields"_L1, QJsonObject{{u"lead"_s, QJsonArray{u"_all"_s}}});
    body.insert("_limit"_L1, 40);
    int contacts = 0;
    for (QJsonObject whole : search(body).data()) {
        QCOMPARE(whole.take("__object_type"_L1).toString(), u"lead"_s);
        contacts += int(whole.value("contacts"_L1).toArray().size());
        QCOMPARE(whole, lead(whole.value("id"_L1).toString()));
    }
    QVERIFY(contacts > 40);
}

void TestSandboxSearch::fieldsAreChosenPerObjectType()
{
    QJsonObject body = leadsBy(u"date_updated"_s, u"desc"_s);
    body.remove("_fields"_L1);
    QCOMPARE(search(body).data().first().keys(), (QStringList{u"__object_type"_s, u"id"_s}));
    body.insert("_fields"_L1,
                QJsonObject{{u"contact"_s, QJsonArray{u"name"_s}},
                            {u"lead"_s, QJsonArray{u"contacts"_s, u"num_contacts"_s, u"custom"_s}}});
    const QJsonObject chosen = search(body).data().first();
    QCOMPARE(keysOf(chosen),
             (QStringList{u"__object_type"_s, u"contacts"_s, u"custom"_s, u"id"_s, u"num_contacts"_s}));
    QCOMPARE(chosen.value("contacts"_L1).toArray().size(), chosen.value("num_contacts"_L1).toInt());
    body.insert("_fields"_L1, QJsonObject{{u"bird"_s, QJsonArray{u"id"_s}}});
    QCOMPARE(search(body).status, 400);
}

void TestSandboxSearch::statusReferencesFilter()
{
    const QString status = leadStatusIds().at(3);
    const auto all = everything(leadsBy(u"date_created"_s, u"asc"_s));
    QStringList expected;
    for (const auto &lead : all) {
        if (lead.value("status_id"_L1).toString() == status)
            expected.append(lead.value("id"_L1).toString());
    }
    QVERIFY(expected.size() > 5);
    const QJsonObject isCustomer =
        condition(regularField(u"lead"_s, u"status_id"_s), reference(u"status.lead"_s, {status}));
    QJsonObject body = leadsBy(u"date_created"_s, u"asc"_s, {isCustomer});
    body.insert("_limit"_L1, 7);
    body.insert("include_counts"_L1, true);
    QCOMPARE(ids(everything(body)), expected);
    QCOMPARE(search(body)["count"].toObject().value("total"_L1).toInt(), expected.size());
    QCOMPARE(everything(leadsBy(u"date_created"_s, u"asc"_s, {negated(isCustomer)})).size(),
             all.size() - expected.size());
}

void TestSandboxSearch::contactsAreFoundToo()
{
    QJsonObject body{{u"query"_s, allOf({ofType(u"contact"_s)})},
                     {u"sort"_s, QJsonArray{sortedBy(u"date_updated"_s, u"asc"_s, u"contact"_s)}},
                     {u"_limit"_s, 200},
                     {u"_fields"_s, QJsonObject{{u"contact"_s, QJsonArray{u"_all"_s}}}}};
    QStringList listed;
    for (int skip = 0;; skip += 200) {
        const QStringList page = get(u"contact/?_fields=id&_limit=200&_skip=%1"_s.arg(skip)).ids();
        if (page.isEmpty())
            break;
        listed += page;
    }
    const auto all = everything(body);
    QStringList found = ids(all);
    std::reverse(found.begin(), found.end());
    QCOMPARE(found, listed);
    QJsonObject newest = all.last();
    QCOMPARE(newest.take("__object_type"_L1).toString(), u"contact"_s);
    QCOMPARE(newest, get(u"contact/%1/"_s.arg(found.first())).body);
    put(u"contact/%1/"_s.arg(listed.last()), {{u"title"_s, u"Captain"_s}});
    QCOMPARE(ids(everything(body)).last(), listed.last());
}

void TestSandboxSearch::whatIsNotUnderstoodIsRefused_data()
{
    QTest::addColumn<QJsonObject>("body");
    const auto row = [](const char *name, const QJsonObject &query, const QJsonObject &also = {}) {
        QJsonObject body{{u"query"_s, query}};
        for (auto it = also.begin(); it != also.end(); ++it)
            body.insert(it.key(), it.value());
        QTest::newRow(name) << body;
    };
    const QJsonObject lead = ofType(u"lead"_s);
    const QJsonObject name = regularField(u"lead"_s, u"name"_s);
    row("no query", {});
    row("no object type", {{u"type"_s, u"match_all"_s}});
    row("another object type", ofType(u"bird"_s));
    row("a node nobody knows", allOf({lead, QJsonObject{{u"type"_s, u"xor"_s}}}));
    row("and without queries", allOf({lead, QJsonObject{{u"type"_s, u"and"_s}}}));
    row("a field nobody knows", allOf({lead, condition(regularField(u"lead"_s, u"mood"_s), text(u"x"_s))}));
    row("a field of others", allOf({lead, condition(regularField(u"contact"_s, u"title"_s), text(u"x"_s))}));
    row("a custom field of nobody", allOf({lead, condition(customField(u"cf_x"_s), text(u"x"_s))}));
    row("a condition nobody knows", allOf({lead, condition(name, {{u"type"_s, u"smells"_s}})}));
    row("a condition that does not fit", allOf({lead, condition(name, between({}, {}))}));
    row("a mode nobody knows", allOf({lead, condition(name, text(u"x"_s, u"sound"_s))}));
    row("a key nobody knows", allOf({lead, condition(name, {{u"type"_s, u"text"_s},
                                                            {u"mode"_s, u"phrase"_s},
                                                            {u"value"_s, u"x"_s},
                                                            {u"slop"_s, 2}})}));
    row("a moment nobody knows", allOf({lead, condition(regularField(u"lead"_s, u"date_created"_s),
                                                        between(QJsonObject{{u"type"_s, u"soon"_s}}, {}))}));
    row("a relation nobody knows", allOf({lead, related(u"lead"_s, u"moon"_s, {})}));
    row("sort by a reference", lead, {{u"sort"_s, QJsonArray{sortedBy(u"status_id"_s, u"asc"_s)}}});
    row("sort sideways", lead, {{u"sort"_s, QJsonArray{sortedBy(u"name"_s, u"left"_s)}}});
    row("a large page", lead, {{u"_limit"_s, 201}});
    row("half a page", lead, {{u"_limit"_s, 1.5}});
    row("a cursor nobody gave", lead, {{u"cursor"_s, u"abc"_s}});
}

void TestSandboxSearch::whatIsNotUnderstoodIsRefused()
{
    QFETCH(QJsonObject, body);
    const Answer refused = search(body);
    QCOMPARE(refused.status, 400);
    QVERIFY(refused["error"].isString() || refused["field-errors"].isObject());
}

QTEST_GUILESS_MAIN(TestSandboxSearch)
#include "tst_sandboxsearch.moc"
