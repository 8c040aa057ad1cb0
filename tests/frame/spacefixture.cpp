#include "tests/frame/spacefixture.h"

#include "tests/testkit/wait.h"

#include <QAbstractItemView>
#include <QAction>

namespace leadline::test {

SpaceFixture::SpaceFixture()
    : m_links(m_prompt, [this](const QUrl &url) {
        m_opened << url;
        return true;
    })
{}

SpaceFixture::~SpaceFixture() = default;

void SpaceFixture::openService(const OrganizationData &organization)
{
    m_prompt = {};
    m_opened.clear();
    m_dir = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_dir->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_service = std::make_unique<QuietService>(m_clock);
    m_service->put(organization);
    m_service->put(sampleLeads());
    m_service->put(LeadId(QStringLiteral("lead_arkwright")), sampleActivities());
}

void SpaceFixture::openSpace()
{
    m_space = std::make_unique<Workspace>(
        Workspace::Parts{m_service->service(), m_theme, m_prompt, m_links, m_clock, *m_settings});
    m_space->resize(1440, 900);
    m_space->show();
    m_space->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_space.get()));
    WAIT_FOR(child<QAbstractItemView>("leadList")->model()->rowCount() > 0);
}

void SpaceFixture::close()
{
    m_space.reset();
    m_service.reset();
    m_settings.reset();
}

void SpaceFixture::press(Qt::Key key, Qt::KeyboardModifiers modifiers) const
{
    QTest::keyClick(m_space->windowHandle(), key, modifiers);
}

void SpaceFixture::act(const char *id) const
{
    m_space->actions().find(QLatin1String(id))->trigger();
}

} // namespace leadline::test
