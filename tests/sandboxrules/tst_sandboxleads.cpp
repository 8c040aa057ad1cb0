#include "sandboxcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace leadline::test;
using leadline::sandbox::Kind;

/// Rules of /lead/ (close-api.md 4, 5.1, 6.6).
class TestSandboxLeads : public SandboxCase
{
    Q_OBJECT
private:
    QStringList typesOf(const QString &leadId);
    QString fieldId(Kind kind, const QString &name)
    {
        return store()
            .list(kind, 0, 1, [&](const QJsonObject &f) { return f.value("name"_L1) == name; })
            .items.value(0)
            .value("id"_L1)
            .toString();
    }

private Q_SLOTS:
    void leadHasTheKeysOfTheSample();
    void leadWithoutStatusGetsTheFirstOne();
    void statusIsTakenByIdOrByLabel();
    void unknownStatusIsRefusedVerbatim();
    void unknownLeadIsNotFoundVerbatim();
    void displayNameComesFromTheNameTheContactOrNowhere();
    void contactsNestInANewLeadInTheirOrder();
    void wrongNestedContactNamesItsPlace();
    void nullInAnAddressIsRefused();
    void updateTouchesOnlyWhatWasSentAndNullClears();
    void updateThatChangesNothingMovesNoDate();
    void unknownKeysAndForeignContactsAreIgnored();
    void importedLeadKeepsItsDateAndCreator();
    void customFieldsAreSetChangedAndCleared();
    void customFieldValuesAreChecked();
    void unknownCustomFieldIsRefusedUnlessSwitchedOff();
    void customDictByNameStillWorks();
    void creationWritesACreatedActivity();
    void statusChangeWritesAnActivity();
    void statusChangesInARowBecomeOne();
    void statusChangeThatGoesBackVanishes();
    void statusChangesFarApartStaySeparate();
    void onlyIncompleteTasksAreNested();
    void deletionTakesEverythingAlong();
};

static const char *const sample =
    R"({"addresses":[],"contacts":[],"created_by":0,"created_by_name":0,"custom":{},
    "date_created":0,"date_updated":0,"description":0,"display_name":0,"html_url":0,"id":0,"integration_links":[],
    "name":0,"opportunities":[],"organization_id":0,"status_id":0,"status_label":0,"tasks":[],"updated_by":0,
    "updated_by_name":0,"url":0})";

QStringList TestSandboxLeads::typesOf(const QString &leadId)
{
    return get(u"activity/?lead_id="_s + leadId).texts("_type");
}

void TestSandboxLeads::leadHasTheKeysOfTheSample()
{
    const Answer made = post(u"lead/"_s, {{u"name"_s, u"Lakeside Robotics"_s}});
    QCOMPARE(made.status, 200);
    QCOMPARE(keysOf(made.body), keysOf(sample));
    QCOMPARE(keysOf(lead(made.id())), keysOf(sample));
    QVERIFY(made.id().startsWith("lead_"_L1));
    QCOMPARE(made.id().size(), 5 + 43);
    QCOMPARE(made.text("html_url"), u"https://app.close.com/lead/%1/"_s.arg(made.id()));
    QCOMPARE(made.text("created_by_name"), u"Dana Reyes"_s);
    QCOMPARE(made.text("description"), QString());
    QVERIFY(made["description"].isString());
    QVERIFY(made["url"].isNull());
    QCOMPARE(made["organization_id"], store().organization().value("id"_L1));
}

void TestSandboxLeads::leadWithoutStatusGetsTheFirstOne()
{
    const Answer made = post(u"lead/"_s, {});
    QCOMPARE(made.text("status_id"), leadStatusIds().first());
    QCOMPARE(made.text("status_label"), u"Potential"_s);
}

void TestSandboxLeads::statusIsTakenByIdOrByLabel()
{
    QCOMPARE(post(u"lead/"_s, {{u"status"_s, u"Qualified"_s}}).text("status_label"), u"Qualified"_s);
    const Answer byId = post(u"lead/"_s, {{u"status_id"_s, leadStatusIds().at(1)}});
    QCOMPARE(byId.text("status_label"), u"Bad Fit"_s);
}

