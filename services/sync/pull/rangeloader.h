#pragma once

#include "services/base/latch.h"
#include "services/sync/pull/rangeplan.h"
#include "services/sync/pull/rangesource.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace leadline {

/// Takes stretches of time from a source, by several workers at once so that the line's delay costs nothing.
///
/// A worker goes down its range in chains of pages. A chain ends when its cursor has run out, is refused or
/// has led as far as it may; the next one begins at the moment that was reached, so that objects of that very
/// moment come twice rather than never. A page that repeats the one before ends the range: a server that goes
/// on for ever is not followed (reliability.md 51).
class RangeLoader final : public QObject
{
    Q_OBJECT
public:
    explicit RangeLoader(QObject *parent = nullptr);
    ~RangeLoader() override;

    /// Until everything is taken, or the first failure, or `stop` (kind Cancelled). One at a time; the source
    /// must outlive it.
    [[nodiscard]] QCoro::Task<Result<Done>> load(RangeSource *source, QList<TimeRange> left);
    void stop();

    [[nodiscard]] QList<TimeRange> left() const;
    static constexpr int workers = 6; ///< as many as a lane lets go at once

    /// Of the time that this load began with, how much is done: 0 to 1.
    [[nodiscard]] double shareDone(qint64 now) const;

Q_SIGNALS:
    void advanced(int received);

private:
    struct Chain
    {
        RangeAsk ask;
        int taken = 0;
        QString firstId;
    };
    enum class Next { Page, Moment, End };

    [[nodiscard]] QCoro::Task<> work(int run);
    [[nodiscard]] QCoro::Task<Result<Done>> takeRange(int run, RangePlan::Claim claim);
    [[nodiscard]] Next advance(RangePlan::Claim claim, Chain &chain, const RangeStep &step);
    void recruit();
    void leave();
    [[nodiscard]] static bool isCurrent(const QPointer<RangeLoader> &self, int run)
    {
        return self && self->m_run == run;
    }

    RangeSource *m_source = nullptr;
    std::unique_ptr<RangePlan> m_plan;
    std::shared_ptr<Latch> m_end;
    ApiError m_error;
    int m_run = 0;
    int m_working = 0;
};

} // namespace leadline
