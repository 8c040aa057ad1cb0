#pragma once

#include "services/mirror/mirror.h"
#include "services/mirror/outboxstore.h"

#include <functional>

namespace leadline {

/// The same write for the lead that holds what its own held before merges in Close (Mirror::redirect). The
/// deletion of a merged lead stays as it is: its heir is not meant.
[[nodiscard]] CommandBody onSurvivor(CommandBody body, const Mirror &mirror);

/// Sends queued writes after their leads: as soon as the mirror knows of a merge, what waits for the lead
/// that is gone is for the one that survived (reliability.md 55). What Close refused because the lead was
/// gone goes out again; what may have been made before the merge is looked for at the survivor first. Only
/// the program that sends does so.
class MergeFollower final : public QObject
{
    Q_OBJECT
public:
    MergeFollower(Mirror &mirror, OutboxStore &outbox, QObject *parent = nullptr);

    /// Looks at the whole queue; happens by itself after every change of the mirror that concerns it.
    void follow();

Q_SIGNALS:
    /// What was planned for the command is void.
    void moved(const leadline::CommandId &id);
    void failed(const leadline::ApiError &error);

private:
    void leadsChanged(const QList<LeadId> &leads);
    void move(const std::function<bool(const LeadId &)> &isMeant);

    Mirror &m_mirror;
    OutboxStore &m_outbox;
};

} // namespace leadline
