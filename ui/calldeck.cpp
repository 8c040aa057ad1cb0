#include "ui/calldeck.h"

#include "ui/logcallform.h"
#include "ui/placetime.h"
#include "ui/widgets/button.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/keycap.h"
#include "ui/widgets/named.h"
#include "ui/widgets/surface.h"
#include "ui/widgets/textlabel.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace leadline {

CallDeck::CallDeck(const Theme &theme, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_form(new LogCallForm(theme, clock))
{
    named(this, QStringLiteral("callDeck"), tr("Calls"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_bar = new Surface(theme, Surface::Kind::BarAbove);
    m_bar->setFixedHeight(64);
    auto *row = new QHBoxLayout(m_bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(makeBar());
    column->addWidget(m_bar);
    m_formDeck = new Surface(theme, Surface::Kind::Deck);
    auto *box = new QVBoxLayout(m_formDeck);
    box->setContentsMargins(0, 2, 0, 0);
    box->addWidget(m_form);
    column->addWidget(m_formDeck);
    connect(m_form, &LogCallForm::openChanged, this, &CallDeck::update);
    setFacts(false, false, {}, {});
    setPosition(-1, 0);
    update();
}

QWidget *CallDeck::makeBar()
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(20, 0, 20, 0);
    row->setSpacing(8);
    m_log = named(new Button(m_theme, Button::Kind::Primary, tr("Log a call"), QStringLiteral("phone")),
                  QStringLiteral("logCallButton"), tr("Log a call"));
    m_log->setKeyHint(QStringLiteral("L"));
    row->addWidget(m_log);
    m_numberHint = new QWidget;
    auto *hint = new QHBoxLayout(m_numberHint);
    hint->setContentsMargins(8, 0, 0, 0);
    hint->setSpacing(6);
    hint->addWidget(new KeyCap(m_theme, QStringLiteral("1")));
    hint->addWidget(new TextLabel(m_theme, TextStyle::Secondary, Ink::Muted, tr("to")));
    hint->addWidget(new KeyCap(m_theme, QStringLiteral("9")));
    hint->addWidget(new TextLabel(m_theme, TextStyle::Secondary, Ink::Muted, tr("with that number")));
    row->addWidget(m_numberHint);
    row->addStretch(1);
    m_timeIcon = new IconLabel(m_theme, QStringLiteral("clock"), Ink::Muted, 14);
    m_time = new TextLabel(m_theme, TextStyle::Secondary, Ink::Muted);
    row->addWidget(m_timeIcon);
    row->addWidget(m_time);
    row->addStretch(1);
    m_position =
        named(new TextLabel(m_theme, TextStyle::Secondary, Ink::Muted), QStringLiteral("positionText"), {});
    row->addWidget(m_position);
    row->addSpacing(4);
    m_previous = named(new Button(m_theme, Button::Kind::Ghost, tr("Back")),
                       QStringLiteral("previousLeadButton"), tr("Previous lead"));
    m_next = named(new Button(m_theme, Button::Kind::Ghost, tr("Next")), QStringLiteral("nextLeadButton"),
                   tr("Next lead"));
    m_previous->setKeyHint(QStringLiteral("Alt+Left"));
    m_next->setKeyHint(QStringLiteral("Alt+Right"));
    row->addWidget(m_previous);
    row->addWidget(m_next);
    connect(m_log, &QPushButton::clicked, this, &CallDeck::logCallRequested);
    connect(m_previous, &QPushButton::clicked, this, &CallDeck::previousRequested);
    connect(m_next, &QPushButton::clicked, this, &CallDeck::nextRequested);
    return box;
}

void CallDeck::setFacts(bool hasLead, bool hasNumbers, const QString &zone, const QDateTime &nowUtc)
{
    m_log->setEnabled(hasLead);
    m_numberHint->setVisible(hasNumbers);
    m_timeIcon->setVisible(hasLead);
    m_time->setVisible(hasLead);
    if (!hasLead)
        return;
    const PlaceTime time = placeTime(zone, nowUtc);
    m_timeIcon->setIcon(time.icon, inkOf(time.tone));
    m_time->setText(time.there);
}

void CallDeck::setPosition(int row, int count)
{
    const QLocale locale;
    m_position->setText(row >= 0 ? tr("%1 of %2").arg(locale.toString(row + 1), locale.toString(count))
                                 : QString());
    m_previous->setEnabled(row > 0);
    m_next->setEnabled(row + 1 < count);
}

void CallDeck::update()
{
    const bool isOpen = m_form->isOpen();
    const bool hadFocus = !isOpen && m_form->isAncestorOf(QApplication::focusWidget());
    m_bar->setVisible(!isOpen);
    m_formDeck->setVisible(isOpen);
    const QString text = m_form->hasDraft() ? tr("Continue the draft") : tr("Log a call");
    m_log->setText(text);
    m_log->setAccessibleName(text);
    if (hadFocus)
        Q_EMIT focusFreed();
}

} // namespace leadline
