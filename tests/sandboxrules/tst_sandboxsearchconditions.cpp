#include "sandboxcase.h"
#include "searchbody.h"

#include <algorithm>

using namespace leadline::test;

/// Everything a query of POST /data/search/ can ask (close-api.md 6.2 to 6.5), over a small organisation:
/// "Alder" with a customer of two contacts, "Birch Robotics" with a deal, tasks and activities, "Cedar" with
/// nothing.
class TestSandboxSearchConditions : public SandboxCase
{
    Q_OBJECT
private:
    struct Row
    {
        const char *name;
        QJsonObject query;
        QStringList expected;
    };
    static QList<Row> leadConditionTable();
    static QList<Row> contactConditionTable();
    void furnish();
    /// Names of what is found, sorted.
    QStringList found(const QString &type, const QJsonObject &query, const QJsonArray &sort = {})
    {
        const QJsonObject body{{u"query"_s, allOf({ofType(type), query})},
                               {u"sort"_s, sort},
                               {u"_fields"_s, QJsonObject{{type, QJsonArray{u"name"_s}}}}};
        QStringList names = post(u"data/search/"_s, body).texts("name");
        if (sort.isEmpty())
            names.sort();
        return names;
    }
    QString m_alder;
    QString m_birch;
    QString m_field;  ///< custom field "Employees"
    QString m_choice; ///< custom field "Products of Interest"

private Q_SLOTS:
    void leadConditions();
    void contactConditions();
    void momentsAreReadInTheCallersZone_data();
    void momentsAreReadInTheCallersZone();
    void nodesCombine();
    void namesAndNumbersSort();
    void theTextQueryComparesCountersAndDates();
    void smartViewsOfTheOrganisationRun();
};

void TestSandboxSearchConditions::furnish()
{
    for (const auto &field : store().list(leadline::sandbox::Kind::LeadField, 0, 50).items) {
        if (field.value("name"_L1) == "Employees"_L1)
            m_field = field.value("id"_L1).toString();
        if (field.value("name"_L1) == "Products of Interest"_L1)
            m_choice = field.value("id"_L1).toString();
    }
    const QJsonArray addresses{QJsonObject{{u"city"_s, u"Rotterdam"_s}, {u"country"_s, u"NL"_s}}};
    m_alder = post(u"lead/"_s, {{u"name"_s, u"Alder"_s},
                                {u"status_id"_s, leadStatusIds().at(1)},
                                {u"url"_s, u"https://alder.example"_s},
                                {u"addresses"_s, addresses},
                                {u"custom."_s + m_field, 40},
                                {u"custom."_s + m_choice, QJsonArray{u"Analytics"_s, u"Route Planner"_s}}})
                  .id();
    m_birch = post(u"lead/"_s, {{u"name"_s, u"Birch Robotics"_s},
                                {u"description"_s, u"Warehouse robots, two sites"_s},
                                {u"custom."_s + m_field, 400}})
                  .id();
    newLead(u"Cedar"_s);
    post(u"contact/"_s,
         {{u"lead_id"_s, m_alder},
          {u"name"_s, u"Mira Solberg"_s},
          {u"title"_s, u"Head of Operations"_s},
          {u"emails"_s,
           QJsonArray{QJsonObject{{u"email"_s, u"mira@lakeside.example"_s}, {u"type"_s, u"office"_s}}}},
          {u"phones"_s, QJsonArray{QJsonObject{{u"phone"_s, u"+14155550101"_s}, {u"type"_s, u"mobile"_s}}}}});
    post(u"contact/"_s, {{u"lead_id"_s, m_alder}, {u"name"_s, u"Jon Vale"_s}});
    const QString deal = opportunityStatus(u"won"_s);
    post(u"opportunity/"_s, {{u"lead_id"_s, m_birch},
                             {u"status_id"_s, deal},
                             {u"value"_s, 50000},
                             {u"note"_s, u"Two-site rollout"_s}});
    post(u"task/"_s,
         {{u"lead_id"_s, m_birch}, {u"text"_s, u"Send the quote"_s}, {u"date"_s, u"2026-07-01"_s}});
    post(u"activity/note/"_s, {{u"lead_id"_s, m_birch}, {u"note"_s, u"Asked about delivery"_s}});
    post(u"activity/call/"_s, {{u"lead_id"_s, m_birch},
                               {u"direction"_s, u"outbound"_s},
                               {u"duration"_s, 60},
                               {u"status"_s, u"completed"_s}});
}

