#pragma once

#include <QObject>
#include <QUrl>

#include <memory>
#include <optional>

namespace leadline::sandbox {

/// What the proxy does to one HTTP exchange.
enum class WireFault {
    Refuse,      ///< the port does not listen (until `restore`); takes effect at once, method and path do not
                 ///< matter
    ResetBefore, ///< RST when the head of the request has come, before a byte reached the server
    ResetAfter,  ///< the server has applied the request; RST instead of the answer
    CloseAfter,  ///< the same with FIN
    Stall,       ///< the request reached the server; no answer ever
    CutAnswer,   ///< answer cut after `bytes` of it, head included, by FIN; a negative number counts from its
                 ///< end
    SlowAnswer,  ///< `bytes` per second
};

/// refuse, reset_before, reset_after, close_after, stall, cut_answer, slow_answer; null for other words.
[[nodiscard]] std::optional<WireFault> wireFaultFromName(const QString &name);

/// A loopback TCP proxy in front of the sandbox that damages chosen exchanges: "the next N times for METHOD
/// PATH". It opens one connection to the server for each one made to it and handles one exchange at a time on
/// it. May run on a thread of its own; every function is called on that thread.
class FaultProxy final : public QObject
{
    Q_OBJECT
public:
    /// `upstream`: a base URL such as Server::baseUrl().
    explicit FaultProxy(QUrl upstream, QObject *parent = nullptr);
    ~FaultProxy() override;

    [[nodiscard]] QString listen(quint16 port = 0); ///< empty on success; 127.0.0.1 only
    [[nodiscard]] QUrl baseUrl() const;             ///< upstream's path on this proxy's port
    /// Path as a prefix below /api/v1/, method `*` = all. Rules are used up in the order they were added.
    void next(WireFault fault, const QByteArray &method, const QString &path, int times = 1, int bytes = 0);
    void clear();   ///< forgets the rules; what is stalled stays so
    void down();    ///< stop listening and cut every connection
    void restore(); ///< listen again on the same port

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace leadline::sandbox
