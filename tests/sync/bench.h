#pragma once

#include "services/close/bulkapi.h"
#include "services/close/closeapi.h"
#include "services/close/objectapi.h"
#include "services/mirror/mirror.h"
#include "services/mirror/outboxstore.h"
#include "services/sandbox/faultproxy.h"
#include "services/sandbox/server.h"

#include <QTemporaryDir>

namespace leadline::test {

/// A sandbox behind a fault proxy, and the stores of one account in a temporary folder. `close` and `open`
/// again are a restart of the program.
class Bench
{
public:
    using Adjust = std::function<void(sandbox::Server::Options &)>;
    explicit Bench(const Clock &clock, int leads = 20, const Adjust &adjust = {});

    void open();
    void close(); ///< once more does nothing
    /// Where the next `open` sends to; empty = the proxy.
    void leadTo(const QUrl &url) { m_wrongWay = url; }
    /// The API key from the next `open` on.
    void signInWith(const QByteArray &apiKey) { m_apiKey = apiKey; }
    /// Takes every lead into the mirror; the activities of a lead that is not there would not be stored.
    [[nodiscard]] bool takeLeads();
    /// Times out quickly instead of after a minute.
    [[nodiscard]] static HttpClient::Limits quick();

    [[nodiscard]] UserId me() const { return UserId(m_server.store().currentUserId()); }
    [[nodiscard]] LeadId lead(int index) const;
    [[nodiscard]] LogCall callTo(const LeadId &lead, const QString &note) const;
    Command queued(CommandBody body);
    /// Calls of the lead in the sandbox's own store that carry the note.
    [[nodiscard]] int callsWith(const LeadId &lead, const QString &note) const;
    /// Requests received that begin with this, such as `POST /api/v1/activity/call/`.
    [[nodiscard]] int requests(const QString &start) const;
    [[nodiscard]] int posts() const { return requests(QStringLiteral("POST /api/v1/activity/call/")); }

    [[nodiscard]] sandbox::Server &server() const { return m_server; }
    [[nodiscard]] sandbox::FaultProxy &proxy() { return *m_proxy; }
    [[nodiscard]] HttpClient &http() { return *m_http; }
    [[nodiscard]] CloseApi &api() { return *m_api; }
    [[nodiscard]] ObjectApi &objects() { return *m_objects; }
    [[nodiscard]] Mirror &mirror() { return *m_mirror; }
    [[nodiscard]] OutboxStore &outbox() { return *m_outbox; }
    [[nodiscard]] const Clock &clock() const { return m_clock; }
    [[nodiscard]] QString folder() const { return m_folder.path() + QStringLiteral("/account"); }

private:
    const Clock &m_clock;
    QTemporaryDir m_folder;
    mutable sandbox::Server m_server;
    std::unique_ptr<sandbox::FaultProxy> m_proxy;
    std::unique_ptr<Mirror> m_mirror;
    std::unique_ptr<OutboxStore> m_outbox;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<CloseApi> m_api;
    std::unique_ptr<ObjectApi> m_objects;
    QUrl m_wrongWay;
    QByteArray m_apiKey = "api_sandbox.leadline";
    int m_commands = 0;
};

} // namespace leadline::test