QList<TestSandboxSearchConditions::Row> TestSandboxSearchConditions::leadConditionTable()
{
    QList<Row> rows;
    const QStringList alder{u"Alder"_s};
    const QStringList birch{u"Birch Robotics"_s};
    const QStringList cedar{u"Cedar"_s};
    const auto lead = [](const QString &name) { return regularField(u"lead"_s, name); };
    const auto more = [](const QString &key, double than) {
        return QJsonObject{{u"type"_s, u"number_range"_s}, {key, than}};
    };
    const QJsonObject exists{{u"type"_s, u"exists"_s}};
    const QJsonObject isMine{{u"type"_s, u"current_user"_s}};
    rows.append({"full words", condition(lead(u"description"_s), text(u"robots warehouse"_s)), birch});
    rows.append({"part of a word", condition(lead(u"name"_s), text(u"robot"_s)), QStringList()});
    rows.append({"phrase", condition(lead(u"description"_s), text(u"robots two"_s, u"phrase"_s)), birch});
    rows.append({"phrase, other order", condition(lead(u"description"_s), text(u"two robots"_s, u"phrase"_s)),
                 QStringList()});
    rows.append(
        {"beginning", condition(lead(u"name"_s), text(u"birch rob"_s, u"beginning_of_words"_s)), birch});
    rows.append({"exact value", condition(lead(u"name"_s), text(u"alder"_s, u"exact_value"_s)), alder});
    rows.append({"display name", condition(lead(u"display_name"_s), text(u"cedar"_s)), cedar});
    rows.append({"exists", condition(lead(u"url"_s), exists), alder});
    rows.append({"is empty", negated(condition(lead(u"description"_s), exists)), alder + cedar});
    rows.append({"counter of addresses", condition(lead(u"addresses_count"_s), more(u"gte"_s, 1)), alder});
    rows.append({"counter of contacts", condition(lead(u"num_contacts"_s), more(u"gt"_s, 1)), alder});
    rows.append({"counter of calls", condition(lead(u"num_outgoing_calls"_s), more(u"gte"_s, 1)), birch});
    rows.append({"last communication", condition(lead(u"last_communication_date"_s), exists), birch});
    rows.append({"made by me", condition(lead(u"created_by"_s), isMine), alder + birch + cedar});
    rows.append(
        {"custom number", condition(QJsonObject{{u"custom"_s, u"number"_s}}, more(u"lt"_s, 100)), alder});
    rows.append({"custom choices",
                 condition(QJsonObject{{u"custom"_s, u"choice"_s}}, terms({u"Route Planner"_s})), alder});
    rows.append({"title of a contact",
                 related(u"lead"_s, u"contact"_s,
                         condition(regularField(u"contact"_s, u"title"_s), text(u"operations"_s))),
                 alder});
    rows.append({"no contact", negated(related(u"lead"_s, u"contact"_s, {})), birch + cedar});
    rows.append({"e-mail",
                 related(u"lead"_s, u"contact_email"_s,
                         condition(regularField(u"contact_email"_s, u"email"_s),
                                   text(u"mira@lakeside.example"_s, u"phrase"_s))),
                 alder});
    rows.append({"phone in another format",
                 related(u"lead"_s, u"contact"_s,
                         related(u"contact"_s, u"contact_phone"_s,
                                 condition(regularField(u"contact_phone"_s, u"phone"_s),
                                           text(u"(415) 555-0101"_s, u"phrase"_s)))),
                 alder});
    rows.append({"phone type",
                 related(u"lead"_s, u"contact_phone"_s,
                         condition(regularField(u"contact_phone"_s, u"type"_s), terms({u"mobile"_s}))),
                 alder});
    rows.append({"country",
                 related(u"lead"_s, u"address"_s,
                         condition(regularField(u"address"_s, u"country"_s), terms({u"NL"_s}))),
                 alder});
    rows.append({"deal",
                 related(u"lead"_s, u"opportunity"_s,
                         condition(regularField(u"opportunity"_s, u"value"_s), more(u"gt"_s, 40000))),
                 birch});
    rows.append({"open task",
                 related(u"lead"_s, u"task.lead"_s,
                         allOf({condition(regularField(u"task.lead"_s, u"is_complete"_s),
                                          {{u"type"_s, u"boolean"_s}, {u"value"_s, false}}),
                                condition(regularField(u"task.lead"_s, u"text"_s), text(u"quote"_s))})),
                 birch});
    rows.append({"note",
                 related(u"lead"_s, u"activity.note"_s,
                         condition(regularField(u"activity.note"_s, u"note"_s), text(u"delivery"_s))),
                 birch});
    rows.append(
        {"no long call",
         negated(related(u"lead"_s, u"activity.call"_s,
                         condition(regularField(u"activity.call"_s, u"duration"_s), more(u"gte"_s, 60)))),
         alder + cedar});
    rows.append({"call by status",
                 related(u"lead"_s, u"activity.call"_s,
                         condition(regularField(u"activity.call"_s, u"status"_s), terms({u"completed"_s}))),
                 birch});
    rows.append({"text anywhere",
                 QJsonObject{{u"type"_s, u"text"_s},
                             {u"value"_s, u"solberg rotterdam"_s},
                             {u"mode"_s, u"full_words"_s}},
                 alder});
    rows.append({"digits anywhere", QJsonObject{{u"type"_s, u"text"_s}, {u"value"_s, u"5550101"_s}}, alder});
    rows.append(
        {"any",
         anyOf({condition(lead(u"name"_s), text(u"alder"_s)), condition(lead(u"name"_s), text(u"cedar"_s))}),
         alder + cedar});
    rows.append({"everything", QJsonObject{{u"type"_s, u"match_all"_s}}, alder + birch + cedar});
    rows.append({"nothing", negated({{u"type"_s, u"match_all"_s}}), QStringList()});
    return rows;
}

