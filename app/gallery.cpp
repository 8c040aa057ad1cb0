#include "app/gallery.h"

#include "ui/signinpane.h"
#include "ui/workspace.h"

#include <QApplication>
#include <QDir>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>

#include <cstdio>

namespace leadline {
namespace {

constexpr auto beat = std::chrono::milliseconds(50); ///< between looks whether a scene is there
constexpr int settleBeats = 8;                       ///< after that, for what comes over the network
constexpr int patience = 400;                        ///< beats

} // namespace

Gallery::Gallery(Desktop &desktop, SandboxThread &sandbox, Options options, QObject *parent)
    : QObject(parent)
    , m_desktop(desktop)
    , m_sandbox(sandbox)
    , m_options(std::move(options))
{
    m_timer.setInterval(beat);
    connect(&m_timer, &QTimer::timeout, this, &Gallery::poll);
    describeSignIn();
    describeWork();
    describeOverlays();
    describeTrouble();
}

void Gallery::start()
{
    QDir().mkpath(m_options.folder);
    m_desktop.window.resize(1440, 900);
    m_desktop.window.show();
    next();
}

void Gallery::describeSignIn()
{
    add(QStringLiteral("sign-in"), {});
    add(QStringLiteral("sign-in-wrong-key"),
        [this] { m_desktop.session.signIn(m_sandbox.baseUrl(), Secret("api_wrong")); },
        [this] { return find<QWidget>("bannerText") && find<QWidget>("bannerText")->isVisible(); });
    add(QStringLiteral("sign-in-no-keychain"),
        [this] { m_desktop.session.signIn(m_sandbox.baseUrl(), Secret(m_sandbox.apiKey())); },
        [this] { return find<QWidget>("keychainText") && find<QWidget>("keychainText")->isVisible(); });
}

void Gallery::describeWork()
{
    add({}, [this] { m_desktop.session.keepForThisSession(); },
        [this] { return workspace() && m_desktop.session.service()->pullProgress().hasLeads; });
    add(QStringLiteral("three-panes"), [this] { trigger("nextLead"); });
    add(QStringLiteral("lead-list"), {}, {}, QStringLiteral("leadListPane"));
    add(QStringLiteral("lead-detail"), {}, {}, QStringLiteral("leadDetailPane"));
    add(QStringLiteral("timeline"), {}, {}, QStringLiteral("timelinePane"));
    add(QStringLiteral("filter"), [this] { typeInto("leadFilter", QStringLiteral("lo")); });
    add(QStringLiteral("filter-nothing"), [this] { typeInto("leadFilter", QStringLiteral("zzzz")); });
    add({}, [this] { typeInto("leadFilter", {}); });
    describeLists();
    add(QStringLiteral("log-call"), [this] { trigger("logCall"); });
    add(QStringLiteral("log-call-note"), [this] {
        if (auto *note = find<QPlainTextEdit>("callNote"))
            note->setPlainText(QStringLiteral("Comparison went down well. Wants 20 seats from January, needs the security "
                                              "questionnaire back first. Will introduce me to Priya in IT."));
        if (auto *duration = find<QLineEdit>("callDuration"))
            duration->setText(QStringLiteral("4:12"));
    });
    add(QStringLiteral("logged"), [this] { trigger("saveCall"); },
        [this] { return m_desktop.session.service()->outbox().commands().isEmpty(); });
    add(QStringLiteral("delete-question"), [this] {
        trigger("focusTimeline");
        press(Qt::Key_Home);
        press(Qt::Key_Delete);
    });
    add({}, [this] { press(Qt::Key_Escape); });
}

void Gallery::describeLists()
{
    const auto open = [this](const char *action) { return [this, action] { trigger(action); }; };
    add(QStringLiteral("filter-menu"), open("addFilter"), {}, QStringLiteral("leadFilterMenu"));
    add({}, [this] { find<QMenu>("leadFilterMenu")->close(); });
    add(QStringLiteral("filters"), open("filterNoNextStep"));
    add(QStringLiteral("lists"), open("chooseList"), {}, QStringLiteral("leadListMenu"));
    add(QStringLiteral("smart-view"),
        [this] {
            auto *menu = find<QMenu>("leadListMenu");
            const auto entries = menu->actions();
            menu->close();
            for (QAction *entry : entries) {
                if (entry->text() == QLatin1String("Leads to Call"))
                    entry->trigger();
            }
        },
        [this] { return find<QLabel>("smartViewText")->text().startsWith(QLatin1String("From Close")); });
    add({}, [this] { find<QMenu>("leadListMenu")->actions().first()->trigger(); });
}

void Gallery::describeOverlays()
{
    add(QStringLiteral("palette"), [this] { trigger("palette"); });
    add({}, [this] { press(Qt::Key_Escape); });
    add(QStringLiteral("search-empty"), [this] { trigger("search"); });
    add(QStringLiteral("search"), [this] { typeInto("searchEdit", QStringLiteral("ma")); });
    add(QStringLiteral("search-digits"), [this] { typeInto("searchEdit", QStringLiteral("555 01")); });
    add(QStringLiteral("search-words"), [this] { typeInto("searchEdit", QStringLiteral("call")); });
    add(QStringLiteral("search-nothing"), [this] { typeInto("searchEdit", QStringLiteral("xyzzy")); });
    add({}, [this] { press(Qt::Key_Escape); });
    add(QStringLiteral("keys"), [this] { trigger("keys"); });
    add({}, [this] { press(Qt::Key_Escape); });
    add(QStringLiteral("narrow"), [this] { m_desktop.window.resize(1000, 700); });
    add({}, [this] { m_desktop.window.resize(1440, 900); });
}

void Gallery::describeTrouble()
{
    add(QStringLiteral("refused"),
        [this] {
            sandbox::FaultRule rule;
            rule.fault = sandbox::Fault::Rejected;
            rule.method = "POST";
            rule.path = QStringLiteral("activity/call/");
            m_sandbox.addFault(rule);
            trigger("logCall");
            trigger("saveCall");
        },
        [this] {
            const auto commands = m_desktop.session.service()->outbox().commands();
            return !commands.isEmpty() && commands.first().state == CommandState::Rejected;
        });
    add(QStringLiteral("offline"),
        [this] {
            m_sandbox.stop();
            trigger("nextLead");
            trigger("logCall");
            trigger("saveCall");
        },
        [this] { return m_desktop.session.service()->connection() == Connection::Offline; });
}

void Gallery::add(const QString &name, std::function<void()> prepare, std::function<bool()> isThere, const QString &widget)
{
    m_scenes.push_back({name, std::move(prepare), std::move(isThere), widget});
}

void Gallery::next()
{
    if (m_at == m_scenes.size()) {
        Q_EMIT finished(0);
        return;
    }
    m_polls = 0;
    if (m_scenes[m_at].prepare)
        m_scenes[m_at].prepare();
    m_timer.start();
}

void Gallery::poll()
{
    const Scene &scene = m_scenes[m_at];
    if (scene.isThere && !scene.isThere()) {
        if (++m_polls < patience)
            return;
        std::fprintf(stderr, "The scene \"%s\" did not come about.\n", qPrintable(scene.name));
        m_timer.stop();
        Q_EMIT finished(1);
        return;
    }
    m_polls = std::max(m_polls, patience);
    if (++m_polls < patience + settleBeats)
        return;
    m_timer.stop();
    if (!scene.name.isEmpty())
        takePicture(scene);
    ++m_at;
    next();
}

void Gallery::takePicture(const Scene &scene)
{
    QWidget *shown = scene.widget.isEmpty() ? nullptr : find<QWidget>(qPrintable(scene.widget));
    // A question is a window of its own: the picture is of that.
    if (!shown)
        shown = QApplication::activeModalWidget() ? QApplication::activeModalWidget() : &m_desktop.window;
    const QString file = QStringLiteral("%1/%2-%3.png").arg(m_options.folder, scene.name, m_options.suffix);
    if (!shown->grab().save(file))
        std::fprintf(stderr, "%s could not be written.\n", qPrintable(file));
}

Workspace *Gallery::workspace() const
{
    return m_desktop.window.workspace();
}

void Gallery::trigger(const char *action)
{
    if (QAction *found = workspace() ? workspace()->actions().find(QString::fromLatin1(action)) : nullptr)
        found->trigger();
}

void Gallery::typeInto(const char *widget, const QString &text)
{
    if (auto *edit = find<QLineEdit>(widget)) {
        edit->setFocus();
        edit->setText(text);
    }
}

void Gallery::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    // Not the application's focus: without a window manager nobody makes the window active again after a question.
    QWidget *const window = QApplication::activeModalWidget() ? QApplication::activeModalWidget() : &m_desktop.window;
    QWidget *const target = window->focusWidget() ? window->focusWidget() : window;
    QCoreApplication::postEvent(target, new QKeyEvent(QEvent::KeyPress, key, modifiers));
    QCoreApplication::postEvent(target, new QKeyEvent(QEvent::KeyRelease, key, modifiers));
}

} // namespace leadline
