#include "app/gallery/tour.h"

#include "app/gallery/scenes.h"

#include <QDirIterator>
#include <QFile>

#include <cstdio>

namespace leadline {

namespace {

/// Leads cannot be read, whichever way they are asked for.
void refuseLeads(SandboxThread &sandbox)
{
    sandbox::FaultRule rule;
    rule.fault = sandbox::Fault::Rejected;
    rule.times = 1000;
    for (const char *path : {"data/search/", "lead/"}) {
        rule.path = QLatin1String(path);
        sandbox.addFault(rule);
    }
}

/// Zeros in the middle of the outbox, as a failing disk leaves them.
void damageOutbox(const QString &folder)
{
    QDirIterator files(folder, {QStringLiteral("outbox.db")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        constexpr int page = 4096;
        if (!file.open(QIODevice::ReadWrite) || !file.seek(page))
            continue;
        file.write(QByteArray(int(file.size()) - page, '\0'));
    }
}

void showEverything(Gallery &gallery)
{
    addSignInScenes(gallery);
    addEntrance(gallery);
    addLeadScenes(gallery);
    addListScenes(gallery);
    addSearchScenes(gallery);
    addWindowScenes(gallery);
    addStripScenes(gallery);
    addTroubleScenes(gallery);
    addOutboxScenes(gallery);
}

} // namespace

Tour::Tour(sandbox::Server::Options server, Theme::Mode theme, Gallery::Options pictures, QObject *parent)
    : QObject(parent), m_server(std::move(server)), m_theme(theme), m_pictures(std::move(pictures))
{
    m_acts.push_back({showEverything, {}, {}});
    const auto enter = [](void (*scenes)(Gallery &)) {
        return [scenes](Gallery &gallery) {
            addEntrance(gallery);
            scenes(gallery);
        };
    };
    m_acts.push_back({enter(addEmptyScenes), [](auto &close) { close.store.leads = 0; }, {}});
    m_acts.push_back(
        {enter(addDamageScenes), {}, [](Stage &stage) { damageOutbox(stage.folder.path()); }, true});
    m_acts.push_back({enter(addFirstLoadScenes),
                      [](auto &close) {
                          close.store.leads = 4000;
                          close.weather.latencyMs = 900;
                      },
                      {}});
    m_acts.push_back({enter(addFailedListScenes), {}, [](Stage &stage) { refuseLeads(*stage.sandbox); }});
}

Tour::~Tour() = default;

void Tour::start()
{
    next();
}

void Tour::next()
{
    if (m_acts.empty()) {
        m_stage.reset();
        Q_EMIT finished(0);
        return;
    }
    const Act act = std::move(m_acts.front());
    m_acts.pop_front();
    if (!act.isRestart && !openClose(act)) {
        Q_EMIT finished(1);
        return;
    }
    m_stage->gallery.reset();
    m_stage->desktop.reset();
    if (act.before)
        act.before(*m_stage);
    const QTemporaryDir &folder = m_stage->folder;
    m_stage->desktop =
        std::make_unique<Desktop>(folder.path(), folder.filePath(QStringLiteral("settings.ini")), m_theme);
    m_stage->gallery = std::make_unique<Gallery>(*m_stage->desktop, *m_stage->sandbox, m_pictures);
    act.scenes(*m_stage->gallery);
    connect(
        m_stage->gallery.get(), &Gallery::finished, this,
        [this](int exitCode) {
            if (exitCode == 0)
                next();
            else
                Q_EMIT finished(exitCode);
        },
        Qt::QueuedConnection);
    m_stage->gallery->start();
}

bool Tour::openClose(const Act &act)
{
    m_stage = std::make_unique<Stage>();
    auto server = m_server;
    if (act.server)
        act.server(server);
    m_stage->sandbox = std::make_unique<SandboxThread>(server);
    const QString trouble = m_stage->sandbox->start();
    if (!trouble.isEmpty())
        std::fprintf(stderr, "%s\n", qPrintable(trouble));
    return trouble.isEmpty();
}

} // namespace leadline
