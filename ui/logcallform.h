#pragma once

#include "services/base/clock.h"
#include "services/domain/lead.h"
#include "ui/calldraft.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <optional>

namespace leadline {

class Banner;
class CallFields;

/// Writes a call down, docked under the panes. Keeps one draft per lead in memory: selecting another lead,
/// closing the form or a failed save never costs a typed letter. Emits intents; `accepted()` is the only
/// thing that forgets.
class LogCallForm final : public QWidget
{
    Q_OBJECT
public:
    LogCallForm(const Theme &theme, const Clock &clock, QWidget *parent = nullptr);

    /// The lead calls are logged at. Another lead puts the draft aside and brings that lead's own back, if it
    /// has one; the same lead, refreshed, changes nothing that was typed or chosen.
    void setLead(const std::optional<Lead> &lead);
    /// Opens for the current lead with sensible values, or with the draft it has. Phone as in the contact.
    void start(const ContactId &contact = {}, const QString &phone = {});
    /// Opens with a LogCall command that Close refused, its complaints at the fields.
    void edit(const Command &command);
    /// Opens with a call that was taken back before it left. While another one is being written at that lead
    /// it waits as a draft of its own, which `start` brings next; false then.
    bool takeBack(const CommandId &id, const LogCall &call);
    /// The save is durable: forgets the draft and closes.
    void accepted();
    /// The save failed here; everything stays as typed.
    void showProblem(const QString &text);
    /// Closes and keeps the draft.
    void putAside();
    void submit();

    /// All drafts, the open one too: for whoever outlives the form, so that signing in again costs nothing
    /// typed.
    [[nodiscard]] CallDrafts drafts() const;
    void setDrafts(const CallDrafts &drafts);

    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    [[nodiscard]] bool hasDraft() const;  ///< put aside, of the current lead, with something typed
    [[nodiscard]] int draftCount() const; ///< of all leads, open or put aside, with something typed

Q_SIGNALS:
    void submitRequested(const leadline::LogCall &call);
    void resubmitRequested(const leadline::CommandId &id, const leadline::LogCall &call);
    void openChanged(bool isOpen); ///< also when only the lead, and with it the draft, is another one

private:
    [[nodiscard]] CallDraft freshDraft() const;
    [[nodiscard]] CallDraft nextDraft() const;
    [[nodiscard]] CallDraft now() const;
    void fill(const CallDraft &draft);
    void keepDraft();
    void setOpen(bool isOpen);
    void showErrors(const ApiError &error);

    const Clock &m_clock;
    std::optional<Lead> m_lead;
    CallDrafts m_drafts;
    CallDraft m_shown; ///< as it was shown; what the editors do not hold is kept here
    bool m_isOpen = false;
    Banner *m_banner;
    CallFields *m_fields;
};

} // namespace leadline
