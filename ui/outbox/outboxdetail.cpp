#include "ui/outbox/outboxdetail.h"

#include "models/syncstate.h"
#include "ui/outbox/conflictchoices.h"
#include "ui/outbox/outboxwords.h"
#include "ui/widgets/button.h"
#include "ui/widgets/named.h"
#include "ui/widgets/visibletext.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace leadline {

namespace {

/// Only a call has a form of its own to be corrected in.
bool canEdit(const Command &command)
{
    return std::holds_alternative<LogCall>(command.body);
}

/// A write that makes something on a lead can make it on another one.
bool canMove(const CommandBody &body)
{
    return !std::holds_alternative<UpdateObject>(body) && !std::holds_alternative<DeleteObject>(body) &&
           !std::holds_alternative<CreateLead>(body);
}

} // namespace

OutboxDetail::OutboxDetail(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_conflicts(new ConflictChoices(theme)), m_buttons(new QWidget)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    const auto addText = [&](TextStyle style, Ink ink, const char *name) {
        auto *label = named(new TextLabel(theme, style, ink), QLatin1String(name), {});
        label->setWordWrap(true);
        column->addWidget(label);
        return label;
    };
    m_title = addText(TextStyle::BodyStrong, Ink::Text, "outboxTitle");
    m_detail = addText(TextStyle::Body, Ink::Text, "outboxText");
    m_words = addText(TextStyle::Secondary, Ink::Muted, "outboxWords");
    column->addSpacing(4);
    column->addWidget(m_conflicts);
    auto *row = new QHBoxLayout(m_buttons);
    row->setContentsMargins(0, 4, 0, 0);
    row->setSpacing(8);
    m_save =
        addButton(QStringLiteral("outboxSaveChoices"), tr("Save choices"), {}, &OutboxDetail::saveChoices);
    m_arrived = addButton(QStringLiteral("outboxArrived"), tr("It arrived"), {}, &OutboxDetail::arrived);
    m_deleteSecond = addButton(QStringLiteral("outboxDeleteSecond"), tr("Delete the second one"), {},
                               &OutboxDetail::deleteSecond);
    m_keepBoth = addButton(QStringLiteral("outboxKeepBoth"), tr("Keep both"), {}, &OutboxDetail::keepBoth);
    m_retry =
        addButton(QStringLiteral("outboxRetry"), tr("Try again"), QStringLiteral("F5"), &OutboxDetail::retry);
    m_edit = addButton(QStringLiteral("outboxEdit"), tr("Edit"), QStringLiteral("F2"), &OutboxDetail::edit);
    m_move = addButton(QStringLiteral("outboxMove"), tr("Move to the open lead"), {}, &OutboxDetail::move);
    m_copy =
        addButton(QStringLiteral("outboxCopy"), tr("Copy"), QStringLiteral("Ctrl+C"), &OutboxDetail::copy);
    row->addStretch(1);
    m_discard = addButton(QStringLiteral("outboxDiscard"), tr("Discard"), QStringLiteral("Del"),
                          &OutboxDetail::discard);
    column->addWidget(m_buttons);
    column->addStretch(1);
    connect(m_conflicts, &ConflictChoices::changed, this,
            [this] { m_save->setEnabled(m_conflicts->isComplete()); });
}

Button *OutboxDetail::addButton(const QString &name, const QString &text, const QString &key,
                                void (OutboxDetail::*does)())
{
    auto *button = named(new Button(m_theme, Button::Kind::Outline, text), name, text);
    button->setKeyHint(key);
    button->setCompact(true);
    m_buttons->layout()->addWidget(button);
    connect(button, &QPushButton::clicked, this, does);
    return button;
}

void OutboxDetail::setFacts(const Facts &facts)
{
    const Command &command = facts.command;
    const bool isSameQuestion = command.id == m_command.id && command.conflicts == m_command.conflicts;
    m_command = command;
    if (syncStateOf(command) == SyncState::Doubled) {
        const DoubleText text = doubleText(command, facts.original, facts.lead, facts.organization);
        showText(text.question, text.saved, text.possibilities, Ink::Text);
    } else {
        const CommandText text = outboxText(command, facts.lead, facts.organization);
        const Ink ink = needsPerson(syncStateOf(command)) ? Ink::Bad : Ink::Muted;
        showText(text.title, text.detail, outboxExplanation(command), ink);
    }
    if (!isSameQuestion) // a choice half made stays
        m_conflicts->setConflicts(command.conflicts, facts.organization);
    showState(facts.openLead);
}

void OutboxDetail::showText(const QString &title, const QString &detail, const QString &words, Ink ink)
{
    m_title->setText(title);
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
    m_words->setText(words);
    m_words->setInk(ink);
}

void OutboxDetail::showState(const std::optional<Lead> &openLead)
{
    const bool isConflict = !m_command.conflicts.isEmpty();
    const bool isDouble = syncStateOf(m_command) == SyncState::Doubled;
    const bool isUser = m_command.state == CommandState::User && !isConflict && !isDouble;
    const bool isStopped =
        m_command.state == CommandState::Rejected || m_command.state == CommandState::Parked;
    const bool isElsewhere = openLead && openLead->id != m_command.leadId();
    m_save->setVisible(isConflict);
    m_save->setEnabled(m_conflicts->isComplete());
    m_arrived->setVisible(isUser && createdObject(m_command.body, {}).has_value());
    m_deleteSecond->setVisible(isDouble);
    m_keepBoth->setVisible(isDouble);
    m_retry->setVisible(isUser || isStopped);
    m_retry->setText(isUser ? tr("Send again") : tr("Try again"));
    m_edit->setVisible(isStopped && canEdit(m_command));
    m_move->setVisible(isStopped && isElsewhere && canMove(m_command.body));
    if (openLead)
        m_move->setText(tr("Move to %1").arg(visibleText(openLead->displayName.left(24))));
    m_move->setAccessibleName(m_move->text());
    m_discard->setVisible(!isDouble && m_command.state != CommandState::Sending &&
                          m_command.state != CommandState::Done);
}

QString OutboxDetail::copyText() const
{
    return m_detail->text().isEmpty() ? m_title->text()
                                      : m_title->text() + QLatin1Char('\n') + m_detail->text();
}

void OutboxDetail::edit()
{
    if (m_edit->isVisible())
        Q_EMIT editRequested(m_command.id);
}

void OutboxDetail::retry()
{
    if (m_retry->isVisible())
        Q_EMIT retryRequested(m_command.id);
}

void OutboxDetail::discard()
{
    if (m_discard->isVisible())
        Q_EMIT discardRequested(m_command.id);
}

void OutboxDetail::saveChoices()
{
    if (m_conflicts->isComplete())
        Q_EMIT resolved(m_command.id, m_conflicts->choices());
}

void OutboxDetail::move()
{
    Q_EMIT moveRequested(m_command.id);
}

void OutboxDetail::arrived()
{
    Q_EMIT arrivedRequested(m_command.id);
}

void OutboxDetail::deleteSecond()
{
    Q_EMIT deleteDoubleRequested(m_command.id);
}

void OutboxDetail::keepBoth()
{
    Q_EMIT keepBothRequested(m_command.id);
}

void OutboxDetail::copy()
{
    Q_EMIT copyRequested(copyText());
}

} // namespace leadline
