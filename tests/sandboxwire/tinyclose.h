#pragma once

#include "services/sandbox/listing.h"
#include "services/sandbox/wire/frontdoor.h"
#include "services/sandbox/wire/transport.h"

#include <QStringList>

#include <memory>

namespace leadline::test {

/// The sandbox's wire with a handful of endpoints of its own, so that its rules are tested apart from the
/// organisation: `lead` (250 leads, list and get), `activity/note` (POST adds one, GET lists), `pipeline`
/// (POST 201, DELETE 204), `echo` (any method: answers what the endpoint was given), `403`.
class TinyClose
{
public:
    TinyClose();
    ~TinyClose();

    /// Change options and quirks before.
    void start();
    [[nodiscard]] quint16 port() const { return m_transport->port(); }
    [[nodiscard]] QUrl baseUrl() const;
    [[nodiscard]] int notes() const { return int(m_notes.size()); }

    sandbox::FrontDoor::Options options;
    sandbox::Quirks quirks;
    sandbox::Faults faults;
    QStringList log; ///< `METHOD /path/`
    qint64 nowMs = 1'000'000;
    sandbox::Weather weather{{}};

private:
    void addEndpoints();

    sandbox::Router m_router;
    std::unique_ptr<sandbox::FrontDoor> m_door;
    std::unique_ptr<sandbox::Transport> m_transport;
    QList<QJsonObject> m_notes;
};

} // namespace leadline::test