void TestSandboxSearchConditions::leadConditions()
{
    furnish();
    for (Row row : leadConditionTable()) {
        const QString kind = row.query.value("field"_L1).toObject().value("custom"_L1).toString();
        if (!kind.isEmpty()) // their ids are known only now
            row.query.insert("field"_L1, customField(kind == "number"_L1 ? m_field : m_choice));
        const QStringList names = found(u"lead"_s, row.query);
        QVERIFY2(names == row.expected,
                 qPrintable(QString::fromLatin1(row.name) + u": "_s + names.join(u", "_s)));
    }
}

QList<TestSandboxSearchConditions::Row> TestSandboxSearchConditions::contactConditionTable()
{
    QList<Row> rows;
    const QStringList mira{u"Mira Solberg"_s};
    const QJsonObject several{{u"type"_s, u"number_range"_s}, {u"gte"_s, 1}};
    rows.append({"e-mail, as connectors send it",
                 related(u"contact"_s, u"contact_email"_s,
                         condition(regularField(u"contact_email"_s, u"email"_s),
                                   text(u"mira@lakeside.example"_s, u"phrase"_s))),
                 mira});
    rows.append({"counter", condition(regularField(u"contact"_s, u"emails_count"_s), several), mira});
    rows.append(
        {"of a lead",
         related(u"contact"_s, u"lead"_s, condition(regularField(u"lead"_s, u"name"_s), text(u"alder"_s))),
         QStringList{u"Jon Vale"_s} + mira});
    rows.append({"without a phone", negated(related(u"contact"_s, u"contact_phone"_s, {})),
                 QStringList{u"Jon Vale"_s}});
    rows.append({"text anywhere", QJsonObject{{u"type"_s, u"text"_s}, {u"value"_s, u"head"_s}}, mira});
    return rows;
}

void TestSandboxSearchConditions::contactConditions()
{
    furnish();
    for (const Row &row : contactConditionTable()) {
        const QStringList names = found(u"contact"_s, row.query);
        QVERIFY2(names == row.expected,
                 qPrintable(QString::fromLatin1(row.name) + u": "_s + names.join(u", "_s)));
    }
}

