#pragma once

#include "services/domain/command.h"
#include "services/domain/lead.h"
#include "services/domain/organization.h"
#include "services/domain/undoreport.h"
#include "ui/theme/theme.h"
#include "ui/widgets/textlabel.h"

#include <QHash>
#include <QWidget>

namespace leadline {

class Button;
class ConflictChoices;

/// One write in full: its text, Close's words, and everything that can be decided about it. Emits intents.
class OutboxDetail final : public QWidget
{
    Q_OBJECT
public:
    explicit OutboxDetail(const Theme &theme, QWidget *parent = nullptr);

    struct Facts
    {
        Command command;
        std::optional<Lead> lead; ///< its lead; gives names, as the organisation does
        OrganizationData organization;
        std::optional<Lead> openLead;        ///< on the window, where a write can be moved to
        std::optional<CommandBody> original; ///< of a possible double: what it may be a double of
    };
    void setFacts(const Facts &facts);
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
    void deleteDoubleRequested(const leadline::CommandId &id);
    void keepBothRequested(const leadline::CommandId &id);
    void discardRequested(const leadline::CommandId &id);
    void copyRequested(const QString &text);
    void resolved(const leadline::CommandId &id, const QHash<QString, leadline::ConflictChoice> &choices);

private:
    [[nodiscard]] Button *addButton(const QString &name, const QString &text, const QString &key,
                                    void (OutboxDetail::*does)());
    void showText(const QString &title, const QString &detail, const QString &words, Ink ink);
    void showState(const std::optional<Lead> &openLead);
    void saveChoices();
    void move();
    void arrived();
    void deleteSecond();
    void keepBoth();
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
    Button *m_deleteSecond;
    Button *m_keepBoth;
    Button *m_save;
    Button *m_move;
    Button *m_copy;
    Button *m_discard;
};

} // namespace leadline
