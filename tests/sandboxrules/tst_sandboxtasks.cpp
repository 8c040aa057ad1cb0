#include "sandboxcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace leadline::test;
using leadline::sandbox::Kind;

/// Rules of /task/ (close-api.md 5.4). It is noon UTC of 2026-06-19.
class TestSandboxTasks : public SandboxCase
{
    Q_OBJECT
private:
    Answer make(QJsonObject body = {})
    {
        if (!body.contains("lead_id"_L1))
            body.insert("lead_id"_L1, newLead());
        return post(u"task/"_s, body);
    }
    Answer change(const QString &id, const QJsonObject &body) { return put(u"task/%1/"_s.arg(id), body); }

private Q_SLOTS:
    void severalAreChangedAtOnce();
    void taskHasTheKeysOfTheSample();
    void taskNeedsALead();
    void unknownLeadIsRefusedVerbatim();
    void unknownTaskIsNotFoundVerbatim();
    void taskWithoutDateStandsOnTodayOfTheCaller();
    void taskWithADateHasADueDate();
    void dateCanComeAndGo();
    void onlyLeadAndCallTasksCanBeMade();
    void textOfSystemTasksIsFixed();
    void viewFollowsDateAndCompletion_data();
    void viewFollowsDateAndCompletion();
    void completionWritesAnActivity();
    void taskCreatedCompleteWritesItToo();
    void reopeningDeletesTheActivity();
    void completionMovesTheLeadFirst();
    void fieldsAreChecked();
    void taskWithoutTypeListsOnlyLeadTasks();
    void listHasATotal();
    void viewOverridesItsOwnDateLimits();
    void viewFollowsTheCallersDay();
    void filtersNarrow();
    void orderByDatePutsDaysBeforeTimes();
    void unknownViewOrOrderIsRefused();
    void deletionAnswersAnEmptyObject();
};

void TestSandboxTasks::taskHasTheKeysOfTheSample()
{
    const Answer made = make({{u"text"_s, u"Call back"_s}});
    QCOMPARE(made.status, 200);
    QCOMPARE(keysOf(made.body),
             keysOf(R"({"_type":0,"agent_config_id":0,"assigned_to":0,"assigned_to_name":0,"contact_id":0,
        "contact_name":0,"created_by":0,"created_by_name":0,"date":0,"date_created":0,"date_updated":0,"deduplication_key":0,
        "due_date":0,"id":0,"is_complete":0,"is_dateless":0,"is_primary_lead_notification":0,"lead_id":0,"lead_name":0,
        "object_id":0,"object_type":0,"organization_id":0,"priority":0,"resolution":0,"sequence_id":0,
        "sequence_subscription_id":0,"text":0,"updated_by":0,"updated_by_name":0,"view":0})"));
    QCOMPARE(made.text("_type"), u"lead"_s);
    QCOMPARE(made.text("assigned_to_name"), u"Dana Reyes"_s);
    QCOMPARE(made.text("lead_name"), u"Lakeside Robotics"_s);
    QCOMPARE(made.text("priority"), u"medium"_s);
    QVERIFY(made["object_type"].isNull());
    QVERIFY(made.id().startsWith("task_"_L1));
    QCOMPARE(get(u"task/%1/"_s.arg(made.id())).body, made.body);
}

void TestSandboxTasks::taskNeedsALead()
{
    const Answer refused = post(u"task/"_s, {{u"text"_s, u"x"_s}});
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.body.value("field-errors"_L1).toObject(),
             (QJsonObject{{u"lead"_s, u"This field is required."_s}}));
}

void TestSandboxTasks::unknownLeadIsRefusedVerbatim()
{
    const Answer refused = make({{u"lead_id"_s, u"lead_nobody"_s}});
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.body,
             (QJsonObject{{u"errors"_s, QJsonArray()},
                          {u"field-errors"_s, QJsonObject{{u"lead"_s, u"Object does not exist."_s}}}}));
}

void TestSandboxTasks::unknownTaskIsNotFoundVerbatim()
{
    QCOMPARE(get(u"task/task_x/"_s).text("error"), u"Empty query: Task matching query does not exist."_s);
}

void TestSandboxTasks::taskWithoutDateStandsOnTodayOfTheCaller()
{
    tzOffset = 13;
    const Answer made = make({{u"text"_s, u"Some day"_s}});
    QCOMPARE(made.text("date"), u"2026-06-20"_s);
    QCOMPARE(made["is_dateless"].toBool(), true);
    QVERIFY(made["due_date"].isNull());
    QCOMPARE(made.text("view"), u"inbox"_s);
}

