#include "app/gallery/gallery.h"
#include "app/gallery/scenes.h"
#include "ui/leadlistpane.h"
#include "ui/workspace.h"

#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>

namespace leadline {

namespace {

/// As if somebody had changed the open lead's description in Close.
void changeDescription(Gallery *g, const QString &text)
{
    const LeadId id = g->find<LeadListPane>("leadListPane")->currentLead();
    auto lead = g->service().mirror().lead(id);
    if (!lead)
        return;
    lead->description = text;
    lead->raw.insert(QStringLiteral("description"), text);
    g->service().mirror().putLeads({*lead});
}

void addFieldScenes(Gallery *g)
{
    g->add(QStringLiteral("description-editor"), [g] {
        g->click("descriptionEditButton");
        if (auto *edit = g->find<QPlainTextEdit>("descriptionEdit")) {
            edit->selectAll();
            edit->insertPlainText(
                QStringLiteral("Runs three depots. Decides in December, budget is agreed."));
        }
    });
    g->add(
        QStringLiteral("description-newer-value"),
        [g] { changeDescription(g, QStringLiteral("Three depots, a fourth one opens in May.")); },
        g->isShown("descriptionMarker"));
    g->add(QStringLiteral("description-draft"), [g] { g->click("descriptionCloseButton"); });
    g->step([g] { g->click("descriptionDiscardButton"); });
    g->add(
        QStringLiteral("status-menu"), [g] { g->click("statusButton"); }, g->isShown("statusMenu"),
        QStringLiteral("statusMenu"));
    g->add(QStringLiteral("status-changed"), [g] {
        auto *menu = g->find<QMenu>("statusMenu");
        const auto statuses = menu->actions();
        menu->close();
        if (!statuses.isEmpty())
            statuses.last()->trigger();
    });
    g->step([g] { g->trigger("undoWrite"); }, [g] { return g->service().outbox().commands().isEmpty(); });
}

} // namespace

void addLeadScenes(Gallery &gallery)
{
    Gallery *const g = &gallery;
    g->step({}, [g] { return g->service().pullProgress().isComplete; });
    g->add(QStringLiteral("three-panes"), [g] { g->trigger("nextLead"); });
    g->add(QStringLiteral("lead-list"), {}, {}, QStringLiteral("leadListPane"));
    g->add(QStringLiteral("lead-detail"), {}, {}, QStringLiteral("leadDetailPane"));
    g->add(QStringLiteral("timeline"), {}, {}, QStringLiteral("timelinePane"));
    addFieldScenes(g);
    g->add(QStringLiteral("log-call"), [g] { g->trigger("logCall"); });
    g->add(QStringLiteral("log-call-note"), [g] {
        if (auto *note = g->find<QPlainTextEdit>("callNote"))
            note->setPlainText(
                QStringLiteral("Comparison went down well. Wants 20 seats from January, needs the security "
                               "questionnaire back first. Will introduce me to Priya in IT."));
        if (auto *duration = g->find<QLineEdit>("callDuration"))
            duration->setText(QStringLiteral("4:12"));
    });
    g->add(QStringLiteral("undo-bar"), [g] { g->trigger("saveCall"); });
    g->add(QStringLiteral("undone"), [g] { g->trigger("undoWrite"); });
    g->add(
        QStringLiteral("logged"), [g] { g->trigger("saveCall"); },
        [g] { return g->service().outbox().commands().isEmpty(); });
    g->add(QStringLiteral("delete-question"), [g] {
        g->trigger("focusTimeline");
        g->press(Qt::Key_Home);
        g->press(Qt::Key_Delete);
    });
    g->step([g] { g->press(Qt::Key_Escape); });
}

} // namespace leadline
