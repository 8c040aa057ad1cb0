#include "ui/outbox/undobar.h"

#include "ui/widgets/button.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/named.h"
#include "ui/widgets/textlabel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

namespace leadline {

UndoBar::UndoBar(const Theme &theme, const Clock &clock, QWidget *host)
    : QWidget(host), m_theme(theme), m_clock(clock)
{
    named(this, QStringLiteral("undoBar"), tr("Undo"));
    hide();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 8, 8, 10);
    row->setSpacing(8);
    row->addWidget(new IconLabel(theme, QStringLiteral("check"), Ink::Good, 16));
    m_text = named(new TextLabel(theme, TextStyle::BodyStrong, Ink::Text), QStringLiteral("undoText"), {});
    row->addWidget(m_text);
    m_seconds =
        named(new TextLabel(theme, TextStyle::Secondary, Ink::Muted), QStringLiteral("undoSeconds"), {});
    row->addWidget(m_seconds);
    m_undo =
        named(new Button(theme, Button::Kind::Outline, tr("Undo")), QStringLiteral("undoButton"), tr("Undo"));
    m_undo->setKeyHint(QStringLiteral("Ctrl+Z"));
    m_undo->setCompact(true);
    row->addWidget(m_undo);
    connect(m_undo, &QPushButton::clicked, this, &UndoBar::undoRequested);
    m_timer.setInterval(200);
    connect(&m_timer, &QTimer::timeout, this, &UndoBar::tick);
    host->installEventFilter(this);
}

void UndoBar::offer(const QString &text, const QDateTime &until)
{
    m_from = m_clock.nowUtc();
    m_until = until;
    m_text->setText(text);
    if (!until.isValid() || until <= m_from)
        return dismiss();
    tick();
    place();
    show();
    raise();
    m_timer.start();
}

void UndoBar::dismiss()
{
    m_timer.stop();
    hide();
}

void UndoBar::tick()
{
    const qint64 left = m_clock.nowUtc().msecsTo(m_until);
    if (left <= 0)
        return dismiss();
    m_seconds->setText(tr("%1 s").arg((left + 999) / 1000));
    update();
}

void UndoBar::place()
{
    constexpr int aboveTheStrip = 26 + 12;
    const QSize size = sizeHint();
    const QWidget *const host = parentWidget();
    setGeometry((host->width() - size.width()) / 2, host->height() - size.height() - aboveTheStrip,
                size.width(), size.height());
}

bool UndoBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

void UndoBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &t = m_theme.tokens();
    paintRounded(painter, rect(), 10, t.raised, t.line);
    const qreal whole = qreal(std::max<qint64>(1, m_from.msecsTo(m_until)));
    const qreal left = std::clamp(qreal(m_clock.nowUtc().msecsTo(m_until)) / whole, 0.0, 1.0);
    paintRounded(painter, QRectF(12, height() - 4, (width() - 24) * left, 2), 1, t.accent);
}

} // namespace leadline