void TestSandboxLeads::unknownStatusIsRefusedVerbatim()
{
    const QString text =
        u"Not a valid choice. Please go to Customizations in your organization settings and add "
        "\"foo\" to the list of lead statuses."_s;
    const Answer refused = post(u"lead/"_s, {{u"status_id"_s, u"foo"_s}});
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.body, (QJsonObject{{u"errors"_s, QJsonArray()},
                                        {u"field-errors"_s, QJsonObject{{u"status"_s, text}}}}));
    QCOMPARE(put(u"lead/%1/"_s.arg(newLead()), {{u"status"_s, u"foo"_s}}).fieldError("status").toString(),
             text);
}

void TestSandboxLeads::unknownLeadIsNotFoundVerbatim()
{
    const QJsonObject words{{u"error"_s, u"Empty query: Lead matching query does not exist."_s}};
    for (const QByteArray method : {"GET", "PUT", "DELETE"}) {
        const Answer missing = send(method, u"lead/lead_nobody/"_s, {});
        QCOMPARE(missing.status, 404);
        QCOMPARE(missing.body, words);
    }
    const QString id = newLead();
    const QString contact = newContact(id, u"+14155550101"_s);
    QCOMPARE(get(u"lead/%1/"_s.arg(contact)).status, 404);
}

void TestSandboxLeads::displayNameComesFromTheNameTheContactOrNowhere()
{
    const QString id = newLead(QString());
    QCOMPARE(lead(id).value("display_name"_L1), u"Untitled"_s);
    newContact(id, u"+14155550101"_s);
    QCOMPARE(lead(id).value("display_name"_L1), u"Mira Solberg"_s);
    put(u"lead/%1/"_s.arg(id), {{u"name"_s, u"Fernhill"_s}});
    QCOMPARE(lead(id).value("display_name"_L1), u"Fernhill"_s);
}

void TestSandboxLeads::contactsNestInANewLeadInTheirOrder()
{
    const QJsonObject first{{u"name"_s, u"Mira"_s},
                            {u"emails"_s, QJsonArray{QJsonObject{{u"email"_s, u"mira@lakeside.example"_s}}}}};
    const QJsonObject second{
        {u"name"_s, u"Otto"_s},
        {u"phones"_s, QJsonArray{QJsonObject{{u"phone"_s, u"415 555 0101"_s}, {u"type"_s, u"mobile"_s}}}}};
    const Answer made = post(u"lead/"_s, {{u"contacts"_s, QJsonArray{first, second}}});
    const QJsonArray contacts = made["contacts"].toArray();
    QCOMPARE(contacts.size(), 2);
    QCOMPARE(contacts.at(0)["name"_L1], u"Mira"_s);
    QCOMPARE(contacts.at(0)["emails"_L1].toArray().first().toObject(),
             (QJsonObject{{u"email"_s, u"mira@lakeside.example"_s},
                          {u"is_unsubscribed"_s, false},
                          {u"type"_s, u"office"_s}}));
    QCOMPARE(contacts.at(1)["phones"_L1].toArray().first()["phone"_L1], u"+14155550101"_s);
    QCOMPARE(contacts.at(1)["lead_id"_L1], made.id());
    QCOMPARE(made.text("display_name"), u"Mira"_s);
}

void TestSandboxLeads::wrongNestedContactNamesItsPlace()
{
    const QJsonObject good{{u"name"_s, u"Mira"_s}};
    const QJsonObject bad{{u"emails"_s, QJsonArray{QJsonObject{{u"email"_s, u"not an address"_s}}}}};
    const Answer refused = post(u"lead/"_s, {{u"contacts"_s, QJsonArray{good, bad}}});
    QCOMPARE(refused.status, 400);
    const QJsonObject second =
        refused.fieldError("contacts")["errors"_L1]["1"_L1]["field-errors"_L1].toObject();
    QCOMPARE(second.value("emails"_L1)["errors"_L1]["0"_L1]["field-errors"_L1]["email"_L1],
             u"Invalid email address."_s);
    QCOMPARE(get(u"lead/"_s)["total_results"].toInt(), 0);
}

