#include "services/mirror/folding.h"
#include "services/mirror/leadrecord.h"
#include "services/mirror/leadtable.h"
#include "services/mirror/searchtext.h"
#include "tests/mirror/mirrordata.h"
#include "tests/testkit/testmain.h"

#include <QJsonArray>

#include <random>

using namespace leadline;
using test::activityFrom;
using test::activityJson;
using test::leadFrom;
using test::leadJson;

namespace {

const LeadId acme(QStringLiteral("lead_acme"));

QString line(TextField field, const QString &text)
{
    return QChar(char16_t(field)) + text + u'\n';
}

QJsonObject with(QJsonObject object, const QString &key, const QJsonValue &value)
{
    object.insert(key, value);
    return object;
}

QString textOf(const QJsonObject &lead)
{
    BulkPage page;
    if (!page.read(leadtable::pageOf({leadFrom(lead)})) || page.objects().empty())
        return {};
    const auto record = leadRecord(page.objects().front());
    return record ? QString::fromStdString(record->text) : QString();
}

QJsonObject named(const QString &name)
{
    return leadJson(acme.value, name);
}

} // namespace

class TestSearchText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { test::expectSilence(); }
    void leadWithEverything();
    void contactsAreTold();
    void customValues();
    void spelledOutNames_data();
    void spelledOutNames();
    void noControlCharactersOfItsOwn();
    void plainLettersAreFoldedLikeOthers();
    void case046_longTextIsFoundByItsBeginning();
    void activities_data();
    void activities();
    void foldingOfBytesEqualsFoldingOfText();
};

void TestSearchText::leadWithEverything()
{
    QJsonObject json = named(QStringLiteral("ACME  Robotics"));
    json.insert(QStringLiteral("url"), QStringLiteral("https://Acme.example"));
    json.insert(QStringLiteral("description"), QStringLiteral("Makes\nrobots"));
    json.insert(QStringLiteral("addresses"),
                QJsonArray{QJsonObject{{QStringLiteral("address_1"), QStringLiteral("18 Quay Road")},
                                       {QStringLiteral("city"), QStringLiteral("S\u00e3o Paulo")},
                                       {QStringLiteral("country"), QStringLiteral("BR")}},
                           QJsonObject{{QStringLiteral("label"), QStringLiteral("only a label")}}});
    QCOMPARE(textOf(json), line(TextField::LeadName, QStringLiteral("acme robotics")) +
                               line(TextField::Url, QStringLiteral("https://acme.example")) +
                               line(TextField::Address, QStringLiteral("18 quay road sao paulo br")) +
                               line(TextField::Description, QStringLiteral("makes robots")));
}

void TestSearchText::contactsAreTold()
{
    const auto list = [](const QString &key, const QString &value) {
        return QJsonArray{QJsonObject{{key, value}}};
    };
    const QJsonArray contacts{
        QJsonObject{
            {QStringLiteral("id"), QStringLiteral("cont_1")},
            {QStringLiteral("display_name"), QStringLiteral("Mira Solberg")},
            {QStringLiteral("title"), QStringLiteral("CEO")},
            {QStringLiteral("emails"), list(QStringLiteral("email"), QStringLiteral("Mira@A.example"))},
            {QStringLiteral("phones"), list(QStringLiteral("phone"), QStringLiteral("+1 (415) 555-0101"))},
            {QStringLiteral("urls"), list(QStringLiteral("url"), QStringLiteral("https://m.example"))}},
        QJsonObject{{QStringLiteral("display_name"), QStringLiteral("without an id")}},
        QJsonObject{{QStringLiteral("id"), QStringLiteral("cont_2")},
                    {QStringLiteral("phones"), list(QStringLiteral("phone"), QStringLiteral("12"))}},
        QJsonObject{{QStringLiteral("id"), QStringLiteral("cont_3")},
                    {QStringLiteral("name"), QStringLiteral("Last")}}};
    QCOMPARE(textOf(with(named(QStringLiteral("A")), QStringLiteral("contacts"), contacts)),
             line(TextField::LeadName, QStringLiteral("a")) +
                 line(TextField::ContactName, QStringLiteral("mira solberg")) +
                 line(TextField::ContactTitle, QStringLiteral("ceo")) +
                 line(TextField::Email, QStringLiteral("mira@a.example")) +
                 line(TextField::Phone, QStringLiteral("14155550101")) +
                 line(TextField::Url, QStringLiteral("https://m.example")) +
                 line(TextField::ContactName, QString()) +
                 line(TextField::ContactName, QStringLiteral("last")));
}

