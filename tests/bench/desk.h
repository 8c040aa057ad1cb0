#pragma once

#include "services/closeservice.h"
#include "ui/linkopener.h"
#include "ui/prompt.h"
#include "ui/theme/theme.h"
#include "ui/workspace.h"

#include <QSettings>
#include <QTemporaryDir>

class QListView;

namespace leadline::bench {

/// The whole window of the program over a service, on the platform the benchmark runs on.
class Desk
{
public:
    explicit Desk(CloseService &service);

    /// False if the list does not come to know all of its rows.
    [[nodiscard]] bool waitForList();
    [[nodiscard]] QListView &list() const;
    [[nodiscard]] Workspace &workspace() { return m_workspace; }

private:
    QTemporaryDir m_folder; ///< for what the window remembers
    QSettings m_settings;
    SystemClock m_clock;
    Theme m_theme;
    DialogPrompt m_prompt;
    LinkOpener m_links;
    Workspace m_workspace;
};

} // namespace leadline::bench
