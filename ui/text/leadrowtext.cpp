#include "ui/text/leadrowtext.h"

#include "ui/text/statustone.h"
#include "ui/widgets/visibletext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTextBoundaryFinder>

namespace leadline {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("LeadRowText", text);
}

/// The first character as a person counts them, upper case, if it is a letter or a digit.
QString firstLetter(const QString &word)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, word);
    const auto end = finder.toNextBoundary();
    if (end <= 0 || !word.at(0).isLetterOrNumber())
        return {};
    return word.left(end).toUpper();
}

QString withTime(const QString &day, const QDateTime &at)
{
    return at.isValid() ? day + QLatin1Char(' ') + timeText(at.time()) : day;
}

QString joined(const QStringList &parts, const QString &separator)
{
    QStringList filled = parts;
    filled.removeAll(QString());
    return filled.join(separator);
}

} // namespace

QString initialsOf(const QString &name)
{
    const QStringList words = name.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QStringList letters;
    for (const QString &word : words) {
        if (const QString letter = firstLetter(word); !letter.isEmpty() && letters.size() < 2)
            letters << letter;
    }
    if (letters.size() == 1 && words.size() == 1)
        letters << firstLetter(words.first().mid(letters.first().size()));
    return letters.join(QString());
}

PromiseText promiseText(const LeadRow &row, const QDateTime &nowUtc)
{
    if (!row.hasNextTask)
        return {tr("No next step"), Tone::Bad};
    const QDateTime now = nowUtc.toLocalTime();
    const QDateTime at = row.nextTaskAt.toLocalTime();
    const QDate day = at.isValid() ? at.date() : row.nextTaskDate;
    if (!day.isValid())
        return {tr("No due date"), Tone::Neutral};
    const auto days = now.date().daysTo(day);
    if (days < 0)
        return {days == -1 ? tr("Overdue 1 day") : tr("Overdue %1 days").arg(-days), Tone::Bad};
    if (days == 0 && at.isValid() && at < now)
        return {tr("Overdue since %1").arg(timeText(at.time())), Tone::Bad};
    if (days == 0)
        return {withTime(tr("Today"), at), Tone::Warn};
    if (days == 1)
        return {withTime(tr("Tomorrow"), at), Tone::Neutral};
    if (days < 7)
        return {withTime(QLocale().toString(day, QStringLiteral("ddd")), at), Tone::Neutral};
    const bool isThisYear = day.year() == now.date().year();
    return {QLocale().toString(day, isThisYear ? QStringLiteral("d MMM") : QStringLiteral("d MMM yyyy")),
            Tone::Neutral};
}

PlaceTime LeadRowWriter::placeTime(const QString &zone, const QDateTime &nowUtc)
{
    auto known = m_zones.constFind(zone);
    if (known == m_zones.constEnd())
        known = m_zones.insert(zone, zone.isEmpty() ? QTimeZone() : QTimeZone(zone.toUtf8()));
    return leadline::placeTime(*known, nowUtc);
}

LeadRowText LeadRowWriter::write(const LeadRow &row, const QDateTime &nowUtc)
{
    LeadRowText text;
    text.name = row.name.isEmpty() ? tr("Unnamed lead") : visibleText(row.name);
    text.initials = initialsOf(row.name);
    text.status = visibleText(row.statusLabel);
    text.statusTone = statusTone(row.statusLabel);
    const QString people = row.contactCount == 0   ? tr("No contacts")
                           : row.contactCount == 1 ? tr("1 person")
                                                   : tr("%1 people").arg(row.contactCount);
    text.facts = joined({people, visibleText(row.city)}, QStringLiteral(" · "));
    text.next = promiseText(row, nowUtc);
    text.time = placeTime(row.timeZone, nowUtc);
    return text;
}

QString LeadRowWriter::sentence(const LeadRow &row, const QDateTime &nowUtc)
{
    const LeadRowText text = write(row, nowUtc);
    const QString task = row.nextTaskText.isEmpty() ? QString() : visibleText(row.nextTaskText);
    return joined({text.name, text.status, text.facts, text.next.text, task, text.time.word},
                  QStringLiteral(", "));
}

} // namespace leadline
