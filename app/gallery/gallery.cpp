#include "app/gallery/gallery.h"

#include "ui/workspace.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

#include <cstdio>

namespace leadline {
namespace {

constexpr auto beat = std::chrono::milliseconds(50); ///< between looks whether a scene is there
constexpr int settleBeats = 8;                       ///< after that, for what comes over the network
constexpr int patience = 800;                        ///< beats

} // namespace

Gallery::Gallery(Desktop &desktop, SandboxThread &sandbox, Options options, QObject *parent)
    : QObject(parent), m_desktop(desktop), m_sandbox(sandbox), m_options(std::move(options))
{
    m_timer.setInterval(beat);
    connect(&m_timer, &QTimer::timeout, this, &Gallery::poll);
}

void Gallery::start()
{
    QDir().mkpath(m_options.folder);
    m_desktop.window.resize(1440, 900);
    m_desktop.window.show();
    next();
}

void Gallery::add(const QString &name, std::function<void()> prepare, std::function<bool()> isThere,
                  const QString &widget)
{
    m_scenes.push_back({name, std::move(prepare), std::move(isThere), widget});
}

void Gallery::step(std::function<void()> prepare, std::function<bool()> isThere)
{
    m_scenes.push_back({{}, std::move(prepare), std::move(isThere), {}});
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
        std::fprintf(stderr, "The scene %d, \"%s\", did not come about.\n", int(m_at),
                     qPrintable(scene.name));
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

void Gallery::click(const char *button)
{
    if (auto *found = find<QAbstractButton>(button))
        found->click();
}

void Gallery::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    // Not the application's focus: without a window manager nobody makes the window active again after a
    // question.
    QWidget *const window =
        QApplication::activeModalWidget() ? QApplication::activeModalWidget() : &m_desktop.window;
    QWidget *const target = window->focusWidget() ? window->focusWidget() : window;
    QCoreApplication::postEvent(target, new QKeyEvent(QEvent::KeyPress, key, modifiers));
    QCoreApplication::postEvent(target, new QKeyEvent(QEvent::KeyRelease, key, modifiers));
}

std::function<bool()> Gallery::says(const char *label, const QString &start) const
{
    return [this, label, start] {
        const auto *found = find<QLabel>(label);
        return found != nullptr && found->text().startsWith(start);
    };
}

std::function<bool()> Gallery::isShown(const char *widget) const
{
    return [this, widget] {
        const auto *found = find<QWidget>(widget);
        return found != nullptr && found->isVisible();
    };
}

} // namespace leadline
