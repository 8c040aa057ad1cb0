#include "tests/frame/scriptedprompt.h"
#include "tests/frame/widgetaudit.h"
#include "tests/testkit/testmain.h"
#include "ui/linkopener.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"

#include <QDialog>

using namespace leadline;

/// The one door out of the window, and the dialog that guards it.
class LinkOpenerTest final : public QObject
{
    Q_OBJECT

    QList<QUrl> m_opened;
    test::ScriptedPrompt m_prompt;
    QWidget m_window;
    std::unique_ptr<LinkOpener> m_links;

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        m_opened.clear();
        m_prompt = {};
        m_links = std::make_unique<LinkOpener>(m_prompt, [this](const QUrl &url) {
            m_opened << url;
            return true;
        });
    }

    void case045_onlyFourKindsOpen_data()
    {
        QTest::addColumn<QString>("link");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("https") << "https://arkwright.example/a" << true;
        QTest::newRow("http") << "HTTP://arkwright.example" << true;
        QTest::newRow("mailto") << "mailto:dana@arkwright.example" << true;
        QTest::newRow("tel") << "tel:+16175550142" << true;
        QTest::newRow("file") << "file:///etc/passwd" << false;
        QTest::newRow("script") << "javascript:alert(1)" << false;
        QTest::newRow("data") << "data:text/html,x" << false;
        QTest::newRow("desktop handler") << "smb://host/share" << false;
        QTest::newRow("no host") << "http:///x" << false;
        QTest::newRow("empty") << "" << false;
    }
    void case045_onlyFourKindsOpen()
    {
        QFETCH(QString, link);
        QFETCH(bool, allowed);
        m_prompt.answers = {0};
        m_links->open(&m_window, QUrl(link));
        QCOMPARE(m_opened.size(), allowed ? 1 : 0);
        QCOMPARE(m_prompt.questions.size(), 1);
    }

    void case042_theRealTargetIsShown()
    {
        m_links->open(&m_window, QUrl(QStringLiteral("https://\u0430rkwright.example/login"))); // a Cyrillic letter
        QVERIFY2(m_prompt.questions.first().detail.startsWith(QLatin1String("https://xn--")),
                 qPrintable(m_prompt.questions.first().detail));
        QVERIFY(m_opened.isEmpty()); // Esc
    }

    void closeItselfIsNotAskedAbout()
    {
        m_links->open(&m_window, QUrl(QStringLiteral("https://app.close.com/lead/lead_x/")));
        QCOMPARE(m_opened.size(), 1);
        QVERIFY(m_prompt.questions.isEmpty());
        m_links->open(&m_window, QUrl(QStringLiteral("https://app.close.com@evil.example/")));
        m_links->open(&m_window, QUrl(QStringLiteral("http://app.close.com/")));
        QCOMPARE(m_opened.size(), 1);
        QCOMPARE(m_prompt.questions.size(), 2);
    }

    void theDialogAsksPlainlyAndAnswersOnce()
    {
        Theme theme;
        DialogPrompt prompt(theme);
        QWidget window;
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QList<int> answers;
        const Question question{QStringLiteral("<b>Delete</b>?"),
                                QStringLiteral("<img src=x>"),
                                QStringLiteral("https://x.example"),
                                {{QStringLiteral("Delete"), Question::Weight::Danger}, {QStringLiteral("Keep")}}};
        prompt.ask(&window, question, [&answers](int answer) { answers << answer; });
        auto *dialog = window.findChild<QDialog *>(QStringLiteral("prompt"));
        QVERIFY(dialog != nullptr && dialog->isVisible() && dialog->isModal());
        QCOMPARE(test::auditWidgets(dialog).join(QLatin1Char('\n')), QString());
        QCOMPARE(dialog->findChild<QLabel *>(QStringLiteral("promptText"))->text(), QStringLiteral("<img src=x>"));
        QTest::keyClick(dialog, Qt::Key_Return); // Enter never deletes
        QCOMPARE(answers, QList<int>{1});
        QTRY_VERIFY(window.findChild<QDialog *>(QStringLiteral("prompt")) == nullptr);
        prompt.ask(&window, question, [&answers](int answer) { answers << answer; });
        dialog = window.findChild<QDialog *>(QStringLiteral("prompt"));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QCOMPARE(answers, (QList<int>{1, 1}));
        QTRY_VERIFY(window.findChild<QDialog *>(QStringLiteral("prompt")) == nullptr);
        prompt.ask(&window, question, [&answers](int answer) { answers << answer; });
        dialog = window.findChild<QDialog *>(QStringLiteral("prompt"));
        QTest::mouseClick(dialog->findChild<Button *>(QStringLiteral("answer0")), Qt::LeftButton);
        QCOMPARE(answers, (QList<int>{1, 1, 0}));
    }
};

QTEST_MAIN(LinkOpenerTest)
#include "tst_linkopener.moc"
