#include "ui/text/hittext.h"

#include "ui/errortext.h"
#include "ui/placetime.h"
#include "ui/text/statustone.h"
#include "ui/widgets/visibletext.h"

#include <QCoreApplication>
#include <QLocale>

namespace leadline {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("HitText", text);
}

struct KindLook
{
    QString icon;
    Tone tone;
    QString one;  ///< "Lead"
    QString many; ///< "Leads"
};

KindLook lookOf(SearchKind kind)
{
    switch (kind) {
    case SearchKind::Lead:
        return {QStringLiteral("building-2"), Tone::Info, tr("Lead"), tr("Leads")};
    case SearchKind::Contact:
        return {QStringLiteral("user-round"), Tone::Violet, tr("Contact"), tr("Contacts")};
    case SearchKind::Opportunity:
        return {QStringLiteral("badge-dollar-sign"), Tone::Good, tr("Opportunity"), tr("Opportunities")};
    case SearchKind::Task:
        return {QStringLiteral("square-check"), Tone::Good, tr("Task"), tr("Tasks")};
    case SearchKind::Note:
        return {QStringLiteral("sticky-note"), Tone::Warn, tr("Note"), tr("Notes")};
    case SearchKind::Call:
        return {QStringLiteral("phone"), Tone::Info, tr("Call"), tr("Calls")};
    case SearchKind::Message:
        return {QStringLiteral("message-square"), Tone::Good, tr("Message"), tr("Messages")};
    case SearchKind::Email:
        return {QStringLiteral("mail"), Tone::Neutral, tr("E-mail"), tr("E-mails")};
    case SearchKind::Meeting:
        return {QStringLiteral("calendar"), Tone::Violet, tr("Meeting"), tr("Meetings")};
    case SearchKind::Other:
        return {QStringLiteral("circle-dot"), Tone::Neutral, tr("Entry"), tr("Other entries")};
    }
    return {};
}

/// Due dates have no time of day; what happened today is told by the clock.
QString whenText(const SearchHit &hit, const QDateTime &nowUtc)
{
    if (!hit.at.isValid())
        return {};
    const bool isDay = hit.kind == SearchKind::Opportunity || hit.at.time() == QTime(0, 0);
    const QDateTime at = isDay ? hit.at : hit.at.toLocalTime();
    const QDate today = nowUtc.toLocalTime().date();
    if (at.date() == today)
        return isDay ? tr("Today") : timeText(at.time());
    const bool isThisYear = at.date().year() == today.year();
    return QLocale().toString(at.date(), isThisYear ? QStringLiteral("d MMM") : QStringLiteral("d MMM yyyy"));
}

/// A text that is missing, in words of ours.
MarkedText orNoName(MarkedText text, SearchKind kind)
{
    if (!text.text.trimmed().isEmpty())
        return text;
    switch (kind) {
    case SearchKind::Lead:
        return {tr("Unnamed lead"), {}};
    case SearchKind::Contact:
        return {tr("Unnamed contact"), {}};
    case SearchKind::Opportunity:
    case SearchKind::Task:
    case SearchKind::Note:
    case SearchKind::Call:
    case SearchKind::Message:
    case SearchKind::Email:
    case SearchKind::Meeting:
    case SearchKind::Other:
        return {lookOf(kind).one, {}};
    }
    return text;
}

} // namespace

HitText hitText(const SearchHit &hit, const QDateTime &nowUtc)
{
    const KindLook look = lookOf(hit.kind);
    HitText text;
    text.icon = look.icon;
    text.tone = look.tone;
    const bool isUntitled = hit.title.text.isEmpty() && !hit.snippet.text.isEmpty();
    text.title = orNoName(isUntitled ? hit.snippet : hit.title, hit.kind);
    text.detail = isUntitled ? MarkedText() : hit.snippet;
    text.place = hit.kind == SearchKind::Lead && hit.snippet.text.isEmpty() ? hit.place : hit.leadName;
    text.time = whenText(hit, nowUtc);
    text.chip = hit.status;
    text.chipTone = statusTone(hit.status);
    return text;
}

QString hitSentence(const SearchHit &hit, const QDateTime &nowUtc)
{
    const HitText text = hitText(hit, nowUtc);
    QStringList parts{lookOf(hit.kind).one, text.title.text,  text.chip,
                      text.place,           text.detail.text, text.time};
    parts.removeAll(QString());
    return visibleText(parts.join(QLatin1String(", ")));
}

QString sectionTitle(SearchModel::Section section, SearchKind kind)
{
    switch (section) {
    case SearchModel::Section::Recents:
        return tr("Recent searches");
    case SearchModel::Section::Found:
        return lookOf(kind).many;
    case SearchModel::Section::InClose:
        return tr("In Close");
    }
    return {};
}

QString askCloseText(SearchModel::CloseState state, const QString &typed, const ApiError &error)
{
    switch (state) {
    case SearchModel::CloseState::Offered:
        return tr("Search in Close for “%1”").arg(visibleText(typed));
    case SearchModel::CloseState::Asking:
        return tr("Asking Close…");
    case SearchModel::CloseState::Answered:
        return tr("Close has no other leads for this");
    case SearchModel::CloseState::Failed:
        return tr("%1 Enter asks again.").arg(visibleText(describeError(error)));
    }
    return {};
}

} // namespace leadline
