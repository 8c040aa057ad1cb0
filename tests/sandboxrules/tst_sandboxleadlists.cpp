#include "sandboxcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace leadline::test;

/// Rules of GET /lead/: order, counts and the text query (close-api.md 2.1, 6.6).
class TestSandboxLeadLists : public SandboxCase
{
    Q_OBJECT
private Q_SLOTS:
    void listIsOrderedByUpdateAndCounted();
    void fieldsChooseNestedParts();
    void queryFindsByWordNameStatusAndRelation();
    void queryWithLimitZeroOnlyCounts();
    void querySorts();
    void otherQuerySyntaxIsRefused_data();
    void otherQuerySyntaxIsRefused();
};

void TestSandboxLeadLists::listIsOrderedByUpdateAndCounted()
{
    const QString first = newLead(u"One"_s);
    const QString second = newLead(u"Two"_s);
    const QString third = newLead(u"Three"_s);
    put(u"lead/%1/"_s.arg(first), {{u"description"_s, u"touched"_s}});
    const Answer page = get(u"lead/?_limit=2"_s);
    QCOMPARE(page.ids(), (QStringList{first, third}));
    QCOMPARE(page["has_more"].toBool(), true);
    QCOMPARE(page["total_results"].toInt(), 3);
    QCOMPARE(get(u"lead/?_limit=2&_skip=2"_s).ids(), QStringList{second});
    QCOMPARE(get(u"lead/?_limit=201"_s).status, 400);
}

void TestSandboxLeadLists::fieldsChooseNestedParts()
{
    const QString id = newLead();
    newContact(id, u"+14155550101"_s);
    post(u"task/"_s, {{u"lead_id"_s, id}});
    const QJsonObject narrow = get(u"lead/?_fields=id,contacts,status_label"_s).data().value(0);
    QCOMPARE(narrow.keys(), (QStringList{u"contacts"_s, u"id"_s, u"status_label"_s}));
    QCOMPARE(narrow.value("contacts"_L1).toArray().size(), 1);
    QCOMPARE(get(u"lead/?_fields=tasks"_s).data().value(0).value("tasks"_L1).toArray().size(), 1);
    QCOMPARE(get(u"lead/?_fields=_all"_s).data().value(0).value("contacts"_L1).toArray().size(), 1);
}

void TestSandboxLeadLists::queryFindsByWordNameStatusAndRelation()
{
    const QString robots = newLead(u"Lakeside Robotics"_s);
    const QString goods = newLead(u"Fernhill Outfitters"_s);
    newContact(goods, u"+14155550101"_s);
    put(u"lead/%1/"_s.arg(robots), {{u"status"_s, u"Bad Fit"_s}});
    const auto find = [this](const QString &query) {
        return get(u"lead/?query="_s + QString::fromLatin1(QUrl::toPercentEncoding(query))).ids();
    };
    QCOMPARE(find(u"robot"_s), QStringList{robots});
    QCOMPARE(find(u"solberg"_s), QStringList{goods});
    QCOMPARE(find(u"name:\"Fernhill Out\""_s), QStringList{goods});
    QCOMPARE(find(u"status:\"Bad Fit\""_s), QStringList{robots});
    QCOMPARE(find(u"has:contacts"_s), QStringList{goods});
    QCOMPARE(find(u"has:phone_numbers lakeside"_s), QStringList());
    QCOMPARE(find(u"*"_s).size(), 2);
}

void TestSandboxLeadLists::queryWithLimitZeroOnlyCounts()
{
    newLead(u"One"_s);
    newLead(u"Two"_s);
    const Answer counted = get(u"lead/?query=*&_limit=0"_s);
    QCOMPARE(counted["total_results"].toInt(), 2);
    QCOMPARE(counted.data().size(), 0);
}

void TestSandboxLeadLists::querySorts()
{
    const QString b = newLead(u"Beta"_s);
    const QString a = newLead(u"Alpha"_s);
    const QString c = newLead(u"Gamma"_s);
    put(u"lead/%1/"_s.arg(b), {{u"description"_s, u"x"_s}});
    QCOMPARE(get(u"lead/?query=sort:name"_s).ids(), (QStringList{a, b, c}));
    QCOMPARE(get(u"lead/?query=sort:-name"_s).ids(), (QStringList{c, b, a}));
    QCOMPARE(get(u"lead/?query=sort:created"_s).ids(), (QStringList{c, a, b}));
    QCOMPARE(get(u"lead/?query=sort:updated"_s).ids(), (QStringList{b, c, a}));
}

void TestSandboxLeadLists::otherQuerySyntaxIsRefused_data()
{
    QTest::addColumn<QString>("query");
    for (const char *query :
         {"a OR b", "not a", "call(duration > 5)", "contacts > few", "shoe:size", "shoes > 1", "has:wings",
          "sort:luck", "custom.Shoe:1", "date_updated > \"7 days ago\"", "name > a"})
        QTest::newRow(query) << QString::fromLatin1(query);
}

void TestSandboxLeadLists::otherQuerySyntaxIsRefused()
{
    QFETCH(QString, query);
    const Answer refused = get(u"lead/?query="_s + QString::fromLatin1(QUrl::toPercentEncoding(query)));
    QCOMPARE(refused.status, 400);
    QVERIFY(refused["error"].isString());
}

QTEST_GUILESS_MAIN(TestSandboxLeadLists)
#include "tst_sandboxleadlists.moc"
