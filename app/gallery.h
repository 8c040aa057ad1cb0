#pragma once

#include "app/desktop.h"
#include "app/sandboxthread.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

namespace leadline {

/// Writes one PNG per pane and state, from the built-in Close: drives the real window through its actions and keys,
/// waits until a scene is there, takes the picture, goes on. Emits `finished` with the exit code.
class Gallery final : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        QString folder;
        QString suffix;
    };
    Gallery(Desktop &desktop, SandboxThread &sandbox, Options options, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    void finished(int exitCode);

private:
    struct Scene
    {
        QString name;                   ///< of the file; empty = no picture
        std::function<void()> prepare;  ///< may be empty
        std::function<bool()> isThere;  ///< empty = at once
        QString widget;                 ///< object name of what the picture shows; empty = the window
    };
    void describeSignIn();
    void describeWork();
    void describeLists();
    void describeOverlays();
    void describeTrouble();
    void add(const QString &name, std::function<void()> prepare, std::function<bool()> isThere = {},
             const QString &widget = {});
    void next();
    void poll();
    void takePicture(const Scene &scene);
    [[nodiscard]] Workspace *workspace() const;
    void trigger(const char *action);
    void typeInto(const char *widget, const QString &text);
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    template <typename Widget>
    [[nodiscard]] Widget *find(const char *name) const
    {
        return m_desktop.window.findChild<Widget *>(QString::fromLatin1(name));
    }

    Desktop &m_desktop;
    SandboxThread &m_sandbox;
    Options m_options;
    std::vector<Scene> m_scenes;
    size_t m_at = 0;
    int m_polls = 0;
    QTimer m_timer;
};

} // namespace leadline
