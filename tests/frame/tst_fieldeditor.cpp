#include "tests/frame/widgetaudit.h"
#include "tests/testkit/testmain.h"
#include "ui/fieldeditor.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace leadline;

/// A text changed in place, by key, while Close changes it too.
class FieldEditorTest final : public QObject
{
    Q_OBJECT

    template <typename Widget>
    Widget *part(const char *name)
    {
        return m_field->findChild<Widget *>(QLatin1String("about") + QLatin1String(name));
    }
    [[nodiscard]] bool isMarked() { return part<QWidget>("Marker")->isVisible(); }
    void type(const QString &text) { QTest::keyClicks(part<QPlainTextEdit>("Edit"), text); }

    Theme m_theme;
    std::unique_ptr<FieldEditor> m_field;
    std::unique_ptr<QSignalSpy> m_changes;

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        m_field =
            std::make_unique<FieldEditor>(m_theme, QStringLiteral("about"), QStringLiteral("Description"));
        m_field->resize(480, 200);
        m_field->setValue(QStringLiteral("Robots"));
        m_field->QWidget::show();
        m_field->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_field.get()));
        m_changes = std::make_unique<QSignalSpy>(m_field.get(), &FieldEditor::changeRequested);
    }

    void savesWhatWasTyped()
    {
        QTest::mouseClick(part<QPushButton>("EditButton"), Qt::LeftButton);
        QVERIFY(m_field->isEditing());
        QVERIFY(part<QPlainTextEdit>("Edit")->hasFocus());
        type(QStringLiteral(" and conveyors"));
        QTest::keyClick(part<QPlainTextEdit>("Edit"), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_changes->size(), 1);
        QVERIFY(m_field->isEditing()); // until it is durable
        m_field->accepted();
        QVERIFY(!m_field->isEditing());
        QVERIFY(!m_field->draft());
        QCOMPARE(m_changes->at(0).at(0).toString(), QStringLiteral("Robots"));
        QCOMPARE(m_changes->at(0).at(1).toString(), QStringLiteral("Robots and conveyors"));
        QVERIFY(part<QPushButton>("EditButton")->hasFocus());
    }

    void escapeKeepsWhatWasTyped()
    {
        m_field->beginEdit();
        type(QStringLiteral("x"));
        QTest::keyClick(part<QPlainTextEdit>("Edit"), Qt::Key_Escape);
        QVERIFY(!m_field->isEditing());
        QCOMPARE(part<QPushButton>("EditButton")->text(), QStringLiteral("Continue the draft"));
        QTest::mouseClick(part<QPushButton>("EditButton"), Qt::LeftButton);
        QCOMPARE(part<QPlainTextEdit>("Edit")->toPlainText(), QStringLiteral("Robotsx"));
        QTest::mouseClick(part<QPushButton>("CloseButton"), Qt::LeftButton);
        QTest::mouseClick(part<QPushButton>("DiscardButton"), Qt::LeftButton);
        QVERIFY(!m_field->draft());
        QVERIFY(!part<QPushButton>("DiscardButton")->isVisible());
        QTest::mouseClick(part<QPushButton>("EditButton"), Qt::LeftButton);
        QCOMPARE(part<QPlainTextEdit>("Edit")->toPlainText(), QStringLiteral("Robots"));
        QCOMPARE(m_changes->size(), 0);
    }

    void aTextNobodyTouchedIsNotChanged()
    {
        m_field->setValue(QStringLiteral("one\r\ntwo\u00A0three")); // the editor holds other characters
        m_field->beginEdit();
        QTest::keyClick(part<QPlainTextEdit>("Edit"), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(!m_field->isEditing());
        QCOMPARE(m_changes->size(), 0);
        m_field->beginEdit();
        QTest::keyClick(part<QPlainTextEdit>("Edit"), Qt::Key_Escape);
        QVERIFY(!m_field->draft());
    }

    void aSaveThatFailsKeepsTheText()
    {
        m_field->beginEdit();
        type(QStringLiteral("!"));
        QTest::keyClick(part<QPlainTextEdit>("Edit"), Qt::Key_Return, Qt::ControlModifier);
        m_field->rejected(QStringLiteral("No room."));
        QVERIFY(part<QWidget>("Problem")->isVisible());
        QCOMPARE(part<QPlainTextEdit>("Edit")->toPlainText(), QStringLiteral("Robots!"));
        QTest::keyClick(part<QPlainTextEdit>("Edit"), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_changes->size(), 2);
        QVERIFY(!part<QWidget>("Problem")->isVisible());
    }

    void keepingMineSavesEvenWhatWasNotTouched()
    {
        m_field->beginEdit();
        m_field->setValue(QStringLiteral("Cranes"));
        QTest::mouseClick(part<QPushButton>("KeepMineButton"), Qt::LeftButton);
        QTest::keyClick(part<QPlainTextEdit>("Edit"), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_changes->size(), 1);
        QCOMPARE(m_changes->at(0).at(1).toString(), QStringLiteral("Robots"));
    }

    void aNewerValueWaitsUnderAMarker()
    {
        m_field->beginEdit();
        type(QStringLiteral("!"));
        QVERIFY(!isMarked());
        m_field->setValue(QStringLiteral("Cranes"));
        QVERIFY(isMarked());
        QCOMPARE(part<QPlainTextEdit>("Edit")->toPlainText(), QStringLiteral("Robots!"));
        QVERIFY(part<QLabel>("Theirs")->text().contains(QStringLiteral("Cranes")));
        QVERIFY(part<QPlainTextEdit>("Edit")->hasFocus());
        m_field->setValue(QStringLiteral("Robots")); // changed back: nothing to decide
        QVERIFY(!isMarked());
    }

    void savingUnseenChangesNamesTheOldBase()
    {
        m_field->beginEdit();
        type(QStringLiteral("!"));
        m_field->setValue(QStringLiteral("Cranes"));
        QTest::keyClick(part<QPlainTextEdit>("Edit"), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_changes->at(0).at(0).toString(),
                 QStringLiteral("Robots")); // so the outbox finds the conflict
    }

    void keepingMineDecides()
    {
        m_field->beginEdit();
        type(QStringLiteral("!"));
        m_field->setValue(QStringLiteral("Cranes"));
        QTest::mouseClick(part<QPushButton>("KeepMineButton"), Qt::LeftButton);
        QVERIFY(!isMarked());
        QTest::keyClick(part<QPlainTextEdit>("Edit"), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_changes->at(0).at(0).toString(), QStringLiteral("Cranes"));
        QCOMPARE(m_changes->at(0).at(1).toString(), QStringLiteral("Robots!"));
    }

    void takingTheirsCanBeUndone()
    {
        m_field->beginEdit();
        type(QStringLiteral("!"));
        m_field->setValue(QStringLiteral("Cranes"));
        QTest::mouseClick(part<QPushButton>("TakeTheirsButton"), Qt::LeftButton);
        QVERIFY(!isMarked());
        QCOMPARE(part<QPlainTextEdit>("Edit")->toPlainText(), QStringLiteral("Cranes"));
        QTest::keyClick(part<QPlainTextEdit>("Edit"), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(part<QPlainTextEdit>("Edit")->toPlainText(), QStringLiteral("Robots!"));
    }

    void anEmptyFieldOffersToAdd()
    {
        m_field->setValue({});
        QCOMPARE(part<QPushButton>("EditButton")->text(), QStringLiteral("Add"));
        m_field->beginEdit();
        QCOMPARE(part<QPlainTextEdit>("Edit")->toPlainText(), QString());
    }

    void everyPartHasAName()
    {
        m_field->beginEdit();
        m_field->setValue(QStringLiteral("Cranes"));
        QCOMPARE(test::auditWidgets(m_field.get()), QStringList());
    }
};

QTEST_MAIN(FieldEditorTest)
#include "tst_fieldeditor.moc"
