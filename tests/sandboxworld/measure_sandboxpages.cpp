#include "services/sandbox/server.h"
#include "tests/lists/figures.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTcpSocket>
#include <QTextStream>
#include <QThread>

#include <pthread.h>

using namespace Qt::Literals::StringLiterals;
using leadline::test::Figures;

namespace {

/// The server in a thread of its own, and the time that thread computes.
class ServerThread final : public QThread
{
public:
    explicit ServerThread(int leads) : m_leads(leads) {}
    quint16 port = 0;
    [[nodiscard]] double computedMs() const
    {
        timespec now{};
        clock_gettime(m_clock, &now);
        return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
    }

protected:
    void run() override
    {
        pthread_getcpuclockid(pthread_self(), &m_clock);
        leadline::sandbox::Server::Options options;
        options.rateLimit = 0;
        options.store.leads = m_leads;
        options.store.now = QDateTime({2026, 6, 19}, {12, 0}, Qt::UTC);
        leadline::sandbox::Server server(options);
        if (server.listen().isEmpty())
            port = static_cast<quint16>(server.baseUrl().port());
        exec();
    }

private:
    int m_leads;
    clockid_t m_clock{};
};

/// A client that does as little as it can: sends a request, reads until the announced length is there.
class BareClient
{
public:
    explicit BareClient(quint16 port)
    {
        m_socket.connectToHost(u"127.0.0.1"_s, port);
        m_socket.waitForConnected();
    }
    /// Bytes of the body; -1 when the answer is no 200.
    qsizetype ask(const QString &path, const QJsonObject &body)
    {
        const QByteArray sent =
            body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact);
        const QByteArray key = QByteArray("api_sandbox.leadline:").toBase64();
        m_socket.write((sent.isEmpty() ? "GET " : "POST ") + ("/api/v1/" + path.toLatin1()) +
                       " HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\nAuthorization: Basic " + key +
                       "\r\nContent-Type: application/json\r\nContent-Length: " +
                       QByteArray::number(sent.size()) + "\r\n\r\n" + sent);
        m_answer.clear();
        while (!isComplete() && m_socket.waitForReadyRead(120'000))
            m_answer += m_socket.readAll();
        return m_answer.startsWith("HTTP/1.1 200") ? m_answer.size() : -1;
    }

private:
    [[nodiscard]] bool isComplete() const
    {
        const qsizetype head = m_answer.indexOf("\r\n\r\n");
        const qsizetype at = m_answer.indexOf("content-length: ");
        return head >= 0 && at >= 0 &&
               m_answer.size() >=
                   head + 4 + m_answer.mid(at + 16, m_answer.indexOf('\r', at) - at - 16).toInt();
    }
    QTcpSocket m_socket;
    QByteArray m_answer;
};

QJsonObject window(const QString &date, const QString &from, const QString &before)
{
    const auto moment = [](const QString &value) {
        return QJsonObject{{u"type"_s, u"fixed_utc"_s}, {u"value"_s, value}};
    };
    const QJsonObject field{
        {u"type"_s, u"regular_field"_s}, {u"object_type"_s, u"lead"_s}, {u"field_name"_s, date}};
    const QJsonObject range{
        {u"type"_s, u"moment_range"_s}, {u"on_or_after"_s, moment(from)}, {u"before"_s, moment(before)}};
    const QJsonArray queries{
        QJsonObject{{u"type"_s, u"object_type"_s}, {u"object_type"_s, u"lead"_s}},
        QJsonObject{{u"type"_s, u"field_condition"_s}, {u"field"_s, field}, {u"condition"_s, range}}};
    return {{u"query"_s, QJsonObject{{u"type"_s, u"and"_s}, {u"queries"_s, queries}}},
            {u"sort"_s, QJsonArray{QJsonObject{{u"direction"_s, u"desc"_s}, {u"field"_s, field}}}},
            {u"_fields"_s, QJsonObject{{u"lead"_s, QJsonArray{u"_all"_s}}}},
            {u"_limit"_s, 200}};
}

QString residentMegabytes()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return {};
    const QByteArray text = status.readAll();
    const qsizetype at = text.indexOf("VmRSS:");
    return QString::number(text.mid(at + 6, text.indexOf("kB", at) - at - 6).trimmed().toInt() / 1024) +
           u" MB"_s;
}

/// The same path at several places; `%1` is the place.
void measure(BareClient &client, const ServerThread &server, const QString &name, const QString &path,
             const QStringList &places, const QList<QJsonObject> &bodies = {QJsonObject()})
{
    const QStringList arguments = QCoreApplication::arguments();
    if (!name.contains(arguments.value(2)))
        return;
    const int rounds = arguments.value(3).toInt() > 0 ? arguments.value(3).toInt() : 3;
    Figures figures(name);
    qsizetype bytes = 0;
    for (int round = 0; round < rounds; ++round) {
        for (const QString &place : places) {
            for (const QJsonObject &body : bodies) {
                QElapsedTimer wall;
                wall.start();
                const double before = server.computedMs();
                bytes = client.ask(path.contains(u"%1"_s) ? path.arg(place) : path, body);
                figures.add(double(wall.nsecsElapsed()) / 1e6, server.computedMs() - before);
            }
        }
    }
    figures.print();
    if (bytes < 0)
        QTextStream(stdout) << "  refused: " << path << "\n";
}

} // namespace

