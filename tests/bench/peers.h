#pragma once

#include "services/base/result.h"
#include "tests/bench/context.h"

#include <QJsonObject>
#include <QStringList>

namespace leadline::bench {

class Corpus;

/// What the peers are asked.
struct PeerQueries
{
    QStringList prefix;
    QStringList substring;
    QStringList typo;
};

/// No more than this many texts fit into what web clients search with, in time and memory.
inline constexpr int mostPeerTexts = 100'000;

/// Times of MiniSearch, FlexSearch, Fuse.js and a plain filter over an array, in a Node process of their own
/// (tests/bench/peers/search.mjs). An error if Node or the packages are not here.
[[nodiscard]] Result<QJsonObject> peerTimes(const Context &context, const Corpus &corpus,
                                            const PeerQueries &queries);

} // namespace leadline::bench
