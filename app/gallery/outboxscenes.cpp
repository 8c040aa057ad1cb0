#include "app/gallery/gallery.h"
#include "app/gallery/scenes.h"
#include "ui/leadlistpane.h"

#include <QListView>
#include <QPushButton>

namespace leadline {

namespace {

/// Puts writes of every state into the outbox, about the open lead.
class Writer
{
public:
    explicit Writer(Gallery *gallery)
        : m_gallery(gallery), m_lead(gallery->find<LeadListPane>("leadListPane")->currentLead())
    {}
    void putAll()
    {
        put(sms(), CommandState::User);
        Command removal = command(
            DeleteObject{m_lead, {ObjectKind::Activity, ActivityKind::Call, QStringLiteral("acti_double")}},
            CommandState::User);
        const Command saved = put(call(), CommandState::Done);
        [[maybe_unused]] const auto finished = store().finish(saved.id);
        removal.undoes = saved.id;
        add(removal);
        Command conflict = command(change(), CommandState::User);
        conflict.conflicts = {FieldConflict{QStringLiteral("description"),
                                            QStringLiteral("Two depots, decides in spring."),
                                            QStringLiteral("Three depots, a fourth one opens in May."),
                                            QStringLiteral("Three depots. Decides in December.")}};
        add(conflict);
        Command parked = command(note(), CommandState::Parked);
        parked.lastError = ApiError(ErrorKind::NotFound, QStringLiteral("This lead was deleted."), 404);
        add(parked);
        put(task(), CommandState::Queued);
        Command checked = command(note(), CommandState::Unknown);
        checked.sends = 1;
        add(checked);
    }

private:
    OutboxStore &store() { return m_gallery->service().outbox(); }
    Command command(CommandBody body, CommandState state)
    {
        Command command;
        command.id = CommandId(QStringLiteral("picture-%1").arg(++m_count));
        command.group = CommandGroupId(command.id.value);
        command.body = std::move(body);
        command.state = state;
        command.createdAt = m_gallery->desktop().clock.nowUtc();
        return command;
    }
    void add(const Command &command) { [[maybe_unused]] const auto kept = store().add(command); }
    Command put(CommandBody body, CommandState state)
    {
        const Command made = command(std::move(body), state);
        add(made);
        return made;
    }
    CreateTask task() const
    {
        CreateTask task;
        task.leadId = m_lead;
        task.text = QStringLiteral("Send the comparison sheet");
        task.date = m_gallery->desktop().clock.nowUtc().date().addDays(2);
        return task;
    }
    CreateNote note() const
    {
        CreateNote note;
        note.leadId = m_lead;
        note.text = QStringLiteral("Gatekeeper is called Ines; best before ten.");
        return note;
    }
    SendSms sms() const
    {
        SendSms sms;
        sms.leadId = m_lead;
        sms.localPhone = QStringLiteral("+16175550100");
        sms.remotePhone = QStringLiteral("+16175550142");
        sms.text = QStringLiteral("Thursday at three works. I will call you then.");
        return sms;
    }
    LogCall call() const
    {
        LogCall call;
        call.leadId = m_lead;
        call.phone = QStringLiteral("+16175550142");
        call.durationSeconds = 252;
        call.activityAt = m_gallery->desktop().clock.nowUtc().addSecs(-600);
        call.note = QStringLiteral("Comparison went down well. Wants 20 seats from January.");
        return call;
    }
    UpdateObject change() const
    {
        UpdateObject update;
        update.leadId = m_lead;
        update.object = {ObjectKind::Lead, ActivityKind::Other, m_lead.value};
        update.changes = {{QStringLiteral("description"), QStringLiteral("Two depots, decides in spring."),
                           QStringLiteral("Three depots. Decides in December.")}};
        return update;
    }

    Gallery *m_gallery;
    LeadId m_lead;
    int m_count = 0;
};

/// The row whose detail offers this button.
std::function<void()> chooseWith(Gallery *g, const char *button)
{
    return [g, button] {
        auto *list = g->find<QListView>("outboxList");
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            list->setCurrentIndex(list->model()->index(row, 0));
            if (g->isShown(button)())
                return;
        }
    };
}

} // namespace

void addOutboxScenes(Gallery &gallery)
{
    Gallery *const g = &gallery;
    g->step([g] {
        Writer(g).putAll();
        g->trigger("outbox");
    });
    g->add(QStringLiteral("outbox-rejected"), chooseWith(g, "outboxEdit"));
    g->add(QStringLiteral("outbox-uncertain"), chooseWith(g, "outboxArrived"));
    g->add(QStringLiteral("outbox-double"), chooseWith(g, "outboxDeleteSecond"));
    g->add(QStringLiteral("outbox-conflict"), chooseWith(g, "outboxSaveChoices"));
    g->add(QStringLiteral("outbox-pending"), [g] { g->press(Qt::Key_End); });
    g->add(QStringLiteral("outbox-button-focus"), [g] {
        chooseWith(g, "outboxDeleteSecond")();
        g->find<QPushButton>("outboxDeleteSecond")->setFocus(Qt::TabFocusReason);
    });
    g->step([g] { g->press(Qt::Key_Escape); });
    g->add(QStringLiteral("writes-in-the-timeline"), {});
}

} // namespace leadline