/// Prints what pages of the built-in Close cost: by the clock of a client, and by the processor of the
/// server. Argument: how many leads (1,000,000).
int main(int argc, char *argv[])
{
    QCoreApplication program(argc, argv);
    const int leads =
        program.arguments().value(1).toInt() > 0 ? program.arguments().value(1).toInt() : 1'000'000;
    QElapsedTimer start;
    start.start();
    ServerThread server(leads);
    server.start();
    while (server.port == 0)
        QThread::msleep(1);
    QTextStream(stdout) << leads << " leads, started in " << start.elapsed() << " ms, " << residentMegabytes()
                        << "\n";
    BareClient client(server.port);
    const QStringList places{u"0"_s, u"400"_s, u"20000"_s, u"120000"_s, u"249000"_s};
    const auto windows = [](const QString &date) {
        QList<QJsonObject> bodies;
        for (int day = 1; day <= 5; ++day)
            bodies.append(
                window(date, u"2026-0%1-02T00:00:00"_s.arg(day), u"2026-06-1%1T00:00:00"_s.arg(day)));
        return bodies;
    };
    measure(client, server, u"lead, 200 whole"_s, u"lead/?_limit=200&_skip=%1"_s, places);
    measure(client, server, u"search by date_created, 200 whole"_s, u"data/search/"_s, {QString()},
            windows(u"date_created"_s));
    measure(client, server, u"search by date_updated, 200 whole"_s, u"data/search/"_s, {QString()},
            windows(u"date_updated"_s));
    measure(client, server, u"contact, 200"_s, u"contact/?_limit=200&_skip=%1"_s, places);
    measure(client, server, u"activity, 100"_s, u"activity/?_limit=100&_skip=%1"_s, places);
    measure(
        client, server, u"activity, 100, dated"_s,
        u"activity/?_limit=100&_skip=%1&date_created__gte=2026-01-10T00:00:00&date_created__lt=2026-05-10T00:00:00"_s,
        places);
    measure(client, server, u"activity/call, 100"_s, u"activity/call/?_limit=100&_skip=%1"_s, places);
    measure(client, server, u"opportunity, 200"_s, u"opportunity/?_limit=200&_skip=%1"_s, places);
    measure(client, server, u"task, 200"_s, u"task/?_limit=200&_skip=%1"_s, places);
    measure(client, server, u"task, all types, 200"_s, u"task/?_type=all&_limit=200&_skip=%1"_s, places);
    measure(client, server, u"task, mine and open, 200"_s, u"task/?view=inbox&_limit=200&_skip=%1"_s,
            {u"0"_s, u"400"_s});
    measure(client, server, u"query by name"_s, u"lead/?_limit=100&query=name:%1"_s,
            {u"Quay"_s, u"Harbor"_s});
    measure(client, server, u"query in vain"_s, u"lead/?_limit=100&query=%1"_s, {u"zzzqqx"_s, u"qqwwzz"_s});
    QTextStream(stdout) << "afterwards " << residentMegabytes() << "\n";
    server.quit();
    server.wait();
    return 0;
}
