#include "sandboxcase.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;
using namespace leadline::test;

/// Rules of /opportunity/ (close-api.md 5.3).
class TestSandboxOpportunities : public SandboxCase
{
    Q_OBJECT
private:
    Answer make(QJsonObject body = {})
    {
        if (!body.contains("lead_id"_L1))
            body.insert("lead_id"_L1, newLead());
        return post(u"opportunity/"_s, body);
    }
    Answer change(const QString &id, const QJsonObject &body)
    {
        return put(u"opportunity/%1/"_s.arg(id), body);
    }

private Q_SLOTS:
    void opportunityHasTheKeysOfTheSample();
    void defaultsAreThoseOfClose();
    void opportunityWithoutLeadMakesAnUntitledOne();
    void unknownLeadContactAndUserAreRefused();
    void valueIsInCentsAndFormatted_data();
    void valueIsInCentsAndFormatted();
    void noValueHasNothingDerived();
    void numbersAreChecked();
    void noteAndHtmlAreKeptInStep();
    void pipelineAloneMeansItsFirstStatus();
    void statusOfAnotherPipelineIsRefused();
    void unknownPipelineOrStatusIsRefused();
    void severalPipelinesShowInTheDisplayName();
    void wonWithoutDateIsWonTodayOfTheCaller();
    void dateWonStaysOnTheWayBack();
    void lostIsRemembered();
    void statusChangeIsWrittenWithItsKeys();
    void statusChangesInARowBecomeOneAndVanish();
    void futureCloseDateMakesADueTask();
    void confidenceEditDoesNotMoveTheLead();
    void otherChangesMoveTheLead();
    void deletionRemovesTheDueTask();
    void unknownOpportunityIsNotFoundVerbatim();
};

void TestSandboxOpportunities::opportunityHasTheKeysOfTheSample()
{
    const Answer made = make();
    QCOMPARE(made.status, 200);
    QCOMPARE(keysOf(made.body),
             keysOf(R"({"annualized_expected_value":0,"annualized_value":0,"attachments":[],
        "confidence":0,"contact_id":0,"contact_name":0,"created_by":0,"created_by_name":0,"date_created":0,"date_lost":0,
        "date_updated":0,"date_won":0,"expected_value":0,"id":0,"integration_links":[],"lead_id":0,"lead_name":0,"note":0,
        "note_html":0,"organization_id":0,"pipeline_id":0,"pipeline_name":0,"status_display_name":0,"status_id":0,
        "status_label":0,"status_type":0,"updated_by":0,"updated_by_name":0,"user_id":0,"user_name":0,"value":0,
        "value_currency":0,"value_formatted":0,"value_period":0})"));
    QVERIFY(made.id().startsWith("oppo_"_L1));
    QCOMPARE(get(u"opportunity/%1/"_s.arg(made.id())).body, made.body);
}

void TestSandboxOpportunities::defaultsAreThoseOfClose()
{
    const Answer made = make({{u"value"_s, 50000}});
    QCOMPARE(made["confidence"].toInt(), 50);
    QCOMPARE(made.text("value_period"), u"one_time"_s);
    QCOMPARE(made.text("user_name"), u"Dana Reyes"_s);
    QCOMPARE(made.text("lead_name"), u"Lakeside Robotics"_s);
    QCOMPARE(made.text("status_label"), u"Demo Completed"_s);
    QCOMPARE(made.text("status_type"), u"active"_s);
    QCOMPARE(made.text("pipeline_name"), u"Sales"_s);
    QVERIFY(made["date_won"].isNull());
    QCOMPARE(made.text("value_currency"), u"USD"_s);
}

void TestSandboxOpportunities::opportunityWithoutLeadMakesAnUntitledOne()
{
    const Answer made = post(u"opportunity/"_s, {{u"value"_s, 100}});
    QCOMPARE(made.status, 200);
    QCOMPARE(made.text("lead_name"), u"Untitled"_s);
    QCOMPARE(lead(made.text("lead_id")).value("opportunities"_L1).toArray().size(), 1);
}

