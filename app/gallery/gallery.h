#pragma once

#include "app/desktop.h"
#include "app/sandboxthread.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

namespace leadline {

/// Writes one PNG per pane and state, from the built-in Close: drives the real window through its actions and
/// keys, waits until a scene is there, takes the picture, goes on. Which scenes there are stands in the files
/// beside this one. Emits `finished` with the exit code.
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

    // For the scenes
    /// `name`: of the file, empty = no picture. `isThere`: empty = at once. `widget`: object name of what the
    /// picture shows, empty = the window.
    void add(const QString &name, std::function<void()> prepare, std::function<bool()> isThere = {},
             const QString &widget = {});
    /// A step without a picture.
    void step(std::function<void()> prepare, std::function<bool()> isThere = {});
    void trigger(const char *action);
    void typeInto(const char *widget, const QString &text);
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void click(const char *button);
    /// A scene waits for the text that the widget shows.
    [[nodiscard]] std::function<bool()> says(const char *label, const QString &start) const;
    [[nodiscard]] std::function<bool()> isShown(const char *widget) const;
    template <typename Widget>
    [[nodiscard]] Widget *find(const char *name) const
    {
        return m_desktop.window.findChild<Widget *>(QString::fromLatin1(name));
    }
    [[nodiscard]] Desktop &desktop() { return m_desktop; }
    [[nodiscard]] SandboxThread &sandbox() { return m_sandbox; }
    [[nodiscard]] CloseService &service() const { return *m_desktop.session.service(); }
    [[nodiscard]] Workspace *workspace() const;

Q_SIGNALS:
    void finished(int exitCode);

private:
    struct Scene
    {
        QString name;
        std::function<void()> prepare;
        std::function<bool()> isThere;
        QString widget;
    };
    void next();
    void poll();
    void takePicture(const Scene &scene);

    Desktop &m_desktop;
    SandboxThread &m_sandbox;
    Options m_options;
    std::vector<Scene> m_scenes;
    size_t m_at = 0;
    int m_polls = 0;
    QTimer m_timer;
};

} // namespace leadline