void TestSearchText::customValues()
{
    const QString id = QStringLiteral("user_mavzfVABqZ5YsOOlB1f46RfHk7hp3ILTgK2y3mH3Uqt");
    QJsonObject json = named(QStringLiteral("A"));
    json.insert(QStringLiteral("custom.cf_1"), QStringLiteral("Manufacturing"));
    json.insert(QStringLiteral("custom.cf_2"), QJsonArray{QStringLiteral("Gold"), 7, QJsonArray(), true});
    json.insert(QStringLiteral("custom.cf_3"), 4200);
    json.insert(QStringLiteral("custom.cf_4"), id);
    json.insert(QStringLiteral("custom"), QJsonObject{{QStringLiteral("Old"), QStringLiteral("twice")}});
    const QString text = textOf(json);
    for (const QString &value : {QStringLiteral("manufacturing"), QStringLiteral("gold"), QStringLiteral("7"),
                                 QStringLiteral("4200")})
        QVERIFY2(text.contains(line(TextField::Custom, value)), qPrintable(value));
    QCOMPARE(text.count(QChar(char16_t(TextField::Custom))), 4);
}

void TestSearchText::spelledOutNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("folded");
    QTest::addColumn<QString>("spelled");
    QTest::newRow("German") << QStringLiteral("M\u00fcller & Co") << QStringLiteral("muller & co")
                            << QStringLiteral("mueller");
    QTest::newRow("decomposed") << QStringLiteral("Mu\u0308ller") << QStringLiteral("muller")
                                << QStringLiteral("mueller");
    QTest::newRow("two words") << QStringLiteral("\u00d6l und \u00c4pfel") << QStringLiteral("ol und apfel")
                               << QStringLiteral("oel aepfel");
    QTest::newRow("Nordic") << QStringLiteral("S\u00f8ren \u00c5s") << QStringLiteral("soren as")
                            << QStringLiteral("soeren aas");
    QTest::newRow("sharp s") << QStringLiteral("Gro\u00df") << QStringLiteral("gross") << QString();
    QTest::newRow("French") << QStringLiteral("Caf\u00e9") << QStringLiteral("cafe") << QString();
}

void TestSearchText::spelledOutNames()
{
    QFETCH(QString, name);
    QFETCH(QString, folded);
    QFETCH(QString, spelled);
    const QString tail = spelled.isEmpty() ? QString() : QLatin1Char(spelledOutMark) + spelled;
    QCOMPARE(textOf(named(name)), line(TextField::LeadName, folded + tail));
}

void TestSearchText::noControlCharactersOfItsOwn()
{
    QString hostile = QStringLiteral("a");
    for (char16_t c = 0; c < 0x20; ++c)
        hostile += QChar(c);
    const QString text = textOf(named(hostile + QStringLiteral("b\u0007\u00e9")));
    QCOMPARE(text.size(), 6); // marker, a, blank, b, e, line end
    QCOMPARE(text, line(TextField::LeadName, QStringLiteral("a be")));
}

/// ASCII has a quicker way, which must lead to the same.
void TestSearchText::plainLettersAreFoldedLikeOthers()
{
    std::mt19937 random(3);
    constexpr std::string_view letters = "AbZz09. \t\n\r\x01\x1f\x7f-";
    for (int i = 0; i < 3000; ++i) {
        std::string words;
        for (size_t size = random() % 9; size > 0; --size)
            words += letters[random() % letters.size()];
        std::string expected = foldedUtf8(words);
        if (!expected.empty()) {
            std::erase_if(expected, [](char c) { return c < ' '; });
            expected = char(TextField::Title) + expected + '\n';
        }
        SearchText text;
        text.add(TextField::Url, "x");
        text.add(TextField::Title, words);
        QCOMPARE(text.take(), std::string{char(TextField::Url)} + "x\n" + expected);
    }
}

