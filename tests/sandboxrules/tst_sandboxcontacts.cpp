#include "sandboxcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace leadline::test;
using leadline::sandbox::Kind;

/// Rules of /contact/ (close-api.md 5.2, 9 quirks 6, 7, 16, 21).
class TestSandboxContacts : public SandboxCase
{
    Q_OBJECT
private:
    static QJsonArray phones(std::initializer_list<QString> numbers);
    Answer withPhone(const QString &number) { return post(u"contact/"_s, {{u"phones"_s, phones({number})}}); }

private Q_SLOTS:
    void contactHasTheKeysOfTheSample();
    void contactWithoutLeadMakesOne();
    void contactOfAnUnknownLeadIsRefused();
    void unknownContactIsNotFoundVerbatim();
    void displayNameFallsBackToEmailAndPhone();
    void phonesAreStoredDialableWithCountryAndFormat_data();
    void phonesAreStoredDialableWithCountryAndFormat();
    void textWithoutANumberIsRefused();
    void timezoneIsInferredFromThePhone();
    void contactWithoutPhoneHasNoTimezone();
    void listsAreReplacedWhole();
    void emailsAreChecked();
    void nullInAnEntryIsRefused();
    void customFieldsAreFlat();
    void contactOfAnotherLeadCannotBeACustomValue();
    void updateMovesTheLeadsDate();
    void updateDoesNotMoveTheContact();
    void putMayMoveTheContactWhenSwitchedOn();
    void deletionLeavesTheLead();
    void listIsFilteredByLeadAndHasNoTotal();
};

QJsonArray TestSandboxContacts::phones(std::initializer_list<QString> numbers)
{
    QJsonArray list;
    for (const auto &number : numbers)
        list.append(QJsonObject{{u"phone"_s, number}});
    return list;
}

void TestSandboxContacts::contactHasTheKeysOfTheSample()
{
    const Answer made = post(u"contact/"_s, {{u"lead_id"_s, newLead()}, {u"name"_s, u"Mira Solberg"_s}});
    QCOMPARE(made.status, 200);
    QCOMPARE(keysOf(made.body),
             keysOf(R"({"created_by":0,"date_created":0,"date_updated":0,"display_name":0,"emails":[],
        "id":0,"integration_links":[],"lead_id":0,"name":0,"organization_id":0,"phones":[],"timezone":0,
        "timezone_source":0,"title":0,"updated_by":0,"urls":[]})"));
    QVERIFY(made.id().startsWith("cont_"_L1));
    QCOMPARE(get(u"contact/%1/"_s.arg(made.id())).body, made.body);
    QCOMPARE(lead(made.text("lead_id")).value("contacts"_L1).toArray().first().toObject(), made.body);
}

void TestSandboxContacts::contactWithoutLeadMakesOne()
{
    const Answer made = post(u"contact/"_s, {{u"name"_s, u"Mira Solberg"_s}});
    const QJsonObject itsLead = lead(made.text("lead_id"));
    QCOMPARE(itsLead.value("name"_L1), u"Mira Solberg"_s);
    QCOMPARE(itsLead.value("status_label"_L1), u"Potential"_s);
    QCOMPARE(get(u"activity/created/?lead_id="_s + made.text("lead_id")).data().size(), 1);
}

void TestSandboxContacts::contactOfAnUnknownLeadIsRefused()
{
    const Answer refused = post(u"contact/"_s, {{u"lead_id"_s, u"lead_nobody"_s}});
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.body.value("field-errors"_L1).toObject(),
             (QJsonObject{{u"lead"_s, u"Object does not exist."_s}}));
}

void TestSandboxContacts::unknownContactIsNotFoundVerbatim()
{
    const Answer missing = get(u"contact/cont_nobody/"_s);
    QCOMPARE(missing.status, 404);
    QCOMPARE(missing.text("error"), u"Empty query: Contact matching query does not exist."_s);
}

void TestSandboxContacts::displayNameFallsBackToEmailAndPhone()
{
    const QJsonArray emails{QJsonObject{{u"email"_s, u"mira@lakeside.example"_s}}};
    QCOMPARE(post(u"contact/"_s, {{u"emails"_s, emails}}).text("display_name"), u"mira@lakeside.example"_s);
    QCOMPARE(withPhone(u"+1 415 555 0101"_s).text("display_name"), u"+1 415-555-0101"_s);
    const Answer nobody = post(u"contact/"_s, {});
    QCOMPARE(nobody.text("display_name"), QString());
    QCOMPARE(lead(nobody.text("lead_id")).value("display_name"_L1), u"Untitled"_s);
}

void TestSandboxContacts::phonesAreStoredDialableWithCountryAndFormat_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("stored");
    QTest::addColumn<QString>("formatted");
    QTest::addColumn<QString>("country");
    QTest::newRow("as the user's country dials")
        << u"(415) 555-0101"_s << u"+14155550101"_s << u"+1 415-555-0101"_s << u"US"_s;
    QTest::newRow("British") << u"+44 20 7946 0355"_s << u"+442079460355"_s << u"+44 20 7946 0355"_s
                             << u"GB"_s;
    QTest::newRow("too short for any country") << u"1234"_s << u"+11234"_s << u"+1 1234"_s << QString();
}

