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
#include <QTabWidget>

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
    connect(m_writes, &Writes::decided, m_strip, &StatusStrip::note);
    connect(m_writes, &Writes::callFailed, form, &LogCallForm::showProblem);
    connect(m_writes, &Writes::changeSaved, m_detailPane, &LeadDetailPane::accepted);
    connect(m_writes, &Writes::changeFailed, this,
            [this](const LeadId &lead, const QList<FieldChange> &changes, const QString &text) {
                if (!m_detailPane->rejected(lead, changes, text))
                    m_banner->show(text, Tone::Bad);
            });
    connect(m_writes, &Writes::nothingToUndo, this,
            [this] { m_strip->note(tr("There is nothing to undo.")); });
    connect(m_writes, &Writes::failed, this,
            [this](const QString &text) { m_banner->show(text, Tone::Bad); });
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
    connect(m_outboxPane, &OutboxPane::deleteDoubleRequested, m_writes, &Writes::deleteDouble);
    connect(m_outboxPane, &OutboxPane::keepBothRequested, m_writes, &Writes::keepBoth);
    connect(m_outboxPane, &OutboxPane::discardRequested, m_writes, &Writes::askDiscard);
    connect(m_outboxPane, &OutboxPane::resolved, m_writes, &Writes::resolve);
    connect(m_outboxPane, &OutboxPane::pauseRequested, &m_parts.service, &CloseService::setSendingPaused);
    connect(&m_parts.service, &CloseService::sendingPausedChanged, m_outboxPane, &OutboxPane::setPaused);
    connect(&m_parts.service, &CloseService::sendingPausedChanged, m_strip, &StatusStrip::setSendingPaused);
    connect(m_outboxPane, &OutboxPane::copyRequested, this, &Workspace::copy);
    connect(m_undoBar, &UndoBar::undoRequested, this, [this] { m_writes->undo(m_undoGroup); });
}

void Workspace::offerUndo(const QString &what, const CommandGroupId &group)
{
    m_undoGroup = group;
    m_undoBar->offer(what, m_writes->heldUntil(group));
    m_strip->note(what);
}

void Workspace::onUndone(const UndoReport &report)
{
    m_undoBar->dismiss();
    const LeadId id = report.commands.isEmpty() ? LeadId()
                                                : std::visit([](const auto &body) { return body.leadId; },
                                                             report.commands.first().body);
    const std::optional<Lead> lead = m_parts.service.mirror().lead(id);
    QString said = undoText(report, lead, m_detail.organization());
    for (const UndoneCommand &undone : report.commands) {
        if (undone.outcome == UndoOutcome::TakenBack && !giveBack(undone))
            said += u' ' + tr("Its text waits as a draft.");
    }
    if (hasImpossible(report))
        m_banner->show(said, Tone::Warn);
    else
        m_strip->note(said);
}

/// What was typed, with every letter of it, where it was typed. False if something else is being typed there.
bool Workspace::giveBack(const UndoneCommand &undone)
{
    if (const auto *call = std::get_if<LogCall>(&undone.body)) {
        showLead(call->leadId);
        rememberFocus();
        return m_deck->form().takeBack(undone.id, *call);
    }
    if (const auto *update = std::get_if<UpdateObject>(&undone.body)) {
        if (update->object.kind != ObjectKind::Lead)
            return true;
        showLead(update->leadId);
        m_middle->setCurrentWidget(m_detailPane);
        for (const FieldChange &change : update->changes)
            m_detailPane->takeBack(update->leadId, change);
    }
    return true;
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
