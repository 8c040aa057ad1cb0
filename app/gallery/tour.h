#pragma once

#include "app/desktop.h"
#include "app/gallery/gallery.h"
#include "app/sandboxthread.h"

#include <QObject>
#include <QTemporaryDir>

#include <deque>
#include <memory>

namespace leadline {

/// All pictures, one act after another: each act is a program of its own before a Close of its own. Emits
/// `finished` with the exit code.
class Tour final : public QObject
{
    Q_OBJECT
public:
    Tour(sandbox::Server::Options server, Theme::Mode theme, Gallery::Options pictures,
         QObject *parent = nullptr);
    ~Tour() override;

    void start();

Q_SIGNALS:
    void finished(int exitCode);

private:
    /// Everything that stands while an act is on, in the order of its making.
    struct Stage
    {
        QTemporaryDir folder;
        std::unique_ptr<SandboxThread> sandbox;
        std::unique_ptr<Desktop> desktop;
        std::unique_ptr<Gallery> gallery;
    };
    struct Act
    {
        std::function<void(Gallery &)> scenes;
        std::function<void(sandbox::Server::Options &)> server; ///< another Close than usual; may be empty
        std::function<void(Stage &)> before;                    ///< the window opens; may be empty
        bool isRestart = false; ///< of the program before, over its files and its Close
    };
    void next();
    [[nodiscard]] bool openClose(const Act &act);

    sandbox::Server::Options m_server;
    Theme::Mode m_theme;
    Gallery::Options m_pictures;
    std::deque<Act> m_acts;
    std::unique_ptr<Stage> m_stage;
};

} // namespace leadline
