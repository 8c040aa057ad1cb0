#include "app/gallery/gallery.h"
#include "app/gallery/scenes.h"

namespace leadline {

void addSearchScenes(Gallery &gallery)
{
    Gallery *const g = &gallery;
    const auto type = [g](const char *text) {
        return [g, text] { g->typeInto("searchEdit", QString::fromUtf8(text)); };
    };
    g->add(QStringLiteral("search-empty"), [g] { g->trigger("search"); });
    g->add(QStringLiteral("search"), type("ma"));
    g->add(QStringLiteral("search-digits"), type("555 01"));
    g->add(QStringLiteral("search-words"), type("call"));
    g->add(QStringLiteral("search-typo"), type("milstone"));
    g->add(QStringLiteral("search-nothing"), type("xyzzy"));
    g->add(QStringLiteral("search-close-nothing"), [g] { g->press(Qt::Key_Return); });
    g->step(type("ma"));
    g->add(QStringLiteral("search-close-offer"), [g] { g->press(Qt::Key_End); });
    g->add(QStringLiteral("search-close"), [g] { g->press(Qt::Key_Return); });
    g->step([g, type] {
        sandbox::FaultRule rule;
        rule.fault = sandbox::Fault::Rejected;
        rule.path = QStringLiteral("data/search/");
        g->sandbox().addFault(rule);
        rule.path = QStringLiteral("lead/");
        g->sandbox().addFault(rule);
        type("abcdefg")();
    });
    g->add(QStringLiteral("search-close-failed"), [g] { g->press(Qt::Key_Return); });
    g->step([g] { g->press(Qt::Key_Escape); });
}

} // namespace leadline
