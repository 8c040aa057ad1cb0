#include "ui/statusstrip.h"

#include "ui/errortext.h"
#include "ui/widgets/button.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/keycap.h"
#include "ui/widgets/named.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QProgressBar>

namespace leadline {

namespace {

constexpr qint64 lateAfter = 180; ///< seconds: in the background Close is asked every two minutes

QString agoText(const QDateTime &then, const QDateTime &now)
{
    const qint64 seconds = std::max<qint64>(0, then.secsTo(now));
    if (seconds < 60)
        return StatusStrip::tr("%1 s ago").arg(seconds);
    if (seconds < 3600)
        return StatusStrip::tr("%1 min ago").arg(seconds / 60);
    return StatusStrip::tr("%1 h ago").arg(seconds / 3600);
}

/// What a phase brings; empty for those that bring nothing new.
QString thingsOf(PullPhase phase)
{
    switch (phase) {
    case PullPhase::Organization:
    case PullPhase::Leads:
        return StatusStrip::tr("leads");
    case PullPhase::Tasks:
        return StatusStrip::tr("tasks");
    case PullPhase::Opportunities:
        return StatusStrip::tr("opportunities");
    case PullPhase::Activities:
        return StatusStrip::tr("activities");
    case PullPhase::Audit:
    case PullPhase::Complete:
        break;
    }
    return {};
}

Button *stripButton(const Theme &theme, const QString &text, const QString &name)
{
    auto *button = named(new Button(theme, Button::Kind::Link, text), name, text);
    button->setTextStyle(TextStyle::Secondary);
    button->setInk(Ink::Accent);
    button->setMaximumHeight(22);
    return button;
}

} // namespace

StatusStrip::StatusStrip(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    named(this, QStringLiteral("statusStrip"), tr("Status"));
    setFixedHeight(26);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 1, 16, 0);
    row->setSpacing(6);
    m_connectionIcon = new IconLabel(theme, QStringLiteral("loader"), Ink::Muted, 14);
    m_connection = addText(row, QStringLiteral("connectionText"), m_connectionIcon);
    m_retry = stripButton(theme, tr("Try now"), QStringLiteral("retryNowButton"));
    row->addWidget(m_retry);
    row->addSpacing(12);
    m_needsPerson = stripButton(theme, {}, QStringLiteral("needsPersonButton"));
    m_needsPerson->setIconName(QStringLiteral("triangle-alert"));
    m_needsPerson->setInk(Ink::Bad);
    row->addWidget(m_needsPerson);
    m_waiting = stripButton(theme, {}, QStringLiteral("waitingButton"));
    m_waiting->setIconName(QStringLiteral("send"));
    m_waiting->setInk(Ink::Muted);
    row->addWidget(m_waiting);
    row->addSpacing(12);
    row->addWidget(makePullItems());
    m_rateIcon = new IconLabel(theme, QStringLiteral("gauge"), Ink::Muted, 14);
    m_rate = addText(row, QStringLiteral("rateText"), m_rateIcon);
    row->addSpacing(12);
    addText(row, QStringLiteral("routeText"), new IconLabel(theme, QStringLiteral("route"), Ink::Muted, 14))
        ->setText(tr("Close REST"));
    m_note = new TextLabel(theme, TextStyle::Secondary, Ink::Accent);
    m_note->setElided(true);
    row->addSpacing(12);
    row->addWidget(m_note, 1);
    addHints(row);

    m_noteTimer.setSingleShot(true);
    m_noteTimer.setInterval(4000);
    connect(&m_noteTimer, &QTimer::timeout, m_note, &QLabel::clear);
    connect(m_retry, &QPushButton::clicked, this, &StatusStrip::retryRequested);
    connect(m_needsPerson, &QPushButton::clicked, this, &StatusStrip::outboxRequested);
    connect(m_waiting, &QPushButton::clicked, this, &StatusStrip::outboxRequested);
    setCounts(0, 0);
    setPull({});
    setRate({});
    setConnection(Connection::Unknown, {}, {});
}