void TestSandboxOpportunities::unknownLeadContactAndUserAreRefused()
{
    const QString text = u"Object does not exist."_s;
    const Answer refused =
        make({{u"lead_id"_s, u"lead_x"_s}, {u"contact_id"_s, u"cont_x"_s}, {u"user_id"_s, u"user_x"_s}});
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.body.value("field-errors"_L1).toObject(),
             (QJsonObject{{u"lead"_s, text}, {u"contact"_s, text}, {u"user"_s, text}}));
}

void TestSandboxOpportunities::valueIsInCentsAndFormatted_data()
{
    QTest::addColumn<qint64>("value");
    QTest::addColumn<QString>("period");
    QTest::addColumn<QString>("formatted");
    QTest::addColumn<qint64>("annualized");
    QTest::addColumn<qint64>("expected");
    QTest::newRow("whole") << qint64(50000) << u"one_time"_s << u"$500"_s << qint64(50000) << qint64(25000);
    QTest::newRow("million") << qint64(100000000) << u"one_time"_s << u"$1,000,000"_s << qint64(100000000)
                             << qint64(50000000);
    QTest::newRow("cents") << qint64(1720351520) << u"one_time"_s << u"$17,203,515.20"_s << qint64(1720351520)
                           << qint64(860175760);
    QTest::newRow("annual") << qint64(50000) << u"annual"_s << u"$500 annual"_s << qint64(50000)
                            << qint64(25000);
    QTest::newRow("monthly") << qint64(5000) << u"monthly"_s << u"$50 monthly"_s << qint64(60000)
                             << qint64(2500);
    QTest::newRow("small") << qint64(5) << u"one_time"_s << u"$0.05"_s << qint64(5) << qint64(3);
}

void TestSandboxOpportunities::valueIsInCentsAndFormatted()
{
    QFETCH(qint64, value);
    QFETCH(QString, period);
    const Answer made = make({{u"value"_s, value}, {u"value_period"_s, period}});
    QTEST(made.text("value_formatted"), "formatted");
    QTEST(made["annualized_value"].toInteger(), "annualized");
    QTEST(made["expected_value"].toInteger(), "expected");
    QCOMPARE(made["annualized_expected_value"].toInteger(),
             qRound64(double(made["annualized_value"].toInteger()) / 2));
}

void TestSandboxOpportunities::noValueHasNothingDerived()
{
    const Answer made = make();
    for (const char *key :
         {"value", "value_formatted", "annualized_value", "expected_value", "annualized_expected_value"})
        QVERIFY2(made[key].isNull(), key);
}

void TestSandboxOpportunities::numbersAreChecked()
{
    const auto error = [this](const QString &key, const QJsonValue &value) {
        return make({{key, value}}).body.value("field-errors"_L1)[key].toString();
    };
    QCOMPARE(error(u"confidence"_s, 101), u"The value must not be larger than 100."_s);
    QCOMPARE(error(u"confidence"_s, -1), u"The value must be at least 0."_s);
    QCOMPARE(error(u"value"_s, 1.5), u"Value must be of int type."_s);
    QCOMPARE(error(u"value"_s, u"500"_s), u"Value must be of int type."_s);
    QCOMPARE(error(u"value_period"_s, u"weekly"_s), u"Not a valid choice."_s);
    QCOMPARE(error(u"date_won"_s, u"soon"_s), u"Invalid ISO 8601 datetime."_s);
}

void TestSandboxOpportunities::noteAndHtmlAreKeptInStep()
{
    const Answer made = make({{u"note"_s, u"Pilot for 40 seats"_s}});
    QCOMPARE(made.text("note_html"), u"<body><p>Pilot for 40 seats</p></body>"_s);
    const Answer changed =
        change(made.id(), {{u"note_html"_s, u"<body><p>Now <b>60</b> &amp; more</p></body>"_s}});
    QCOMPARE(changed.text("note"), u"Now 60 & more"_s);
}

void TestSandboxOpportunities::pipelineAloneMeansItsFirstStatus()
{
    const Answer made = make({{u"pipeline_id"_s, pipelineId(1)}});
    QCOMPARE(made.text("status_label"), u"Need Identified"_s);
    QCOMPARE(made.text("pipeline_name"), u"Expansion"_s);
    QCOMPARE(change(made.id(), {{u"status_id"_s, opportunityStatus(u"active"_s)}}).text("pipeline_name"),
             u"Sales"_s);
}

