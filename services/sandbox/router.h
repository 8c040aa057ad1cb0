#pragma once

#include "services/sandbox/exchange.h"

#include <QList>

namespace leadline::sandbox {

/// Which endpoint answers which path. Patterns are relative to /api/v1/ and have no outer slashes:
/// `lead`, `lead/{id}`, `activity/status_change/lead/{id}`. `{...}` stands for any one segment; a literal
/// beats it. The endpoint finds its segments in `Call::path`.
class Router
{
public:
    void add(const QByteArray &method, const QString &pattern, Endpoint endpoint);

    /// Runs every endpoint added so far inside `around`.
    using Around = std::function<Reply(const Call &, const Endpoint &)>;
    void wrap(const Around &around);

    struct Match
    {
        const Endpoint *endpoint = nullptr; ///< null = nobody answers this method
        bool isPathKnown = false;           ///< tells 405 from 404
    };
    /// Valid until the next `add`.
    [[nodiscard]] Match find(const QByteArray &method, const QStringList &path) const;

private:
    struct Route
    {
        QByteArray method;
        QStringList segments;
        Endpoint endpoint;
    };
    QList<Route> m_routes;
};

} // namespace leadline::sandbox
