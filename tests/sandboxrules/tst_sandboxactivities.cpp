#include "sandboxcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace leadline::test;
using leadline::sandbox::Kind;

/// Rules of /activity/, notes, meetings, custom activities and the logged ones (close-api.md 5.5, 5.6, 5.10).
class TestSandboxActivities : public SandboxCase
{
    Q_OBJECT
private:
    Answer note(const QString &leadId, QJsonObject body = {})
    {
        body.insert("lead_id"_L1, leadId);
        return post(u"activity/note/"_s, body);
    }
    /// An activity only the system makes, put where it would be.
    QString stored(const QString &type, const QString &leadId, QJsonObject more = {});
    QString customType()
    {
        return store().list(Kind::CustomActivityType, 0, 1).items.value(0).value("id"_L1).toString();
    }
    QString activityField(const QString &name)
    {
        return u"custom."_s + store()
                                  .list(Kind::ActivityField, 0, 1,
                                        [&](const QJsonObject &f) { return f.value("name"_L1) == name; })
                                  .items.value(0)
                                  .value("id"_L1)
                                  .toString();
    }

private Q_SLOTS:
    void verbsAreThoseOfTheTable_data();
    void verbsAreThoseOfTheTable();
    void listHoldsEveryTypeNewestFirst();
    void userContactAndTypeFiltersNeedALead();
    void subtypeListFiltersByUserWithoutALead();
    void customTypesAreFilteredByWordOrId();
    void activityAtOrderNeedsALead();
    void rangesHoldOnlyOnTheSortedField();
    void severalLeadsCanBeNamed();
    void pageOverTheMaximumIsRefused();
    void pagesFollowEachOther();
    void statusChangesCanBeLoggedWithoutEffect();
    void opportunityChangeIsLoggedWithItsValue();
    void meetingTakesOnlyTheRepsNote();
    void customActivityNeedsItsFieldsOncePublished();
    void customActivityKeepsItsType();
    void deletionMovesTheLead();
};

QString TestSandboxActivities::stored(const QString &type, const QString &leadId, QJsonObject more)
{
    const QString id = store().newId(u"acti"_s);
    const QString moment = leadline::sandbox::timestamp(store().tick());
    more.insert("id"_L1, id);
    more.insert("_type"_L1, type);
    more.insert("lead_id"_L1, leadId);
    for (const auto key : {"date_created"_L1, "date_updated"_L1, "activity_at"_L1})
        more.insert(key, moment);
    store().put(Kind::Activity, more);
    return id;
}

void TestSandboxActivities::verbsAreThoseOfTheTable_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<bool>("posts");
    QTest::addColumn<bool>("puts");
    QTest::addColumn<bool>("deletes");
    QTest::newRow("note") << u"Note"_s << true << true << true;
    QTest::newRow("call") << u"Call"_s << true << true << true;
    QTest::newRow("email") << u"Email"_s << true << true << true;
    QTest::newRow("emailthread") << u"EmailThread"_s << false << false << true;
    QTest::newRow("sms") << u"SMS"_s << true << true << true;
    QTest::newRow("whatsapp_message") << u"WhatsAppMessage"_s << true << true << true;
    QTest::newRow("meeting") << u"Meeting"_s << false << true << true;
    QTest::newRow("custom") << u"CustomActivity"_s << true << true << true;
    QTest::newRow("created") << u"Created"_s << false << false << false;
    QTest::newRow("status_change/lead") << u"LeadStatusChange"_s << true << false << true;
    QTest::newRow("status_change/opportunity") << u"OpportunityStatusChange"_s << true << false << true;
    QTest::newRow("task_completed") << u"TaskCompleted"_s << false << false << true;
    QTest::newRow("lead_merge") << u"LeadMerge"_s << false << false << false;
    QTest::newRow("form_submission") << u"FormSubmission"_s << false << false << true;
}

