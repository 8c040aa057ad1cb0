#include "app/gallery/gallery.h"
#include "app/gallery/scenes.h"
#include "ui/widgets/banner.h"

namespace leadline {

void addTroubleScenes(Gallery &gallery)
{
    Gallery *const g = &gallery;
    g->add(
        QStringLiteral("refused"),
        [g] {
            sandbox::FaultRule rule;
            rule.fault = sandbox::Fault::Rejected;
            rule.method = "POST";
            rule.path = QStringLiteral("activity/call/");
            g->sandbox().addFault(rule);
            g->trigger("logCall");
            g->trigger("saveCall");
        },
        [g] {
            const auto commands = g->service().outbox().commands();
            return !commands.isEmpty() && commands.first().state == CommandState::Rejected;
        });
    g->add(QStringLiteral("disk-full"), [g] {
        Q_EMIT g->service().outbox().failed(
            ApiError(ErrorKind::Storage, QStringLiteral("database or disk is full")));
    });
    g->step([g] { g->click("dismissBannerButton"); });
    g->add(
        QStringLiteral("offline"),
        [g] {
            g->sandbox().stop();
            g->trigger("nextLead");
            g->trigger("logCall");
            g->trigger("saveCall");
        },
        [g] { return g->service().connection() == Connection::Offline; });
}

void addEmptyScenes(Gallery &gallery)
{
    Gallery *const g = &gallery;
    g->add(QStringLiteral("no-leads"), {}, [g] { return g->service().pullProgress().isComplete; });
    g->step([g] { g->trigger("search"); });
    g->add(QStringLiteral("no-leads-search"), [g] { g->typeInto("searchEdit", QStringLiteral("ma")); });
    g->step([g] { g->press(Qt::Key_Escape); });
    g->step([g] { g->trigger("outbox"); });
    g->add(QStringLiteral("outbox-empty"), {});
}

void addFirstLoadScenes(Gallery &gallery)
{
    Gallery *const g = &gallery;
    g->add(QStringLiteral("first-load-begins"), {});
    g->add(QStringLiteral("first-load"), {}, [g] {
        const PullProgress progress = g->service().pullProgress();
        return progress.estimate.has_value() || progress.hasLeads; // a fast machine needs no estimate
    });
    g->step([g] { g->trigger("search"); });
    g->add(QStringLiteral("first-load-search"), [g] { g->typeInto("searchEdit", QStringLiteral("ma")); });
    g->step([g] { g->press(Qt::Key_Escape); });
    g->add(QStringLiteral("first-load-paused"), [g] { g->trigger("cancelPull"); });
}

void addFailedListScenes(Gallery &gallery)
{
    Gallery *const g = &gallery;
    g->add(QStringLiteral("leads-failed"), {},
           [g] { return g->service().pullProgress().error.kind != ErrorKind::None; });
}

void addDamageScenes(Gallery &gallery)
{
    gallery.add(QStringLiteral("storage-damaged"), {}, gallery.isShown("workspaceBanner"));
}

} // namespace leadline
