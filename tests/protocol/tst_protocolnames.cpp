#include "services/mirror/commandjson.h"
#include "tests/testkit/testmain.h"

#include <QFile>

using namespace leadline;

/// Bar W8: the states of the code are those of the checked model.
class TestProtocolNames final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::expectSilence(); }

    void statesAreThoseOfTheModel()
    {
        QFile file(qEnvironmentVariable("LEADLINE_SOURCE") + QStringLiteral("/tests/protocol/outbox.pml"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QRegularExpression declaration(QStringLiteral("mtype = \\{([A-Z,]+)\\}"));
        const auto match = declaration.match(QString::fromUtf8(file.readAll()));
        QVERIFY(match.hasMatch());
        QStringList states = match.captured(1).split(u',');
        for (const char *answer : {"OK", "REJ", "AMB"}) // what the network says, no states
            QVERIFY(states.removeOne(QLatin1String(answer)));
        QStringList names;
        for (int i = 0; i <= int(CommandState::Parked); ++i)
            names << stateName(CommandState(i)).toUpper();
        for (const QString &state : states)
            QVERIFY2(names.removeOne(state), qPrintable(state));
        // Ends that are certain and concern nobody else: the model has no need of them.
        QCOMPARE(names, (QStringList{QStringLiteral("REJECTED"), QStringLiteral("PARKED")}));
    }
};

QTEST_GUILESS_MAIN(TestProtocolNames)
#include "tst_protocolnames.moc"
