#pragma once

#include "services/http/budgets.h"
#include "services/base/latch.h"

#include <QObject>
#include <QTimer>

#include <array>
#include <list>
#include <memory>

namespace leadline {

/// Who goes next: at most six at once in each lane, so that a person never waits for background work; first
/// come first served within a lane, and nobody before the budget of the group allows it (others overtake),
/// the foreground lane first.
class Lanes final : public QObject
{
    Q_OBJECT
public:
    static constexpr int atOnce = 6; ///< in each lane: what Qt's pool of connections to a host holds

    explicit Lanes(Budgets &budget, QObject *parent = nullptr);
    ~Lanes() override;

    /// Await the latch: true = it is your turn, call `leave` when done; false = shut down.
    [[nodiscard]] std::shared_ptr<Latch> enter(Lane lane, const QString &group);
    void leave(Lane lane, const QString &group);
    /// Looks again whether someone may go, after a budget or the clock has changed.
    void recheck();
    void shutDown();

    [[nodiscard]] bool isHeldBack() const { return m_isHeldBack; } ///< somebody waits only for a budget
    [[nodiscard]] int running() const { return m_running[0] + m_running[1]; }

Q_SIGNALS:
    void heldBackChanged();

private:
    struct Waiting
    {
        Lane lane;
        QString group;
        std::shared_ptr<Latch> turn;
    };
    [[nodiscard]] std::shared_ptr<Latch> takeNext();
    [[nodiscard]] int &runningIn(Lane lane) { return m_running[lane == Lane::Foreground ? 0 : 1]; }
    void setHeldBack(bool isHeldBack, std::chrono::milliseconds shortestWait);

    Budgets &m_budget;
    std::list<Waiting> m_foreground;
    std::list<Waiting> m_background;
    QTimer m_timer;
    std::array<int, 2> m_running{};
    bool m_isHeldBack = false;
    bool m_isShutDown = false;
};

} // namespace leadline
