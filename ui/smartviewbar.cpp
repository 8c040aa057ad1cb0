#include "ui/smartviewbar.h"

#include "ui/errortext.h"
#include "ui/placetime.h"
#include "ui/widgets/button.h"
#include "ui/widgets/named.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QLocale>

namespace leadline {
namespace {

constexpr int minute = 60;
constexpr int hour = 60 * minute;

QString stateText(const SmartViewBar::State &state, const QDateTime &nowUtc)
{
    const QString age = ageText(state.takenAt, nowUtc);
    if (state.isRunning)
        return age.isEmpty() ? SmartViewBar::tr("Asking Close…")
                             : SmartViewBar::tr("As of %1. Asking Close…").arg(age);
    if (state.error.kind != ErrorKind::None)
        return state.takenAt.isValid() ? SmartViewBar::tr("As of %1. %2").arg(age, describeError(state.error))
                                       : describeError(state.error);
    if (!state.takenAt.isValid())
        return SmartViewBar::tr("Not asked for yet.");
    const QLocale locale;
    if (state.isCut && state.total <= state.listed)
        return SmartViewBar::tr("From Close %1: the first %2.").arg(age, locale.toString(state.listed));
    if (state.isCut)
        return SmartViewBar::tr("From Close %1: the first %2 of %3.")
            .arg(age, locale.toString(state.listed), locale.toString(state.total));
    if (state.missing > 0)
        return SmartViewBar::tr("From Close %1. %2 of them are not here yet.")
            .arg(age, locale.toString(state.missing));
    return SmartViewBar::tr("From Close %1.").arg(age);
}

} // namespace

QString ageText(const QDateTime &at, const QDateTime &nowUtc)
{
    if (!at.isValid())
        return {};
    const qint64 seconds = at.secsTo(nowUtc);
    if (seconds < minute)
        return SmartViewBar::tr("just now");
    if (seconds < 2 * minute)
        return SmartViewBar::tr("a minute ago");
    if (seconds < hour)
        return SmartViewBar::tr("%1 minutes ago").arg(seconds / minute);
    const QDateTime local = at.toLocalTime();
    const qint64 days = local.date().daysTo(nowUtc.toLocalTime().date());
    if (days <= 0)
        return SmartViewBar::tr("today at %1").arg(timeText(local.time()));
    if (days == 1)
        return SmartViewBar::tr("yesterday at %1").arg(timeText(local.time()));
    return SmartViewBar::tr("on %1").arg(QLocale().toString(local.date(), QLocale::ShortFormat));
}

SmartViewBar::SmartViewBar(const Theme &theme, QWidget *parent) : Surface(theme, Surface::Kind::Bar, parent)
{
    named(this, QStringLiteral("smartViewBar"), tr("Smart View"));
    m_text = named(new TextLabel(theme, TextStyle::Secondary, Ink::Muted, {}, this),
                   QStringLiteral("smartViewText"), {});
    m_text->setWordWrap(true);
    m_refresh = named(new Button(theme, Button::Kind::Ghost, {}, QStringLiteral("refresh-cw"), this),
                      QStringLiteral("smartViewRefresh"), tr("Ask Close for this Smart View again"));
    m_refresh->setToolTip(tr("Ask Close again"));
    m_refresh->setCompact(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 4, 10, 5);
    row->addWidget(m_text, 1);
    row->addWidget(m_refresh, 0, Qt::AlignTop);
    connect(m_refresh, &Button::clicked, this, &SmartViewBar::refreshRequested);
}

void SmartViewBar::setState(const State &state, const QDateTime &nowUtc)
{
    m_text->setText(stateText(state, nowUtc));
    m_text->setInk(state.error.kind != ErrorKind::None && !state.isRunning ? Ink::Warn : Ink::Muted);
    m_refresh->setEnabled(!state.isRunning);
}

QString SmartViewBar::text() const
{
    return m_text->text();
}

} // namespace leadline