void TestSandboxOpportunities::statusOfAnotherPipelineIsRefused()
{
    const Answer refused =
        make({{u"pipeline_id"_s, pipelineId(1)}, {u"status_id"_s, opportunityStatus(u"won"_s, 0)}});
    QCOMPARE(refused.status, 400);
    QVERIFY(refused.fieldError("status").isString());
    QCOMPARE(
        make({{u"pipeline_id"_s, pipelineId(1)}, {u"status_id"_s, opportunityStatus(u"won"_s, 1)}}).status,
        200);
}

void TestSandboxOpportunities::unknownPipelineOrStatusIsRefused()
{
    QCOMPARE(make({{u"pipeline_id"_s, u"pipe_x"_s}}).fieldError("pipeline").toString(),
             u"Object does not exist."_s);
    QVERIFY(make({{u"status_id"_s, u"stat_x"_s}})
                .fieldError("status")
                .toString()
                .startsWith("Not a valid choice."_L1));
}

void TestSandboxOpportunities::severalPipelinesShowInTheDisplayName()
{
    QCOMPARE(make().text("status_display_name"), u"Demo Completed (Sales)"_s);
}

void TestSandboxOpportunities::wonWithoutDateIsWonTodayOfTheCaller()
{
    tzOffset = 13; // 01:00 of the next day
    const Answer made = make();
    QCOMPARE(change(made.id(), {{u"status_id"_s, opportunityStatus(u"won"_s)}}).text("date_won"),
             u"2026-06-20"_s);
    tzOffset = -13;
    QCOMPARE(make({{u"status_id"_s, opportunityStatus(u"won"_s)}}).text("date_won"), u"2026-06-18"_s);
}

void TestSandboxOpportunities::dateWonStaysOnTheWayBack()
{
    const Answer made =
        make({{u"date_won"_s, u"2026-05-01"_s}, {u"status_id"_s, opportunityStatus(u"won"_s)}});
    QCOMPARE(made.text("date_won"), u"2026-05-01"_s);
    const Answer back = change(made.id(), {{u"status_id"_s, opportunityStatus(u"active"_s)}});
    QCOMPARE(back.text("date_won"), u"2026-05-01"_s);
    QVERIFY(change(made.id(), {{u"date_won"_s, QJsonValue::Null}})["date_won"].isNull());
}

void TestSandboxOpportunities::lostIsRemembered()
{
    const Answer made = make();
    QVERIFY(change(made.id(), {{u"status_id"_s, opportunityStatus(u"lost"_s)}})
                .text("date_lost")
                .startsWith("2026-06-19T12:00"_L1));
    QVERIFY(change(made.id(), {{u"status_id"_s, opportunityStatus(u"active"_s)}})["date_lost"].isNull());
}

void TestSandboxOpportunities::statusChangeIsWrittenWithItsKeys()
{
    const Answer made = make({{u"value"_s, 50000}, {u"value_period"_s, u"annual"_s}});
    change(made.id(), {{u"status_id"_s, opportunityStatus(u"won"_s)}});
    const auto changes = get(u"activity/status_change/opportunity/?opportunity_id="_s + made.id()).data();
    QCOMPARE(changes.size(), 1);
    QCOMPARE(keysOf(changes.first()),
             keysOf(R"({"_type":0,"activity_at":0,"contact_id":0,"created_by":0,"created_by_name":0,
        "date_created":0,"date_updated":0,"id":0,"lead_id":0,"new_pipeline_id":0,"new_pipeline_name":0,"new_status_id":0,
        "new_status_label":0,"new_status_type":0,"old_pipeline_id":0,"old_pipeline_name":0,"old_status_id":0,
        "old_status_label":0,"old_status_type":0,"opportunity_confidence":0,"opportunity_date_won":0,"opportunity_id":0,
        "opportunity_value":0,"opportunity_value_currency":0,"opportunity_value_formatted":0,"opportunity_value_period":0,
        "organization_id":0,"updated_by":0,"updated_by_name":0,"user_id":0,"user_name":0,"users":[]})"));
    QCOMPARE(changes.first().value("old_status_type"_L1), u"active"_s);
    QCOMPARE(changes.first().value("new_status_label"_L1), u"Won"_s);
    QCOMPARE(changes.first().value("new_pipeline_name"_L1), u"Sales"_s);
    QCOMPARE(changes.first().value("opportunity_value_formatted"_L1), u"$500 annual"_s);
    QCOMPARE(changes.first().value("opportunity_date_won"_L1), u"2026-06-19T00:00:00+00:00"_s);
}