void TestSandboxLeads::nullInAnAddressIsRefused()
{
    const QJsonObject address{{u"city"_s, u"Oslo"_s}, {u"state"_s, QJsonValue::Null}};
    QCOMPARE(post(u"lead/"_s, {{u"addresses"_s, QJsonArray{address}}}).status, 400);
    const Answer made = post(u"lead/"_s, {{u"addresses"_s, QJsonArray{QJsonObject{{u"city"_s, u"Oslo"_s}}}}});
    const QJsonObject stored = made["addresses"].toArray().first().toObject();
    QCOMPARE(stored.keys(), (QStringList{u"address_1"_s, u"address_2"_s, u"city"_s, u"country"_s, u"label"_s,
                                         u"state"_s, u"zipcode"_s}));
    QCOMPARE(stored.value("label"_L1), u"business"_s);
}

void TestSandboxLeads::updateTouchesOnlyWhatWasSentAndNullClears()
{
    const Answer made =
        post(u"lead/"_s, {{u"name"_s, u"Fernhill"_s}, {u"url"_s, u"https://fernhill.example"_s}});
    const Answer changed = put(u"lead/%1/"_s.arg(made.id()), {{u"description"_s, u"Outdoor goods"_s}});
    QCOMPARE(changed.status, 200);
    QCOMPARE(changed.text("url"), u"https://fernhill.example"_s);
    QCOMPARE(changed.text("description"), u"Outdoor goods"_s);
    QVERIFY(changed.text("date_updated") > made.text("date_updated"));
    QCOMPARE(changed.text("date_created"), made.text("date_created"));
    QVERIFY(put(u"lead/%1/"_s.arg(made.id()), {{u"url"_s, QJsonValue::Null}})["url"].isNull());
}

void TestSandboxLeads::updateThatChangesNothingMovesNoDate()
{
    const Answer made = post(u"lead/"_s, {{u"name"_s, u"Fernhill"_s}});
    const Answer same = put(u"lead/%1/"_s.arg(made.id()),
                            {{u"name"_s, u"Fernhill"_s}, {u"status_id"_s, made.text("status_id")}});
    QCOMPARE(same.status, 200);
    QCOMPARE(same.text("date_updated"), made.text("date_updated"));
}

void TestSandboxLeads::unknownKeysAndForeignContactsAreIgnored()
{
    const QString id = newLead();
    newContact(id, u"+14155550101"_s);
    QJsonObject whole = lead(id);
    whole.insert("shoe_size"_L1, 42);
    whole.insert("contacts"_L1, QJsonArray{QJsonObject{{u"name"_s, u"Somebody Else"_s}}});
    const Answer again = put(u"lead/%1/"_s.arg(id), whole);
    QCOMPARE(again.status, 200);
    QVERIFY(!again.body.contains("shoe_size"_L1));
    QCOMPARE(again["contacts"].toArray().size(), 1);
    QCOMPARE(again["contacts"].toArray().first()["name"_L1], u"Mira Solberg"_s);
}

void TestSandboxLeads::importedLeadKeepsItsDateAndCreator()
{
    const QString other = store().list(Kind::User, 0, 2).items.last().value("id"_L1).toString();
    const Answer made = post(u"lead/"_s, {{u"name"_s, u"Old"_s},
                                          {u"date_created"_s, u"2019-03-01T10:00:00+02:00"_s},
                                          {u"created_by"_s, other}});
    QCOMPARE(made.text("date_created"), u"2019-03-01T08:00:00+00:00"_s);
    QCOMPARE(made.text("created_by"), other);
}

