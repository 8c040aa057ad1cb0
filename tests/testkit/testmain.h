#pragma once

#include <QRegularExpression>
#include <QTest>

namespace leadline::test {

/// Called in every `init()`: a warning nobody announced with QTest::ignoreMessage fails the test (Qt 6.3 and later).
/// The offscreen platform's own remark about size hints of windows is none of ours.
inline void expectSilence()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support propagateSizeHints)")));
}

} // namespace leadline::test
