#pragma once

#include "services/sandbox/faults.h"
#include "services/sandbox/quirks.h"
#include "services/sandbox/store.h"
#include "services/sandbox/wire/weather.h"

#include <QHash>
#include <QObject>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>

namespace leadline::sandbox {

/// The built-in Close: HTTP on 127.0.0.1 over a Store. May be moved to a thread of its own before `listen`,
/// which is then called there; `faults`, `requestLog` and, once listening, `baseUrl` are safe from any
/// thread, `store` is not. Beside /api/v1/ it answers /oauth2/ (authorize, token, revoke; the token store is
/// not kept across restarts), /sandbox/fault/ (see faultFromJson), /sandbox/clock/ and /sandbox/event/ (see
/// WorldControl).
class Server final : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        quint16 port = 0; ///< 0 = any free one
        QByteArray apiKey = "api_sandbox.leadline";
        /// A colleague's key: of the first member who is no administrator. Empty = none.
        QByteArray repKey = "api_rep.leadline";
        Store::Options store;
        int rateLimit = 240; ///< requests per window, key and endpoint group; 0 = no limit
        int rateWindowMs = 8000;
        bool usesCommaRateHeader = false;
        QHash<QByteArray, QString>
            otherKeys; ///< further API keys of the organization and the user each belongs to
        QString oauthClientId = QStringLiteral("oa2client_sandbox");
        QString oauthClientSecret = QStringLiteral("sandbox-secret");
        int accessTokenSeconds = 3600;
        std::function<qint64()> monotonicMs; ///< time of rate windows, tokens and cursors; empty = the machine's
        Quirks quirks;
        Weather::Options weather; ///< of the road to this server; /sandbox/ is spared
        /// Listens there too, through a FaultProxy, so that people can have connections damaged by
        /// /sandbox/fault/.
        std::optional<quint16> proxyPort;
    };
    explicit Server(Options options, QObject *parent = nullptr);
    ~Server() override;

    /// Empty on success, else why it cannot listen.
    [[nodiscard]] QString listen();
    [[nodiscard]] QUrl baseUrl() const;  ///< http://127.0.0.1:PORT/api/v1/
    [[nodiscard]] QUrl proxyUrl() const; ///< the same through the proxy; empty without one
    [[nodiscard]] Store &store();
    [[nodiscard]] Faults &faults();
    /// `METHOD /api/v1/path/` of every request received, in order, for tests that count. Without the query,
    /// and without requests to /sandbox/.
    [[nodiscard]] QStringList requestLog() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace leadline::sandbox