void TestSandboxLeads::customFieldsAreSetChangedAndCleared()
{
    const QString products = u"custom."_s + fieldId(Kind::LeadField, u"Products of Interest"_s);
    const QString tool = u"custom."_s + fieldId(Kind::LeadField, u"Current Tool"_s);
    const Answer made = post(u"lead/"_s, {{products, QJsonArray{u"Analytics"_s}}, {tool, u"Spreadsheet"_s}});
    QCOMPARE(made.body.value(products).toArray(), QJsonArray{u"Analytics"_s});
    QCOMPARE(made["custom"].toObject().value("Current Tool"_L1), u"Spreadsheet"_s);
    const QString path = u"lead/%1/"_s.arg(made.id());
    QCOMPARE(put(path, {{products + u".add"_s, u"Route Planner"_s}}).body.value(products).toArray(),
             (QJsonArray{u"Analytics"_s, u"Route Planner"_s}));
    QCOMPARE(put(path, {{products + u".remove"_s, u"Analytics"_s}}).body.value(products).toArray(),
             QJsonArray{u"Route Planner"_s});
    QVERIFY(!put(path, {{tool, QJsonValue::Null}}).body.contains(tool));
}

void TestSandboxLeads::customFieldValuesAreChecked()
{
    const auto error = [this](const QString &name, const QJsonValue &value) {
        const QString key = u"custom."_s + fieldId(Kind::LeadField, name);
        return post(u"lead/"_s, {{key, value}})
            .body.value("field-errors"_L1)
            .toObject()
            .value(key)
            .toString();
    };
    QCOMPARE(error(u"Industry"_s, u"Piracy"_s), u"Not a valid choice."_s);
    QCOMPARE(error(u"Employees"_s, u"many"_s), u"Value must be of int or float type."_s);
    QCOMPARE(error(u"Contract Renewal"_s, u"soon"_s), u"Invalid ISO 8601 datetime."_s);
    QCOMPARE(error(u"Account Owner"_s, u"Nobody"_s), u"Object does not exist."_s);
    QCOMPARE(error(u"Employees"_s, 12), QString());
    const QString owner = u"custom."_s + fieldId(Kind::LeadField, u"Account Owner"_s);
    QCOMPARE(post(u"lead/"_s, {{owner, u"Dana Reyes"_s}}).body.value(owner).toString(),
             store().currentUserId());
}

void TestSandboxLeads::unknownCustomFieldIsRefusedUnlessSwitchedOff()
{
    const QJsonObject body{{u"custom.cf_nothing"_s, u"x"_s}};
    QCOMPARE(post(u"lead/"_s, body).fieldError("custom.cf_nothing").toString(), u"Object does not exist."_s);
    leadline::sandbox::Quirks quirks;
    quirks.refusesUnknownCustomFields = false;
    restart(quirks);
    const Answer made = post(u"lead/"_s, body);
    QCOMPARE(made.status, 200);
    QVERIFY(!made.body.contains("custom.cf_nothing"_L1));
}

void TestSandboxLeads::customDictByNameStillWorks()
{
    const Answer made =
        post(u"lead/"_s, {{u"custom"_s, QJsonObject{{u"Industry"_s, u"Software"_s}, {u"Nothing"_s, 1}}}});
    QCOMPARE(made["custom"].toObject(), (QJsonObject{{u"Industry"_s, u"Software"_s}}));
    QCOMPARE(made.body.value(u"custom."_s + fieldId(Kind::LeadField, u"Industry"_s)).toString(),
             u"Software"_s);
}

void TestSandboxLeads::creationWritesACreatedActivity()
{
    const Answer made = post(u"lead/"_s, {});
    const QJsonObject created = get(u"activity/created/?lead_id="_s + made.id()).data().value(0);
    QCOMPARE(keysOf(created),
             keysOf(R"({"contact_id":0,"updated_by":0,"id":0,"created_by_name":0,"lead_id":0,"import_id":0,
        "organization_id":0,"created_by":0,"user_name":0,"activity_at":0,"source":0,"users":[],"user_id":0,
        "date_created":0,"date_updated":0,"updated_by_name":0,"_type":0})"));
    QCOMPARE(created.value("source"_L1), u"api"_s);
    QCOMPARE(created.value("date_created"_L1).toString(), made.text("date_created"));
    QVERIFY(created.value("date_updated"_L1).toString() > made.text("date_created"));
}

