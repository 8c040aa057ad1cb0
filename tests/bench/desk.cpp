#include "tests/bench/desk.h"

#include "tests/bench/waiting.h"

#include <QAbstractProxyModel>
#include <QListView>

namespace leadline::bench {

Desk::Desk(CloseService &service)
    : m_settings(m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
    , m_prompt(m_theme)
    , m_links(m_prompt, [](const QUrl &) { return true; })
    , m_workspace(Workspace::Parts{service, m_theme, m_prompt, m_links, m_clock, m_settings})
{
    m_theme.setMode(Theme::Mode::Light);
    m_workspace.resize(1440, 900);
    m_workspace.show();
    m_workspace.begin();
}

QListView &Desk::list() const
{
    return *m_workspace.findChild<QListView *>(QStringLiteral("leadList"));
}

bool Desk::waitForList()
{
    const auto *const spoken = qobject_cast<QAbstractProxyModel *>(list().model());
    const auto *const model = spoken ? qobject_cast<LeadListModel *>(spoken->sourceModel()) : nullptr;
    return model && waitFor([&] { return model->rowCount() > 0 && model->isWhole(); });
}

} // namespace leadline::bench
