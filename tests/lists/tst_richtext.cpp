#include "tests/testkit/testmain.h"
#include "ui/text/richtext.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTextBlock>

using namespace leadline;

namespace {

QString utf8(const char *text)
{
    return QString::fromUtf8(text);
}

/// Tells what a text document would have opened.
class Recorder final : public QTextDocument
{
public:
    QStringList asked;

protected:
    QVariant loadResource(int, const QUrl &name) override
    {
        asked << name.toString();
        return {};
    }
};

QStringList tagsOf(const QString &html)
{
    static const QRegularExpression tag(QStringLiteral("<[^>]*>"));
    QStringList tags;
    auto found = tag.globalMatch(html);
    while (found.hasNext())
        tags << found.next().captured();
    return tags;
}

} // namespace

class RichTextTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { test::expectSilence(); }

    void case044_whatIsKept_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("output");
        const auto row = [](const char *name, const char *input, const char *output) {
            QTest::newRow(name) << utf8(input) << utf8(output);
        };
        row("paragraph", "<body><p>x</p></body>", "<p>x</p>");
        row("marks", "<body><b>a</b><em>b</em><code>c</code></body>", "<b>a</b><em>b</em><code>c</code>");
        row("list", "<body><ul><li>a</li></ul></body>", "<ul><li>a</li></ul>");
        row("break", "<body>a<br/>b<hr/></body>", "a<br/>b<hr/>");
        row("no attributes", "<body><p style=\"background:url(file:///x)\" onclick=\"x()\">a</p></body>",
            "<p>a</p>");
        row("link", "<body><a href=\"https://a.example/?x=1&amp;y=2\" target=\"_blank\">a</a></body>",
            "<a href=\"https://a.example/?x=1&amp;y=2\">a</a>");
        row("mail", "<body><a href=\"mailto:a@b.example\">a</a></body>",
            "<a href=\"mailto:a@b.example\">a</a>");
        row("phone", "<body><a href=\"tel:+16175550142\">a</a></body>", "<a href=\"tel:+16175550142\">a</a>");
        row("image", "<body><img src=\"file:///etc/passwd\" alt=\"a &lt;b&gt;\"/></body>", "[a &lt;b&gt;]");
        row("mention", "<body><span data-type=\"mention\" data-id=\"user_1\">@Dana</span></body>", "@Dana");
        row("entities", "<body>a&nbsp;&amp;&lt;b</body>", "a\u00a0&amp;&lt;b");
        row("plain", "Wants a quote", "Wants a quote");
        row("unclosed", "<body><p>a<br>b</p></body>", "a<br/>b");
        row("bare ampersand", "<body><p>AT&T < 5</p></body>", "AT&amp;T &lt; 5");
        row("script", "<body><script>alert(1)</script>a</body>", "a");
        row("style", "<body><style>p{}</style>a</body>", "a");
        row("section", "<body><![CDATA[<script>x</script>]]></body>", "&lt;script&gt;x&lt;/script&gt;");
        row("override", "<body>a\u202Eb</body>", "a[U+202E]b");
        row("empty", "", "");
    }
    void case044_whatIsKept()
    {
        QFETCH(QString, input);
        QFETCH(QString, output);
        QCOMPARE(sanitizedHtml(input), output);
    }

    void case044_hostileTexts_data()
    {
        QTest::addColumn<QString>("input");
        const char *texts[] = {
            "<img src=\"file:///etc/passwd\">",
            "<body><img src=\"file:///etc/passwd\"/></body>",
            "<img src=x onerror=alert(1)//",
            "<svg><image href=\"file:///etc/passwd\"/></svg>",
            "<svg/onload=alert(1)>",
            "<body background=\"file:///etc/passwd\">x</body>",
            "<table background=\"file:///etc/passwd\"><tr><td background=\"file:///a\">x</td></tr></table>",
            "<p style=\"background-image:url('file:///etc/passwd')\">x</p>",
            "<link rel=\"stylesheet\" href=\"file:///etc/passwd\"/>",
            "<style>@import 'file:///etc/passwd';</style>",
            "<style>p{background:url(http://evil.example/)}</style><p>x</p>",
            "<iframe src=\"http://evil.example/\"></iframe>",
            "<object data=\"file:///etc/passwd\"/>",
            "<embed src=\"file:///etc/passwd\"/>",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
            "<a href=\" &#14; javascript:alert(1)\">x</a>",
            "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
            "<a href=\"data:text/html,&lt;script&gt;\">x</a>",
            "<a href=\"file:///etc/passwd\">x</a>",
            "<a href=\"smb://host/share\">x</a>",
            "<a href=\"vbscript:x\">x</a>",
            "<a href=\"//evil.example\">x</a>",
            "<a href=\"/etc/passwd\">x</a>",
            "<a href=\"qrc:/theme/leadline.qss\">x</a>",
            "<<script>script>alert(1)<</script>/script>",
            "<scr<script>ipt>alert(1)</script>",
            "<body><p>unclosed <b>deep",
            "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><p>&a;</p>",
            "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><p>&b;</p>",
            "</div><img src=\"file:///etc/passwd\"/><div>",
            "<IMG SRC=\"file:///etc/passwd\"/>",
            "<x:img xmlns:x=\"http://www.w3.org/1999/xhtml\" src=\"file:///etc/passwd\"/>",
            "<p>\xEF\xBF\xBE\xC2\x80</p>",
        };
        int number = 0;
        for (const char *text : texts)
            QTest::addRow("%d", number++) << utf8(text);
    }
    void case044_hostileTexts()
    {
        QFETCH(QString, input);
        const QString html = sanitizedHtml(input);
        static const QRegularExpression harmless(
            QStringLiteral("^</?(b|strong|i|em|u|s|code|h[1-6]|p|ul|ol|li)>$|^<(br|hr)/>$|^<a "
                           "href=\"(https?|mailto|tel):[^\"<>]*\">$|^</a>$"));
        const QStringList tags = tagsOf(html);
        for (const QString &tag : tags)
            QVERIFY2(harmless.match(tag).hasMatch(), qPrintable(tag));
        Recorder document;
        document.setHtml(html);
        document.setTextWidth(300);
        (void)document.size();
        QCOMPARE(document.asked, QStringList());
    }

    void case044_theDocumentNeverLoads()
    {
        Recorder open; // proves that the recorder would have told
        open.setHtml(QStringLiteral("<img src=\"nowhere.png\"><p>x</p>"));
        (void)open.size();
        QVERIFY(!open.asked.isEmpty());
        InertDocument inert;
        inert.setHtml(QStringLiteral("<img src=\":/icons/phone.svg\"><p>x</p>"));
        QCOMPARE(inert.resource(QTextDocument::ImageResource, QUrl(QStringLiteral("qrc:/icons/phone.svg"))),
                 QVariant());
    }

    void case046_deepAndLongTextsEnd_data()
    {
        QTest::addColumn<QString>("input");
        QTest::newRow("deep") << utf8("<b>").repeated(20'000) + utf8("x") + utf8("</b>").repeated(20'000);
        QTest::newRow("a megabyte") << utf8("<p>") + utf8("word ").repeated(200'000) + utf8("</p>");
        QTest::newRow("one word") << QString(1'000'000, QLatin1Char('x'));
        QTest::newRow("open signs") << QString(300'000, QLatin1Char('<'));
        QTest::newRow("entities") << utf8("&amp;").repeated(200'000);
    }
    void case046_deepAndLongTextsEnd()
    {
        QFETCH(QString, input);
        QElapsedTimer timer;
        timer.start();
        const QString html = sanitizedHtml(input);
        QVERIFY2(timer.elapsed() < 4000, qPrintable(QString::number(timer.elapsed()))); // with sanitizers
        QVERIFY(html.size() <= 5 * 512 * 1024);
        QVERIFY(!html.contains(utf8("<b><b><b>").repeated(30)));
    }

    void plainWords()
    {
        QCOMPARE(plainText(utf8("<body><p>One <b>two</b></p><ul><li>three</li></ul></body>")),
                 utf8("One two\nthree"));
        QCOMPARE(plainText(utf8("broken <p>a<br>b")), utf8("broken a\nb"));
    }
};

QTEST_MAIN(RichTextTest)
#include "tst_richtext.moc"
