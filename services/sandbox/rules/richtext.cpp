#include "services/sandbox/rules/richtext.h"

#include <QRegularExpression>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

QString htmlOfText(const QString &text)
{
    if (text.isEmpty())
        return {};
    QString inner = text.toHtmlEscaped();
    inner.replace(u"\r\n"_s, u"\n"_s).replace(u'\n', u"<br />"_s);
    return u"<body><p>"_s + inner + u"</p></body>"_s;
}

static QString resolveEntities(const QString &text)
{
    static const QRegularExpression entity(u"&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-z]+);"_s);
    static const QHash<QString, QString> named{{u"lt"_s, u"<"_s},   {u"gt"_s, u">"_s},
                                               {u"amp"_s, u"&"_s},  {u"quot"_s, u"\""_s},
                                               {u"apos"_s, u"'"_s}, {u"nbsp"_s, u" "_s}};
    QString result;
    qsizetype from = 0;
    for (auto it = entity.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        const QString name = match.captured(1);
        QString replacement = named.value(name, match.captured(0));
        if (name.startsWith(u'#')) {
            const bool isHex = name.at(1) == u'x';
            const uint code = name.mid(isHex ? 2 : 1).toUInt(nullptr, isHex ? 16 : 10);
            if (code > 0 && code <= QChar::LastValidCodePoint && !QChar::isSurrogate(code))
                replacement = QString::fromUcs4(reinterpret_cast<const char32_t *>(&code), 1);
        }
        result += text.mid(from, match.capturedStart() - from) + replacement;
        from = match.capturedEnd();
    }
    return result + text.mid(from);
}

QString textOfHtml(const QString &html)
{
    static const QRegularExpression lineEnd(u"<br\\s*/?>|</(p|li|h[1-6]|div)>|<hr\\s*/?>"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression tag(u"<[^>]*>"_s);
    QString text = html;
    text.replace(lineEnd, u"\n"_s).remove(tag);
    text = resolveEntities(text);
    while (text.endsWith(u'\n'))
        text.chop(1);
    return text;
}

bool isRichText(const QString &html)
{
    return html.startsWith("<body>"_L1) && html.endsWith("</body>"_L1);
}

} // namespace leadline::sandbox
