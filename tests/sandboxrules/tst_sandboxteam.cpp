#include "sandboxcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace leadline::test;

/// Groups, memberships, roles, availability (close-api.md 5.12, 5.13), and what a role permits.
class TestSandboxTeam : public SandboxCase
{
    Q_OBJECT
private:
    QJsonObject member(int index)
    {
        return store().organization().value("memberships"_L1).toArray().at(index).toObject();
    }
    QString userId() { return get(u"me/"_s).id(); }

private Q_SLOTS:
    void groupsHideTheirMembers();
    void groupMembersComeAndGo();
    void groupsStandForTheirMembers();
    void groupNamesAreUnique();
    void membershipsChangeTheirRole();
    void onlyApplicationsInvite();
    void viewsArePinned();
    void rolesAreTheFourBuiltIn();
    void everybodyIsListedAsAvailable();
    void ofOthersObjects_data();
    void ofOthersObjects();
    void ofTheOrganization_data();
    void ofTheOrganization();
    void ownObjectsAreFree();
    void sharedThingsBelongToTheTeam();
    void privateThingsAreTheirOwners();
    void permissionsCanBeSwitchedOff();
};

void TestSandboxTeam::groupsHideTheirMembers()
{
    const Answer all = get(u"group/"_s);
    QCOMPARE(all.texts("name"), QStringList({u"Inside sales"_s, u"Field"_s}));
    QVERIFY(!all.data().first().contains("members"_L1));
    QVERIFY(!get(u"group/?_fields=id,members"_s).data().first().contains("members"_L1));
    const QString path = u"group/%1/"_s.arg(all.ids().first());
    QCOMPARE(keysOf(get(path).body), QStringList({u"id"_s, u"name"_s, u"organization_id"_s}));
    const QJsonArray members = get(path + u"?_fields=name,members"_s)["members"].toArray();
    QCOMPARE(members.size(), 2);
    QCOMPARE(members.first().toObject().keys(), QStringList{u"user_id"_s});
}

void TestSandboxTeam::groupMembersComeAndGo()
{
    const Answer made = post(u"group/"_s, {{u"name"_s, u"Night shift"_s}});
    QCOMPARE(made.status, 201);
    const QString path = u"group/%1/"_s.arg(made.id());
    const QString user = userId();
    const auto members = [&] { return get(path + u"?_fields=members"_s)["members"].toArray().size(); };
    for (int twice = 0; twice < 2; ++twice) {
        QCOMPARE(post(path + u"member/"_s, {{u"user_id"_s, user}}).status, 201);
        QCOMPARE(members(), 1);
    }
    QCOMPARE(post(path + u"member/"_s, {{u"user_id"_s, u"user_none"_s}}).status, 400);
    for (int twice = 0; twice < 2; ++twice) {
        QCOMPARE(del(path + u"member/%1/"_s.arg(user)).status, 204);
        QCOMPARE(members(), 0);
    }
    QCOMPARE(del(path).status, 204);
    QCOMPARE(get(path).status, 404);
    QCOMPARE(get(u"event/?object_type=group&object_id="_s + made.id()).texts("action"),
             QStringList({u"deleted"_s, u"updated"_s, u"created"_s}));
}

/// `user_id__in` takes groups beside users (2.3).
void TestSandboxTeam::groupsStandForTheirMembers()
{
    const QString company = newLead();
    apiKey = rep; // Tomás, of the inside sales
    const QString note = post(u"activity/note/"_s, {{u"lead_id"_s, company}, {u"note"_s, u"Hello"_s}}).id();
    const QString deal = post(u"opportunity/"_s, {{u"lead_id"_s, company}}).id();
    const QStringList groups = get(u"group/"_s).ids();
    for (const auto &[path, id] :
         {std::pair(u"activity/note/"_s, note), std::pair(u"opportunity/"_s, deal)}) {
        QCOMPARE(get(path + u"?user_id__in=user_none,"_s + groups.at(0)).ids(), QStringList{id});
        QCOMPARE(get(path + u"?user_id="_s + groups.at(1)).ids(), QStringList());
    }
    apiKey = admin;
    const QString empty = post(u"group/"_s, {{u"name"_s, u"Nobody"_s}}).id();
    QCOMPARE(get(u"activity/note/?user_id__in="_s + empty).ids(), QStringList());
}

void TestSandboxTeam::groupNamesAreUnique()
{
    QCOMPARE(post(u"group/"_s, {{u"name"_s, u"Field"_s}}).status, 400);
    QCOMPARE(post(u"group/"_s, {}).status, 400);
    const QString path = u"group/%1/"_s.arg(get(u"group/"_s).ids().first());
    QCOMPARE(put(path, {{u"name"_s, u"Field"_s}}).status, 400);
    QCOMPARE(put(path, {{u"name"_s, u"Inside sales"_s}}).status, 200); // its own
    QCOMPARE(put(path, {{u"name"_s, u"Phones"_s}}).text("name"), u"Phones"_s);
}

