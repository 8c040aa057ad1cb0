#include "services/http/exchange.h"
#include "tests/http/wireserver.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

#include <QNetworkAccessManager>

using namespace leadline;
using namespace leadline::test;

namespace {

QCoro::Task<Transport> outcome(Exchange *exchange)
{
    co_await exchange->finished().opened();
    co_return exchange->transport();
}

WireOptions wire(const WireServer &server)
{
    WireOptions options;
    options.baseUrl = server.baseUrl();
    options.idleTimeout = std::chrono::milliseconds(5'000);
    options.connectTimeout = std::chrono::milliseconds(5'000);
    options.deadline = std::chrono::milliseconds(5'000);
    options.maxAnswerBytes = 1'000;
    return options;
}

} // namespace

/// One request on the wire: how it ends where two things end it at once.
class ExchangeTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        expectSilence();
        QTest::failOnWarning(QRegularExpression(QStringLiteral("must only be called once")));
    }

    /// Qt tells of a refusal first and of the end later: in between a time-out or a closing program may
    /// strike. The answer is there by then, and it counts.
    void nothingEndsWhatHasEnded_data()
    {
        QTest::addColumn<Method>("method");
        QTest::newRow("read") << Method::Get;
        QTest::newRow("write") << Method::Post;
    }
    void nothingEndsWhatHasEnded()
    {
        QFETCH(Method, method);
        WireServer server(answering(503, "{\"error\": \"Later.\"}", "Content-Type: application/json\r\n"));
        QNetworkAccessManager manager;
        Exchange::prepare(manager);
        Request request(method, QStringLiteral("activity/note/"));
        if (method == Method::Post)
            request.body = QJsonObject{{QStringLiteral("note"), QStringLiteral("once")}};
        auto *exchange = new Exchange(manager, request, wire(server));
        auto *reply = manager.findChild<QNetworkReply *>();
        QVERIFY(reply);
        QCOMPARE(reply->request().transferTimeout(), 0); // it could not be told to wait
        connect(reply, &QNetworkReply::errorOccurred, exchange, &Exchange::cancel, Qt::DirectConnection);
        auto ending = outcome(exchange);
        const Transport transport = await(std::move(ending));
        QCOMPARE(transport.status, 503);
        QCOMPARE(transport.ending, Transport::Ending::Itself);
        QCOMPARE(transport.body, QByteArray("{\"error\": \"Later.\"}"));
        QCOMPARE(server.seen().size(), 1);
    }

    void cancelsWhatIsOpen()
    {
        WireServer server(silent());
        QNetworkAccessManager manager;
        Exchange::prepare(manager);
        auto *exchange = new Exchange(manager, Request(Method::Get, QStringLiteral("me/")), wire(server));
        QTimer::singleShot(50, exchange, &Exchange::cancel);
        auto ending = outcome(exchange);
        const Transport transport = await(std::move(ending));
        QCOMPARE(transport.ending, Transport::Ending::Cancelled);
        QCOMPARE(transport.status, 0);
    }
};

Q_DECLARE_METATYPE(leadline::Method)

QTEST_GUILESS_MAIN(ExchangeTest)
#include "exchange_test.moc"
