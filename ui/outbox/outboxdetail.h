#pragma once

#include "services/domain/command.h"
#include "services/domain/lead.h"
#include "services/domain/organization.h"
#include "services/domain/undoreport.h"
#include "ui/theme/theme.h"

#include <QHash>
#include <QWidget>

namespace leadline {

class Button;
class ConflictChoices;
class TextLabel;

/// One write in full: its text, Close's words, and everything that can be decided about it. Emits intents.
class OutboxDetail final : public QWidget
{
    Q_OBJECT
public:
    explicit OutboxDetail(const Theme &theme, QWidget *parent = nullptr);

    /// `openLead` is the lead on the window, where a write can be moved to; may be empty.
    void setCommand(const Command &command, const std::optional<Lead> &lead,
                    const OrganizationData &organization, const std::optional<Lead> &openLead);
    [[nodiscard]] const CommandId &command() const { return m_command.id; }
    /// What Ctrl+C copies: everything that was typed.
    [[nodiscard]] QString copyText() const;

    /// The same as their buttons, for keys; nothing while the button is not offered.
    void edit();
    void retry();
    void discard();

Q_SIGNALS:
    void editRequested(const leadline::CommandId &id);
    void retryRequested(const leadline::CommandId &id);
    void arrivedRequested(const leadline::CommandId &id);
    void moveRequested(const leadline::CommandId &id); ///< to the open lead
    void discardRequested(const leadline::CommandId &id);
    void copyRequested(const QString &text);
    void resolved(const leadline::CommandId &id, const QHash<QString, leadline::ConflictChoice> &choices);

private:
    [[nodiscard]] Button *addButton(const QString &name, const QString &text, const QString &key,
                                    void (OutboxDetail::*does)());
    void showState(const std::optional<Lead> &openLead);
    void saveChoices();
    void move();
    void arrived();
    void copy();

    const Theme &m_theme;
    Command m_command;
    TextLabel *m_title;
    TextLabel *m_detail;
    TextLabel *m_words;
    ConflictChoices *m_conflicts;
    QWidget *m_buttons;
    Button *m_edit;
    Button *m_retry;
    Button *m_arrived;
    Button *m_save;
    Button *m_move;
    Button *m_copy;
    Button *m_discard;
};

} // namespace leadline
