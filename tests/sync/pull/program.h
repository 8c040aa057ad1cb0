#pragma once

#include "services/mirror/mirror.h"
#include "services/sync/pull/puller.h"

#include <QTemporaryDir>

namespace leadline::test {

/// The reading half of the program on a folder of its own: `open` and `close` are its starts and ends.
/// Several may stand before one Close.
class Program
{
public:
    Program(QUrl close, const Clock &clock, Puller::Options options, QByteArray key = "api_sandbox.leadline");
    ~Program();

    void open();
    void close();
    /// Small pages, no patience.
    [[nodiscard]] static Puller::Options quick();

    [[nodiscard]] HttpClient &http() { return *m_http; }
    [[nodiscard]] CloseApi &api() { return *m_api; }
    [[nodiscard]] BulkApi &bulk() { return *m_bulk; }
    [[nodiscard]] Mirror &mirror() { return *m_mirror; }
    [[nodiscard]] Puller &puller() { return *m_puller; }
    Puller::Options &options() { return m_options; } ///< count from the next `open`

private:
    QUrl m_close;
    const Clock &m_clock;
    Puller::Options m_options;
    QByteArray m_key;
    QTemporaryDir m_folder;
    std::unique_ptr<Mirror> m_mirror;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<CloseApi> m_api;
    std::unique_ptr<BulkApi> m_bulk;
    std::unique_ptr<Puller> m_puller;
};

} // namespace leadline::test