void TestSandboxActivities::verbsAreThoseOfTheTable()
{
    QFETCH(QString, type);
    QFETCH(bool, posts);
    QFETCH(bool, puts);
    QFETCH(bool, deletes);
    const QString path = u"activity/%1/"_s.arg(QLatin1String(QTest::currentDataTag()));
    const QString id = stored(type, newLead(), {{u"status"_s, u"draft"_s}});
    QVERIFY(get(path).ids().contains(id));
    QCOMPARE(get(path + id + u'/').text("_type"), type);
    QCOMPARE(get(path + u"acti_x/"_s).text("error"),
             u"Empty query: %1 matching query does not exist."_s.arg(type));
    QCOMPARE(post(path, {}).status, posts ? 400 : 405);
    QCOMPARE(put(path + id + u'/', {}).status != 405, puts);
    QCOMPARE(del(path + id + u'/').status, deletes ? 200 : 405);
    QCOMPARE(get(path + id + u'/').status, deletes ? 404 : 200);
}

void TestSandboxActivities::listHoldsEveryTypeNewestFirst()
{
    const QString id = newLead();
    note(id);
    post(u"task/"_s, {{u"lead_id"_s, id}, {u"is_complete"_s, true}});
    const Answer list = get(u"activity/"_s);
    QCOMPARE(list.texts("_type"), (QStringList{u"TaskCompleted"_s, u"Note"_s, u"Created"_s}));
    QCOMPARE(list.body.keys(), (QStringList{u"data"_s, u"has_more"_s}));
}

void TestSandboxActivities::userContactAndTypeFiltersNeedALead()
{
    const QString id = newLead();
    const QString contact = newContact(id, u"+14155550101"_s);
    note(id, {{u"contact_id"_s, contact}});
    const QString filters = u"_type=Note&contact_id=%1&user_id=%2"_s.arg(contact, store().currentUserId());
    QCOMPARE(get(u"activity/?"_s + filters).data().size(), 2);
    QCOMPARE(get(u"activity/?user_id=user_x"_s).data().size(), 2);
    QCOMPARE(get(u"activity/?lead_id=%1&"_s.arg(id) + filters).texts("_type"), QStringList{u"Note"_s});
    QCOMPARE(get(u"activity/?lead_id=%1&_type__in=Note,Created"_s.arg(id)).data().size(), 2);
    QCOMPARE(get(u"activity/?lead_id=%1&user_id=user_x"_s.arg(id)).data().size(), 0);
}

void TestSandboxActivities::subtypeListFiltersByUserWithoutALead()
{
    const QString other = store().list(Kind::User, 0, 2).items.last().value("id"_L1).toString();
    note(newLead());
    const QString theirs = note(newLead(), {{u"user_id"_s, other}}).id();
    QCOMPARE(get(u"activity/note/?user_id="_s + other).ids(), QStringList{theirs});
    QCOMPARE(get(u"activity/note/"_s).data().size(), 2);
}

void TestSandboxActivities::customTypesAreFilteredByWordOrId()
{
    const QString id = newLead();
    const QString custom = stored(u"CustomActivity"_s, id, {{u"custom_activity_type_id"_s, customType()}});
    const auto find = [this, &id](const QString &type) {
        return get(u"activity/?lead_id=%1&_type=%2"_s.arg(id, type)).ids();
    };
    QCOMPARE(find(u"Custom"_s), QStringList{custom});
    QCOMPARE(find(customType()), QStringList{custom});
    QCOMPARE(find(u"actitype_x"_s), QStringList());
    QCOMPARE(get(u"activity/custom/?custom_activity_type_id="_s + customType()).status, 400);
    QCOMPARE(get(u"activity/custom/?lead_id=%1&custom_activity_type_id=%2"_s.arg(id, customType())).ids(),
             QStringList{custom});
}

