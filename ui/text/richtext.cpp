#include "ui/text/richtext.h"

#include "ui/linkopener.h"
#include "ui/widgets/visibletext.h"

#include <QRegularExpression>
#include <QSet>
#include <QStack>
#include <QXmlStreamReader>

namespace leadline {
namespace {

constexpr int deepest = 64;
constexpr int longest = 512 * 1024; ///< characters shown of one text

/// Close's text uses HTML's names for characters, which XML does not know.
class HtmlEntities final : public QXmlStreamEntityResolver
{
public:
    QString resolveUndeclaredEntity(const QString &name) override
    {
        static const QHash<QString, QString> known{
            {QStringLiteral("nbsp"), QStringLiteral("\u00a0")},
            {QStringLiteral("hellip"), QStringLiteral("\u2026")},
            {QStringLiteral("ndash"), QStringLiteral("\u2013")},
            {QStringLiteral("mdash"), QStringLiteral("\u2014")},
            {QStringLiteral("rsquo"), QStringLiteral("\u2019")},
            {QStringLiteral("lsquo"), QStringLiteral("\u2018")},
            {QStringLiteral("rdquo"), QStringLiteral("\u201d")},
            {QStringLiteral("ldquo"), QStringLiteral("\u201c")},
            {QStringLiteral("bull"), QStringLiteral("\u2022")},
            {QStringLiteral("euro"), QStringLiteral("\u20ac")},
        };
        return known.value(name, QStringLiteral("?"));
    }
};

bool isKept(const QString &tag)
{
    static const QSet<QString> kept{
        QStringLiteral("b"),  QStringLiteral("strong"), QStringLiteral("i"),    QStringLiteral("em"),
        QStringLiteral("u"),  QStringLiteral("s"),      QStringLiteral("code"), QStringLiteral("h1"),
        QStringLiteral("h2"), QStringLiteral("h3"),     QStringLiteral("h4"),   QStringLiteral("h5"),
        QStringLiteral("h6"), QStringLiteral("p"),      QStringLiteral("ul"),   QStringLiteral("ol"),
        QStringLiteral("li"), QStringLiteral("hr"),     QStringLiteral("br"),
    };
    return kept.contains(tag);
}

/// These hold no words for people.
bool isSilent(const QString &tag)
{
    return tag == QLatin1String("script") || tag == QLatin1String("style") || tag == QLatin1String("head");
}

class Sanitizer
{
public:
    explicit Sanitizer(const QString &input)
        : m_xml(QLatin1String("<div>") + input.left(longest) + QLatin1String("</div>"))
    {
        m_xml.setEntityResolver(&m_entities);
        m_xml.setEntityExpansionLimit(longest);
    }

    /// False when the input is no well-formed text.
    bool run()
    {
        while (!m_xml.atEnd()) {
            switch (m_xml.readNext()) {
            case QXmlStreamReader::StartElement:
                open();
                break;
            case QXmlStreamReader::EndElement:
                html += m_closing.pop();
                break;
            case QXmlStreamReader::Characters:
                html += visibleText(m_xml.text().toString()).toHtmlEscaped();
                break;
            case QXmlStreamReader::DTD:
                return false; // no declarations: they are how such texts grow
            default:
                break;
            }
            if (m_closing.size() > deepest)
                return false;
        }
        return !m_xml.hasError();
    }

    QString html;

private:
    void open()
    {
        const QString tag = m_xml.name().toString().toLower();
        if (isSilent(tag)) {
            m_xml.skipCurrentElement();
            return;
        }
        if (tag == QLatin1String("img")) {
            html += QStringLiteral("[%1]").arg(
                visibleText(m_xml.attributes().value(QLatin1String("alt")).toString()).toHtmlEscaped());
            m_closing.push({});
            return;
        }
        if (tag == QLatin1String("a")) {
            const QUrl target(m_xml.attributes().value(QLatin1String("href")).toString().trimmed(),
                              QUrl::StrictMode);
            const bool isLink = LinkOpener::isAllowed(target);
            if (isLink)
                html += QStringLiteral("<a href=\"%1\">")
                            .arg(QString::fromLatin1(target.toEncoded()).toHtmlEscaped());
            m_closing.push(isLink ? QStringLiteral("</a>") : QString());
            return;
        }
        const bool isVoid = tag == QLatin1String("br") || tag == QLatin1String("hr");
        if (isKept(tag))
            html += QLatin1Char('<') + tag + (isVoid ? QLatin1String("/>") : QLatin1String(">"));
        m_closing.push(isKept(tag) && !isVoid ? QLatin1String("</") + tag + QLatin1Char('>') : QString());
    }

    QXmlStreamReader m_xml;
    HtmlEntities m_entities;
    QStack<QString> m_closing;
};

/// The words of a text that cannot be parsed: without anything that looks like a tag, in the lines it had.
QString withoutTags(const QString &input)
{
    static const QRegularExpression blank(QStringLiteral("\\s+"));
    static const QRegularExpression lineEnd(QStringLiteral("<(?:br\\s*/?|/p|/li|/h[1-6]|/div)\\s*>"),
                                            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression tag(QStringLiteral("<[A-Za-z/!?][^>]*>?"));
    QString words = input.left(longest);
    words.replace(blank, QStringLiteral(" "));
    words.replace(lineEnd, QStringLiteral("\n")).replace(tag, QString());
    words.replace(QLatin1String("&lt;"), QLatin1String("<"))
        .replace(QLatin1String("&gt;"), QLatin1String(">"));
    words.replace(QLatin1String("&nbsp;"), QLatin1String(" "))
        .replace(QLatin1String("&amp;"), QLatin1String("&"));
    return visibleText(words).trimmed();
}

} // namespace

QString sanitizedHtml(const QString &closeHtml)
{
    Sanitizer sanitizer(closeHtml);
    if (sanitizer.run())
        return sanitizer.html;
    return withoutTags(closeHtml).toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br/>"));
}

QString plainText(const QString &closeHtml)
{
    InertDocument document;
    document.setHtml(sanitizedHtml(closeHtml));
    return document.toPlainText().trimmed();
}

QVariant InertDocument::loadResource(int, const QUrl &)
{
    return {};
}

} // namespace leadline