void TestSandboxTeam::membershipsChangeTheirRole()
{
    const QString id = member(3).value("id"_L1).toString();
    const Answer changed = put(u"membership/%1/"_s.arg(id), {{u"role_id"_s, u"admin"_s}});
    QCOMPARE(changed.text("role_id"), u"admin"_s);
    QVERIFY(changed["permissions_granted"].toArray().contains(u"delete_leads"_s));
    apiKey = rep;
    QCOMPARE(get(u"me/"_s)["memberships"].toArray().first()["role_id"_L1].toString(), u"admin"_s);
    QCOMPARE(put(u"membership/none/"_s, {}).status, 404);
    QCOMPARE(put(u"membership/%1/"_s.arg(id), {{u"role_id"_s, u"king"_s}}).status, 400);
    QCOMPARE(put(u"membership/%1/"_s.arg(id), {{u"auto_record_calls"_s, u"maybe"_s}}).status, 400);
    // Many at once, named by the body as the documentation does.
    const QString ids = id + u',' + member(4).value("id"_L1).toString();
    const QJsonObject many{{u"_params"_s, QJsonObject{{u"id__in"_s, ids}}}, {u"role_id"_s, u"user"_s}};
    QCOMPARE(put(u"membership/"_s, many).status, 200);
    QCOMPARE(member(3).value("role_id"_L1).toString(), u"user"_s);
    QCOMPARE(put(u"membership/"_s, {{u"role_id"_s, u"user"_s}}).status, 403); // he is no admin any more
}

void TestSandboxTeam::onlyApplicationsInvite()
{
    QCOMPARE(post(u"membership/"_s, {{u"email"_s, u"new@harborpoint.example"_s}, {u"role_id"_s, u"user"_s}})
                 .status,
             403);
}

void TestSandboxTeam::viewsArePinned()
{
    apiKey = rep; // everybody pins for themselves
    const QString path = u"membership/%1/pinned_views/"_s.arg(member(3).value("id"_L1).toString());
    QCOMPARE(get(path)["saved_view_ids"].toArray(), QJsonArray());
    const QJsonArray views{u"save_b"_s, u"save_a"_s};
    QCOMPARE(put(path, {{u"saved_view_ids"_s, views}})["saved_view_ids"].toArray(), views);
    QCOMPARE(get(path)["saved_view_ids"].toArray(), views);
    QCOMPARE(get(u"membership/none/pinned_views/"_s).status, 404);
    const QJsonObject me = get(u"me/"_s).body;
    const QJsonObject organization = me.value("organizations"_L1).toArray().first().toObject();
    QVERIFY(!organization.keys().join(u' ').contains("pinned"_L1));
    const QString whole = u"organization/%1/"_s.arg(organization.value("id"_L1).toString());
    QVERIFY(!get(whole).body.keys().join(u' ').contains("pinned"_L1));
}

void TestSandboxTeam::rolesAreTheFourBuiltIn()
{
    const Answer all = get(u"role/"_s);
    QCOMPARE(all.ids(), QStringList({u"admin"_s, u"superuser"_s, u"user"_s, u"restricteduser"_s}));
    QCOMPARE(all.data().first().value("permissions"_L1),
             QJsonValue(member(0).value("permissions_granted"_L1)));
    QCOMPARE(all.data().at(2).value("permissions"_L1), QJsonValue(member(3).value("permissions_granted"_L1)));
    QCOMPARE(get(u"role/user/"_s)["editable"].toBool(true), false);
    QCOMPARE(get(u"role/king/"_s).status, 404);
}

void TestSandboxTeam::everybodyIsListedAsAvailable()
{
    const auto users = get(u"user/availability/?organization_id=x"_s).data();
    QCOMPARE(users.size(), 7);
    QVERIFY(users.first().value("active_calls"_L1).isArray());
    QCOMPARE(users.first().value("user_id"_L1), member(0).value("user_id"_L1));
}

void TestSandboxTeam::ofOthersObjects_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("note") << u"activity/note/"_s;
    QTest::newRow("call") << u"activity/call/"_s;
    QTest::newRow("task") << u"task/"_s;
    QTest::newRow("opportunity") << u"opportunity/"_s;
}

void TestSandboxTeam::ofOthersObjects()
{
    QFETCH(const QString, path);
    const QJsonObject body{{u"lead_id"_s, newLead()}, {u"note"_s, u"Hello"_s}};
    const QString others = path + post(path, body).id() + u'/';
    apiKey = rep;
    QCOMPARE(put(others, {{u"note"_s, u"Changed"_s}}).status, 403);
    QCOMPARE(del(others).status, 403);
    QCOMPARE(get(others).status, 200);
    const QString own = path + post(path, body).id() + u'/';
    QCOMPARE(put(own, {{u"note"_s, u"Changed"_s}}).status, 200);
    QCOMPARE(del(own).status, 200);
    QCOMPARE(del(path + u"none/"_s).status, 404);
    apiKey = admin;
    QCOMPARE(del(others).status, 200);
}

