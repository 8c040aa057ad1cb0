#pragma once

#include "services/mirror/database.h"
#include "services/search/searchhit.h"

#include <QObject>

#include <memory>

namespace leadline {

/// Finds anything in the mirror, on a thread and a read-only connection of its own: asking returns at once,
/// and a newer question stops the older one. Lives on the window's thread. Never writes.
class SearchService final : public QObject
{
    Q_OBJECT
public:
    /// `reader` is handed over to the thread; it must not outlive the mirror it comes from. `user` is the one
    /// whose things stand a little before others'.
    SearchService(std::unique_ptr<Database> reader, UserId user, QObject *parent = nullptr);
    /// Stops what is under way and waits for it.
    ~SearchService() override;

    /// Asks for the best 50 of everything that matches; the answer comes by `found` or `failed` with the
    /// number returned here, unless a newer question or `cancel` comes first. An empty text is answered, too.
    int search(const QString &text);
    void cancel();
    /// Reads ahead what a search will need; worth calling when a box is opened.
    void prepare();

Q_SIGNALS:
    void found(const leadline::SearchResults &results);
    /// The index could not be read.
    void failed(int serial, const leadline::ApiError &error);

private:
    class Worker;
    void interrupt(int serial);

    struct Thread;
    std::unique_ptr<Thread> m_thread;
    int m_serial = 0;
};

} // namespace leadline

Q_DECLARE_METATYPE(leadline::SearchResults)