void TestSandboxSearchConditions::momentsAreReadInTheCallersZone_data()
{
    // The deal's day is 2026-06-19, the server's noon; seen from +13 it is one o'clock of the next day.
    QTest::addColumn<double>("zone");
    QTest::addColumn<QJsonObject>("from");
    QTest::addColumn<QJsonObject>("before");
    QTest::addColumn<bool>("isFound");
    const QJsonObject now{{u"type"_s, u"now"_s}};
    const auto period = [](const QString &range, const QString &which) {
        return QJsonObject{{u"type"_s, u"start_end_of_predefined_relative_period"_s},
                           {u"range"_s, range},
                           {u"which"_s, which}};
    };
    const auto day = [](const QString &value, const QString &which) {
        return QJsonObject{{u"type"_s, u"fixed_local_date"_s}, {u"value"_s, value}, {u"which"_s, which}};
    };
    const auto offset = [&now](const QString &direction, const QJsonObject &by, const QString &end = {}) {
        return QJsonObject{{u"type"_s, u"offset"_s},
                           {u"direction"_s, direction},
                           {u"moment"_s, now},
                           {u"offset"_s, by},
                           {u"which_day_end"_s, end.isEmpty() ? QJsonValue() : QJsonValue(end)}};
    };
    QTest::newRow("today") << 0.0 << period(u"today"_s, u"start"_s) << period(u"today"_s, u"end"_s) << true;
    QTest::newRow("yesterday") << 0.0 << period(u"yesterday"_s, u"start"_s)
                               << period(u"yesterday"_s, u"end"_s) << false;
    for (const char *range : {"this-week", "this-month", "this-quarter", "this-year"})
        QTest::newRow(range) << 0.0 << period(QString::fromLatin1(range), u"start"_s)
                             << period(QString::fromLatin1(range), u"end"_s) << true;
    for (const char *range : {"last-week", "next-month", "last-quarter", "next-year", "tomorrow"})
        QTest::newRow(range) << 0.0 << period(QString::fromLatin1(range), u"start"_s)
                             << period(QString::fromLatin1(range), u"end"_s) << false;
    QTest::newRow("the day") << 0.0 << day(u"2026-06-19"_s, u"start"_s) << day(u"2026-06-19"_s, u"end"_s)
                             << true;
    QTest::newRow("the day in the east")
        << 13.0 << day(u"2026-06-19"_s, u"start"_s) << day(u"2026-06-19"_s, u"end"_s) << false;
    QTest::newRow("the next day in the east")
        << 13.0 << day(u"2026-06-20"_s, u"start"_s) << day(u"2026-06-20"_s, u"end"_s) << true;
    QTest::newRow("an hour") << 0.0 << offset(u"past"_s, {{u"hours"_s, 1}}, u"start"_s)
                             << offset(u"future"_s, {{u"minutes"_s, 1}}) << true;
    QTest::newRow("an hour, two days ago")
        << 0.0 << offset(u"past"_s, {{u"days"_s, 2}}) << offset(u"past"_s, {{u"hours"_s, 1}}) << false;
    QTest::newRow("from the beginning of a day") << 0.0 << offset(u"past"_s, {{u"days"_s, 0}}, u"start"_s)
                                                 << offset(u"past"_s, {{u"days"_s, 0}}, u"end"_s) << true;
    QTest::newRow("weeks and years ahead")
        << 0.0 << offset(u"future"_s, {{u"weeks"_s, 1}, {u"years"_s, 1}, {u"months"_s, 1}}) << QJsonObject()
        << false;
    QTest::newRow("exactly") << 0.0 << exactMoment(u"2026-06-19T12:00:00"_s)
                             << exactMoment(u"2026-06-19T12:10:00+00:00"_s) << true;
}

void TestSandboxSearchConditions::momentsAreReadInTheCallersZone()
{
    QFETCH(double, zone);
    QFETCH(QJsonObject, from);
    QFETCH(QJsonObject, before);
    QFETCH(bool, isFound);
    newLead(u"Dale"_s);
    tzOffset = zone;
    const auto orNull = [](const QJsonObject &moment) {
        return moment.isEmpty() ? QJsonValue() : QJsonValue(moment);
    };
    const QJsonObject wanted = between(orNull(from), orNull(before));
    const QStringList expected = isFound ? QStringList{u"Dale"_s} : QStringList();
    // By the order of the list, and as a test of each lead.
    QCOMPARE(found(u"lead"_s, condition(regularField(u"lead"_s, u"date_created"_s), wanted)), expected);
    QCOMPARE(found(u"lead"_s, anyOf({condition(regularField(u"lead"_s, u"date_created"_s), wanted)})),
             expected);
    QCOMPARE(found(u"lead"_s, condition(regularField(u"lead"_s, u"last_activity_date"_s), wanted)), expected);
}

