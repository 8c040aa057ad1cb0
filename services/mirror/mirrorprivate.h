#pragma once

#include "services/close/codec/bulkpage.h"
#include "services/mirror/activitytable.h"
#include "services/mirror/leadlists.h"
#include "services/mirror/leadtable.h"
#include "services/mirror/mirror.h"
#include "services/mirror/writer.h"

#include <QDeadlineTimer>

namespace leadline {

/// What the reading side keeps in memory.
struct MirrorContent
{
    int leadCount = 0;
    OrganizationData organization;
    PullState pull;
    EventState events;
    qint64 readMs = 0; ///< what it took
};

[[nodiscard]] Result<MirrorContent> readContent(Database &database);

/// The reading side on the window's thread, with small copies of what every repaint asks for.
struct Mirror::Private
{
    std::unique_ptr<Writer> writer; ///< destroyed after the reader
    std::unique_ptr<Database> reader;
    std::unique_ptr<LeadLists> lists; ///< likewise before the writer
    int leadCount = 0;
    OrganizationData organization;
    QHash<StatusId, QString> statusLabels;
    PullState pull;
    EventState events;
    Mirror *q = nullptr;
    QString damagedFile; ///< see Mirror::damagedFile
    /// Of the file as other programs left it; the writer thread's.
    std::shared_ptr<qint64> othersVersion = std::make_shared<qint64>(0);
    /// Likewise the writer thread's: the memory and the parsers of one page serve the next.
    std::shared_ptr<BulkPage> page = std::make_shared<BulkPage>();
    QDeadlineTimer nextFollow; ///< a million leads take a while: not again at once

    Result<Done> load();
    void take(MirrorContent content);
    void startLists(std::unique_ptr<Database> database);
    void takeLabels();
    /// Search texts of older files, a little at a time behind whatever else is written.
    void writeBacklog();

    /// The value, or nothing and a `failed` once control is back in the event loop.
    template <typename T>
    T orReport(Result<T> result) const
    {
        if (result)
            return std::move(result).value();
        report(result.error());
        return T();
    }
    void report(const ApiError &error) const;
    void reportCollisions(const QStringList &ids) const;

    /// `job` on the writer thread; then `committed` and `then` on the window's thread. `then` is told what
    /// `answer` makes of the job's value.
    template <typename T, typename Answer>
    void write(std::function<Result<T>(Database &)> job, std::function<void(const T &)> committed,
               std::function<Answer(const T &)> answer, ThenWith<Answer> then)
    {
        writer->run([mirror = q, job = std::move(job), committed = std::move(committed),
                     answer = std::move(answer), then = std::move(then)](Database &database) mutable {
            auto finish = [mirror, committed = std::move(committed), answer = std::move(answer),
                           then = std::move(then), result = job(database)] {
                if (result)
                    committed(*result);
                else if (result.error().kind == ErrorKind::Storage)
                    Q_EMIT mirror->failed(result.error());
                if (then)
                    then(result ? Result<Answer>(answer(*result)) : Result<Answer>(result.error()));
            };
            QMetaObject::invokeMethod(mirror, std::move(finish), Qt::QueuedConnection);
        });
    }
    template <typename T>
    void write(std::function<Result<T>(Database &)> job, std::function<void(const T &)> committed, Then then)
    {
        write<T, Done>(
            std::move(job), std::move(committed), [](const T &) { return Done{}; }, std::move(then));
    }

    /// Into the index and out as signals.
    void announce(const LeadChanges &changes, QList<LeadId> timelines);
};

} // namespace leadline
