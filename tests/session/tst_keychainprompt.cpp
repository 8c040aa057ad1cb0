#include "services/session/keychain.h"
#include "tests/session/keyring.h"
#include "tests/session/promptingservice.h"
#include "tests/testkit/testmain.h"
#include "tests/testkit/wait.h"

using namespace leadline;
using leadline::test::await;
using leadline::test::Keyring;
using leadline::test::PromptingService;

/// A keychain that asks a person, who says no, or says yes when nobody waits any more. A program of its own:
/// libsecret keeps the session it once had with a service.
class TestKeychainPrompt final : public QObject
{
    Q_OBJECT

    Keyring m_keyring;
    Keychain m_keychain;

    static Secret secret() { return Secret("api_canary.1234567890"); }
    static QCoro::Task<> keep(QCoro::Task<KeychainAnswer> task, KeychainAnswer &answer, bool &isOver)
    {
        answer = co_await std::move(task);
        isOver = true;
    }

private Q_SLOTS:
    void initTestCase() { QCOMPARE(m_keyring.stop(), QString()); }
    void init() { test::expectSilence(); }

    void case078_aPromptThatIsRefused()
    {
        Keychain keychain(std::chrono::seconds(3)); // libsecret 0.20 never tells of the refusal
        PromptingService service;
        QVERIFY(service.takeOver());
        const QString key = QStringLiteral("orga_a+user_a");
        bool isOver = false;
        KeychainAnswer answer;
        auto reading = keep(keychain.read(key), answer, isOver);
        WAIT_FOR(service.prompts() == 1); // the event loop goes on while the person is asked
        QVERIFY(!isOver);
        service.answer(false);
        WAIT_FOR(isOver);
        // It is still there, and can be asked for again.
        QVERIFY(answer.status == KeychainStatus::Locked || answer.status == KeychainStatus::Failed);
        QVERIFY(answer.secret.isEmpty());

        isOver = false;
        auto again = keep(keychain.read(key), answer, isOver);
        WAIT_FOR(service.prompts() == 2);
        service.answer(true);
        WAIT_FOR(isOver);
        QCOMPARE(answer.status, KeychainStatus::Ok);
        QCOMPARE(answer.secret.reveal(), secret().reveal());
    }

    void case078_anAnswerThatComesTooLate()
    {
        PromptingService service;
        QVERIFY(service.takeOver());
        const QString key = QStringLiteral("orga_a+user_a");
        Keychain impatient(std::chrono::milliseconds(200));
        QCOMPARE(await(impatient.read(key)).status, KeychainStatus::Failed);
        WAIT_FOR(service.prompts() == 1);
        service.answer(true); // ten minutes later
        QCOMPARE(await(m_keychain.read(key)).secret.reveal(),
                 secret().reveal()); // by the button to try again
        QCOMPARE(service.prompts(), 1);
    }
};

QTEST_GUILESS_MAIN(TestKeychainPrompt)
#include "tst_keychainprompt.moc"
