#pragma once

#include "tests/frame/sampledata.h"
#include "tests/frame/scriptedprompt.h"
#include "tests/testkit/manualclock.h"
#include "ui/workspace.h"

#include <QSettings>
#include <QTest>

namespace leadline::test {

/// The window of one account over a quiet service, driven by keys: the parts that every test of it needs.
class SpaceFixture : public QObject
{
protected:
    SpaceFixture();
    ~SpaceFixture() override;

    /// A new folder with the sample leads in it; no window yet.
    void openService(const OrganizationData &organization = sampleOrganization());
    /// The window, active and with its leads listed.
    void openSpace();
    void close(); ///< the window, then the service

    template <typename T>
    [[nodiscard]] T *child(const char *name) const
    {
        return m_space->findChild<T *>(QLatin1String(name));
    }
    /// As the keyboard does it: shortcuts first, then whatever has the focus.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const;
    void act(const char *id) const; ///< as if chosen in the palette
    [[nodiscard]] QList<Command> commands() const { return m_service->service().outbox().commands(); }

    Theme m_theme;
    ManualClock m_clock{QDateTime({2026, 6, 19}, {14, 42}, Qt::UTC)};
    ScriptedPrompt m_prompt;
    QList<QUrl> m_opened; ///< links that would have been opened
    LinkOpener m_links;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<QuietService> m_service;
    std::unique_ptr<Workspace> m_space;
};

} // namespace leadline::test
