#include "tests/search/findfixture.h"
#include "tests/search/smallorganization.h"

using namespace leadline;

/// What a person types, and what the search must find: the table that "done" is measured by.
class FindQueriesTest final : public test::FindFixture
{
    Q_OBJECT

    static void row(const char *typed, const char *expected, const char *first = "")
    {
        QTest::newRow(qPrintable(QString::number(++s_row) + QStringLiteral(": ") + QString::fromUtf8(typed)))
            << QString::fromUtf8(typed) << QString::fromLatin1(expected) << QString::fromLatin1(first);
    }
    static int s_row;

private Q_SLOTS:
    void initTestCase()
    {
        openSearch();
        putLeads(test::smallLeads());
        putActivities(test::smallActivities());
    }
    void cleanupTestCase() { closeSearch(); }
    void init() { test::expectSilence(); }

    void finds_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("expected"); ///< among what is found
        QTest::addColumn<QString>("first");    ///< the best one; empty = any
        // Names of leads
        row("Arkwright Robotics", "lead lead_arkwright", "lead lead_arkwright");
        row("arkw", "lead lead_arkwright", "lead lead_arkwright");
        row("a", "lead lead_arkwright");
        row("robotics arkwright", "lead lead_arkwright", "lead lead_arkwright");
        row("rob ark", "lead lead_arkwright", "lead lead_arkwright");
        row("al", "lead lead_al", "lead lead_al");
        row("kwrig", "lead lead_arkwright", "lead lead_arkwright");
        row("O'Neil", "lead lead_oneil", "lead lead_oneil");
        row("oneil sons", "lead lead_oneil");
        row("川村", "lead lead_kawamura", "lead lead_kawamura");
        // Marks and spellings
        row("mueller", "lead lead_mueller", "lead lead_mueller");
        row("Müller", "lead lead_mueller", "lead lead_mueller");
        row("muller", "lead lead_mueller", "lead lead_mueller");
        row("waermetechnik", "lead lead_mueller", "lead lead_mueller");
        row("gösser bräu", "lead lead_goesser", "lead lead_goesser");
        row("goteborg", "lead lead_lindqvist");
        row("asa oberg", "contact cont_asa", "contact cont_asa");
        row("gross", "contact cont_juergen");
        // Typos of one letter
        row("arkwrigt", "lead lead_arkwright", "lead lead_arkwright");
        row("robotisc", "lead lead_arkwright");
        row("lindkvist", "lead lead_lindqvist");
        row("whitfeild", "contact cont_dana", "contact cont_dana");
        row("questionaire", "task task_questions");
        // People
        row("dana", "contact cont_dana", "contact cont_dana");
        row("whitfield dana", "contact cont_dana", "contact cont_dana");
        row("head of purchasing", "contact cont_tom", "contact cont_tom");
        row("dana arkwright", "contact cont_dana", "contact cont_dana");
        // E-mails and domains
        row("dana@arkwright.example", "contact cont_dana", "contact cont_dana");
        row("@acme.com", "contact cont_tom", "contact cont_tom");
        row("acme.com", "contact cont_tom", "contact cont_tom");
        // Numbers
        row("415 555 01", "contact cont_dana", "contact cont_dana");
        row("(415) 555-01", "contact cont_dana", "contact cont_dana");
        row("0142", "contact cont_dana", "contact cont_dana");
        row("5550142", "contact cont_dana", "contact cont_dana");
        row("0561 5550199", "contact cont_juergen", "contact cont_juergen");
        row("+44 20 7946 0018", "", "");
        row("020 7946 0018", "contact cont_pat", "contact cont_pat");
        row("dana 0142", "contact cont_dana", "contact cont_dana");
        // Addresses and fields
        row("quay road", "lead lead_arkwright", "lead lead_arkwright");
        row("boston arkwright", "lead lead_arkwright");
        row("legacy crm", "lead lead_arkwright", "lead lead_arkwright");
        row("referral", "lead lead_arkwright");
        row("picking robots", "lead lead_arkwright");
        // What was written and is to be done
        row("gatekeeper", "note acti_note", "note acti_note");
        row("ines before", "note acti_note", "note acti_note");
        row("vendor monday", "call acti_call", "call acti_call");
        row("before lunch", "message acti_sms", "message acti_sms");
        row("pricing seats", "email acti_email", "email acti_email");
        row("quotation", "email acti_email", "email acti_email");
        row("plant tour", "meeting acti_meeting", "meeting acti_meeting");
        row("security questionnaire", "task task_questions", "task task_questions");
        row("twenty seats", "opportunity oppo_seats", "opportunity oppo_seats");
        row("12,000", "opportunity oppo_seats");
        row("demo completed", "opportunity oppo_seats");
        row("xyzzy", "", "");
    }
    void finds()
    {
        QFETCH(QString, typed);
        QFETCH(QString, expected);
        QFETCH(QString, first);
        const SearchResults results = ask(typed);
        const QStringList all = test::found(results);
        const QByteArray told = all.join(QLatin1String(", ")).toUtf8();
        if (expected.isEmpty())
            QVERIFY2(all.isEmpty(), told.constData());
        else
            QVERIFY2(all.contains(expected), told.constData());
        if (!first.isEmpty())
            QCOMPARE(all.first(), first);
        QCOMPARE(results.text, typed);
    }

    void ownStandBeforeOthersThatMatchAsWell()
    {
        // Newer is Alpha Logistics, but Alpine has a task of one's own.
        const QStringList all = test::found(ask(QStringLiteral("alp")));
        QVERIFY(all.indexOf(QStringLiteral("lead lead_alpine")) >= 0);
        QVERIFY(all.indexOf(QStringLiteral("lead lead_alpine")) <
                all.indexOf(QStringLiteral("lead lead_alpha")));
    }

    void groupsStandTogether()
    {
        const SearchResults results = ask(QStringLiteral("a"));
        QList<SearchKind> groups;
        for (const SearchHit &hit : results.hits) {
            if (groups.isEmpty() || groups.last() != hit.kind)
                groups << hit.kind;
        }
        const QSet<SearchKind> kinds(groups.begin(), groups.end());
        QCOMPARE(groups.size(), kinds.size());
        QVERIFY(kinds.size() > 2);
    }

    void hitsTellWhatAndWhere()
    {
        const SearchHit lead = ask(QStringLiteral("quay")).hits.first();
        QCOMPARE(lead.title.text, QStringLiteral("Arkwright Robotics"));
        QCOMPARE(test::bracketed(lead.snippet), QStringLiteral("18 [Quay] Road, Boston, MA, 02110, US"));
        QCOMPARE(lead.status, QStringLiteral("Contacted"));

        const SearchHit person = ask(QStringLiteral("415 555 01")).hits.first();
        QCOMPARE(person.title.text, QStringLiteral("Dana Whitfield"));
        QCOMPARE(test::bracketed(person.snippet), QStringLiteral("+1 [415-555-01]42"));
        QCOMPARE(person.leadName, QStringLiteral("Arkwright Robotics"));
        QCOMPARE(person.leadId.value, QStringLiteral("lead_arkwright"));

        const SearchHit spoken = ask(QStringLiteral("schwyzer")).hits.first(); // a custom field of a person
        QCOMPARE(spoken.title.text, QStringLiteral("Jürgen Groß"));
        QCOMPARE(test::bracketed(spoken.snippet), QStringLiteral("[Schwyzer]dütsch"));

        const SearchHit named = ask(QStringLiteral("dana")).hits.first();
        QCOMPARE(test::bracketed(named.title), QStringLiteral("[Dana] Whitfield"));

        const SearchHit email = ask(QStringLiteral("pricing")).hits.first();
        QCOMPARE(test::bracketed(email.title), QStringLiteral("[Pricing] for 20 seats"));
        QCOMPARE(email.leadName, QStringLiteral("Müller Wärmetechnik GmbH"));
        QCOMPARE(email.at, QDateTime({2026, 6, 17}, {8, 0}, Qt::UTC));

        const SearchHit note = ask(QStringLiteral("extension")).hits.first();
        QVERIFY(test::bracketed(note.snippet).contains(QLatin1String("ask for [extension] 4.")));
    }

    void guessesAreToldAndMarked()
    {
        const SearchResults results = ask(QStringLiteral("arkwrigt"));
        QVERIFY(results.isGuess);
        QCOMPARE(test::bracketed(results.hits.first().title), QStringLiteral("[Arkwright] Robotics"));
        QVERIFY(!ask(QStringLiteral("arkwright")).isGuess);
    }

    void emptyTextFindsNothing()
    {
        QVERIFY(ask(QString()).hits.isEmpty());
        QVERIFY(ask(QStringLiteral(" \t ")).hits.isEmpty());
    }
};

int FindQueriesTest::s_row = 0;

QTEST_GUILESS_MAIN(FindQueriesTest)
#include "tst_findqueries.moc"