void TestSandboxLeads::statusChangeWritesAnActivity()
{
    const QString id = newLead();
    put(u"lead/%1/"_s.arg(id), {{u"status"_s, u"Qualified"_s}});
    const QJsonObject change = get(u"activity/status_change/lead/?lead_id="_s + id).data().value(0);
    QCOMPARE(change.value("old_status_label"_L1), u"Potential"_s);
    QCOMPARE(change.value("new_status_label"_L1), u"Qualified"_s);
    QCOMPARE(change.value("new_status_id"_L1), leadStatusIds().at(2));
    put(u"lead/%1/"_s.arg(id), {{u"status"_s, u"Qualified"_s}});
    QCOMPARE(typesOf(id), (QStringList{u"LeadStatusChange"_s, u"Created"_s}));
}

void TestSandboxLeads::statusChangesInARowBecomeOne()
{
    const QString id = newLead();
    put(u"lead/%1/"_s.arg(id), {{u"status"_s, u"Qualified"_s}});
    const QString first = get(u"activity/status_change/lead/?lead_id="_s + id).ids().value(0);
    put(u"lead/%1/"_s.arg(id), {{u"status"_s, u"Customer"_s}});
    const auto changes = get(u"activity/status_change/lead/?lead_id="_s + id).data();
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes.first().value("id"_L1), first);
    QCOMPARE(changes.first().value("old_status_label"_L1), u"Potential"_s);
    QCOMPARE(changes.first().value("new_status_label"_L1), u"Customer"_s);
}

void TestSandboxLeads::statusChangeThatGoesBackVanishes()
{
    const QString id = newLead();
    put(u"lead/%1/"_s.arg(id), {{u"status"_s, u"Qualified"_s}});
    put(u"lead/%1/"_s.arg(id), {{u"status"_s, u"Potential"_s}});
    QCOMPARE(typesOf(id), QStringList{u"Created"_s});
}

void TestSandboxLeads::statusChangesFarApartStaySeparate()
{
    leadline::sandbox::Quirks quirks;
    quirks.statusChangeMergeSeconds = 0;
    restart(quirks);
    const QString id = newLead();
    put(u"lead/%1/"_s.arg(id), {{u"status"_s, u"Qualified"_s}});
    put(u"lead/%1/"_s.arg(id), {{u"status"_s, u"Potential"_s}});
    QCOMPARE(get(u"activity/status_change/lead/?lead_id="_s + id).data().size(), 2);
}

void TestSandboxLeads::onlyIncompleteTasksAreNested()
{
    const QString id = newLead();
    const Answer open = post(u"task/"_s, {{u"lead_id"_s, id}, {u"text"_s, u"Open"_s}});
    post(u"task/"_s, {{u"lead_id"_s, id}, {u"text"_s, u"Done"_s}, {u"is_complete"_s, true}});
    post(u"opportunity/"_s, {{u"lead_id"_s, id}, {u"value"_s, 50000}});
    const QJsonObject whole = lead(id);
    QCOMPARE(whole.value("tasks"_L1).toArray().size(), 1);
    QCOMPARE(whole.value("tasks"_L1).toArray().first().toObject(), get(u"task/%1/"_s.arg(open.id())).body);
    QCOMPARE(whole.value("opportunities"_L1).toArray().first()["value_formatted"_L1], u"$500"_s);
}

void TestSandboxLeads::deletionTakesEverythingAlong()
{
    const QString id = newLead();
    const QString contact = newContact(id, u"+14155550101"_s);
    const QString task = post(u"task/"_s, {{u"lead_id"_s, id}}).id();
    const QString deal = post(u"opportunity/"_s, {{u"lead_id"_s, id}}).id();
    const QString note = post(u"activity/note/"_s, {{u"lead_id"_s, id}, {u"note"_s, u"x"_s}}).id();
    const Answer gone = del(u"lead/%1/"_s.arg(id));
    QCOMPARE(gone.status, 200);
    QCOMPARE(gone.body, QJsonObject());
    for (const auto &path : {u"lead/"_s + id, u"contact/"_s + contact, u"task/"_s + task,
                             u"opportunity/"_s + deal, u"activity/note/"_s + note})
        QCOMPARE(get(path + u'/').status, 404);
    QCOMPARE(get(u"activity/"_s).data().size(), 0);
}

QTEST_GUILESS_MAIN(TestSandboxLeads)
#include "tst_sandboxleads.moc"
