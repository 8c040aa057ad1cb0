#pragma once

#include "services/sandbox/faults.h"
#include "services/sandbox/store.h"

#include <QObject>
#include <QUrl>

#include <memory>

namespace leadline::sandbox {

/// The built-in Close: HTTP on 127.0.0.1 over a Store. Lives on the thread that made it (the program gives it its own).
class Server final : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        quint16 port = 0; ///< 0 = any free one
        QByteArray apiKey = "api_sandbox.leadline";
        Store::Options store;
        int rateLimit = 240;     ///< requests per window, key and endpoint group; 0 = no limit
        int rateWindowMs = 8000;
        bool usesCommaRateHeader = false;
    };
    explicit Server(Options options, QObject *parent = nullptr);
    ~Server() override;

    /// Empty on success, else why it cannot listen.
    [[nodiscard]] QString listen();
    [[nodiscard]] QUrl baseUrl() const; ///< http://127.0.0.1:PORT/api/v1/
    [[nodiscard]] Store &store();
    [[nodiscard]] Faults &faults();
    /// `METHOD /api/v1/path/` of every request received, in order, for tests that count.
    [[nodiscard]] QStringList requestLog() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace leadline::sandbox
