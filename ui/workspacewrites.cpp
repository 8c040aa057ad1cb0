#include "ui/calldeck.h"
#include "ui/leaddetailpane.h"
#include "ui/leadlistpane.h"
#include "ui/logcallform.h"
#include "ui/outbox/outboxpane.h"
#include "ui/outbox/undobar.h"
#include "ui/statusstrip.h"
#include "ui/text/undotext.h"
#include "ui/timelinepane.h"
#include "ui/widgets/banner.h"
#include "ui/workspace.h"
#include "ui/writes.h"

#include <QApplication>

#include <algorithm>

namespace leadline {

// What a person does to writes, from the form to the outbox and back.

void Workspace::connectWrites()
{
    LogCallForm *const form = &m_deck->form();
    connect(form, &LogCallForm::submitRequested, m_writes, &Writes::save);
    connect(form, &LogCallForm::resubmitRequested, m_writes, &Writes::saveAgain);
    connect(m_writes, &Writes::callSaved, form, &LogCallForm::accepted);
    connect(m_writes, &Writes::saved, this, &Workspace::offerUndo);
    connect(m_writes, &Writes::undone, this, &Workspace::onUndone);
    connect(m_writes, &Writes::discarded, this,
            [this] { m_strip->note(tr("Discarded; a copy is in the trash")); });
    connect(m_writes, &Writes::failed, this, [this, form](const QString &text) {
        if (form->isOpen())
            form->showProblem(text);
        else
            m_banner->show(text, Tone::Bad);
    });
    connect(form, &LogCallForm::openChanged, this, [this](bool isOpen) {
        m_actions.find(QStringLiteral("saveCall"))->setEnabled(isOpen);
        m_actions.find(QStringLiteral("closeCall"))->setEnabled(isOpen);
    });
    connect(m_deck, &CallDeck::focusFreed, this, [this] {
        if (m_beforeCall != nullptr && m_beforeCall->isVisible())
            m_beforeCall->setFocus(Qt::OtherFocusReason);
        else
            m_listPane->focusList();
    });
    connect(&m_outbox, &OutboxModel::countsChanged, this,
            [this] { m_strip->setCounts(m_outbox.waitingCount(), m_outbox.needsPersonCount()); });
    connectOutbox();
}

void Workspace::connectOutbox()
{
    connect(m_outboxPane, &OutboxPane::leadRequested, this, [this](const LeadId &lead) {
        showLead(lead);
        m_timelinePane->focusList();
    });
    connect(m_outboxPane, &OutboxPane::editRequested, this, [this](const CommandId &id) {
        if (const auto command = m_parts.service.outbox().command(id))
            showLead(command->leadId());
        editCommand(id);
    });
    connect(m_outboxPane, &OutboxPane::retryRequested, m_writes, &Writes::sendAgain);
    connect(m_outboxPane, &OutboxPane::arrivedRequested, m_writes, &Writes::confirmArrived);
    connect(m_outboxPane, &OutboxPane::moveRequested, m_writes, &Writes::move);
    connect(m_outboxPane, &OutboxPane::discardRequested, m_writes, &Writes::askDiscard);
    connect(m_outboxPane, &OutboxPane::resolved, m_writes, &Writes::resolve);
    connect(m_outboxPane, &OutboxPane::copyRequested, this, &Workspace::copy);
    connect(m_undoBar, &UndoBar::undoRequested, m_writes, &Writes::undoLast);
}

void Workspace::offerUndo(const QString &what)
{
    QDateTime until;
    const auto last = m_parts.service.lastUndoable();
    const QList<Command> commands = m_parts.service.outbox().commands();
    for (const Command &command : commands) {
        if (last && command.group == *last && (!until.isValid() || command.heldUntil > until))
            until = command.heldUntil;
    }
    m_undoBar->offer(what, until);
    m_strip->note(what);
}

void Workspace::onUndone(const UndoReport &report)
{
    m_undoBar->dismiss();
    const LeadId id = report.commands.isEmpty() ? LeadId()
                                                : std::visit([](const auto &body) { return body.leadId; },
                                                             report.commands.first().body);
    const std::optional<Lead> lead = m_parts.service.mirror().lead(id);
    const QString said = undoText(report, lead, m_detail.organization());
    if (hasImpossible(report))
        m_banner->show(said, Tone::Warn);
    else
        m_strip->note(said);
    for (const UndoneCommand &undone : report.commands) {
        const auto *call = std::get_if<LogCall>(&undone.body);
        if (call == nullptr || undone.outcome != UndoOutcome::TakenBack)
            continue;
        showLead(call->leadId);
        rememberFocus();
        m_deck->form().takeBack(*call); // with every letter of it
    }
}

void Workspace::editCommand(const CommandId &id)
{
    rememberFocus();
    if (const std::optional<Command> command = m_parts.service.outbox().command(id))
        m_deck->form().edit(*command);
}

void Workspace::rememberFocus()
{
    if (!m_deck->form().isOpen())
        m_beforeCall = QApplication::focusWidget();
}

} // namespace leadline
