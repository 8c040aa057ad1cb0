#include "tests/frame/scriptedprompt.h"
#include "tests/testkit/manualclock.h"
#include "tests/testkit/testmain.h"
#include "ui/errortext.h"
#include "ui/widgets/banner.h"
#include "ui/workspace.h"

#include <QDir>
#include <QSet>
#include <QSettings>
#include <QTemporaryDir>

using namespace leadline;

/// What a person is told when the files of this computer are not as they should be.
class StorageNoticesTest final : public QObject
{
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;
    test::ManualClock m_clock{QDateTime({2026, 6, 19}, {14, 42}, Qt::UTC)};
    test::ScriptedPrompt m_prompt;
    LinkOpener m_links{m_prompt, [](const QUrl &) { return true; }};
    std::unique_ptr<QTemporaryDir> m_dir;

    [[nodiscard]] Result<std::unique_ptr<CloseService>> open() const
    {
        CloseService::Options options;
        options.baseUrl = QUrl(QStringLiteral("http://127.0.0.1:9/api/v1/"));
        options.apiKey = Secret("api_test");
        options.dataFolder = m_dir->path();
        options.userId = UserId(QStringLiteral("user_am"));
        return CloseService::open(options, m_clock);
    }
    void spoil(const char *file) const
    {
        QFile spoilt(m_dir->filePath(QLatin1String(file)));
        QVERIFY(spoilt.open(QIODevice::ReadWrite) && spoilt.size() > 4096);
        spoilt.write(QByteArray(100, 'x'));
    }
    /// The line on top of the workspace of a service that has just been opened.
    [[nodiscard]] QString bannerText(CloseService &service)
    {
        QSettings settings(m_dir->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        Workspace space({service, *m_theme, m_prompt, m_links, m_clock, settings});
        space.show();
        const auto *banner = space.findChild<Banner *>(QStringLiteral("workspaceBanner"));
        return banner->isVisible() ? banner->text() : QString();
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }
    void init()
    {
        test::expectSilence();
        m_dir = std::make_unique<QTemporaryDir>();
    }
    void cleanupTestCase() { m_theme.reset(); }

    void eachTroubleHasItsSentence()
    {
        QSet<QString> sentences;
        const StorageTrouble troubles[] = {StorageTrouble::Other,  StorageTrouble::Full,    StorageTrouble::ReadOnly,
                                           StorageTrouble::Device, StorageTrouble::Damaged, StorageTrouble::Newer,
                                           StorageTrouble::InUse};
        for (const StorageTrouble trouble : troubles) {
            sentences.insert(describeError(ApiError(trouble, {})));
            QVERIFY(!describeError(ApiError(trouble, {})).contains(QLatin1String("Close is"))); // not Close's fault
        }
        QCOMPARE(sentences.size(), 7);
        QVERIFY(describeError(ApiError(StorageTrouble::Full, {})).contains(QLatin1String("full")));
    }

    void case068_salvagedOutboxIsTold()
    {
        {
            const auto service = open();
            QVERIFY(service && (*service)->outbox().becomeSender());
            for (int i = 0; i < 3; ++i) {
                LogCall call;
                call.leadId = LeadId(QStringLiteral("lead_1"));
                call.activityAt = m_clock.nowUtc();
                Command command;
                command.id = CommandId(QString::number(i));
                command.body = call;
                QVERIFY((*service)->outbox().add(command));
            }
            QCOMPARE(bannerText(**service), QString());
        }
        spoil("outbox.db");
        const auto service = open();
        QVERIFY(service);
        const QString text = bannerText(**service);
        QVERIFY2(text.contains(QLatin1String("3 could be saved")), qPrintable(text));
        QVERIFY2(text.contains(m_dir->filePath(QStringLiteral("outbox.damaged-"))), qPrintable(text));
    }

    void case068_replacedMirrorIsTold()
    {
        QVERIFY(open());
        spoil("mirror.db");
        const auto service = open();
        QVERIFY(service);
        const QString text = bannerText(**service);
        QVERIFY2(text.contains(QLatin1String("loaded again")), qPrintable(text));
        QVERIFY2(text.contains(m_dir->filePath(QStringLiteral("mirror.damaged-"))), qPrintable(text));
    }

    void case072_newerFilesAreTold()
    {
        QVERIFY(open());
        QFile file(m_dir->filePath(QStringLiteral("outbox.db")));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(60)); // the number of the schema, in SQLite's header
        QCOMPARE(file.write(QByteArray(3, '\0') + '\x63'), 4);
        file.close();
        const auto refused = open();
        QVERIFY(!refused);
        QVERIFY(describeSignInError(refused.error()).contains(QLatin1String("newer version")));
    }
};

QTEST_MAIN(StorageNoticesTest)
#include "tst_storagenotices.moc"