void TestSandboxTasks::taskWithADateHasADueDate()
{
    const Answer made = make({{u"date"_s, u"2026-06-25"_s}});
    QCOMPARE(made["is_dateless"].toBool(true), false);
    QCOMPARE(made.text("due_date"), u"2026-06-25"_s);
    const Answer timed = make({{u"date"_s, u"2026-06-25T09:30:00-04:00"_s}});
    QCOMPARE(timed.text("date"), u"2026-06-25T13:30:00+00:00"_s);
    QCOMPARE(timed.text("due_date"), timed.text("date"));
}

void TestSandboxTasks::dateCanComeAndGo()
{
    const QString id = make().id();
    const Answer dated = change(id, {{u"date"_s, u"2026-06-25"_s}});
    QCOMPARE(dated["is_dateless"].toBool(true), false);
    const Answer cleared = change(id, {{u"date"_s, QJsonValue::Null}});
    QCOMPARE(cleared["is_dateless"].toBool(), true);
    QCOMPARE(cleared.text("date"), u"2026-06-19"_s);
    QCOMPARE(change(id, {{u"text"_s, u"x"_s}})["is_dateless"].toBool(), true);
}

void TestSandboxTasks::onlyLeadAndCallTasksCanBeMade()
{
    QCOMPARE(make({{u"_type"_s, u"voicemail"_s}}).fieldError("_type").toString(), u"Not a valid choice."_s);
    const QString id = newLead();
    const QString contact = newContact(id, u"+14155550101"_s);
    const Answer call = make({{u"_type"_s, u"outgoing_call"_s},
                              {u"lead_id"_s, id},
                              {u"contact_id"_s, contact},
                              {u"phone"_s, u"415 555 0101"_s}});
    QCOMPARE(call.text("phone"), u"+14155550101"_s);
    QCOMPARE(call.text("contact_name"), u"Mira Solberg"_s);
}

void TestSandboxTasks::textOfSystemTasksIsFixed()
{
    const QString id = make({{u"_type"_s, u"outgoing_call"_s}}).id();
    QCOMPARE(change(id, {{u"text"_s, u"x"_s}}).text("text"), QString());
    QCOMPARE(change(id, {{u"is_complete"_s, true}}).text("view"), u"archive"_s);
}

void TestSandboxTasks::viewFollowsDateAndCompletion_data()
{
    QTest::addColumn<QString>("date");
    QTest::addColumn<bool>("isComplete");
    QTest::addColumn<QString>("view");
    QTest::newRow("overdue") << u"2026-06-01"_s << false << u"inbox"_s;
    QTest::newRow("today") << u"2026-06-19"_s << false << u"inbox"_s;
    QTest::newRow("later today") << u"2026-06-19T23:59:00Z"_s << false << u"inbox"_s;
    QTest::newRow("tomorrow") << u"2026-06-20"_s << false << u"future"_s;
    QTest::newRow("tomorrow early") << u"2026-06-20T00:00:00Z"_s << false << u"future"_s;
    QTest::newRow("done") << u"2026-06-25"_s << true << u"archive"_s;
}

void TestSandboxTasks::viewFollowsDateAndCompletion()
{
    QFETCH(QString, date);
    QFETCH(bool, isComplete);
    QTEST(make({{u"date"_s, date}, {u"is_complete"_s, isComplete}}).text("view"), "view");
}

void TestSandboxTasks::completionWritesAnActivity()
{
    const Answer made = make({{u"text"_s, u"Call back about pricing"_s}});
    const Answer done = change(made.id(), {{u"is_complete"_s, true}});
    QCOMPARE(done.text("object_type"), u"taskcompleted"_s);
    QCOMPARE(done.text("view"), u"archive"_s);
    const Answer activity = get(u"activity/task_completed/%1/"_s.arg(done.text("object_id")));
    QCOMPARE(keysOf(activity.body),
             keysOf(R"({"updated_by":0,"id":0,"created_by_name":0,"lead_id":0,"organization_id":0,
        "task_assigned_to_name":0,"created_by":0,"user_name":0,"activity_at":0,"users":[],"user_id":0,"task_id":0,
        "date_created":0,"date_updated":0,"task_assigned_to":0,"updated_by_name":0,"_type":0,"task_text":0})"));
    QCOMPARE(activity.text("task_id"), made.id());
    QCOMPARE(activity.text("task_text"), u"Call back about pricing"_s);
    QCOMPARE(activity.text("task_assigned_to_name"), u"Dana Reyes"_s);
    change(made.id(), {{u"is_complete"_s, true}});
    QCOMPARE(get(u"activity/task_completed/?lead_id="_s + made.text("lead_id")).data().size(), 1);
}