TextLabel *StatusStrip::addText(QHBoxLayout *row, const QString &name, IconLabel *icon)
{
    if (icon != nullptr)
        row->addWidget(icon);
    auto *label = named(new TextLabel(m_theme, TextStyle::Secondary, Ink::Muted), name, {});
    label->setElided(true);
    row->addWidget(label);
    return label;
}

QWidget *StatusStrip::makePullItems()
{
    m_pullBox = new QWidget;
    auto *row = new QHBoxLayout(m_pullBox);
    row->setContentsMargins(0, 0, 12, 0);
    row->setSpacing(6);
    m_pull = addText(row, QStringLiteral("pullText"));
    m_pullBar = named(new QProgressBar, QStringLiteral("pullBar"), tr("How far loading has come"));
    m_pullBar->setTextVisible(false);
    m_pullBar->setFixedSize(96, 4);
    row->addWidget(m_pullBar);
    m_pullButton = stripButton(m_theme, tr("Pause"), QStringLiteral("pullButton"));
    row->addWidget(m_pullButton);
    connect(m_pullButton, &QPushButton::clicked, this, [this] {
        if (m_isPullRunning)
            Q_EMIT pullCancelRequested();
        else
            Q_EMIT pullResumeRequested();
    });
    return m_pullBox;
}

void StatusStrip::addHints(QHBoxLayout *row)
{
    row->addWidget(new KeyCap(m_theme, QStringLiteral("Ctrl+K")));
    Button *const commands = stripButton(m_theme, tr("commands"), QStringLiteral("stripCommandsButton"));
    commands->setInk(Ink::Muted);
    row->addWidget(commands);
    row->addSpacing(6);
    row->addWidget(new KeyCap(m_theme, QStringLiteral("?")));
    Button *const keys = stripButton(m_theme, tr("keys"), QStringLiteral("stripKeysButton"));
    keys->setInk(Ink::Muted);
    row->addWidget(keys);
    connect(commands, &QPushButton::clicked, this, &StatusStrip::paletteRequested);
    connect(keys, &QPushButton::clicked, this, &StatusStrip::keysRequested);
}

void StatusStrip::setConnection(Connection connection, const QDateTime &lastContactUtc,
                                const QDateTime &nowUtc)
{
    m_retry->setVisible(connection == Connection::Offline);
    switch (connection) {
    case Connection::Unknown:
        m_connectionIcon->setIcon(QStringLiteral("loader"), Ink::Muted);
        m_connection->setText(tr("Connecting"));
        break;
    case Connection::Online:
        if (lastContactUtc.isValid() && lastContactUtc.secsTo(nowUtc) > lateAfter) {
            m_connectionIcon->setIcon(QStringLiteral("hourglass"), Ink::Warn);
            m_connection->setText(tr("Last in step %1").arg(agoText(lastContactUtc, nowUtc)));
            break;
        }
        m_connectionIcon->setIcon(QStringLiteral("check"), Ink::Good);
        m_connection->setText(lastContactUtc.isValid()
                                  ? tr("In step, %1").arg(agoText(lastContactUtc, nowUtc))
                                  : tr("Connected")); // not before everything is here
        break;
    case Connection::Offline:
        m_connectionIcon->setIcon(QStringLiteral("wifi-off"), Ink::Warn);
        m_connection->setText(lastContactUtc.isValid()
                                  ? tr("Offline, last in step %1").arg(agoText(lastContactUtc, nowUtc))
                                  : tr("Offline"));
        break;
    case Connection::SignInNeeded:
        m_connectionIcon->setIcon(QStringLiteral("key-round"), Ink::Bad);
        m_connection->setText(tr("Sign in again"));
        break;
    }
}

QString StatusStrip::loadingText(const PullProgress &progress)
{
    const QString what = thingsOf(progress.phase);
    if (what.isEmpty())
        return tr("Comparing with Close");
    const QLocale locale;
    QString text = tr("Loading %1").arg(what);
    if (progress.total > 0)
        text = tr("%1 %2 of %3").arg(text, locale.toString(progress.taken), locale.toString(progress.total));
    if (progress.estimate && *progress.estimate < std::chrono::minutes(1))
        text = tr("%1, less than a minute").arg(text);
    else if (progress.estimate)
        text = tr("%1, about %2 min")
                   .arg(text, locale.toString(qRound(double(progress.estimate->count()) / 60)));
    return text;
}

