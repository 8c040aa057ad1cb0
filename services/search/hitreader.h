#pragma once

#include "services/domain/lead.h"
#include "services/mirror/database.h"
#include "services/search/ranking.h"

#include <QHash>

#include <optional>

namespace leadline {

/// Makes results of candidates: reads the objects themselves for their texts as people wrote them, marks what
/// matched, and tells one's own. For one query, within its read transaction.
class HitReader
{
public:
    HitReader(Database &database, const SearchQuery &query, const UserId &user);

    struct Read
    {
        SearchHit hit;
        bool isOwn = false;
    };
    /// Nothing if the object has gone or cannot be read.
    [[nodiscard]] std::optional<Read> read(const SearchCandidate &candidate);

private:
    [[nodiscard]] const Lead *lead(RowKey key);
    [[nodiscard]] std::optional<Read> readContact(const SearchCandidate &candidate, const Lead &lead);
    [[nodiscard]] std::optional<Read> readTask(const SearchCandidate &candidate, const Lead &lead);
    [[nodiscard]] std::optional<Read> readOpportunity(const SearchCandidate &candidate, const Lead &lead);
    [[nodiscard]] std::optional<Read> readActivity(const SearchCandidate &candidate, const Lead &lead);
    [[nodiscard]] Read readLead(const Lead &lead);
    [[nodiscard]] MarkedText marked(const QString &text) const;
    [[nodiscard]] MarkedText bestOf(const QStringList &texts) const;
    [[nodiscard]] bool isOwn(const Lead &lead) const;
    [[nodiscard]] bool isMe(const UserId &user) const { return !user.isEmpty() && user == m_user; }

    Database &m_database;
    const SearchQuery &m_query;
    UserId m_user;
    QHash<RowKey, Lead> m_leads;
};

} // namespace leadline
