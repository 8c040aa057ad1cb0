#include "services/mirror/bodies.h"
#include "tests/mirror/mirrordata.h"
#include "tests/mirror/mirrorfixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>

#include <random>

using namespace leadline;
using test::activityJson;
using test::leadJson;
using test::someLead;
using test::timeAt;

namespace {

const LeadId acme(QStringLiteral("lead_acme"));

QByteArray pageOf(const QJsonArray &objects, QJsonObject envelope = {})
{
    envelope.insert(QStringLiteral("data"), objects);
    return QJsonDocument(envelope).toJson(QJsonDocument::Indented);
}

QString number(int i)
{
    return QStringLiteral("lead_%1").arg(i);
}

} // namespace

/// Raw answers of Close, read on the writer thread.
class TestMirrorPages : public test::MirrorFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        openFresh();
    }
    void cleanup() { close(); }
    void leadPageTellsWhatCame();
    void searchAnswerHasACursor();
    void pageEqualsDecodedLeads();
    void case048_sameLeadTwice();
    void brokenPageStoresNothing();
    void badRowsAreCounted();
    void sameAnswerAgainIsNoNews();
    void activitiesOfManyLeads();
    void case040_textThatCannotBeKeptIsReplaced();
    void bodiesShrinkOnceLearned();
    void damagedDictionaryIsReported();

private:
    template <typename Info>
    Result<Info> wait(const std::function<void(Mirror::ThenWith<Info>)> &write)
    {
        const auto result = std::make_shared<std::optional<Result<Info>>>();
        write([result](const Result<Info> &r) { *result = r; });
        if (!QTest::qWaitFor([&] { return result->has_value(); }, 10000))
            return ApiError(ErrorKind::Timeout);
        return **result;
    }
    Result<LeadPageInfo> putPage(const QByteArray &answer)
    {
        return wait<LeadPageInfo>([&](auto then) { m_mirror->putLeadPage(answer, std::move(then)); });
    }
    Result<ActivityPageInfo> putActivityPage(const QByteArray &answer)
    {
        return wait<ActivityPageInfo>([&](auto then) { m_mirror->putActivityPage(answer, std::move(then)); });
    }
};

void TestMirrorPages::leadPageTellsWhatCame()
{
    QJsonArray leads;
    for (int i = 0; i < 5; ++i)
        leads.append(leadJson(number(i), QStringLiteral("Company"), 100 - i));
    const auto info =
        putPage(pageOf(leads, {{QStringLiteral("has_more"), true}, {QStringLiteral("total_results"), 4711}}));
    QVERIFY(info);
    QCOMPARE(info->received, 5);
    QCOMPARE(info->stored, 5);
    QCOMPARE(info->unreadable, 0);
    QVERIFY(info->hasMore);
    QCOMPARE(info->total, 4711);
    QVERIFY(info->cursor.isEmpty());
    QCOMPARE(info->first.id, number(0));
    QCOMPARE(info->first.updated, timeAt(100));
    QCOMPARE(info->last.id, number(4));
    QCOMPARE(info->last.updated, timeAt(96));
    QCOMPARE(info->last.created, timeAt(-1000));
    QCOMPARE(m_mirror->leadCount(), 5);
}

void TestMirrorPages::searchAnswerHasACursor()
{
    QJsonObject lead = leadJson(acme.value, QStringLiteral("Acme"));
    lead.insert(QStringLiteral("__object_type"), QStringLiteral("lead"));
    const QJsonObject counts{{QStringLiteral("limited"), 10}, {QStringLiteral("total"), 12}};
    const auto info = putPage(pageOf(
        {lead}, {{QStringLiteral("cursor"), QStringLiteral("abc=")}, {QStringLiteral("count"), counts}}));
    QVERIFY(info);
    QCOMPARE(info->cursor, QStringLiteral("abc="));
    QVERIFY(info->hasMore);
    QCOMPARE(info->total, 12);
    const auto last = putPage(pageOf({}, {{QStringLiteral("cursor"), QJsonValue()}}));
    QVERIFY(last && !last->hasMore && last->first.id.isEmpty() && last->total == -1);
    QVERIFY(m_mirror->lead(acme));
}