void TestSandboxActivities::activityAtOrderNeedsALead()
{
    const QString id = newLead();
    const QString old = note(id, {{u"activity_at"_s, u"2026-01-05T10:00:00Z"_s}}).id();
    const QString now = note(id).id();
    const QString older = note(id, {{u"activity_at"_s, u"2026-01-04T10:00:00Z"_s}}).id();
    QCOMPARE(get(u"activity/note/?lead_id="_s + id).ids(), (QStringList{older, now, old}));
    QCOMPARE(get(u"activity/note/?_order_by=-activity_at&lead_id="_s + id).ids(),
             (QStringList{now, old, older}));
    QCOMPARE(get(u"activity/?_order_by=-activity_at"_s).status, 400);
    QCOMPARE(get(u"activity/?_order_by=title&lead_id="_s + id).status, 400);
}

void TestSandboxActivities::rangesHoldOnlyOnTheSortedField()
{
    const QString id = newLead();
    const QString old = note(id, {{u"activity_at"_s, u"2026-01-05T10:00:00Z"_s}}).id();
    note(id);
    const QString path = u"activity/note/?lead_id=%1&"_s.arg(id);
    QCOMPARE(get(path + u"activity_at__lt=2026-02-01"_s).status, 400);
    QCOMPARE(get(path + u"_order_by=-activity_at&activity_at__lt=2026-02-01"_s).ids(), QStringList{old});
    QCOMPARE(get(path + u"_order_by=-activity_at&date_created__gt=2026-02-01"_s).status, 400);
    QCOMPARE(get(path + u"date_created__gte=2026-06-19"_s).data().size(), 2);
    QCOMPARE(get(path + u"date_created__lt=2026-06-19"_s).data().size(), 0);
}

void TestSandboxActivities::severalLeadsCanBeNamed()
{
    const QString a = newLead();
    const QString b = newLead();
    newLead();
    QCOMPARE(get(u"activity/?lead_id=%1,%2"_s.arg(a, b)).data().size(), 2);
    QCOMPARE(get(u"activity/?lead_id__in=%1,%2"_s.arg(a, b)).data().size(), 2);
}

void TestSandboxActivities::pageOverTheMaximumIsRefused()
{
    QCOMPARE(get(u"activity/?_limit=100"_s).status, 200);
    QCOMPARE(get(u"activity/?_limit=101"_s).status, 400);
    const Answer refused = get(u"activity/note/?_skip=250001"_s);
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.text("error"),
             u"The skip you set is larger than the maximum skip for this resource (max_skip = 250000). "
             "Please refine your search query."_s);
}

void TestSandboxActivities::pagesFollowEachOther()
{
    const QString id = newLead();
    QStringList all;
    for (int i = 0; i < 5; ++i)
        all.prepend(note(id).id());
    const Answer first = get(u"activity/note/?_limit=3"_s);
    const Answer second = get(u"activity/note/?_limit=3&_skip=3"_s);
    QCOMPARE(first.ids() + second.ids(), all);
    QCOMPARE(first["has_more"].toBool(), true);
    QCOMPARE(second["has_more"].toBool(true), false);
    QCOMPARE(get(u"activity/note/?_limit=5"_s)["has_more"].toBool(true), false);
}

void TestSandboxActivities::statusChangesCanBeLoggedWithoutEffect()
{
    const QString id = newLead();
    const QStringList statuses = leadStatusIds();
    const Answer made = post(
        u"activity/status_change/lead/"_s,
        {{u"lead_id"_s, id}, {u"old_status_id"_s, statuses.at(1)}, {u"new_status_id"_s, statuses.at(2)}});
    QCOMPARE(made.text("new_status_label"), u"Qualified"_s);
    QCOMPARE(lead(id).value("status_id"_L1), statuses.first());
    QCOMPARE(del(u"activity/status_change/lead/%1/"_s.arg(made.id())).status, 200);
    QCOMPARE(lead(id).value("status_id"_L1), statuses.first());
    QCOMPARE(
        post(u"activity/status_change/lead/"_s, {{u"lead_id"_s, id}}).fieldError("old_status").toString(),
        u"This field is required."_s);
}

