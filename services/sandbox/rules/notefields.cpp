#include "services/sandbox/rules/notefields.h"

#include "services/sandbox/rules/richtext.h"

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

void readNote(Fields &fields, QJsonObject &target, const QString &plain, const QString &rich)
{
    const bool isRich = fields.has(rich) && !fields.sent(rich).isNull();
    if (!isRich && !fields.has(plain) && !fields.has(rich))
        return;
    const QString &key = isRich ? rich : plain;
    const QJsonValue sent = fields.sent(key);
    if (sent.isString() || sent.isNull() || sent.isUndefined()) {
        const QString text = sent.toString();
        if (isRich && !text.isEmpty() && !isRichText(text))
            return fields.fail(key, u"The value must be wrapped in <body> tags."_s);
        target.insert(plain, isRich ? textOfHtml(text) : text);
        target.insert(rich, isRich ? text : htmlOfText(text));
    } else {
        fields.fail(key, u"Value must be of str type."_s);
    }
}

} // namespace leadline::sandbox
