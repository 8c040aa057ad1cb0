#include "sandboxcase.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;
using namespace leadline::test;

/// Rules of GET /opportunity/: filters, order, groups and sums (close-api.md 5.3).
class TestSandboxOpportunityLists : public SandboxCase
{
    Q_OBJECT
private:
    Answer make(QJsonObject body = {})
    {
        if (!body.contains("lead_id"_L1))
            body.insert("lead_id"_L1, newLead());
        return post(u"opportunity/"_s, body);
    }

private Q_SLOTS:
    void envelopeAddsUp();
    void emptyEnvelopeHasZerosAndNull();
    void filtersNarrow();
    void dateFiltersKnowRanges();
    void orderByWorksBothWays();
    void groupByUserAndMonth();
    void groupIsCutAtThePage();
    void unknownOrderIsRefused();
};

void TestSandboxOpportunityLists::envelopeAddsUp()
{
    make({{u"value"_s, 50000}, {u"value_period"_s, u"annual"_s}});
    make({{u"value"_s, 25000}});
    Answer list = get(u"opportunity/"_s);
    QCOMPARE(list.data().size(), 2);
    list.body.remove("data"_L1);
    QCOMPARE(list.body, QJsonDocument::fromJson(R"({"count_by_value_period":{"annual":1,"one_time":1},
        "expected_value_annual":25000,"expected_value_annual_formatted":"$250","expected_value_annualized":37500,
        "expected_value_annualized_formatted":"$375","expected_value_monthly":0,"expected_value_monthly_formatted":null,
        "expected_value_one_time":12500,"expected_value_one_time_formatted":"$125","has_more":false,"total_results":2,
        "total_value_annual":50000,"total_value_annual_formatted":"$500","total_value_annualized":75000,
        "total_value_annualized_formatted":"$750","total_value_monthly":0,"total_value_monthly_formatted":null,
        "total_value_one_time":25000,"total_value_one_time_formatted":"$250"})")
                            .object());
}

void TestSandboxOpportunityLists::emptyEnvelopeHasZerosAndNull()
{
    const Answer list = get(u"opportunity/"_s);
    QCOMPARE(list.body.size(), 20);
    QCOMPARE(list["count_by_value_period"].toObject(), QJsonObject());
    QCOMPARE(list["total_value_annualized"].toInt(-1), 0);
    QVERIFY(list["total_value_annualized_formatted"].isNull());
    QVERIFY(list["expected_value_one_time_formatted"].isNull());
}

void TestSandboxOpportunityLists::filtersNarrow()
{
    const Answer won = make({{u"status_id"_s, opportunityStatus(u"won"_s)}, {u"note"_s, u"important one"_s}});
    const Answer open = make({{u"value_period"_s, u"monthly"_s}});
    const auto find = [this](const QString &filter) { return get(u"opportunity/?"_s + filter).ids(); };
    QCOMPARE(find(u"status_type=won"_s), QStringList{won.id()});
    QCOMPARE(find(u"status_type__in=won,active"_s), (QStringList{open.id(), won.id()}));
    QCOMPARE(find(u"status_label=Won"_s), QStringList{won.id()});
    QCOMPARE(find(u"status_id="_s + won.text("status_id")), QStringList{won.id()});
    QCOMPARE(find(u"lead_id="_s + open.text("lead_id")), QStringList{open.id()});
    QCOMPARE(find(u"value_period=monthly"_s), QStringList{open.id()});
    QCOMPARE(find(u"query=note:important"_s), QStringList{won.id()});
    QCOMPARE(find(u"user_id=user_nobody"_s), QStringList());
    QCOMPARE(get(u"opportunity/?query=status_change(x)"_s).status, 400);
}

