#pragma once

#include "services/closeservice.h"

#include <QDateTime>
#include <QObject>

class QWidget;

namespace leadline {

class Prompt;

/// What a person does to writes: save, correct, delete, discard, decide. Asks where there is no way back,
/// hands the rest to the service, and says what failed.
class Writes final : public QObject
{
    Q_OBJECT
public:
    /// `window` is where questions appear.
    Writes(CloseService &service, Prompt &prompt, const Clock &clock, QWidget *window);

    void save(const LogCall &call);
    void saveAgain(const CommandId &id, const LogCall &call);
    void askDelete(const ActivityId &call);
    void askDiscard(const CommandId &id);
    void sendAgain(const CommandId &id);
    void deleteDouble(const CommandId &id);
    void keepBoth(const CommandId &id);
    void confirmArrived(const CommandId &id);
    void move(const CommandId &id, const LeadId &lead);
    void resolve(const CommandId &id, const QHash<QString, ConflictChoice> &choices);
    /// A change of the lead's own fields, such as its status.
    void changeLead(const LeadId &lead, const QList<FieldChange> &changes);
    /// Takes the whole group back; asks first if anything of it has left its hold.
    void undo(const CommandGroupId &group);
    void undoLast();
    /// Until when nothing of the group leaves, UTC; invalid if anything has left or may leave any time.
    [[nodiscard]] QDateTime heldUntil(const CommandGroupId &group) const;

Q_SIGNALS:
    void callSaved();                     ///< durable here; what was typed may be forgotten
    void callFailed(const QString &text); ///< the call is not durable; for a person, plain
    void changeSaved(const leadline::LeadId &lead, const QList<leadline::FieldChange> &changes);
    void changeFailed(const leadline::LeadId &lead, const QList<leadline::FieldChange> &changes,
                      const QString &text);
    /// Any write, durable here; in words.
    void saved(const QString &what, const leadline::CommandGroupId &group);
    void undone(const leadline::UndoReport &report);
    void decided(const QString &what); ///< about a write that waited for it; in words
    void nothingToUndo();
    void failed(const QString &text); ///< anything else; for a person, plain

private:
    void noteCallSaved(const CommandId &id);
    void noteSaved(const QString &what, const CommandId &id);
    void takeBack(const CommandGroupId &group);
    void askUndo(const CommandGroupId &group);
    void report(const Result<Done> &result, const QString &what, const QString &otherwise = {});
    [[nodiscard]] QString personOf(const Activity &call) const;

    CloseService &m_service;
    Prompt &m_prompt;
    const Clock &m_clock;
    QWidget *m_window;
};

} // namespace leadline