void TestSandboxContacts::phonesAreStoredDialableWithCountryAndFormat()
{
    QFETCH(QString, typed);
    QFETCH(QString, stored);
    QFETCH(QString, formatted);
    QFETCH(QString, country);
    const QJsonObject phone = withPhone(typed)["phones"].toArray().first().toObject();
    QCOMPARE(phone.keys(), (QStringList{u"country"_s, u"phone"_s, u"phone_formatted"_s, u"type"_s}));
    QCOMPARE(phone.value("phone"_L1).toString(), stored);
    QCOMPARE(phone.value("phone_formatted"_L1).toString(), formatted);
    QCOMPARE(phone.value("country"_L1),
             country.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(country));
}

void TestSandboxContacts::textWithoutANumberIsRefused()
{
    const Answer refused = withPhone(u"ask reception"_s);
    QCOMPARE(refused.status, 400);
    const QJsonValue first = refused.fieldError("phones")["errors"_L1]["0"_L1];
    QCOMPARE(first["field-errors"_L1]["phone"_L1].toString(), u"Invalid phone number."_s);
}

void TestSandboxContacts::timezoneIsInferredFromThePhone()
{
    const Answer made = withPhone(u"+14155550101"_s);
    QCOMPARE(made.text("timezone"), u"America/Los_Angeles"_s);
    QCOMPARE(made.text("timezone_source"), u"inferred_from_phone_number"_s);
    const Answer moved = put(u"contact/%1/"_s.arg(made.id()), {{u"phones"_s, phones({u"+442079460355"_s})}});
    QCOMPARE(moved.text("timezone"), u"Europe/London"_s);
}

void TestSandboxContacts::contactWithoutPhoneHasNoTimezone()
{
    const Answer made = withPhone(u"+14155550101"_s);
    const Answer silent = put(u"contact/%1/"_s.arg(made.id()), {{u"phones"_s, QJsonArray()}});
    QVERIFY(silent["timezone"].isNull());
    QVERIFY(silent["timezone_source"].isNull());
}

void TestSandboxContacts::listsAreReplacedWhole()
{
    const Answer made =
        post(u"contact/"_s, {{u"phones"_s, phones({u"+14155550101"_s, u"+14155550102"_s})},
                             {u"urls"_s, QJsonArray{QJsonObject{{u"url"_s, u"https://a.example"_s}}}}});
    const Answer changed = put(u"contact/%1/"_s.arg(made.id()), {{u"phones"_s, phones({u"+14155550103"_s})}});
    QCOMPARE(changed["phones"].toArray().size(), 1);
    QCOMPARE(changed["phones"].toArray().first()["phone"_L1], u"+14155550103"_s);
    QCOMPARE(changed["urls"], made["urls"]);
}

void TestSandboxContacts::emailsAreChecked()
{
    const auto answerTo = [this](const QJsonValue &email) {
        return post(u"contact/"_s, {{u"emails"_s, QJsonArray{QJsonObject{{u"email"_s, email}}}}});
    };
    const auto message = [](const Answer &answer) {
        return answer.fieldError("emails")["errors"_L1]["0"_L1]["field-errors"_L1]["email"_L1].toString();
    };
    QCOMPARE(message(answerTo(u"mira.example"_s)), u"Invalid email address."_s);
    QCOMPARE(message(answerTo(17)), u"Value must be of str type."_s);
    QCOMPARE(post(u"contact/"_s, {{u"emails"_s, u"mira@lakeside.example"_s}}).fieldError("emails").toString(),
             u"Value must be of list type."_s);
    const QJsonValue kept = answerTo(u" mira@lakeside.example "_s)["emails"].toArray().first();
    QCOMPARE(kept["email"_L1].toString(), u"mira@lakeside.example"_s);
    QCOMPARE(kept["is_unsubscribed"_L1].toBool(true), false);
}

void TestSandboxContacts::nullInAnEntryIsRefused()
{
    const auto refuses = [this](const QString &list, const QJsonObject &entry) {
        return post(u"contact/"_s, {{list, QJsonArray{entry}}}).status == 400;
    };
    QVERIFY(refuses(u"emails"_s, {{u"email"_s, QJsonValue::Null}}));
    QVERIFY(refuses(u"phones"_s, {{u"phone"_s, QJsonValue::Null}}));
    QVERIFY(refuses(u"phones"_s, {{u"phone"_s, u"+14155550101"_s}, {u"type"_s, QJsonValue::Null}}));
    QVERIFY(refuses(u"urls"_s, {{u"type"_s, u"url"_s}}));
    const Answer null =
        post(u"contact/"_s, {{u"emails"_s, QJsonArray{QJsonObject{{u"email"_s, QJsonValue::Null}}}}});
    QCOMPARE(null.fieldError("emails")["errors"_L1]["0"_L1]["field-errors"_L1]["email"_L1].toString(),
             u"This field is required."_s);
}