void TestSandboxTasks::taskCreatedCompleteWritesItToo()
{
    const Answer made = make({{u"is_complete"_s, true}});
    QCOMPARE(made.text("object_type"), u"taskcompleted"_s);
    QCOMPARE(get(u"activity/task_completed/?lead_id="_s + made.text("lead_id")).ids(),
             QStringList{made.text("object_id")});
}

void TestSandboxTasks::reopeningDeletesTheActivity()
{
    const Answer made = make({{u"is_complete"_s, true}});
    const Answer open = change(made.id(), {{u"is_complete"_s, false}});
    QVERIFY(open["object_type"].isNull());
    QVERIFY(open["object_id"].isNull());
    QCOMPARE(open.text("view"), u"inbox"_s);
    QCOMPARE(get(u"activity/task_completed/%1/"_s.arg(made.text("object_id"))).status, 404);
}

void TestSandboxTasks::completionMovesTheLeadFirst()
{
    const Answer made = make();
    const QString before = leadMoved(made.text("lead_id"));
    const Answer done = change(made.id(), {{u"is_complete"_s, true}});
    const QString after = leadMoved(made.text("lead_id"));
    QVERIFY(after > before);
    QVERIFY(after < done.text("date_updated"));
    del(u"task/%1/"_s.arg(made.id()));
    QVERIFY(leadMoved(made.text("lead_id")) > after);
}

void TestSandboxTasks::fieldsAreChecked()
{
    const auto error = [this](const QString &key, const QJsonValue &value, const char *name) {
        return make({{key, value}}).fieldError(name).toString();
    };
    QCOMPARE(error(u"date"_s, u"tomorrow"_s, "date"), u"Invalid ISO 8601 datetime."_s);
    QCOMPARE(error(u"is_complete"_s, u"yes"_s, "is_complete"), u"Value must be of bool type."_s);
    QCOMPARE(error(u"assigned_to"_s, u"user_x"_s, "assigned_to"), u"Object does not exist."_s);
    QCOMPARE(error(u"contact_id"_s, u"cont_x"_s, "contact"), u"Object does not exist."_s);
    QCOMPARE(error(u"priority"_s, u"urgent"_s, "priority"), u"Not a valid choice."_s);
    QCOMPARE(error(u"text"_s, 5, "text"), u"Value must be of str type."_s);
    QCOMPARE(make({{u"priority"_s, u"high"_s}}).text("priority"), u"high"_s);
}

void TestSandboxTasks::taskWithoutTypeListsOnlyLeadTasks()
{
    const QString plain = make().id();
    const QString call = make({{u"_type"_s, u"outgoing_call"_s}}).id();
    QCOMPARE(get(u"task/"_s).ids(), QStringList{plain});
    QCOMPARE(get(u"task/?_type=outgoing_call"_s).ids(), QStringList{call});
    QCOMPARE(get(u"task/?_type=all"_s).ids(), (QStringList{call, plain}));
    QCOMPARE(get(u"task/?_type__in=lead,outgoing_call"_s).ids(), (QStringList{call, plain}));
}

void TestSandboxTasks::listHasATotal()
{
    make();
    make();
    const Answer list = get(u"task/?_limit=1"_s);
    QCOMPARE(list.body.keys(), (QStringList{u"data"_s, u"has_more"_s, u"total_results"_s}));
    QCOMPARE(list["total_results"].toInt(), 2);
    QCOMPARE(list["has_more"].toBool(), true);
    QCOMPARE(get(u"task/?_limit=1000"_s).status, 200);
}

void TestSandboxTasks::viewOverridesItsOwnDateLimits()
{
    const QString today = make({{u"date"_s, u"2026-06-19"_s}}).id();
    const QString later = make({{u"date"_s, u"2026-06-25"_s}}).id();
    const QString done = make({{u"date"_s, u"2026-06-19"_s}, {u"is_complete"_s, true}}).id();
    QCOMPARE(get(u"task/?view=inbox&date__lt=2026-01-01"_s).ids(), QStringList{today});
    QCOMPARE(get(u"task/?view=future&date__gte=2027-01-01"_s).ids(), QStringList{later});
    QCOMPARE(get(u"task/?view=archive"_s).ids(), QStringList{done});
}

void TestSandboxTasks::viewFollowsTheCallersDay()
{
    const QString id = make({{u"date"_s, u"2026-06-20"_s}}).id();
    QCOMPARE(get(u"task/?view=future"_s).ids(), QStringList{id});
    tzOffset = 13;
    QCOMPARE(get(u"task/?view=inbox"_s).ids(), QStringList{id});
    QCOMPARE(get(u"task/%1/"_s.arg(id)).text("view"), u"inbox"_s);
}

