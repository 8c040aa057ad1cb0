#include "services/sync/pull/rangeloader.h"

namespace leadline {

RangeLoader::RangeLoader(QObject *parent) : QObject(parent) {}

RangeLoader::~RangeLoader()
{
    stop();
}

QCoro::Task<Result<Done>> RangeLoader::load(RangeSource *source, QList<TimeRange> left)
{
    const QPointer<RangeLoader> self(this);
    stop();
    const int run = m_run;
    m_source = source;
    m_plan = std::make_unique<RangePlan>(std::move(left), 2 * source->pageSize());
    m_error = ApiError();
    const auto end = std::make_shared<Latch>();
    m_end = end;
    recruit();
    if (m_working > 0) {
        const bool isOver = co_await end->opened();
        if (!isOver || !isCurrent(self, run))
            co_return ApiError(ErrorKind::Cancelled);
    }
    if (m_error.kind != ErrorKind::None)
        co_return m_error;
    co_return Done();
}

void RangeLoader::stop()
{
    ++m_run;
    m_working = 0;
    if (const auto end = std::exchange(m_end, nullptr))
        end->open(false);
}

QList<TimeRange> RangeLoader::left() const
{
    return m_plan ? m_plan->left() : QList<TimeRange>();
}

double RangeLoader::shareDone(qint64 now) const
{
    return m_plan ? m_plan->shareDone(now) : 0;
}

void RangeLoader::recruit()
{
    while (m_end && m_working < workers && m_error.kind == ErrorKind::None) {
        const int before = ++m_working;
        [[maybe_unused]] const auto worker = work(m_run);
        if (m_working < before) // found nothing to do
            return;
    }
}

void RangeLoader::leave()
{
    --m_working;
    if (m_working == 0 && m_end)
        m_end->open(true);
}

QCoro::Task<> RangeLoader::work(int run)
{
    const QPointer<RangeLoader> self(this);
    while (m_error.kind == ErrorKind::None) {
        const auto claim = m_plan->claim();
        if (!claim)
            break;
        auto taking = takeRange(run, *claim);
        const auto taken = co_await std::move(taking);
        if (!isCurrent(self, run))
            co_return;
        if (taken) {
            m_plan->finish(*claim);
        } else {
            m_plan->giveBack(*claim);
            if (m_error.kind == ErrorKind::None)
                m_error = taken.error();
        }
    }
    leave();
}

QCoro::Task<Result<Done>> RangeLoader::takeRange(int run, RangePlan::Claim claim)
{
    const QPointer<RangeLoader> self(this);
    Chain chain{RangeAsk(m_plan->range(claim)), 0, {}};
    while (!m_plan->range(claim).isEmpty()) {
        auto asking = m_source->take(chain.ask);
        const auto step = co_await std::move(asking);
        if (!isCurrent(self, run))
            co_return ApiError(ErrorKind::Cancelled);
        if (!step) {
            if (step.error().kind != ErrorKind::Rejected || chain.ask.cursor.isEmpty())
                co_return step.error();
            chain = {RangeAsk(m_plan->range(claim)), 0, {}}; // the cursor is too old
            continue;
        }
        const Next next = advance(claim, chain, *step);
        if (!isCurrent(self, run))
            co_return ApiError(ErrorKind::Cancelled);
        switch (next) {
        case Next::Page:
            break;
        case Next::Moment: {
            const qint64 moment = m_plan->range(claim).to - 1;
            auto taking = m_source->takeMoment(moment);
            const auto taken = co_await std::move(taking);
            if (!isCurrent(self, run))
                co_return ApiError(ErrorKind::Cancelled);
            if (!taken)
                co_return taken.error();
            m_plan->advance(claim, moment - 1, 0);
            chain = {RangeAsk(m_plan->range(claim)), 0, {}};
            break;
        }
        case Next::End:
            co_return Done();
        }
    }
    co_return Done();
}

RangeLoader::Next RangeLoader::advance(RangePlan::Claim claim, Chain &chain, const RangeStep &step)
{
    const bool isRepeated = !step.firstId.isEmpty() && step.firstId == chain.firstId;
    chain.taken += step.received;
    chain.firstId = step.firstId;
    if (step.oldest >= 0)
        m_plan->advance(claim, step.oldest, step.received);
    Q_EMIT advanced(step.received);
    recruit();

    const TimeRange range = m_plan->range(claim);
    const bool isOthers = step.oldest >= 0 && step.oldest < range.from; // somebody took the rest over
    if (step.received == 0 || isRepeated || isOthers)
        return Next::End;
    if (!step.cursor.isEmpty()) {
        chain.ask.cursor = step.cursor;
        return Next::Page;
    }
    const int limit = m_source->chainLimit();
    if (limit > 0 ? chain.taken < limit : !step.hasMore)
        return Next::End;
    if (range.to < chain.ask.range.to) {
        chain = {RangeAsk(range), 0, {}};
        return Next::Page;
    }
    if (limit > 0)
        return Next::Moment;
    chain.ask.skip += step.received;
    return Next::Page;
}

} // namespace leadline