void TestMirrorPages::pageEqualsDecodedLeads()
{
    QJsonObject json = leadJson(acme.value, QStringLiteral("M\u00fcller \U0001f600"), 5);
    json.insert(QStringLiteral("of_tomorrow"),
                QJsonObject{{QStringLiteral("deep"), QJsonArray{1, 2.5, true}}});
    QVERIFY(putPage(pageOf({json})));
    const LeadRow fromPage = row(acme);
    QCOMPARE(m_mirror->lead(acme)->raw, json);
    openFresh();
    QVERIFY(put({test::leadFrom(json)}));
    const LeadRow fromLead = row(acme);
    QCOMPARE(fromPage.name, fromLead.name);
    QCOMPARE(fromPage.lastActivityAt, fromLead.lastActivityAt);
    QCOMPARE(m_mirror->lead(acme)->raw, json);
}

void TestMirrorPages::case048_sameLeadTwice()
{
    const QJsonObject older = leadJson(acme.value, QStringLiteral("Older"), 1);
    const QJsonObject newer = leadJson(acme.value, QStringLiteral("Newer"), 2);
    for (const QJsonArray &page :
         {QJsonArray{older, newer}, QJsonArray{newer, older}, QJsonArray{newer, newer}}) {
        openFresh();
        const auto info = putPage(pageOf(page));
        QVERIFY(info);
        QCOMPARE(info->received, 2);
        QCOMPARE(m_mirror->leadCount(), 1);
        QCOMPARE(row(acme).name, QStringLiteral("Newer"));
        QVERIFY(putPage(pageOf({older})));
        QCOMPARE(names({}), QStringList{QStringLiteral("Newer")});
    }
}

void TestMirrorPages::brokenPageStoresNothing()
{
    QSignalSpy failures(m_mirror.get(), &Mirror::failed);
    const QByteArray good = pageOf({leadJson(acme.value, QStringLiteral("Acme"))});
    for (const QByteArray &bad : {QByteArray(), QByteArray("<html>"), good.left(good.size() - 2)}) {
        QCOMPARE(putPage(bad).error().kind, ErrorKind::NotClose);
        QCOMPARE(putActivityPage(bad).error().kind, ErrorKind::NotClose);
    }
    QCOMPARE(m_mirror->leadCount(), 0);
    QVERIFY(failures.isEmpty()); // nothing is wrong with the file
}

void TestMirrorPages::badRowsAreCounted()
{
    const auto info = putPage(pageOf({7, QJsonObject(), leadJson(QStringLiteral("../x"), QStringLiteral("x")),
                                      leadJson(acme.value, QStringLiteral("Acme"))}));
    QVERIFY(info);
    QCOMPARE(info->received, 4);
    QCOMPARE(info->stored, 1);
    QCOMPARE(info->unreadable, 3);
    QCOMPARE(info->first.id, acme.value);
}

void TestMirrorPages::sameAnswerAgainIsNoNews()
{
    const QJsonObject json = leadJson(acme.value, QStringLiteral("Acme"));
    QVERIFY(putPage(pageOf({json})));
    QSignalSpy spy(m_mirror.get(), &Mirror::leadsChanged);
    const auto again = putPage(pageOf({json}));
    QVERIFY(again);
    QCOMPARE(again->stored, 0);
    QVERIFY(put({test::leadFrom(json)})); // the same in other blanks
    QVERIFY(spy.isEmpty());
}