void TestSandboxTasks::filtersNarrow()
{
    const Answer one = make({{u"date"_s, u"2026-06-01"_s}});
    const QString other = store().list(Kind::User, 0, 2).items.last().value("id"_L1).toString();
    const Answer two =
        make({{u"date"_s, u"2026-06-25"_s}, {u"is_complete"_s, true}, {u"assigned_to"_s, other}});
    const auto find = [this](const QString &filter) { return get(u"task/?"_s + filter).ids(); };
    QCOMPARE(find(u"is_complete=true"_s), QStringList{two.id()});
    QCOMPARE(find(u"is_complete=false"_s), QStringList{one.id()});
    QCOMPARE(find(u"assigned_to="_s + other), QStringList{two.id()});
    QCOMPARE(find(u"lead_id="_s + one.text("lead_id")), QStringList{one.id()});
    QCOMPARE(find(u"id__in=%1,%2"_s.arg(one.id(), two.id())).size(), 2);
    QCOMPARE(find(u"date__lte=2026-06-19"_s), QStringList{one.id()});
    QCOMPARE(find(u"date=2026-06-25"_s), QStringList{two.id()});
    QCOMPARE(find(u"due_date__gt=2026-06-01"_s), QStringList{two.id()});
    QCOMPARE(find(u"date_updated__gt=2026-06-20"_s), QStringList());
}

void TestSandboxTasks::orderByDatePutsDaysBeforeTimes()
{
    const QString timed = make({{u"date"_s, u"2026-06-25T00:00:00Z"_s}}).id();
    const QString day = make({{u"date"_s, u"2026-06-25"_s}}).id();
    const QString early = make({{u"date"_s, u"2026-06-24T23:00:00Z"_s}}).id();
    QCOMPARE(get(u"task/?_order_by=date"_s).ids(), (QStringList{early, day, timed}));
    QCOMPARE(get(u"task/?_order_by=-date"_s).ids(), (QStringList{timed, day, early}));
    QCOMPARE(get(u"task/?_order_by=date_created"_s).ids(), (QStringList{timed, day, early}));
    QCOMPARE(get(u"task/"_s).ids(), (QStringList{early, day, timed}));
}

void TestSandboxTasks::unknownViewOrOrderIsRefused()
{
    QCOMPARE(get(u"task/?view=pile"_s).fieldError("view").toString(), u"Not a valid choice."_s);
    QCOMPARE(get(u"task/?_order_by=text"_s).status, 400);
    QCOMPARE(get(u"task/?is_complete=perhaps"_s).status, 400);
}

void TestSandboxTasks::deletionAnswersAnEmptyObject()
{
    const QString id = make().id();
    const Answer gone = del(u"task/%1/"_s.arg(id));
    QCOMPARE(gone.status, 200);
    QCOMPARE(gone.body, QJsonObject());
    QCOMPARE(get(u"task/%1/"_s.arg(id)).status, 404);
}

void TestSandboxTasks::severalAreChangedAtOnce()
{
    const QString lead = newLead();
    QStringList ids;
    for (const auto &text : {u"one"_s, u"two"_s, u"three"_s})
        ids.append(post(u"task/"_s, {{u"lead_id"_s, lead}, {u"text"_s, text}}).id());
    const QString two = ids.at(0) + u',' + ids.at(2);
    const Answer done = put(u"task/?id__in="_s + two, {{u"is_complete"_s, true}});
    QCOMPARE(done.status, 200);
    QCOMPARE(get(u"task/?is_complete=true"_s).ids(), (QStringList{ids.at(2), ids.at(0)}));
    QCOMPARE(get(u"activity/task_completed/?lead_id="_s + lead).data().size(), 2);
    // The filter may also come in the body (1.4).
    const QJsonObject params{{u"view"_s, u"archive"_s}, {u"lead_id"_s, lead}};
    put(u"task/"_s, {{u"_params"_s, params}, {u"date"_s, u"2026-07-01"_s}});
    QCOMPARE(get(u"task/?date=2026-07-01"_s).data().size(), 2);
    QCOMPARE(put(u"task/"_s, {{u"is_complete"_s, true}}).status, 400);
    QCOMPARE(put(u"task/?id__in="_s + two, {{u"date"_s, u"soon"_s}}).status, 400);
}

QTEST_GUILESS_MAIN(TestSandboxTasks)
#include "tst_sandboxtasks.moc"