void TestSandboxOpportunityLists::dateFiltersKnowRanges()
{
    const Answer may = make({{u"date_won"_s, u"2026-05-10"_s}});
    const Answer june = make({{u"date_won"_s, u"2026-06-10"_s}});
    make();
    const auto find = [this](const QString &filter) { return get(u"opportunity/?"_s + filter).ids(); };
    QCOMPARE(find(u"date_won=2026-05-10"_s), QStringList{may.id()});
    QCOMPARE(find(u"date_won__gte=2026-06-10"_s), QStringList{june.id()});
    QCOMPARE(find(u"date_won__gt=2026-06-10"_s), QStringList());
    QCOMPARE(find(u"date_won__lt=2026-06-10"_s), QStringList{may.id()});
    QCOMPARE(find(u"date_won__lte=2026-06-10"_s), (QStringList{june.id(), may.id()}));
    QCOMPARE(find(u"date_created__gte=2026-06-19T11:00:00Z"_s).size(), 3);
    QCOMPARE(find(u"date_created__lt=2026-06-19"_s).size(), 0);
    QCOMPARE(find(u"date_created=2026-06-19"_s).size(), 3);
    QCOMPARE(get(u"opportunity/?date_won__gt=yesterday"_s).status, 400);
}

void TestSandboxOpportunityLists::orderByWorksBothWays()
{
    const QString small = make({{u"value"_s, 100}}).id();
    const QString large = make({{u"value"_s, 900}}).id();
    const QString none = make().id();
    QCOMPARE(get(u"opportunity/"_s).ids(), (QStringList{none, large, small}));
    QCOMPARE(get(u"opportunity/?_order_by=value"_s).ids(), (QStringList{small, large, none}));
    QCOMPARE(get(u"opportunity/?_order_by=-value"_s).ids(), (QStringList{large, small, none}));
    QCOMPARE(get(u"opportunity/?_order_by=date_created"_s).ids(), (QStringList{small, large, none}));
}

void TestSandboxOpportunityLists::groupByUserAndMonth()
{
    const Answer may = make({{u"date_won"_s, u"2026-05-10"_s}, {u"value"_s, 100}});
    make({{u"date_won"_s, u"2026-06-01"_s}, {u"value"_s, 200}});
    make({{u"date_won"_s, u"2026-06-30"_s}, {u"value"_s, 300}});
    const auto months = get(u"opportunity/?_group_by=date_won__month"_s).data();
    QCOMPARE(months.size(), 2);
    QCOMPARE(months.at(0).value("key"_L1), u"2026-05"_s);
    QCOMPARE(months.at(0).value("year"_L1), 2026);
    QCOMPARE(months.at(0).value("month"_L1), 5);
    QCOMPARE(months.at(0).value("objects"_L1).toArray().first()["id"_L1], may.id());
    QCOMPARE(months.at(1).value("total_results"_L1), 2);
    QCOMPARE(months.at(1).value("total_value_one_time"_L1), 500);
    QCOMPARE(get(u"opportunity/?_group_by=-date_won__month"_s).data().first().value("key"_L1), u"2026-06"_s);
    QCOMPARE(get(u"opportunity/?_group_by=date_won__week"_s).data().first().value("week"_L1), 19);
    QCOMPARE(get(u"opportunity/?_group_by=date_won__quarter"_s).data().first().value("quarter"_L1), 2);
    QCOMPARE(get(u"opportunity/?_group_by=user_id"_s).data().first().value("user_name"_L1), u"Dana Reyes"_s);
}

void TestSandboxOpportunityLists::groupIsCutAtThePage()
{
    for (int i = 0; i < 3; ++i)
        make({{u"date_won"_s, u"2026-06-01"_s}});
    const Answer first = get(u"opportunity/?_group_by=date_won__month&_limit=2"_s);
    const Answer second = get(u"opportunity/?_group_by=date_won__month&_limit=2&_skip=2"_s);
    QCOMPARE(first.data().first().value("objects"_L1).toArray().size(), 2);
    QCOMPARE(first["has_more"].toBool(), true);
    QCOMPARE(second.data().first().value("objects"_L1).toArray().size(), 1);
    QCOMPARE(second.data().first().value("key"_L1), first.data().first().value("key"_L1));
    QCOMPARE(second.data().first().value("total_results"_L1), 3);
}

void TestSandboxOpportunityLists::unknownOrderIsRefused()
{
    QCOMPARE(get(u"opportunity/?_order_by=luck"_s).status, 400);
    QCOMPARE(get(u"opportunity/?_group_by=luck"_s).status, 400);
}

QTEST_GUILESS_MAIN(TestSandboxOpportunityLists)
#include "tst_sandboxopportunitylists.moc"
