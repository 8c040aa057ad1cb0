#include "services/http/lanes.h"

#include <algorithm>

namespace leadline {

using std::chrono::milliseconds;

namespace {

/// A held back queue looks again at least this often: after a suspend the clock has moved and the timer has
/// not.
constexpr milliseconds longestNap{1'000};

} // namespace

Lanes::Lanes(Budgets &budget, QObject *parent) : QObject(parent), m_budget(budget)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Lanes::recheck);
}

Lanes::~Lanes()
{
    shutDown();
}

std::shared_ptr<Latch> Lanes::enter(Lane lane, const QString &group)
{
    auto turn = std::make_shared<Latch>();
    if (m_isShutDown) {
        turn->open(false);
        return turn;
    }
    auto &queue = lane == Lane::Foreground ? m_foreground : m_background;
    queue.push_back({lane, group, turn});
    recheck();
    return turn;
}

void Lanes::leave(Lane lane, const QString &group)
{
    --runningIn(lane);
    m_budget.returned(group);
    recheck();
}

void Lanes::recheck()
{
    // Opening a latch runs its coroutine, which may come back here: nothing is kept across it.
    while (const auto turn = takeNext())
        turn->open(true);
}

void Lanes::shutDown()
{
    m_isShutDown = true;
    m_timer.stop();
    for (auto *queue : {&m_foreground, &m_background}) {
        while (!queue->empty()) {
            const auto turn = queue->front().turn;
            queue->pop_front();
            turn->open(false);
        }
    }
}

std::shared_ptr<Latch> Lanes::takeNext()
{
    milliseconds shortestWait = milliseconds::max();
    for (auto *queue : {&m_foreground, &m_background}) {
        for (auto it = queue->begin(); it != queue->end() && runningIn(it->lane) < atOnce; ++it) {
            const milliseconds wait = m_budget.waitFor(it->group, it->lane);
            if (wait > milliseconds(0)) {
                shortestWait = std::min(shortestWait, wait);
                continue;
            }
            const Waiting next = *it;
            queue->erase(it);
            ++runningIn(next.lane);
            m_budget.taken(next.group, next.lane);
            return next.turn;
        }
    }
    setHeldBack(shortestWait != milliseconds::max(), shortestWait);
    return nullptr;
}

void Lanes::setHeldBack(bool isHeldBack, milliseconds shortestWait)
{
    if (isHeldBack)
        m_timer.start(std::min(shortestWait, longestNap));
    else
        m_timer.stop();
    if (m_isHeldBack == isHeldBack)
        return;
    m_isHeldBack = isHeldBack;
    Q_EMIT heldBackChanged();
}

} // namespace leadline
