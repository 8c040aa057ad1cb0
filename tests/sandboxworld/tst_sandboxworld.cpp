#include "services/sandbox/store.h"
#include "tests/testkit/testmain.h"

#include <QJsonDocument>
#include <QTest>

using namespace leadline::sandbox;

class WorldTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { leadline::test::expectSilence(); }
    void sameSeedSameWorld()
    {
        const Store::Options options{.leads = 20, .seed = 1, .stateFile = {}, .now = QDateTime({2026, 6, 19}, {12, 0}, Qt::UTC)};
        QCOMPARE(Store(options).list(Kind::Lead, 0, 20).items, Store(options).list(Kind::Lead, 0, 20).items);
    }
};

QTEST_GUILESS_MAIN(WorldTest)
#include "tst_sandboxworld.moc"