void TestSearchText::case046_longTextIsFoundByItsBeginning()
{
    QJsonObject note = activityJson(QStringLiteral("acti_1"), acme, 0);
    note.insert(QStringLiteral("note"), QStringLiteral("begin ") + QString(5'000'000, u'\u00e4'));
    const QString text = searchTextOf(activityFrom(note));
    QVERIFY(text.startsWith(QChar(char16_t(TextField::Body)) + QStringLiteral("begin aaa")));
    QVERIFY(text.size() < 50'000);
    QVERIFY(!text.contains(QChar(0xfffd)));
}

void TestSearchText::activities_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QJsonObject>("fields");
    QTest::addColumn<QString>("text");
    const auto fields = [](std::initializer_list<std::pair<QString, QJsonValue>> pairs) {
        return QJsonObject(pairs);
    };
    QTest::newRow("note") << QStringLiteral("Note")
                          << fields({{QStringLiteral("title"), QStringLiteral("Quote")},
                                     {QStringLiteral("note"), QStringLiteral("By FRIDAY")}})
                          << line(TextField::Title, QStringLiteral("quote")) +
                                 line(TextField::Body, QStringLiteral("by friday"));
    QTest::newRow("rich note") << QStringLiteral("Note")
                               << fields({{QStringLiteral("note_html"),
                                           QStringLiteral(
                                               "<body><p>A&amp;B</p><p title='x>'>c &lt;d</p></body>")}})
                               << line(TextField::Body, QStringLiteral("a&b '>c <d"));
    QTest::newRow("call") << QStringLiteral("Call")
                          << fields({{QStringLiteral("note"), QStringLiteral("Contract")},
                                     {QStringLiteral("phone"), QStringLiteral("+1415")}})
                          << line(TextField::Body, QStringLiteral("contract"));
    QTest::newRow("call without a note") << QStringLiteral("Call") << QJsonObject() << QString();
    QTest::newRow("e-mail") << QStringLiteral("Email")
                            << fields({{QStringLiteral("subject"), QStringLiteral("Re: Offer")},
                                       {QStringLiteral("body_preview"), QStringLiteral("Hello")},
                                       {QStringLiteral("sender"), QStringLiteral("M <m@a.example>")},
                                       {QStringLiteral("to"), QJsonArray{QStringLiteral("b@c.example")}}})
                            << line(TextField::Title, QStringLiteral("re: offer")) +
                                   line(TextField::Body, QStringLiteral("hello")) +
                                   line(TextField::Person, QStringLiteral("m <m@a.example>")) +
                                   line(TextField::Person, QStringLiteral("b@c.example"));
    QTest::newRow("SMS") << QStringLiteral("SMS")
                         << fields({{QStringLiteral("text"), QStringLiteral("On my way")}})
                         << line(TextField::Body, QStringLiteral("on my way"));
    QTest::newRow("meeting") << QStringLiteral("Meeting")
                             << fields({{QStringLiteral("title"), QStringLiteral("Demo")},
                                        {QStringLiteral("location"), QStringLiteral("Paris")},
                                        {QStringLiteral("user_note_html"), QStringLiteral("<p>went well")}})
                             << line(TextField::Title, QStringLiteral("demo")) +
                                    line(TextField::Title, QStringLiteral("paris")) +
                                    line(TextField::Body, QStringLiteral("went well"));
    QTest::newRow("status change") << QStringLiteral("LeadStatusChange")
                                   << fields({{QStringLiteral("new_status_label"), QStringLiteral("Won")}})
                                   << QString();
    QTest::newRow("of tomorrow") << QStringLiteral("Hologram") << QJsonObject() << QString();
}

void TestSearchText::activities()
{
    QFETCH(QString, type);
    QFETCH(QJsonObject, fields);
    QFETCH(QString, text);
    QJsonObject json = activityJson(QStringLiteral("acti_1"), acme, 0, type);
    for (auto it = fields.begin(); it != fields.end(); ++it)
        json.insert(it.key(), it.value());
    QCOMPARE(searchTextOf(activityFrom(json)), text);
}

void TestSearchText::foldingOfBytesEqualsFoldingOfText()
{
    for (const QString &text :
         {QString(), QStringLiteral("  A\t\n b  C "), QStringLiteral("\u00a0x\u2003y"),
          QStringLiteral("@[`{AZ"), QStringLiteral("M\u00dcLLER \u1e9e"), QStringLiteral("a\u0001b"),
          QString(QChar(0)) + u'a', QStringLiteral("\U00010400x")})
        QCOMPARE(QString::fromStdString(foldedUtf8(text.toStdString())), foldedForSearch(text));
    QCOMPARE(QString::fromStdString(foldedUtf8("\xff"
                                               "a")),
             QString(QChar(0xfffd)) + u'a');
}

QTEST_GUILESS_MAIN(TestSearchText)
#include "tst_searchtext.moc"
