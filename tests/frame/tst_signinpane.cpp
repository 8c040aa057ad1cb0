#include "tests/frame/widgetaudit.h"
#include "tests/testkit/testmain.h"
#include "ui/signinpane.h"
#include "ui/widgets/button.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>

#include <functional>

using namespace leadline;

Q_DECLARE_METATYPE(std::function<void()>)

/// The sign-in pane by key and mouse: what it hands over, what it forgets, what it says.
class SignInPaneTest final : public QObject
{
    Q_OBJECT

    template <typename T>
    T *child(const char *name)
    {
        T *found = m_pane->findChild<T *>(QLatin1String(name));
        if (found == nullptr)
            qWarning("no %s", name);
        return found;
    }
    QString shownText()
    {
        QStringList texts;
        const auto labels = m_pane->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->isVisibleTo(m_pane.get()))
                texts << label->text();
        }
        return texts.join(QLatin1Char('\n'));
    }
    void submit(const QString &key)
    {
        QTest::keyClicks(child<QLineEdit>("apiKeyEdit"), key);
        QTest::keyClick(child<QLineEdit>("apiKeyEdit"), Qt::Key_Return);
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<SignInPane> m_pane;

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = std::make_unique<Theme>();
    }
    void init()
    {
        test::expectSilence();
        m_pane = std::make_unique<SignInPane>(*m_theme);
        m_pane->resize(900, 700);
        m_pane->show();
        m_pane->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_pane.get()));
    }
    void cleanup() { m_pane.reset(); }
    void cleanupTestCase() { m_theme.reset(); }

    void everythingHasItsNames()
    {
        Account account;
        account.organizationName = QStringLiteral("Harbor & Pine");
        m_pane->setAccounts({account});
        QCOMPARE(test::auditWidgets(m_pane.get()).join(QLatin1Char('\n')), QString());
    }

    void everythingHasItsRoom_data()
    {
        QTest::addColumn<std::function<void()>>("prepare");
        using Step = std::function<void()>;
        const auto trouble = [this](KeychainStatus status, bool hasKey) {
            m_pane->showKeychainTrouble(
                status, QStringLiteral("The name org.freedesktop.secrets was not provided by any .service files"), hasKey);
        };
        QTest::newRow("ready") << Step([this] { m_pane->showReady(); });
        QTest::newRow("busy") << Step([this] { m_pane->showBusy(); });
        QTest::newRow("wrong key") << Step([this] { m_pane->showError(ApiError(ErrorKind::Unauthorized)); });
        QTest::newRow("not Close") << Step([this] { m_pane->showError(ApiError(ErrorKind::NotClose)); });
        QTest::newRow("notice") << Step(
            [this] { m_pane->showNotice(QStringLiteral("Close did not accept the API key any more. Sign in again.")); });
        QTest::newRow("no keychain, key in memory") << Step([trouble] { trouble(KeychainStatus::Unavailable, true); });
        QTest::newRow("locked, no key") << Step([trouble] { trouble(KeychainStatus::Locked, false); });
        QTest::newRow("advanced") << Step([this] {
            m_pane->showReady();
            QTest::mouseClick(child<Button>("advancedButton"), Qt::LeftButton);
        });
        QTest::newRow("accounts") << Step([this] {
            Account account;
            account.organizationName = QStringLiteral("Harbor & Pine");
            account.userName = QStringLiteral("Ana Moreau");
            m_pane->setAccounts({account, account, account});
            m_pane->setWayBack(QStringLiteral("Harbor & Pine"));
            m_pane->showError(ApiError(ErrorKind::Unreached));
        });
    }
    void everythingHasItsRoom()
    {
        QFETCH(std::function<void()>, prepare);
        prepare();
        for (const QSize size : {QSize(1440, 900), QSize(900, 560)}) {
            m_pane->resize(size);
            QTRY_COMPARE(test::auditRoom(m_pane.get()).join(QLatin1Char('\n')), QString());
        }
    }

    void aLowWindowScrolls()
    {
        Account account;
        account.organizationName = QStringLiteral("Harbor & Pine");
        m_pane->setAccounts({account, account, account, account});
        QTest::mouseClick(child<Button>("advancedButton"), Qt::LeftButton);
        m_pane->resize(900, 560);
        auto *scroll = child<QScrollArea>("signInScroll");
        QTRY_VERIFY(scroll->verticalScrollBar()->maximum() > 0);
        QCOMPARE(scroll->horizontalScrollBar()->maximum(), 0);
    }

    void handsOverTheKeyAndForgetsIt()
    {
        QList<QByteArray> keys;
        QList<QUrl> urls;
        connect(m_pane.get(), &SignInPane::signInRequested, this, [&](const QUrl &url, const Secret &key) {
            urls << url;
            keys << key.reveal();
        });
        auto *edit = child<QLineEdit>("apiKeyEdit");
        QCOMPARE(edit->echoMode(), QLineEdit::Password);
        submit(QStringLiteral(" api_test.1 "));
        QCOMPARE(keys, QList<QByteArray>{"api_test.1"});
        QCOMPARE(urls, QList<QUrl>{QUrl(QStringLiteral("https://api.close.com/api/v1/"))});
        QCOMPARE(edit->text(), QString());
        edit->setEchoMode(QLineEdit::Normal);
        edit->undo();
        QCOMPARE(edit->text(), QString());
    }

    void anEmptyKeyIsNotSent()
    {
        QSignalSpy spy(m_pane.get(), &SignInPane::signInRequested);
        submit(QStringLiteral("   "));
        QCOMPARE(spy.count(), 0);
        QVERIFY(!child<Button>("signInButton")->isEnabled());
    }

    void pastesAndReveals()
    {
        QGuiApplication::clipboard()->setText(QStringLiteral("api_pasted\n"));
        QTest::mouseClick(child<Button>("pasteKeyButton"), Qt::LeftButton);
        QCOMPARE(child<QLineEdit>("apiKeyEdit")->text(), QStringLiteral("api_pasted"));
        QTest::mouseClick(child<Button>("revealKeyButton"), Qt::LeftButton);
        QCOMPARE(child<QLineEdit>("apiKeyEdit")->echoMode(), QLineEdit::Normal);
        QTest::mouseClick(child<Button>("signInButton"), Qt::LeftButton);
        QCOMPARE(child<QLineEdit>("apiKeyEdit")->echoMode(), QLineEdit::Password);
        QGuiApplication::clipboard()->clear();
    }

    void addressesAreMadeSafe_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("sent"); // empty = refused
        QTest::newRow("no slash") << "https://api.close.com/api/v1" << "https://api.close.com/api/v1/";
        QTest::newRow("no scheme") << "api.close.com/api/v1/" << "https://api.close.com/api/v1/";
        QTest::newRow("sandbox") << "http://127.0.0.1:8080/api/v1/" << "http://127.0.0.1:8080/api/v1/";
        QTest::newRow("plain http") << "http://api.close.com/api/v1/" << "";
        QTest::newRow("loopback in the user part") << "http://127.0.0.1@evil.example/" << "";
        QTest::newRow("user part") << "https://me:pw@api.close.com/" << "";
        QTest::newRow("file") << "file:///etc/passwd" << "";
        QTest::newRow("nonsense") << "https://" << "";
    }
    void addressesAreMadeSafe()
    {
        QFETCH(QString, typed);
        QFETCH(QString, sent);
        QSignalSpy spy(m_pane.get(), &SignInPane::signInRequested);
        QTest::mouseClick(child<Button>("advancedButton"), Qt::LeftButton);
        QVERIFY(child<QLineEdit>("addressEdit")->isVisible());
        child<QLineEdit>("addressEdit")->setText(typed);
        submit(QStringLiteral("api_x"));
        QCOMPARE(spy.count(), sent.isEmpty() ? 0 : 1);
        if (!sent.isEmpty())
            QCOMPARE(spy.first().first().toUrl().toString(), sent);
        else
            QVERIFY(shownText().contains(QLatin1String("must begin with https://")));
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("words");
        QTest::newRow("wrong key") << ErrorKind::Unauthorized << "does not accept this API key";
        QTest::newRow("no network") << ErrorKind::Unreached << "cannot be reached";
        QTest::newRow("tls") << ErrorKind::Tls << "not safe";
        QTest::newRow("portal") << ErrorKind::NotClose << "does not look like Close";
        QTest::newRow("redirect") << ErrorKind::Redirected << "does not look like Close";
        QTest::newRow("timeout") << ErrorKind::Timeout << "did not answer in time";
        QTest::newRow("5xx") << ErrorKind::ServerError << "cannot answer now";
        QTest::newRow("disk") << ErrorKind::Storage << "could not be stored";
    }
    void saysWhatIsWrong()
    {
        QFETCH(ErrorKind, kind);
        QFETCH(QString, words);
        m_pane->showBusy();
        m_pane->showError(ApiError(kind));
        QVERIFY2(shownText().contains(words), qPrintable(shownText()));
        QVERIFY(child<QLineEdit>("apiKeyEdit")->isEnabled());
    }

    void knownAccountsOpenWithOneKey()
    {
        Account first;
        first.organizationName = QStringLiteral("Harbor & Pine");
        first.organizationId = OrganizationId(QStringLiteral("orga_1"));
        Account second = first;
        second.organizationId = OrganizationId(QStringLiteral("orga_2"));
        m_pane->setAccounts({first, second});
        QStringList opened;
        connect(m_pane.get(), &SignInPane::openRequested, this,
                [&](const Account &account) { opened << account.organizationId.value; });
        QTRY_VERIFY(child<Button>("accountButton2")->isVisible());
        QTest::keyClick(m_pane.get(), Qt::Key_2, Qt::AltModifier);
        QTRY_COMPARE(opened, QStringList{QStringLiteral("orga_2")});
        m_pane->setAccounts({});
        QVERIFY(m_pane->findChild<Button *>(QStringLiteral("accountButton1")) == nullptr);
    }

    void keychainTroubleIsNamed_data()
    {
        QTest::addColumn<KeychainStatus>("status");
        QTest::addColumn<QString>("words");
        QTest::newRow("none") << KeychainStatus::Unavailable << "no keychain running";
        QTest::newRow("locked") << KeychainStatus::Locked << "is locked";
        QTest::newRow("denied") << KeychainStatus::Denied << "denied access";
        QTest::newRow("failed") << KeychainStatus::Failed << "failed";
    }
    void keychainTroubleIsNamed()
    {
        QFETCH(KeychainStatus, status);
        QFETCH(QString, words);
        QSignalSpy retry(m_pane.get(), &SignInPane::retryKeychainRequested);
        QSignalSpy keep(m_pane.get(), &SignInPane::keepForSessionRequested);
        m_pane->showKeychainTrouble(status, QStringLiteral("<b>own words</b>"), true);
        QVERIFY2(shownText().contains(words), qPrintable(shownText()));
        // Of a locked keychain the words are "not found", whatever it holds.
        QCOMPARE(shownText().contains(QLatin1String("<b>own words</b>")), status != KeychainStatus::Locked);
        QTest::mouseClick(child<Button>("retryKeychainButton"), Qt::LeftButton);
        QTest::mouseClick(child<Button>("keepForSessionButton"), Qt::LeftButton);
        QCOMPARE(retry.count(), 1);
        QCOMPARE(keep.count(), 1);
        m_pane->showKeychainTrouble(status, {}, false);
        QVERIFY(!child<Button>("keepForSessionButton")->isVisible());
        QTest::mouseClick(child<Button>("backToKeyButton"), Qt::LeftButton);
        QVERIFY(child<QLineEdit>("apiKeyEdit")->isVisible());
    }
};

QTEST_MAIN(SignInPaneTest)
#include "tst_signinpane.moc"
