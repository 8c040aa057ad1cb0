#include "services/sandbox/rules/notefields.h"

#include "services/sandbox/rules/richtext.h"

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

void readRichText(Fields &fields, QJsonObject &target, const QString &key, const Quirks &quirks)
{
    fields.text(key);
    const QString html = fields.sent(key).toString();
    if (html.isEmpty() || isRichText(html))
        return;
    if (quirks.refusesBareHtml)
        fields.fail(key, u"The value must be wrapped in <body> tags."_s);
    else
        target.insert(key, u"<body>%1</body>"_s.arg(html));
}

void readNote(Fields &fields, QJsonObject &target, const Quirks &quirks)
{
    if (fields.has(u"note_html"_s) && !fields.sent(u"note_html"_s).isNull()) {
        readRichText(fields, target, u"note_html"_s, quirks);
        target.insert("note"_L1, textOfHtml(target.value("note_html"_L1).toString()));
    } else if (fields.has(u"note"_s)) {
        fields.text(u"note"_s);
        const QString text = target.value("note"_L1).toString();
        target.insert("note"_L1, text);
        target.insert("note_html"_L1, htmlOfText(text));
    } else if (fields.has(u"note_html"_s)) {
        target.insert("note"_L1, QString());
        target.insert("note_html"_L1, QString());
    }
}

} // namespace leadline::sandbox
