#include "app/gallery/gallery.h"
#include "app/gallery/scenes.h"
#include "ui/statusstrip.h"

namespace leadline {

void addWindowScenes(Gallery &gallery)
{
    Gallery *const g = &gallery;
    g->add(QStringLiteral("palette"), [g] { g->trigger("palette"); });
    g->add(QStringLiteral("palette-nothing"), [g] { g->typeInto("paletteEdit", QStringLiteral("qqq")); });
    g->step([g] { g->press(Qt::Key_Escape); });
    g->add(QStringLiteral("keys"), [g] { g->trigger("keys"); });
    g->step([g] { g->press(Qt::Key_Escape); });
    g->add(QStringLiteral("narrow"), [g] { g->desktop().window.resize(1000, 700); });
    g->step([g] { g->desktop().window.resize(1440, 900); });
}

void addStripScenes(Gallery &gallery)
{
    Gallery *const g = &gallery;
    const auto add = [g](const QString &name, const PullProgress &progress) {
        g->add(
            QStringLiteral("strip-") + name,
            [g, progress] { g->find<StatusStrip>("statusStrip")->setPull(progress); }, {},
            QStringLiteral("statusStrip"));
    };
    PullProgress progress;
    progress.isRunning = true;
    add(QStringLiteral("begins"), progress);
    progress.phase = PullPhase::Leads;
    progress.taken = 12'400;
    progress.total = 50'000;
    progress.estimate = std::chrono::seconds(190);
    add(QStringLiteral("leads"), progress);
    progress.phase = PullPhase::Activities;
    progress.estimate = std::chrono::seconds(40);
    add(QStringLiteral("activities"), progress);
    progress.isRunning = false;
    progress.estimate.reset();
    add(QStringLiteral("paused"), progress);
    progress.error = ApiError(ErrorKind::ServerError, {}, 500);
    add(QStringLiteral("failed"), progress);
    progress.error = ApiError();
    progress.phase = PullPhase::Audit;
    progress.isRunning = true;
    add(QStringLiteral("audit"), progress);
    g->add(
        QStringLiteral("strip-rate"),
        [g] {
            auto *strip = g->find<StatusStrip>("statusStrip");
            strip->setPull(g->service().pullProgress());
            strip->setRate({3, true});
        },
        {}, QStringLiteral("statusStrip"));
    g->step([g] { g->find<StatusStrip>("statusStrip")->setRate(g->service().rateBudget()); });
}

} // namespace leadline
