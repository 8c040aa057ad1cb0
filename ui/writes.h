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

Q_SIGNALS:
    void saved(); ///< durable here
    void deletionQueued();
    void discarded();
    void failed(const QString &text); ///< for a person, plain

private:
    void report(const Result<Done> &result, const QString &what);
    [[nodiscard]] QString personOf(const Activity &call) const;

    CloseService &m_service;
    Prompt &m_prompt;
    QWidget *m_window;
};

} // namespace leadline
