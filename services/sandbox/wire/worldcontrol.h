#pragma once

#include "services/sandbox/store.h"
#include "services/sandbox/wire/message.h"

namespace leadline::sandbox {

/// Time and order for people and tests, by `curl`, without a key.
///   POST /sandbox/clock/ {"advance": SECONDS}   server time goes on from that much later (for the 30 days of
///                                               events, the hour after which their data is private)
///   POST /sandbox/event/ {"hold": N}            readers do not see the next N events
///   POST /sandbox/event/ {"release": true}      now they do, at the place where they belong: out of order
/// Both answer `{"now": ..., "events": N}`, GET does nothing but that.
class WorldControl
{
public:
    explicit WorldControl(Store &store) : m_store(store) {}
    [[nodiscard]] static bool knows(const QString &path);
    [[nodiscard]] Answer answer(const Request &request);

private:
    [[nodiscard]] bool apply(bool isClock, const QJsonObject &order);

    Store &m_store;
};

} // namespace leadline::sandbox
