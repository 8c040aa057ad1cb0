#pragma once

#include "services/base/clock.h"
#include "services/close/objectapi.h"
#include "services/mirror/outboxstore.h"
#include "services/sync/outbox/finder.h"

#include <QTimer>

namespace leadline {

/// For a day after a write that left more than once, looks whether Close has more of it than was meant: a
/// request that was taken for lost may have been applied after all (reliability.md B3). A surplus object that
/// the event log says is ours and that nobody has touched is deleted, through the outbox and with a copy in
/// the trash; of any other the person is asked, by a deletion in state User. Never looks at leads: those are
/// not sent twice.
class Sweeper final : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        std::chrono::milliseconds pause{300'000};
        std::chrono::hours watch{24};
        QByteArray keyMark; ///< as the sender's
    };
    Sweeper(ObjectApi &api, OutboxStore &outbox, UserId user, const Clock &clock, Options options,
            QObject *parent = nullptr);

    void start();
    /// Also a round under way asks and writes nothing more.
    void stop();
    /// One round now; `swept` follows.
    void sweepNow();

Q_SIGNALS:
    void swept();
    void removalQueued(); ///< the outbox has a deletion that nobody asked for
    void failed(const leadline::ApiError &error);

private:
    [[nodiscard]] QCoro::Task<> sweep(int run);
    [[nodiscard]] QCoro::Task<> look(FinishedCommand finished, int run);
    [[nodiscard]] QCoro::Task<> drop(FinishedCommand finished, Sighting surplus, int run);
    void forget(const FinishedCommand &finished);
    [[nodiscard]] bool isHandled(const QString &objectId) const;

    ObjectApi &m_api;
    OutboxStore &m_outbox;
    UserId m_user;
    const Clock &m_clock;
    Options m_options;
    QTimer m_timer;
    bool m_isSweeping = false;
    int m_run = 0; ///< another one after each `stop`
};

} // namespace leadline
