#include "app/gallery/gallery.h"
#include "app/gallery/scenes.h"
#include "ui/signinpane.h"
#include "ui/workspace.h"

namespace leadline {

void addSignInScenes(Gallery &gallery)
{
    Gallery *const g = &gallery;
    Session &session = g->desktop().session;
    g->add(QStringLiteral("sign-in"), {});
    g->add(
        QStringLiteral("sign-in-wrong-key"),
        [g, &session] { session.signIn(g->sandbox().baseUrl(), Secret("api_wrong")); },
        g->isShown("bannerText"));
    g->add(
        QStringLiteral("sign-in-locked-keychain"),
        [g] {
            g->desktop().window.signInPane().showKeychainTrouble(
                KeychainStatus::Locked, QStringLiteral("The user dismissed the dialog"), true);
        },
        g->isShown("keychainText"));
    g->add(
        QStringLiteral("sign-in-no-keychain"),
        [g, &session] { session.signIn(g->sandbox().baseUrl(), Secret(g->sandbox().apiKey())); },
        g->isShown("keychainText"));
}

void addEntrance(Gallery &gallery)
{
    Gallery *const g = &gallery;
    Session &session = g->desktop().session;
    g->step([g, &session] { session.signIn(g->sandbox().baseUrl(), Secret(g->sandbox().apiKey())); },
            g->isShown("keychainText"));
    g->step([&session] { session.keepForThisSession(); }, [g] { return g->workspace() != nullptr; });
}

} // namespace leadline