void TestSandboxOpportunities::statusChangesInARowBecomeOneAndVanish()
{
    const Answer made = make();
    const auto changes = [&] {
        return get(u"activity/status_change/opportunity/?lead_id="_s + made.text("lead_id")).data();
    };
    change(made.id(), {{u"status_id"_s, opportunityStatus(u"won"_s)}});
    change(made.id(), {{u"status_id"_s, opportunityStatus(u"lost"_s)}});
    QCOMPARE(changes().size(), 1);
    QCOMPARE(changes().first().value("new_status_label"_L1), u"Lost"_s);
    change(made.id(), {{u"status_id"_s, opportunityStatus(u"active"_s)}});
    QCOMPARE(changes().size(), 0);
}

void TestSandboxOpportunities::futureCloseDateMakesADueTask()
{
    const Answer made =
        make({{u"value"_s, 50000}, {u"date_won"_s, u"2026-07-01"_s}, {u"note"_s, u"Pilot"_s}});
    const auto due = [this] { return get(u"task/?_type=opportunity_due"_s).data(); };
    QCOMPARE(due().size(), 1);
    const QJsonObject task = due().first();
    QVERIFY(task.value("id"_L1).toString().startsWith("noti_"_L1));
    QCOMPARE(task.value("date"_L1), u"2026-07-01"_s);
    QCOMPARE(task.value("object_type"_L1), u"opportunity"_s);
    QCOMPARE(task.value("object_id"_L1), made.id());
    QCOMPARE(task.value("opportunity_value_formatted"_L1), u"$500"_s);
    QCOMPARE(task.value("opportunity_note"_L1), u"Pilot"_s);
    QCOMPARE(task.value("assigned_to"_L1), store().currentUserId());
    change(made.id(), {{u"date_won"_s, u"2026-08-01"_s}});
    QCOMPARE(due().size(), 1);
    QCOMPARE(due().first().value("date"_L1), u"2026-08-01"_s);
    change(made.id(), {{u"date_won"_s, u"2026-06-01"_s}});
    QCOMPARE(due().size(), 0);
}

void TestSandboxOpportunities::confidenceEditDoesNotMoveTheLead()
{
    const Answer made = make({{u"value"_s, 50000}});
    const QString before = leadMoved(made.text("lead_id"));
    QCOMPARE(change(made.id(), {{u"confidence"_s, 90}})["expected_value"].toInt(), 45000);
    QCOMPARE(leadMoved(made.text("lead_id")), before);
}

void TestSandboxOpportunities::otherChangesMoveTheLead()
{
    const Answer made = make();
    const QString before = leadMoved(made.text("lead_id"));
    change(made.id(), {{u"note"_s, u"x"_s}});
    const QString after = leadMoved(made.text("lead_id"));
    QVERIFY(after > before);
    del(u"opportunity/%1/"_s.arg(made.id()));
    QVERIFY(leadMoved(made.text("lead_id")) > after);
}

void TestSandboxOpportunities::deletionRemovesTheDueTask()
{
    const Answer made = make({{u"date_won"_s, u"2026-07-01"_s}});
    const Answer gone = del(u"opportunity/%1/"_s.arg(made.id()));
    QCOMPARE(gone.status, 200);
    QCOMPARE(gone.body, QJsonObject());
    QCOMPARE(get(u"task/?_type=all"_s).data().size(), 0);
}

void TestSandboxOpportunities::unknownOpportunityIsNotFoundVerbatim()
{
    QCOMPARE(get(u"opportunity/oppo_x/"_s).text("error"),
             u"Empty query: Opportunity matching query does not exist."_s);
}

QTEST_GUILESS_MAIN(TestSandboxOpportunities)
#include "tst_sandboxopportunities.moc"