void TestSandboxSearchConditions::nodesCombine()
{
    furnish();
    const QJsonObject isAlder{{u"type"_s, u"id"_s}, {u"value"_s, m_alder}};
    QCOMPARE(found(u"lead"_s, isAlder), QStringList{u"Alder"_s});
    QCOMPARE(found(u"lead"_s, negated(isAlder)), (QStringList{u"Birch Robotics"_s, u"Cedar"_s}));
    QCOMPARE(found(u"lead"_s, allOf({isAlder, QJsonObject{{u"type"_s, u"id"_s}, {u"value"_s, m_birch}}})),
             QStringList());
    QCOMPARE(found(u"lead"_s, allOf({allOf({}), allOf({allOf({isAlder})})})), QStringList{u"Alder"_s});
    const QJsonObject both{{u"query"_s, anyOf({ofType(u"lead"_s), ofType(u"contact"_s)})}};
    QCOMPARE(post(u"data/search/"_s, both).texts("__object_type"),
             (QStringList{u"lead"_s, u"lead"_s, u"lead"_s, u"contact"_s, u"contact"_s}));
    QCOMPARE(post(u"data/search/"_s, {{u"query"_s, allOf({ofType(u"lead"_s), ofType(u"contact"_s)})}})
                 .data()
                 .size(),
             0);
}

void TestSandboxSearchConditions::namesAndNumbersSort()
{
    furnish();
    const QJsonObject all{{u"type"_s, u"match_all"_s}};
    const QStringList names{u"Alder"_s, u"Birch Robotics"_s, u"Cedar"_s};
    QCOMPARE(found(u"lead"_s, all, {sortedBy(u"name"_s, u"asc"_s)}), names);
    QCOMPARE(found(u"lead"_s, all, {sortedBy(u"name"_s, u"desc"_s)}),
             QStringList(names.rbegin(), names.rend()));
    QCOMPARE(found(u"lead"_s, all, {sortedBy(u"num_contacts"_s, u"desc"_s), sortedBy(u"name"_s, u"desc"_s)}),
             (QStringList{u"Alder"_s, u"Cedar"_s, u"Birch Robotics"_s}));
    // Missing values come last in either direction.
    const auto byEmployees = [this](const QString &direction) {
        return QJsonArray{QJsonObject{{u"direction"_s, direction}, {u"field"_s, customField(m_field)}}};
    };
    QCOMPARE(found(u"lead"_s, all, byEmployees(u"asc"_s)), names);
    QCOMPARE(found(u"lead"_s, all, byEmployees(u"desc"_s)),
             (QStringList{names.at(1), names.at(0), names.at(2)}));
}

void TestSandboxSearchConditions::theTextQueryComparesCountersAndDates()
{
    furnish();
    const auto find = [this](const QString &query) {
        QStringList names =
            get(u"lead/?query="_s + QString::fromLatin1(QUrl::toPercentEncoding(query))).texts("name");
        names.sort();
        return names;
    };
    QCOMPARE(find(u"contacts > 1"_s), QStringList{u"Alder"_s});
    QCOMPARE(find(u"times_communicated:0 notes:0 tasks:0 opportunities:0"_s),
             (QStringList{u"Alder"_s, u"Cedar"_s}));
    QCOMPARE(find(u"has:phone_numbers calls:0"_s), QStringList{u"Alder"_s});
    QCOMPARE(find(u"custom.Employees:400"_s), QStringList{u"Birch Robotics"_s});
    QCOMPARE(find(u"\"custom.Products of Interest\":*"_s), QStringList{u"Alder"_s});
    QCOMPARE(find(u"date_updated >= 2026-06-19"_s).size(), 3);
    QCOMPARE(find(u"date_updated < \"2026-06-19\" cedar"_s).size(), 0);
    QCOMPARE(find(u"created:2026-06-19 phone_number:\"+14155550101\""_s), QStringList{u"Alder"_s});
    QCOMPARE(find(u"last_communication_date > 2026-06-18"_s), QStringList{u"Birch Robotics"_s});
}

void TestSandboxSearchConditions::smartViewsOfTheOrganisationRun()
{
    furnish();
    for (const auto &view : get(u"saved_search/?type__in=lead,contact"_s).data()) {
        QJsonObject body = view.value("s_query"_L1).toObject();
        body.insert("include_counts"_L1, true);
        const Answer answer = post(u"data/search/"_s, body);
        QVERIFY2(answer.status == 200, qPrintable(view.value("name"_L1).toString()));
        QCOMPARE(answer.data().size(), answer["count"].toObject().value("total"_L1).toInt());
    }
}

QTEST_GUILESS_MAIN(TestSandboxSearchConditions)
#include "tst_sandboxsearchconditions.moc"
