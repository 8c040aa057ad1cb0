#include "services/sandbox/wire/httpframe.h"
#include "tests/testkit/testmain.h"

using leadline::sandbox::HttpFrame;
using Role = HttpFrame::Role;

/// Where a message ends, whatever the pieces it comes in.
class TestHttpFrame : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { leadline::test::expectSilence(); }
    void endsWhereItShould_data();
    void endsWhereItShould();
    void endOfStreamEndsAnswerWithoutLength();
    void headTellsMethodPathAndStatus();
};

void TestHttpFrame::endsWhereItShould_data()
{
    QTest::addColumn<bool>("isAnswer");
    QTest::addColumn<bool>("toHead");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("get") << false << false << QByteArray("GET /a/ HTTP/1.1\r\nHost: x\r\n\r\n");
    QTest::newRow("post") << false << false
                          << QByteArray("POST /a/ HTTP/1.1\r\ncontent-LENGTH: 5\r\n\r\nhello");
    QTest::newRow("chunked request")
        << false << false
        << QByteArray("POST /a/ HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
    QTest::newRow("answer") << true << false << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
    QTest::newRow("empty answer") << true << false
                                  << QByteArray("HTTP/1.1 504 X\r\nContent-Length: 0\r\n\r\n");
    QTest::newRow("204") << true << false << QByteArray("HTTP/1.1 204 No Content\r\n\r\n");
    QTest::newRow("to HEAD") << true << true << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n");
    QTest::newRow("chunks") << true << false
                            << QByteArray("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
                                          "A;x=1\r\n0123\r\n6789\r\n2\r\n{}\r\n0\r\nTrailer: 1\r\n\r\n");
}

void TestHttpFrame::endsWhereItShould()
{
    QFETCH(bool, isAnswer);
    QFETCH(bool, toHead);
    QFETCH(QByteArray, message);
    const Role role = isAnswer ? Role::Response : Role::Request;
    const QByteArray stream = message + "GET /next";

    HttpFrame whole(role, toHead);
    QCOMPARE(whole.feed(stream), message.size());
    QVERIFY(whole.isComplete());
    QCOMPARE(whole.bytes(), message);
    QCOMPARE(whole.feed("more"), 0);

    HttpFrame byteByByte(role, toHead);
    for (qsizetype i = 0; i < message.size(); ++i) {
        QVERIFY2(!byteByByte.isComplete(), qPrintable(QString::number(i)));
        QCOMPARE(byteByByte.feed(stream.mid(i, 1)), 1);
    }
    QVERIFY(byteByByte.isComplete());
    QCOMPARE(byteByByte.bytes(), message);
}

void TestHttpFrame::endOfStreamEndsAnswerWithoutLength()
{
    HttpFrame frame(Role::Response);
    frame.feed("HTTP/1.0 200 OK\r\n\r\nsome body");
    QVERIFY(frame.hasHead());
    QVERIFY(!frame.isComplete());
}

void TestHttpFrame::headTellsMethodPathAndStatus()
{
    HttpFrame request;
    request.feed("POST /api/v1/lead/?_limit=1 HTTP/1.1\r\n");
    QCOMPARE(request.method(), QByteArray());
    request.feed("Content-Length: 3\r\n\r\n");
    QVERIFY(!request.isComplete());
    QCOMPARE(request.method(), "POST");
    QCOMPARE(request.path(), "/api/v1/lead/");
    HttpFrame answer(Role::Response);
    QCOMPARE(answer.status(), 0);
    answer.feed("HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n");
    QCOMPARE(answer.status(), 429);
}

QTEST_GUILESS_MAIN(TestHttpFrame)
#include "tst_httpframe.moc"
