#pragma once

#include <QRegularExpression>
#include <QTest>

namespace leadline::test {

/// Called in every `init()`: a warning nobody announced with QTest::ignoreMessage fails the test (Qt 6.3 and later).
inline void expectSilence() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

} // namespace leadline::test