void TestMirrorPages::activitiesOfManyLeads()
{
    const LeadId other(QStringLiteral("lead_other"));
    QVERIFY(put(
        {someLead(acme.value, QStringLiteral("Acme"), -5), someLead(other.value, QStringLiteral("O"), -5)}));
    QSignalSpy timelines(m_mirror.get(), &Mirror::activitiesChanged);
    QSignalSpy leads(m_mirror.get(), &Mirror::leadsChanged);
    const LeadId ghost(QStringLiteral("lead_ghost"));
    const QByteArray page = pageOf(
        {activityJson(QStringLiteral("acti_1"), acme, 30), activityJson(QStringLiteral("acti_2"), other, 20),
         activityJson(QStringLiteral("acti_3"), ghost, 10), activityJson(QStringLiteral("acti_4"), acme, 5),
         QJsonObject{{QStringLiteral("id"), 7}}},
        {{QStringLiteral("has_more"), true}});
    const auto info = putActivityPage(page);
    QVERIFY(info);
    QCOMPARE(info->received, 5);
    QCOMPARE(info->stored, 3);
    QCOMPARE(info->unreadable, 1);
    QCOMPARE(info->missing, QList<LeadId>{ghost});
    QCOMPARE(info->first.activityAt, timeAt(30));
    QCOMPARE(info->last.id, QStringLiteral("acti_4"));
    QCOMPARE(timelines.size(), 2);
    QCOMPARE(leads.size(), 1);
    QCOMPARE(leads.at(0).at(0).value<QList<LeadId>>().size(), 2);
    QCOMPARE(row(acme).lastActivityAt, timeAt(30));
    QCOMPARE(m_mirror->activityCount(acme, {}), 2);
    QVERIFY(!m_mirror->hasAllActivities(acme));
    QCOMPARE(putActivityPage(page)->stored, 0);
    QCOMPARE(timelines.size(), 2);
}

void TestMirrorPages::case040_textThatCannotBeKeptIsReplaced()
{
    QVERIFY(putPage("{\"data\":[{\"id\":\"lead_acme\",\"name\":\"a\\ud83d\xff\",\"n\":"
                    "12345678901234567890123}]}"));
    reopen();
    const auto lead = m_mirror->lead(acme);
    QVERIFY(lead);
    QCOMPARE(lead->displayName, QStringLiteral("a\ufffd\ufffd"));
    QCOMPARE(row(acme).name, QStringLiteral("a\ufffd\ufffd"));
}

/// Bodies of before and after the dictionary are read alike, also after a restart.
void TestMirrorPages::bodiesShrinkOnceLearned()
{
    std::mt19937 random(7);
    QHash<QString, QJsonObject> all;
    for (int page = 0; page < 8; ++page) {
        QJsonArray leads;
        for (int i = 0; i < 200; ++i) {
            QJsonObject json = leadJson(number(page * 200 + i), QString::number(random()), i);
            for (const char *key : {"created_by_name", "integration_links", "organization_id", "html_url"})
                json.insert(QLatin1String(key),
                            QStringLiteral("user_of_the_organization_%1").arg(random() % 9));
            all.insert(number(page * 200 + i), json);
            leads.append(json);
        }
        QVERIFY(putPage(pageOf(leads)));
    }
    QCOMPARE(count("SELECT count(*) FROM dictionary"), 1);
    const int before = count("SELECT avg(length(json)) FROM (SELECT json FROM lead_body JOIN lead USING (key)"
                             " WHERE id IN ('lead_1', 'lead_2', 'lead_3'))");
    const int after = count("SELECT avg(length(json)) FROM (SELECT json FROM lead_body JOIN lead USING (key)"
                            " WHERE id IN ('lead_1501', 'lead_1502', 'lead_1503'))");
    QVERIFY2(after < before * 9 / 10, qPrintable(QStringLiteral("%1 and %2 bytes").arg(before).arg(after)));
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 1600; i += 97)
            QCOMPARE(m_mirror->lead(LeadId(number(i)))->raw, all.value(number(i)));
        reopen();
    }
}

void TestMirrorPages::damagedDictionaryIsReported()
{
    bodiesShrinkOnceLearned();
    close();
    tamper("UPDATE dictionary SET bytes = x'00'");
    open();
    QSignalSpy failures(m_mirror.get(), &Mirror::failed);
    QVERIFY(!m_mirror->lead(LeadId(number(1599))));
    QTRY_COMPARE(failures.size(), 1);
    QVERIFY(m_mirror->lead(LeadId(number(1)))); // made before there was one
    QVERIFY(putPage(pageOf({leadJson(number(1599), QStringLiteral("again"), 9999)})));
    QCOMPARE(row(LeadId(number(1599))).name, QStringLiteral("again"));
}

QTEST_GUILESS_MAIN(TestMirrorPages)
#include "tst_mirrorpages.moc"
