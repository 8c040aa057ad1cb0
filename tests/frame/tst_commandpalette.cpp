#include "tests/frame/widgetaudit.h"
#include "tests/testkit/testmain.h"
#include "ui/actionlistmodel.h"
#include "ui/actions.h"
#include "ui/commandpalette.h"
#include "ui/keyspage.h"

#include <QAbstractItemModelTester>
#include <QListView>
#include <QVBoxLayout>

using namespace leadline;

/// The palette and the keys page over a window of their own.
class CommandPaletteTest final : public QObject
{
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_host;
    std::unique_ptr<Actions> m_actions;
    CommandPalette *m_palette = nullptr;
    KeysPage *m_keys = nullptr;
    QLineEdit *m_editor = nullptr;
    QStringList m_ran;

    QLineEdit *field() { return m_palette->findChild<QLineEdit *>(QStringLiteral("paletteEdit")); }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }
    void init()
    {
        test::expectSilence();
        m_ran.clear();
        m_host = std::make_unique<QWidget>();
        m_actions = std::make_unique<Actions>();
        m_editor = new QLineEdit(m_host.get());
        m_editor->setObjectName(QStringLiteral("someEditor"));
        m_editor->setAccessibleName(QStringLiteral("Some editor"));
        const struct
        {
            const char *id;
            const char *text;
            QList<QKeySequence> keys;
        } made[] = {{"logCall", "Log a call", {QKeySequence(Qt::Key_L)}},
                    {"filter", "Filter leads", {QKeySequence(Qt::Key_Slash), QKeySequence(Qt::CTRL | Qt::Key_F)}},
                    {"signOut", "Sign out", {}}};
        for (const auto &entry : made) {
            QAction *const action = m_actions->add(m_host.get(), QLatin1String(entry.id), QLatin1String(entry.text),
                                                   Actions::Group::Leads, entry.keys);
            connect(action, &QAction::triggered, this, [this, action] { m_ran << action->objectName(); });
        }
        m_palette = new CommandPalette(*m_theme, *m_actions, m_host.get());
        m_keys = new KeysPage(*m_theme, *m_actions, m_host.get());
        m_host->resize(1000, 700);
        m_host->show();
        m_host->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_host.get()));
        m_editor->setFocus();
    }
    void cleanup()
    {
        m_actions.reset();
        m_host.reset();
    }
    void cleanupTestCase() { m_theme.reset(); }

    void theModelIsSound()
    {
        ActionListModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setActions(m_actions->all());
        QCOMPARE(model.rowCount(), 3);
        model.setFilter(QStringLiteral("fl"));
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("Filter leads"));
        model.setFilter(QStringLiteral("zzz"));
        QCOMPARE(model.rowCount(), 0);
    }

    void beginningsOfWordsWin()
    {
        QVERIFY(ActionListModel::score(QStringLiteral("lc"), QStringLiteral("Log a call"))
                > ActionListModel::score(QStringLiteral("lc"), QStringLiteral("Filter leads copied")));
        QCOMPARE(ActionListModel::score(QStringLiteral("lx"), QStringLiteral("Log a call")), 0);
        QVERIFY(ActionListModel::score({}, QStringLiteral("anything")) > 0);
    }

    void runsByKeyboardAndGivesTheFocusBack()
    {
        m_palette->popUp();
        QVERIFY(field()->hasFocus());
        QTest::keyClicks(field(), QStringLiteral("sign"));
        QTest::keyClick(field(), Qt::Key_Return);
        QCOMPARE(m_ran, QStringList{QStringLiteral("signOut")});
        QVERIFY(!m_palette->isVisible());
        QVERIFY(m_editor->hasFocus());
    }

    void arrowsChoose()
    {
        m_palette->popUp();
        QTest::keyClick(field(), Qt::Key_Down);
        QTest::keyClick(field(), Qt::Key_Return);
        QCOMPARE(m_ran, QStringList{QStringLiteral("filter")});
        m_palette->popUp();
        QTest::keyClick(field(), Qt::Key_Up); // around the top
        QTest::keyClick(field(), Qt::Key_Return);
        QCOMPARE(m_ran.last(), QStringLiteral("signOut"));
    }

    void disabledActionsAreNotOffered()
    {
        m_actions->find(QStringLiteral("logCall"))->setEnabled(false);
        m_palette->popUp();
        QCOMPARE(m_palette->findChild<QListView *>(QStringLiteral("paletteList"))->model()->rowCount(), 2);
    }

    void keysBelowDoNotFireWhileItIsOpen()
    {
        m_palette->popUp();
        QTest::keyClicks(field(), QStringLiteral("l/"));
        QTest::keyClick(field(), Qt::Key_F, Qt::ControlModifier);
        QVERIFY(m_ran.isEmpty());
        QTest::keyClick(field(), Qt::Key_Escape);
        QVERIFY(!m_palette->isVisible());
        m_keys->popUp();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_L);
        QVERIFY(m_ran.isEmpty());
    }

    void plainLettersAreTextInAnEditorAndKeysElsewhere()
    {
        QTest::keyClick(m_editor, Qt::Key_L);
        QCOMPARE(m_editor->text(), QStringLiteral("l"));
        QVERIFY(m_ran.isEmpty());
        m_editor->clearFocus();
        QTest::keyClick(m_host.get(), Qt::Key_L);
        QCOMPARE(m_ran, QStringList{QStringLiteral("logCall")});
    }

    void keysPageShowsEveryActionWithKeys()
    {
        m_keys->popUp();
        QStringList texts;
        const auto labels = m_keys->findChildren<QLabel *>();
        for (const QLabel *label : labels)
            texts << label->text();
        QVERIFY(texts.contains(QLatin1String("Log a call")));
        QVERIFY(texts.contains(QLatin1String("Filter leads")));
        QVERIFY(!texts.contains(QLatin1String("Sign out"))); // has no key
        QCOMPARE(test::auditWidgets(m_host.get()).join(QLatin1Char('\n')), QString());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!m_keys->isVisible());
        QVERIFY(m_editor->hasFocus());
    }
};

QTEST_MAIN(CommandPaletteTest)
#include "tst_commandpalette.moc"
