#pragma once

#include "services/mirror/database.h"
#include "services/mirror/leadindex.h"
#include "services/mirror/leadinquiry.h"

#include <QObject>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>

namespace leadline {

/// Answers what the lead list asks for, on a thread of its own with a read-only connection: orders and
/// filters by the index in memory, names and custom values by SQL. The index is read from the first question
/// on: at once where there are few leads, otherwise behind the answer and in slices; until it is whole, the
/// first rows come from SQL. Answers, failures and `loaded` arrive on the home's thread, not any more once
/// this has gone.
class LeadLists
{
public:
    struct Home
    {
        QObject *object = nullptr; ///< outlives this
        std::function<void()> loaded;
        std::function<void(const ApiError &)> failed;
    };
    LeadLists(std::unique_ptr<Database> reader, Home home);
    ~LeadLists();
    Q_DISABLE_COPY_MOVE(LeadLists)

    /// Reads the index anew, beside the one in use, which answers until then.
    void reload();
    /// Committed changes, in order; questions asked later see them.
    void put(std::vector<LeadIndexEntry> entries);
    void remove(RowKey key);

    using Then = LeadInquiry::Then;
    [[nodiscard]] LeadInquiry ask(LeadListQuery query, QDateTime nowUtc, Then then);

private:
    using Wanted = std::shared_ptr<std::atomic<bool>>;

    void run(std::function<void()> job);
    void beginLoading();
    void loadSlice(std::optional<RowKey> after, int size);
    void answer(const LeadListQuery &query, const QDateTime &nowUtc, const Then &then,
                const Wanted &isWanted);
    [[nodiscard]] Result<LeadListAnswer> answerOf(const LeadListQuery &query, const QDateTime &nowUtc);
    [[nodiscard]] Result<Done> learn(const LeadListQuery &query);
    void report(const ApiError &error);
    [[nodiscard]] bool isObsolete() const;
    static int mayStop(void *self);

    Home m_home;
    QThread m_thread;
    std::atomic<bool> m_isClosing = false;
    std::unique_ptr<QObject> m_context; ///< lives in the thread, as does what follows
    std::unique_ptr<Database> m_database;
    LeadIndex m_index;
    LeadIndex m_coming;     ///< the index being read, until it is whole
    bool m_isAsked = false; ///< before, nobody needs the index
    bool m_isLoading = false;
    bool m_isLoaded = false;
    bool m_mustReload = false;                     ///< once more, when the reading under way is over
    bool m_isBroken = false;                       ///< the index could not be read: SQL answers everything
    const std::atomic<bool> *m_isWanted = nullptr; ///< of the question being answered
};

} // namespace leadline
