#include "services/mirror/leadlistjson.h"
#include "services/mirror/namedlists.h"
#include "tests/testkit/testmain.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace leadline;

namespace {

LeadListQuery everything()
{
    LeadListQuery query;
    query.text = QStringLiteral("müller");
    query.statuses = {StatusId(QStringLiteral("stat_1")), StatusId(QStringLiteral("stat_2"))};
    query.sort = LeadSort::Name;
    query.isDescending = false;
    query.nextStep = NextStep::Due;
    query.idleDays = 30;
    query.countries = {QStringLiteral("SE")};
    query.fields = {{CustomFieldId(QStringLiteral("cf_1")), QStringLiteral("Energy")}};
    query.smartView = SmartViewId(QStringLiteral("save_1"));
    return query;
}

} // namespace

class TestNamedLists : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void queriesComeBackFromJson()
    {
        QCOMPARE(leadListQueryFromJson(toJson(everything())), everything());
        QCOMPARE(leadListQueryFromJson(toJson({})), LeadListQuery());
        for (const LeadSort sort : {LeadSort::Name, LeadSort::LastActivity, LeadSort::Created}) {
            for (const NextStep step : {NextStep::Any, NextStep::Open, NextStep::None, NextStep::Due}) {
                LeadListQuery query;
                query.sort = sort;
                query.nextStep = step;
                QCOMPARE(leadListQueryFromJson(toJson(query)), query);
            }
        }
    }

    void oddJsonReadsAsNothingAskedFor()
    {
        QCOMPARE(leadListQueryFromJson({}), LeadListQuery());
        const QJsonObject odd{{QStringLiteral("text"), 5},
                              {QStringLiteral("statuses"), QStringLiteral("stat_1")},
                              {QStringLiteral("idle_days"), -4},
                              {QStringLiteral("sort"), QStringLiteral("colour")},
                              {QStringLiteral("countries"), QJsonArray{1, QJsonValue(), QString()}},
                              {QStringLiteral("fields"), QJsonArray{QStringLiteral("x"), QJsonObject()}}};
        QCOMPARE(leadListQueryFromJson(odd), LeadListQuery());
    }

    void listsSurviveARestart()
    {
        {
            NamedLists lists(m_folder->path());
            QSignalSpy changed(&lists, &NamedLists::changed);
            QVERIFY(lists.save(QStringLiteral("Quiet"), everything()));
            QVERIFY(lists.save(QStringLiteral("Mine"), {}));
            QVERIFY(lists.save(QStringLiteral("Quiet"), {})); // in its place
            QVERIFY(lists.save(QStringLiteral("Swedes"), everything()));
            QVERIFY(lists.remove(QStringLiteral("Mine")));
            QCOMPARE(changed.count(), 5);
        }
        NamedLists lists(m_folder->path());
        QCOMPARE(lists.all().size(), 2);
        QCOMPARE(lists.all().at(0).name, QStringLiteral("Quiet"));
        QCOMPARE(lists.all().at(0).query, LeadListQuery());
        QCOMPARE(lists.find(QStringLiteral("Swedes"))->query, everything());
        QVERIFY(!lists.find(QStringLiteral("Mine")));
        QCOMPARE(lists.last().name, QStringLiteral("Swedes"));
    }

    void whatWasOpenLastIsKnown()
    {
        {
            NamedLists lists(m_folder->path());
            QCOMPARE(lists.last(), NamedLists::List());
            QVERIFY(lists.setLast({QString(), everything()}));
        }
        NamedLists lists(m_folder->path());
        QCOMPARE(lists.last().query, everything());
        QVERIFY(lists.save(QStringLiteral("A"), {}));
        QVERIFY(lists.remove(QStringLiteral("A")));
        QCOMPARE(lists.last().name, QString());
    }

    void onlyTheOwnerMayRead()
    {
        NamedLists lists(m_folder->path());
        QVERIFY(lists.save(QStringLiteral("A"), everything()));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFileInfo(path()).permissions() & others));
    }

    void case068_aDamagedFileIsSetAside()
    {
        const QByteArray half("{\"lists\": [{\"name\": \"Qui");
        write(half);
        NamedLists lists(m_folder->path());
        QVERIFY(lists.all().isEmpty());
        QVERIFY(lists.save(QStringLiteral("A"), {}));
        QFile aside(path() + QLatin1String(".damaged"));
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), half);
        QCOMPARE(NamedLists(m_folder->path()).all().size(), 1);
    }

    void aListThatCannotBeKeptIsNotThere()
    {
        NamedLists lists(m_folder->path() + QLatin1String("/gone"));
        QSignalSpy changed(&lists, &NamedLists::changed);
        const auto saved = lists.save(QStringLiteral("A"), {});
        QVERIFY(!saved);
        QCOMPARE(saved.error().kind, ErrorKind::Storage);
        QVERIFY(lists.all().isEmpty());
        QCOMPARE(changed.count(), 0);
    }

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(QStringLiteral("lists.json")); }
    void write(const QByteArray &bytes) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestNamedLists)
#include "tst_namedlists.moc"
