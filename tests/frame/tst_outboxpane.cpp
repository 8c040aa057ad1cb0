#include "tests/frame/sampledata.h"
#include "tests/frame/widgetaudit.h"
#include "tests/testkit/manualclock.h"
#include "tests/testkit/testmain.h"
#include "ui/outbox/outboxpane.h"
#include "ui/widgets/button.h"

#include <QAbstractItemModelTester>
#include <QListView>
#include <QScrollArea>
#include <QSignalSpy>

using namespace leadline;

/// The outbox on the window, over a real outbox, by key.
class OutboxPaneTest final : public QObject
{
    Q_OBJECT

    template <typename T>
    T *child(const char *name)
    {
        return m_host->findChild<T *>(QLatin1String(name));
    }
    bool isOffered(const char *name) { return child<Button>(name)->isVisible(); }
    QString label(const char *name) { return child<QLabel>(name)->text(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    OutboxStore &outbox() { return m_service->service().outbox(); }
    CommandId put(const char *id, CommandBody body, CommandState state, const ApiError &error = ApiError())
    {
        Command command;
        command.id = CommandId(QLatin1String(id));
        command.body = std::move(body);
        command.state = state;
        command.createdAt = m_clock.nowUtc();
        command.lastError = error;
        [[maybe_unused]] const auto added = outbox().add(command);
        return command.id;
    }
    LogCall call(const char *note) const
    {
        LogCall call;
        call.leadId = LeadId(QStringLiteral("lead_arkwright"));
        call.contactId = ContactId(QStringLiteral("cont_dana"));
        call.activityAt = m_clock.nowUtc();
        call.durationSeconds = 252;
        call.note = QLatin1String(note);
        return call;
    }
    CreateNote note(const char *text) const
    {
        CreateNote note;
        note.leadId = LeadId(QStringLiteral("lead_perch"));
        note.text = QLatin1String(text);
        return note;
    }

    Theme m_theme;
    test::ManualClock m_clock{QDateTime({2026, 6, 19}, {14, 42}, Qt::UTC)};
    std::unique_ptr<test::QuietService> m_service;
    std::unique_ptr<OutboxModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<QWidget> m_host;
    OutboxPane *m_pane = nullptr;

private Q_SLOTS:
    void init()
    {
        test::expectSilence();
        m_service = std::make_unique<test::QuietService>(m_clock);
        m_service->put(test::sampleOrganization());
        m_service->put(test::sampleLeads());
        m_model = std::make_unique<OutboxModel>(outbox(), m_service->service().mirror());
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get());
        m_host = std::make_unique<QWidget>();
        m_host->resize(1100, 800);
        m_pane = new OutboxPane(*m_model, m_theme, m_host.get());
        m_host->show();
        m_host->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_host.get()));
    }
    void cleanup()
    {
        m_host.reset();
        m_tester.reset();
        m_model.reset();
        m_service.reset();
    }

    void anEmptyOutboxSaysSo()
    {
        m_pane->popUp();
        QVERIFY(!child<QListView>("outboxList")->isVisible());
        QVERIFY(!child<QWidget>("outboxDetail")->isVisible());
        press(Qt::Key_Escape);
        QVERIFY(!m_pane->isVisible());
    }

    void case100_sendingCanBeStopped()
    {
        m_pane->popUp();
        QVERIFY(!isOffered("outboxPause")); // nothing to stop
        put("c1", note("waits"), CommandState::Queued);
        QSignalSpy asked(m_pane, &OutboxPane::pauseRequested);
        QCOMPARE(child<Button>("outboxPause")->text(), QStringLiteral("Stop sending"));
        QTest::mouseClick(child<Button>("outboxPause"), Qt::LeftButton);
        QCOMPARE(asked.takeFirst().first().toBool(), true);
        m_pane->setPaused(true);
        QCOMPARE(label("outboxCounts"), QStringLiteral("1 waiting · sending is stopped"));
        child<Button>("outboxPause")->setFocus();
        press(Qt::Key_Space);
        QCOMPARE(asked.takeFirst().first().toBool(), false);
        m_pane->setPaused(false);
        QCOMPARE(label("outboxCounts"), QStringLiteral("1 waiting"));
    }

    void whatNeedsAPersonComesFirst()
    {
        put("c1", note("waits"), CommandState::Queued);
        put("c2", call("refused"), CommandState::Rejected,
            ApiError(ErrorKind::Rejected, QStringLiteral("Too long"), 400));
        m_pane->popUp();
        QCOMPARE(label("outboxCounts"), QStringLiteral("1 needs you · 1 waiting"));
        const auto *model = child<QListView>("outboxList")->model();
        QCOMPARE(model->rowCount(), 2);
        const QString spoken = model->index(0, 0).data(Qt::AccessibleTextRole).toString();
        for (const char *word :
             {"Call to Dana Whitfield", "Arkwright Robotics", "Close refused it", "Too long"})
            QVERIFY2(spoken.contains(QLatin1String(word)), qPrintable(spoken));
        QCOMPARE(label("outboxTitle"), QStringLiteral("Call to Dana Whitfield"));
        QVERIFY(label("outboxText").contains(QStringLiteral("4:12")));
        QVERIFY(label("outboxWords").contains(QStringLiteral("Too long")));
        press(Qt::Key_Down);
        QCOMPARE(label("outboxText"), QStringLiteral("waits"));
    }

    void eachStateOffersWhatCanBeDone_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QStringList>("offered");
        const QString retry = QStringLiteral("outboxRetry");
        const QString edit = QStringLiteral("outboxEdit");
        const QString arrived = QStringLiteral("outboxArrived");
        const QString move = QStringLiteral("outboxMove");
        const QString discard = QStringLiteral("outboxDiscard");
        QTest::newRow("queued") << int(CommandState::Queued) << QStringList{discard};
        QTest::newRow("sending") << int(CommandState::Sending) << QStringList{};
        QTest::newRow("unknown") << int(CommandState::Unknown) << QStringList{discard};
        QTest::newRow("rejected") << int(CommandState::Rejected) << QStringList{retry, edit, move, discard};
        QTest::newRow("parked") << int(CommandState::Parked) << QStringList{retry, edit, move, discard};
        QTest::newRow("user") << int(CommandState::User) << QStringList{retry, arrived, discard};
    }
    void eachStateOffersWhatCanBeDone()
    {
        QFETCH(int, state);
        QFETCH(QStringList, offered);
        put("c1", call("x"), CommandState(state));
        m_pane->setOpenLead(m_service->service().mirror().lead(LeadId(QStringLiteral("lead_perch"))));
        m_pane->popUp();
        QVERIFY(isOffered("outboxCopy"));
        for (const char *name : {"outboxRetry", "outboxEdit", "outboxArrived", "outboxMove", "outboxDiscard"})
            QVERIFY2(isOffered(name) == offered.contains(QLatin1String(name)), name);
    }

    void keysDoWhatTheButtonsDo()
    {
        const CommandId id = put("c1", call("the text"), CommandState::Rejected);
        m_pane->popUp();
        QSignalSpy retried(m_pane, &OutboxPane::retryRequested);
        QSignalSpy discarded(m_pane, &OutboxPane::discardRequested);
        QSignalSpy edited(m_pane, &OutboxPane::editRequested);
        QSignalSpy copied(m_pane, &OutboxPane::copyRequested);
        QSignalSpy opened(m_pane, &OutboxPane::leadRequested);
        press(Qt::Key_F5);
        press(Qt::Key_Delete);
        press(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(retried.count(), 1);
        QCOMPARE(retried.at(0).at(0).value<CommandId>(), id);
        QCOMPARE(discarded.count(), 1);
        QVERIFY(copied.at(0).at(0).toString().contains(QStringLiteral("the text")));
        press(Qt::Key_F2);
        QCOMPARE(edited.count(), 1);
        QVERIFY(!m_pane->isVisible()); // the form lies below
        m_pane->popUp();
        press(Qt::Key_Return);
        QCOMPARE(opened.at(0).at(0).value<LeadId>(), LeadId(QStringLiteral("lead_arkwright")));
    }

    void aConflictIsDecidedFieldByField()
    {
        UpdateObject update;
        update.leadId = LeadId(QStringLiteral("lead_arkwright"));
        update.object = ObjectRef{ObjectKind::Lead, ActivityKind::Other, update.leadId.value};
        update.changes = {
            {QStringLiteral("status_id"), QStringLiteral("stat_contacted"), QStringLiteral("stat_x")},
            {QStringLiteral("description"), QStringLiteral("old"), QStringLiteral("mine")}};
        Command command;
        command.id = CommandId(QStringLiteral("c1"));
        command.body = update;
        command.state = CommandState::User;
        command.createdAt = m_clock.nowUtc();
        command.conflicts = {{QStringLiteral("status_id"), QStringLiteral("stat_contacted"),
                              QStringLiteral("stat_y"), QStringLiteral("stat_x")},
                             {QStringLiteral("description"), QStringLiteral("old"), QStringLiteral("theirs"),
                              QStringLiteral("mine")}};
        QVERIFY(outbox().add(command).isOk());
        m_pane->popUp();
        QVERIFY(!isOffered("outboxRetry") && !isOffered("outboxArrived"));
        QVERIFY(!child<Button>("outboxSaveChoices")->isEnabled());
        QVERIFY(child<Button>("keepTheirs2")->accessibleName().contains(QStringLiteral("theirs")));
        QSignalSpy resolved(m_pane, &OutboxPane::resolved);
        QTest::mouseClick(child<Button>("keepMine1"), Qt::LeftButton);
        QVERIFY(!child<Button>("outboxSaveChoices")->isEnabled()); // nothing is chosen for anybody
        QTest::mouseClick(child<Button>("keepTheirs2"), Qt::LeftButton);
        QTest::mouseClick(child<Button>("outboxSaveChoices"), Qt::LeftButton);
        const auto choices = resolved.at(0).at(1).value<QHash<QString, ConflictChoice>>();
        QVERIFY(choices.value(QStringLiteral("status_id")) == ConflictChoice::KeepMine);
        QVERIFY(choices.value(QStringLiteral("description")) == ConflictChoice::KeepTheirs);
    }

    void aPossibleDoubleShowsBothPossibilities()
    {
        const CommandId saved = put("c1", call("the text"), CommandState::Done);
        QVERIFY(outbox().finish(saved).isOk());
        Command removal;
        removal.id = CommandId(QStringLiteral("c2"));
        removal.body = DeleteObject{LeadId(QStringLiteral("lead_arkwright")),
                                    {ObjectKind::Activity, ActivityKind::Call, QStringLiteral("acti_2")}};
        removal.state = CommandState::User;
        removal.createdAt = m_clock.nowUtc();
        removal.undoes = saved;
        QVERIFY(outbox().add(removal).isOk());
        m_pane->popUp();
        QCOMPARE(label("outboxTitle"), QStringLiteral("Is a call in Close twice?"));
        for (const char *word : {"Call to Dana Whitfield", "4:12", "the text"}) // what was saved, once
            QVERIFY2(label("outboxText").contains(QLatin1String(word)), qPrintable(label("outboxText")));
        for (const char *word : {"delete the second one", "keep both"})
            QVERIFY2(label("outboxWords").contains(QLatin1String(word)), qPrintable(label("outboxWords")));
        const QString spoken =
            child<QListView>("outboxList")->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(spoken.contains(QLatin1String("Possible double of a call")), qPrintable(spoken));
        for (const char *name : {"outboxRetry", "outboxArrived", "outboxDiscard", "outboxMove", "outboxEdit"})
            QVERIFY2(!isOffered(name), name);
        QSignalSpy removed(m_pane, &OutboxPane::deleteDoubleRequested);
        QSignalSpy kept(m_pane, &OutboxPane::keepBothRequested);
        QSignalSpy discarded(m_pane, &OutboxPane::discardRequested);
        press(Qt::Key_Delete); // no key decides this by accident
        press(Qt::Key_F5);
        QCOMPARE(removed.count() + kept.count() + discarded.count(), 0);
        child<Button>("outboxDeleteSecond")->setFocus(Qt::TabFocusReason);
        press(Qt::Key_Space);
        QCOMPARE(removed.value(0).value(0).value<CommandId>(), removal.id);
        press(Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("outboxKeepBoth"));
        press(Qt::Key_Space);
        QCOMPARE(kept.count(), 1);
    }

    void theChosenWriteStaysChosenWhileTheQueueEmpties()
    {
        for (const char *id : {"c1", "c2", "c3", "c4"})
            put(id, note(id), CommandState::Queued);
        m_pane->popUp();
        press(Qt::Key_Down);
        press(Qt::Key_Down);
        QCOMPARE(label("outboxText"), QStringLiteral("c3"));
        for (const char *id : {"c1", "c2"})
            QVERIFY(outbox().finish(CommandId(QLatin1String(id))).isOk());
        QCOMPARE(label("outboxText"), QStringLiteral("c3"));
        QCOMPARE(child<QListView>("outboxList")->currentIndex().row(), 0);
        Command refused = *outbox().command(CommandId(QStringLiteral("c4")));
        refused.state = CommandState::Rejected; // moves above the one that is looked at
        QVERIFY(outbox().update(refused).isOk());
        QCOMPARE(label("outboxText"), QStringLiteral("c3"));
        QCOMPARE(child<QListView>("outboxList")->currentIndex().row(), 1);
    }

    void aLongQueueIsNotReadAgainAtEveryChange()
    {
        OutboxChange change;
        for (int i = 0; i < 600; ++i) {
            Command command;
            command.id = CommandId(QStringLiteral("c%1").arg(i));
            command.body = note("x");
            command.createdAt = m_clock.nowUtc();
            change.added << command;
        }
        QVERIFY(outbox().apply(change).isOk());
        QCOMPARE(m_model->rowCount(), 600);
        QSignalSpy counted(m_model.get(), &OutboxModel::countsChanged);
        for (int i = 0; i < 20; ++i)
            QVERIFY(outbox().finish(CommandId(QStringLiteral("c%1").arg(i))).isOk());
        QVERIFY(counted.count() <= 1);
        QTRY_COMPARE(m_model->rowCount(), 580);
        QVERIFY(counted.count() <= 2);
    }

    void namesThatArriveLaterAreShown()
    {
        put("c1", note("x"), CommandState::Queued);
        m_pane->popUp();
        const auto spoken = [this] {
            return child<QListView>("outboxList")
                ->model()
                ->index(0, 0)
                .data(Qt::AccessibleTextRole)
                .toString();
        };
        QVERIFY2(spoken().contains(QStringLiteral("Perch & Plover Ltd")), qPrintable(spoken()));
        QList<Lead> leads = test::sampleLeads();
        for (Lead &lead : leads) {
            if (lead.id == LeadId(QStringLiteral("lead_perch"))) {
                lead.displayName = QStringLiteral("Perch renamed");
                lead.raw.insert(QStringLiteral("display_name"), lead.displayName);
                lead.raw.insert(QStringLiteral("name"), lead.displayName);
            }
        }
        m_service->put(leads);
        QVERIFY2(spoken().contains(QStringLiteral("Perch renamed")), qPrintable(spoken()));
    }

    void nothingLiesOverAnythingWhateverIsChosen()
    {
        for (const char *id : {"c1", "c2", "c3", "c4", "c5", "c6"})
            put(id, note(id), CommandState::Queued);
        put("c7", call("refused"), CommandState::Rejected,
            ApiError(ErrorKind::Rejected, QStringLiteral("No"), 400));
        Command conflict;
        conflict.id = CommandId(QStringLiteral("c8"));
        conflict.body = UpdateObject{LeadId(QStringLiteral("lead_arkwright")), {}, {}};
        conflict.state = CommandState::User;
        conflict.createdAt = m_clock.nowUtc();
        for (const char *key : {"description", "name", "url", "status_id"})
            conflict.conflicts << FieldConflict{
                QLatin1String(key), QStringLiteral("a"), QStringLiteral("b"),
                QString(600, QLatin1Char('x')).replace(50, 1, QLatin1Char(' '))};
        QVERIFY(outbox().add(conflict).isOk());
        for (const QSize &size : {QSize(1440, 900), QSize(900, 600)}) {
            m_host->resize(size);
            m_pane->popUp();
            auto *list = child<QListView>("outboxList");
            auto *detail = child<QScrollArea>("outboxScroll");
            const QRect card = list->parentWidget()->rect();
            for (int row = 0; row < list->model()->rowCount(); ++row) {
                list->setCurrentIndex(list->model()->index(row, 0));
                QCoreApplication::processEvents();
                QVERIFY(list->geometry().bottom() < detail->geometry().top());
                QVERIFY(card.contains(detail->geometry()));
                QVERIFY(list->height() >= 3 * 56);
                QVERIFY(detail->height() > 100);
            }
            press(Qt::Key_Escape);
        }
    }

    void rowsComeAndGoWhileItIsOpen()
    {
        const CommandId first = put("c1", note("one"), CommandState::Rejected);
        m_pane->popUp();
        put("c2", note("two"), CommandState::Queued);
        QCOMPARE(label("outboxCounts"), QStringLiteral("1 needs you · 1 waiting"));
        QVERIFY(outbox().discard(first).isOk());
        QCOMPARE(label("outboxText"), QStringLiteral("two"));
        QVERIFY(outbox().discard(CommandId(QStringLiteral("c2"))).isOk());
        QVERIFY(!child<QListView>("outboxList")->isVisible());
        press(Qt::Key_Escape);
        QVERIFY(!m_pane->isVisible());
    }

    void hostileTextStaysText()
    {
        put("c1", note("<img src='file:///etc/passwd'>\u202Egpj.exe"), CommandState::Rejected,
            ApiError(ErrorKind::Rejected, QStringLiteral("<b>no</b>\u202E"), 400));
        m_pane->popUp();
        QVERIFY(label("outboxText").contains(QStringLiteral("<img")));
        QVERIFY(!label("outboxText").contains(QChar(0x202E)));
        QVERIFY(!label("outboxWords").contains(QChar(0x202E)));
        QCOMPARE(test::auditWidgets(m_host.get()), QStringList());
    }
};

QTEST_MAIN(OutboxPaneTest)
#include "tst_outboxpane.moc"
