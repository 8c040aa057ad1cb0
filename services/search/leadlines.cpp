#include "services/search/leadlines.h"

#include "services/mirror/searchtext.h"

namespace leadline {

namespace {

/// Behind the sign of its field; what is spelled out stands as words of its own.
QString lineText(QStringView line)
{
    return line.mid(1).toString().replace(QLatin1Char(spelledOutMark), QLatin1Char(' '));
}

void append(QString &lines, const QString &line)
{
    if (!lines.isEmpty())
        lines += QLatin1Char('\n');
    lines += line;
}

} // namespace

LeadLines leadLines(const QString &searchText)
{
    LeadLines lead;
    for (const QStringView line : QStringView(searchText).split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const auto field = static_cast<TextField>(line[0].toLatin1());
        if (field == TextField::LeadName && lead.name.isEmpty()) {
            const qsizetype end = line.indexOf(QLatin1Char(spelledOutMark));
            lead.name = line.mid(1, end < 0 ? -1 : end - 1).toString();
            if (end >= 0)
                append(lead.text, line.mid(end + 1).toString());
        } else if (field == TextField::ContactName) {
            lead.contacts.append({lineText(line), {}});
        } else if (lead.contacts.isEmpty()) {
            append(lead.text, lineText(line));
        } else {
            append(lead.contacts.last().text, lineText(line));
        }
    }
    return lead;
}

QString plainLines(const QString &searchText)
{
    QString text;
    for (const QStringView line : QStringView(searchText).split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        append(text, lineText(line));
    return text;
}

} // namespace leadline