void TestSandboxTeam::ofTheOrganization_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::newRow("status") << QByteArray("POST") << u"status/lead/"_s;
    QTest::newRow("pipeline") << QByteArray("POST") << u"pipeline/"_s;
    QTest::newRow("field") << QByteArray("POST") << u"custom_field/lead/"_s;
    QTest::newRow("field, old spelling") << QByteArray("POST") << u"custom_fields/lead/"_s;
    QTest::newRow("activity type") << QByteArray("POST") << u"custom_activity/"_s;
    QTest::newRow("group") << QByteArray("POST") << u"group/"_s;
}

void TestSandboxTeam::ofTheOrganization()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QString, path);
    apiKey = rep;
    QCOMPARE(get(path).status, 200);
    QCOMPARE(send(method, path, {{u"name"_s, u"Mine"_s}, {u"label"_s, u"Mine"_s}}).status, 403);
}

void TestSandboxTeam::ownObjectsAreFree()
{
    const QString theirs = newLead();
    const QString task = post(u"task/"_s, {{u"lead_id"_s, theirs}, {u"text"_s, u"Call"_s}}).id();
    const QString user = member(3).value("user_id"_L1).toString();
    put(u"task/%1/"_s.arg(task), {{u"assigned_to"_s, user}});
    apiKey = rep;
    QCOMPARE(put(u"task/%1/"_s.arg(task), {{u"is_complete"_s, true}}).status, 200); // assigned to him
    QCOMPARE(put(u"lead/%1/"_s.arg(theirs), {{u"name"_s, u"Renamed"_s}}).status, 200);
    QCOMPARE(del(u"lead/%1/"_s.arg(theirs)).status, 403);
    QCOMPARE(del(u"lead/lead_none/"_s).status, 403);
    const QString other = post(u"task/"_s, {{u"lead_id"_s, theirs}, {u"text"_s, u"Own"_s}}).id();
    apiKey = admin;
    const QString others = post(u"task/"_s, {{u"lead_id"_s, theirs}, {u"text"_s, u"Dana's"_s}}).id();
    apiKey = rep;
    QCOMPARE(put(u"task/?id__in=%1,%2"_s.arg(other, others), {{u"is_complete"_s, true}}).status, 403);
    QVERIFY(!get(u"task/%1/"_s.arg(other))["is_complete"].toBool()); // none or all
    QCOMPARE(put(u"task/?id__in=%1,%2"_s.arg(other, task), {{u"is_complete"_s, true}}).status, 200);
    const QString contact = newContact(theirs, u"+14155550101"_s);
    QCOMPARE(del(u"contact/%1/"_s.arg(contact)).status, 200);
}

void TestSandboxTeam::sharedThingsBelongToTheTeam()
{
    const QString shared = u"email_template/%1/"_s.arg(get(u"email_template/"_s).ids().first());
    apiKey = rep;
    QCOMPARE(put(shared, {{u"name"_s, u"Mine"_s}}).status, 403);
    QCOMPARE(del(shared).status, 403);
    const Answer own = post(u"email_template/"_s, {{u"name"_s, u"Mine"_s}});
    QCOMPARE(own.status, 200);
    const QString path = u"email_template/%1/"_s.arg(own.id());
    QCOMPARE(put(path, {{u"subject"_s, u"Hello"_s}}).status, 200);
    QCOMPARE(put(path, {{u"is_shared"_s, true}}).status, 403);
    QCOMPARE(del(u"saved_search/%1/"_s.arg(get(u"saved_search/"_s).ids().first())).status, 403);
}

void TestSandboxTeam::privateThingsAreTheirOwners()
{
    const QJsonObject clause{{u"type"_s, u"object_type"_s}, {u"object_type"_s, u"lead"_s}};
    const QJsonObject body{{u"name"_s, u"Mine"_s}, {u"s_query"_s, QJsonObject{{u"query"_s, clause}}}};
    for (const auto &path : {u"email_template/"_s, u"sms_template/"_s, u"saved_search/"_s}) {
        apiKey = admin;
        const QString own = post(path, body).id();
        QVERIFY(get(path).ids().contains(own));
        apiKey = rep;
        QVERIFY(!get(path).ids().contains(own));
        QCOMPARE(get(path + own + u'/').status, 404);
        QCOMPARE(put(path + own + u'/', {{u"name"_s, u"His"_s}}).status, 404);
        apiKey = admin;
        QCOMPARE(put(path + own + u'/', {{u"is_shared"_s, true}}).status, 200);
        apiKey = rep;
        QVERIFY(get(path).ids().contains(own));
    }
}

void TestSandboxTeam::permissionsCanBeSwitchedOff()
{
    leadline::sandbox::Quirks quirks;
    quirks.enforcesPermissions = false;
    restart(quirks);
    const QString theirs = newLead();
    apiKey = rep;
    QCOMPARE(del(u"lead/%1/"_s.arg(theirs)).status, 200);
}

QTEST_GUILESS_MAIN(TestSandboxTeam)
#include "tst_sandboxteam.moc"
