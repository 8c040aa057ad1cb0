#pragma once

#include "services/sync/outbox/commanddesk.h"
#include "tests/sync/stage.h"
#include "tests/testkit/testmain.h"

namespace leadline::test {

/// A stage with the desk at which a person's writes are taken down.
class DeskFixture : public QObject
{
    Q_OBJECT
protected:
    std::unique_ptr<Stage> m_stage;
    std::unique_ptr<CommandDesk> m_desk;

    [[nodiscard]] OutboxStore &outbox() const { return m_stage->bench.outbox(); }
    [[nodiscard]] LeadId lead(int index = 0) const { return m_stage->lead(index); }
    [[nodiscard]] CreateNote note(const QString &text) const { return {lead(), {}, {}, text, {}}; }
    [[nodiscard]] int requests(const char *start) const
    {
        return m_stage->bench.requests(QString::fromLatin1(start));
    }
    void sitDown()
    {
        m_desk = std::make_unique<CommandDesk>(m_stage->bench.mirror(), outbox(), m_stage->clock);
    }

protected Q_SLOTS:
    void init()
    {
        expectSilence();
        m_stage = std::make_unique<Stage>();
        sitDown();
    }
    void cleanup()
    {
        m_desk.reset();
        m_stage.reset();
    }
};

} // namespace leadline::test