QString StatusStrip::pausedText(const PullProgress &progress)
{
    const QString what = thingsOf(progress.phase);
    if (what.isEmpty())
        return tr("Paused while comparing with Close");
    const QLocale locale;
    if (progress.total > 0)
        return tr("Paused at %1 of %2 %3")
            .arg(locale.toString(progress.taken), locale.toString(progress.total), what);
    return progress.taken > 0 ? tr("Paused at %1 %2").arg(locale.toString(progress.taken), what)
                              : tr("Paused before loading %1").arg(what);
}

void StatusStrip::setPull(const PullProgress &progress)
{
    m_isPullRunning = progress.isRunning;
    const bool isUnfinished = progress.taken > 0 || progress.phase > PullPhase::Organization;
    const bool hasFailed =
        progress.error.kind != ErrorKind::None && progress.error.kind != ErrorKind::Cancelled;
    QString text;
    if (progress.isComplete)
        text = hasFailed ? tr("Waiting to ask Close for changes") : QString();
    else if (progress.isRunning)
        text = loadingText(progress);
    else if (isUnfinished || hasFailed)
        text = pausedText(progress);
    m_pull->setText(text);
    m_pull->setInk(hasFailed ? Ink::Warn : Ink::Muted);
    m_pull->setAccessibleDescription(hasFailed ? describeError(progress.error) : QString());
    m_pull->setToolTip(m_pull->accessibleDescription());
    m_pullBox->setVisible(!text.isEmpty());
    m_pullBar->setVisible(progress.total > 0 ? !progress.isComplete : progress.isRunning);
    m_pullBar->setRange(0, std::max(0, progress.total)); // without a total it only moves
    m_pullBar->setValue(progress.taken);
    const QString verb = progress.isRunning    ? tr("Pause")
                         : progress.isComplete ? tr("Try now")
                                               : tr("Resume");
    m_pullButton->setText(verb);
    m_pullButton->setAccessibleName(progress.isRunning    ? tr("Pause loading")
                                    : progress.isComplete ? tr("Ask Close for changes now")
                                                          : tr("Resume loading"));
}

void StatusStrip::setCounts(int waiting, int needsPerson)
{
    m_waitingCount = waiting;
    showWaiting();
    const QString need =
        needsPerson == 1 ? tr("1 write needs you") : tr("%1 writes need you").arg(needsPerson);
    m_needsPerson->setText(need);
    m_needsPerson->setAccessibleName(need);
    m_needsPerson->setVisible(needsPerson > 0);
}

void StatusStrip::setSendingPaused(bool isPaused)
{
    m_isSendingPaused = isPaused;
    showWaiting();
}

void StatusStrip::showWaiting()
{
    m_waiting->setText(m_isSendingPaused ? tr("%1 waiting, stopped").arg(m_waitingCount)
                                         : tr("%1 waiting").arg(m_waitingCount));
    m_waiting->setInk(m_isSendingPaused ? Ink::Warn : Ink::Muted);
    m_waiting->setAccessibleName(m_isSendingPaused
                                     ? tr("%1 writes wait: sending is stopped").arg(m_waitingCount)
                                     : tr("%1 writes wait for Close").arg(m_waitingCount));
    m_waiting->setVisible(m_waitingCount > 0);
}

void StatusStrip::setRate(const RateBudget &budget)
{
    m_rate->setText(budget.isWaiting ? tr("Close asks for a pause")
                                     : tr("%1 % of rate budget free").arg(budget.percentFree));
    const Ink ink = budget.isWaiting || budget.percentFree < 15 ? Ink::Warn : Ink::Muted;
    m_rate->setInk(ink);
    m_rateIcon->setIcon(QStringLiteral("gauge"), ink);
}

void StatusStrip::note(const QString &text)
{
    m_note->setText(text);
    m_noteTimer.start();
}

void StatusStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().surface);
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.tokens().line);
}

} // namespace leadline
