#include "sandboxcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace leadline::test;
using leadline::sandbox::Kind;

/// Rules of /activity/note/ (close-api.md 5.6).
class TestSandboxNotes : public SandboxCase
{
    Q_OBJECT
private:
    Answer note(const QString &leadId, QJsonObject body = {})
    {
        body.insert("lead_id"_L1, leadId);
        return post(u"activity/note/"_s, body);
    }

private Q_SLOTS:
    void noteHasTheKeysOfTheSample();
    void noteNeedsALead();
    void noteTextIsEscapedAndWrapped();
    void noteHtmlWinsAndBecomesText();
    void noteHtmlMustBeWrapped();
    void bareHtmlIsWrappedWhenSwitchedOn();
    void noteCanBeImported();
    void notePinsAndUnpins();
    void noteUpdateMovesDatesOfNoteAndLead();
    void noteAttachmentsNeedTheirKeys();
    void noteOfAnotherTypeIsNotFound();
    void contactOfANoteIsNamedByIdOnly();
};

void TestSandboxNotes::noteHasTheKeysOfTheSample()
{
    const Answer made = note(newLead(), {{u"note"_s, u"Wants a quote by Friday"_s}});
    QCOMPARE(made.status, 200);
    QCOMPARE(keysOf(made.body),
             keysOf(R"({"users":[],"created_by_name":0,"contact_id":0,"activity_at":0,"created_by":0,
        "source":0,"attachments":[],"note_mentions":[],"updated_by_name":0,"pinned":0,"id":0,"pinned_at":0,"lead_id":0,
        "user_name":0,"_type":0,"updated_by":0,"date_created":0,"date_updated":0,"user_id":0,"organization_id":0,"note":0,
        "title":0,"note_html":0})"));
    QCOMPARE(made.text("source"), u"api"_s);
    QCOMPARE(made.text("user_name"), u"Dana Reyes"_s);
    QCOMPARE(made.text("activity_at"), made.text("date_created"));
    QCOMPARE(made["users"].toArray(), QJsonArray());
    QCOMPARE(get(u"activity/note/%1/"_s.arg(made.id())).body, made.body);
}

void TestSandboxNotes::noteNeedsALead()
{
    QCOMPARE(post(u"activity/note/"_s, {{u"note"_s, u"x"_s}}).fieldError("lead").toString(),
             u"This field is required."_s);
    QCOMPARE(note(u"lead_x"_s).fieldError("lead").toString(), u"Object does not exist."_s);
}

void TestSandboxNotes::noteTextIsEscapedAndWrapped()
{
    const Answer made = note(newLead(), {{u"note"_s, u"a < b\nc & d"_s}});
    QCOMPARE(made.text("note"), u"a < b\nc & d"_s);
    QCOMPARE(made.text("note_html"), u"<body><p>a &lt; b<br />c &amp; d</p></body>"_s);
}

void TestSandboxNotes::noteHtmlWinsAndBecomesText()
{
    const QString html = u"<body><p>One</p><p>Two &amp; <b>three</b></p></body>"_s;
    const Answer made = note(newLead(), {{u"note"_s, u"ignored"_s}, {u"note_html"_s, html}});
    QCOMPARE(made.text("note_html"), html);
    QCOMPARE(made.text("note"), u"One\nTwo & three"_s);
    const Answer plain = put(u"activity/note/%1/"_s.arg(made.id()), {{u"note"_s, u"x"_s}});
    QCOMPARE(plain.text("note_html"), u"<body><p>x</p></body>"_s);
}

void TestSandboxNotes::noteHtmlMustBeWrapped()
{
    const Answer refused = note(newLead(), {{u"note_html"_s, u"<p>x</p>"_s}});
    QCOMPARE(refused.status, 400);
    QVERIFY(refused.fieldError("note_html").isString());
}

void TestSandboxNotes::bareHtmlIsWrappedWhenSwitchedOn()
{
    leadline::sandbox::Quirks quirks;
    quirks.refusesBareHtml = false;
    restart(quirks);
    const Answer made = note(newLead(), {{u"note_html"_s, u"<p>x</p>"_s}});
    QCOMPARE(made.text("note_html"), u"<body><p>x</p></body>"_s);
    QCOMPARE(made.text("note"), u"x"_s);
}

void TestSandboxNotes::noteCanBeImported()
{
    const QString other = store().list(Kind::User, 0, 2).items.last().value("id"_L1).toString();
    const Answer made = note(newLead(), {{u"date_created"_s, u"2024-03-01"_s}, {u"created_by_id"_s, other}});
    QCOMPARE(made.text("date_created"), u"2024-03-01T00:00:00+00:00"_s);
    QCOMPARE(made.text("activity_at"), made.text("date_created"));
    QCOMPARE(made.text("created_by"), other);
    QVERIFY(!made.body.contains("created_by_id"_L1));
}

void TestSandboxNotes::notePinsAndUnpins()
{
    const Answer made = note(newLead(), {{u"pinned"_s, true}, {u"title"_s, u"Terms"_s}});
    QVERIFY(made["pinned_at"].isString());
    QCOMPARE(made.text("title"), u"Terms"_s);
    const Answer loose = put(u"activity/note/%1/"_s.arg(made.id()), {{u"pinned"_s, false}});
    QVERIFY(loose["pinned_at"].isNull());
    QCOMPARE(loose["pinned"].toBool(true), false);
}

void TestSandboxNotes::noteUpdateMovesDatesOfNoteAndLead()
{
    const QString id = newLead();
    const Answer made = note(id);
    const QString before = leadMoved(id);
    const Answer changed = put(u"activity/note/%1/"_s.arg(made.id()), {{u"note"_s, u"more"_s}});
    QVERIFY(changed.text("date_updated") > made.text("date_updated"));
    QCOMPARE(changed.text("date_created"), made.text("date_created"));
    QVERIFY(leadMoved(id) > before);
}

void TestSandboxNotes::noteAttachmentsNeedTheirKeys()
{
    const QJsonObject file{{u"url"_s, u"https://app.close.com/go/file/x"_s},
                           {u"filename"_s, u"a.pdf"_s},
                           {u"content_type"_s, u"application/pdf"_s}};
    QCOMPARE(note(newLead(), {{u"attachments"_s, QJsonArray{file}}})["attachments"].toArray().size(), 1);
    QCOMPARE(
        note(newLead(), {{u"attachments"_s, QJsonArray{QJsonObject{{u"url"_s, u"https://x"_s}}}}}).status,
        400);
}

void TestSandboxNotes::noteOfAnotherTypeIsNotFound()
{
    const QString id = note(newLead()).id();
    QCOMPARE(get(u"activity/call/%1/"_s.arg(id)).status, 404);
    QCOMPARE(del(u"activity/call/%1/"_s.arg(id)).status, 404);
    QCOMPARE(get(u"activity/note/%1/"_s.arg(id)).status, 200);
}

void TestSandboxNotes::contactOfANoteIsNamedByIdOnly()
{
    const QString id = newLead();
    const QString contact = newContact(id, u"+14155550101"_s);
    const Answer made = note(id, {{u"contact_id"_s, contact}});
    QCOMPARE(made.text("contact_id"), contact);
    QVERIFY(!made.body.contains("contact_name"_L1));
    QCOMPARE(note(id, {{u"contact_id"_s, u"cont_x"_s}}).fieldError("contact").toString(),
             u"Object does not exist."_s);
}

QTEST_GUILESS_MAIN(TestSandboxNotes)
#include "tst_sandboxnotes.moc"
