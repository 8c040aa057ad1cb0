#include "app/gallery/gallery.h"
#include "app/gallery/scenes.h"

#include <QAction>
#include <QLabel>
#include <QMenu>

namespace leadline {

namespace {

void openFromMenu(Gallery *g, const QString &list)
{
    auto *menu = g->find<QMenu>("leadListMenu");
    const auto entries = menu->actions();
    menu->close();
    for (QAction *entry : entries) {
        if (entry->text() == list)
            entry->trigger();
    }
}

} // namespace

void addListScenes(Gallery &gallery)
{
    Gallery *const g = &gallery;
    const auto open = [g](const char *action) { return [g, action] { g->trigger(action); }; };
    g->add(QStringLiteral("filter"), [g] { g->typeInto("leadFilter", QStringLiteral("lo")); });
    g->add(QStringLiteral("filter-nothing"), [g] { g->typeInto("leadFilter", QStringLiteral("zzzz")); });
    g->step([g] { g->typeInto("leadFilter", {}); });
    g->add(QStringLiteral("filter-menu"), open("addFilter"), {}, QStringLiteral("leadFilterMenu"));
    g->step([g] { g->find<QMenu>("leadFilterMenu")->close(); });
    g->add(QStringLiteral("filters"), open("filterNoNextStep"));
    g->step([g] {
        const auto kept = g->service().lists().save(QStringLiteral("To be rescued"), [] {
            LeadListQuery query;
            query.nextStep = NextStep::None;
            return query;
        }());
        if (kept)
            g->trigger("chooseList");
    });
    g->add(QStringLiteral("lists"), {}, {}, QStringLiteral("leadListMenu"));
    g->add(QStringLiteral("named-list"), [g] { openFromMenu(g, QStringLiteral("To be rescued")); });
    g->step(open("chooseList"));
    g->add(
        QStringLiteral("smart-view"), [g] { openFromMenu(g, QStringLiteral("Leads to Call")); },
        g->says("smartViewText", QStringLiteral("From Close")));
    g->add(
        QStringLiteral("smart-view-failed"),
        [g] {
            sandbox::FaultRule rule;
            rule.fault = sandbox::Fault::Rejected;
            rule.path = QStringLiteral("data/search/");
            g->sandbox().addFault(rule);
            g->trigger("refreshSmartView");
        },
        [g] { return !g->find<QLabel>("smartViewText")->text().startsWith(QLatin1String("From Close")); },
        QStringLiteral("leadListPane"));
    g->step([g] { g->find<QMenu>("leadListMenu")->actions().first()->trigger(); });
}

} // namespace leadline
