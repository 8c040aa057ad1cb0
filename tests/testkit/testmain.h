#pragma once

#include <QRegularExpression>
#include <QTest>

namespace leadline::test {

/// Called in every `init()`: a warning nobody announced with QTest::ignoreMessage fails the test (Qt 6.3 and later).
/// Two remarks are none of ours: the offscreen platform's about size hints, and Qt's to itself when a connection ends
/// within the status line, which it tells of twice on a slow machine (that we cause none is in exchange_test).
inline void expectSilence()
{
    QTest::failOnWarning(QRegularExpression(
        QStringLiteral("^(?!This plugin does not support propagateSizeHints|QNetworkReplyImplPrivate::error: Internal)")));
}

} // namespace leadline::test
