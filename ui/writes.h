#pragma once

#include "services/closeservice.h"

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
    Writes(CloseService &service, Prompt &prompt, QWidget *window);

    void save(const LogCall &call);
    void saveAgain(const CommandId &id, const LogCall &call);
    void askDelete(const ActivityId &call);
    void askDiscard(const CommandId &id);
    void sendAgain(const CommandId &id);
    void confirmArrived(const CommandId &id);
    void move(const CommandId &id, const LeadId &lead);
    void resolve(const CommandId &id, const QHash<QString, ConflictChoice> &choices);
    /// A change of the lead's own fields, such as its status.
    void changeLead(const LeadId &lead, const QList<FieldChange> &changes);
    void undoLast();

Q_SIGNALS:
    void callSaved(); ///< durable here; what was typed may be forgotten
    void saved(const QString &what); ///< any write, durable here; in words
    void undone(const leadline::UndoReport &report);
    void discarded();
    void failed(const QString &text); ///< for a person, plain

private:
    void noteCallSaved();
    void report(const Result<Done> &result, const QString &what);
    [[nodiscard]] QString personOf(const Activity &call) const;

    CloseService &m_service;
    Prompt &m_prompt;
    QWidget *m_window;
};

} // namespace leadline
