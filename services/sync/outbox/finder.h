#pragma once

#include "services/close/objectapi.h"
#include "services/domain/commandbody.h"

#include <QSet>

namespace leadline {

/// What to look for in Close.
struct TwinSearch
{
    CommandBody body;
    UserId user;
    QDateTime since;       ///< nothing made before can be it
    QSet<QString> claimed; ///< what other commands stand for or what was known before: not it
    QSet<QString> ours;    ///< objects that our key made for certain
    QString apiKeyId;      ///< of our key, as events name it; empty = not known yet
    QString witness;       ///< while that is so: the newest object of ours, by which the log tells it
    bool asksEvents = true;
    bool knowsOwnKey = true; ///< false only in a test that shows what the key is good for

    TwinSearch() = default;
};

struct Sighting
{
    QJsonObject object;
    bool isSurelyOurs = false; ///< the event log says that our key made it
    bool isListed = false;     ///< false = only the event log knows it: deleted since
};

struct Findings
{
    QList<Sighting> twins; ///< claimed ones left out
    QStringList foreign;   ///< look-alikes that another program made, or the person in the web app
    QString apiKeyId;      ///< of our key, if the log told
    bool hasEvents = true; ///< false: this account may not read the event log, or it was not asked
};

/// Looks in Close for what a command may have made: the list of its kind on its lead, however many pages, and
/// the event log. Both must have been read to their end, otherwise it is an error: a part is never "not
/// there" (reliability.md 90). New leads are looked for in the event log alone, since a search may lag
/// behind. `api` must live until HttpClient has shut down.
[[nodiscard]] QCoro::Task<Result<Findings>> findTwins(ObjectApi *api, TwinSearch search);

} // namespace leadline