void TestSandboxActivities::opportunityChangeIsLoggedWithItsValue()
{
    const QString id = newLead();
    const Answer deal = post(u"opportunity/"_s, {{u"lead_id"_s, id}, {u"value"_s, 50000}});
    const Answer made =
        post(u"activity/status_change/opportunity/"_s, {{u"lead_id"_s, id},
                                                        {u"opportunity_id"_s, deal.id()},
                                                        {u"old_status_id"_s, deal["status_id"]},
                                                        {u"new_status_id"_s, opportunityStatus(u"won"_s)}});
    QCOMPARE(made.status, 200);
    QCOMPARE(made.text("opportunity_value_formatted"), u"$500"_s);
    QCOMPARE(made.text("new_status_type"), u"won"_s);
    QCOMPARE(get(u"opportunity/%1/"_s.arg(deal.id())).text("status_type"), u"active"_s);
}

void TestSandboxActivities::meetingTakesOnlyTheRepsNote()
{
    const QString id = stored(u"Meeting"_s, newLead(), {{u"title"_s, u"Demo"_s}});
    const QString html = u"<body><p>Went well</p></body>"_s;
    const Answer changed =
        put(u"activity/meeting/%1/"_s.arg(id), {{u"user_note_html"_s, html}, {u"title"_s, u"Other"_s}});
    QCOMPARE(changed.text("user_note_html"), html);
    QCOMPARE(changed.text("user_note"), u"Went well"_s);
    QCOMPARE(changed.text("title"), u"Demo"_s);
    QCOMPARE(put(u"activity/meeting/%1/"_s.arg(id), {{u"user_note_html"_s, u"bare"_s}}).status, 400);
}

void TestSandboxActivities::customActivityNeedsItsFieldsOncePublished()
{
    const QString required = activityField(u"Assessment Date"_s);
    QJsonObject body{{u"lead_id"_s, newLead()}, {u"custom_activity_type_id"_s, customType()}};
    const Answer refused = post(u"activity/custom/"_s, body);
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.body.value("field-errors"_L1)[required].toString(), u"This field is required."_s);
    body.insert("status"_L1, "draft"_L1);
    const Answer draft = post(u"activity/custom/"_s, body);
    QCOMPARE(draft.text("status"), u"draft"_s);
    QVERIFY(draft["last_published_at"].isNull());
    const QString path = u"activity/custom/%1/"_s.arg(draft.id());
    QCOMPARE(put(path, {{u"status"_s, u"published"_s}}).status, 400);
    const Answer published = put(path, {{u"status"_s, u"published"_s}, {required, u"2026-06-19"_s}});
    QCOMPARE(published.text("status"), u"published"_s);
    QVERIFY(published["last_published_at"].isString());
    QCOMPARE(published.body.value(required).toString(), u"2026-06-19"_s);
}

void TestSandboxActivities::customActivityKeepsItsType()
{
    const QString id = stored(u"CustomActivity"_s, newLead(),
                              {{u"custom_activity_type_id"_s, customType()}, {u"status"_s, u"draft"_s}});
    const Answer refused =
        put(u"activity/custom/%1/"_s.arg(id), {{u"custom_activity_type_id"_s, u"actitype_x"_s}});
    QCOMPARE(refused.fieldError("custom_activity_type").toString(), u"Value cannot be changed."_s);
    QCOMPARE(post(u"activity/custom/"_s, {{u"lead_id"_s, newLead()}})
                 .fieldError("custom_activity_type")
                 .toString(),
             u"This field is required."_s);
}

void TestSandboxActivities::deletionMovesTheLead()
{
    const QString id = newLead();
    const QString made = note(id).id();
    const QString before = leadMoved(id);
    const Answer gone = del(u"activity/note/%1/"_s.arg(made));
    QCOMPARE(gone.body, QJsonObject());
    QVERIFY(leadMoved(id) > before);
}

QTEST_GUILESS_MAIN(TestSandboxActivities)
#include "tst_sandboxactivities.moc"