void TestSandboxContacts::customFieldsAreFlat()
{
    const auto role = store().list(Kind::ContactField, 0, 1, [](const QJsonObject &f) {
        return f.value("name"_L1) == "Buying Role"_L1;
    });
    const QString key = u"custom."_s + role.items.first().value("id"_L1).toString();
    const Answer made = post(u"contact/"_s, {{key, QJsonArray{u"Decision Maker"_s}}});
    QCOMPARE(made.body.value(key).toArray(), QJsonArray{u"Decision Maker"_s});
    QVERIFY(!made.body.contains("custom"_L1));
    QCOMPARE(post(u"contact/"_s, {{key, u"King"_s}}).body.value("field-errors"_L1)[key].toString(),
             u"Not a valid choice."_s);
}

void TestSandboxContacts::contactOfAnotherLeadCannotBeACustomValue()
{
    const auto champion = store().list(
        Kind::LeadField, 0, 1, [](const QJsonObject &f) { return f.value("name"_L1) == "Champion"_L1; });
    const QString key = u"custom."_s + champion.items.first().value("id"_L1).toString();
    const QString here = newLead();
    const QString mine = newContact(here, u"+14155550101"_s);
    const QString theirs = newContact(newLead(), u"+14155550102"_s);
    QCOMPARE(put(u"lead/%1/"_s.arg(here), {{key, mine}}).body.value(key).toString(), mine);
    QCOMPARE(put(u"lead/%1/"_s.arg(here), {{key, theirs}}).status, 400);
}

void TestSandboxContacts::updateMovesTheLeadsDate()
{
    const QString id = newLead();
    const QString contact = newContact(id, u"+14155550101"_s);
    const QString before = leadMoved(id);
    const Answer changed = put(u"contact/%1/"_s.arg(contact), {{u"title"_s, u"CEO"_s}});
    QVERIFY(changed.text("date_updated") > changed.text("date_created"));
    QVERIFY(leadMoved(id) > before);
}

void TestSandboxContacts::updateDoesNotMoveTheContact()
{
    const QString here = newLead();
    const QString contact = newContact(here, u"+14155550101"_s);
    QCOMPARE(put(u"contact/%1/"_s.arg(contact), {{u"lead_id"_s, newLead()}}).text("lead_id"), here);
}

void TestSandboxContacts::putMayMoveTheContactWhenSwitchedOn()
{
    leadline::sandbox::Quirks quirks;
    quirks.putMovesContact = true;
    restart(quirks);
    const QString contact = newContact(newLead(), u"+14155550101"_s);
    const QString there = newLead();
    QCOMPARE(put(u"contact/%1/"_s.arg(contact), {{u"lead_id"_s, there}}).text("lead_id"), there);
    QCOMPARE(lead(there).value("contacts"_L1).toArray().size(), 1);
}

void TestSandboxContacts::deletionLeavesTheLead()
{
    const QString id = newLead();
    const QString contact = newContact(id, u"+14155550101"_s);
    const QString before = leadMoved(id);
    const Answer gone = del(u"contact/%1/"_s.arg(contact));
    QCOMPARE(gone.status, 200);
    QCOMPARE(gone.body, QJsonObject());
    QCOMPARE(lead(id).value("contacts"_L1).toArray().size(), 0);
    QVERIFY(leadMoved(id) > before);
}

void TestSandboxContacts::listIsFilteredByLeadAndHasNoTotal()
{
    const QString id = newLead();
    const QString first = newContact(id, u"+14155550101"_s);
    const QString second = newContact(id, u"+14155550102"_s);
    const QString other = newContact(newLead(), u"+14155550103"_s);
    const Answer ofLead = get(u"contact/?lead_id="_s + id);
    QCOMPARE(ofLead.ids(), (QStringList{second, first}));
    QCOMPARE(ofLead.body.keys(), (QStringList{u"data"_s, u"has_more"_s}));
    QCOMPARE(get(u"contact/?lead_id=lead_nobody,%1"_s.arg(id)).ids(), (QStringList{second, first}));
    QCOMPARE(get(u"contact/?lead_id=%1,%2"_s.arg(get(u"contact/%1/"_s.arg(other)).text("lead_id"), id)).ids(),
             (QStringList{other, second, first}));
    QCOMPARE(get(u"contact/?id__in=%1,%2,%1"_s.arg(first, other)).ids(), (QStringList{other, first}));
    put(u"contact/%1/"_s.arg(first), {{u"title"_s, u"CEO"_s}});
    QCOMPARE(get(u"contact/?_limit=2"_s).ids(), (QStringList{other, second}));
    QCOMPARE(get(u"contact/?_limit=2"_s)["has_more"].toBool(), true);
}

QTEST_GUILESS_MAIN(TestSandboxContacts)
#include "tst_sandboxcontacts.moc"
