#pragma once

#include "services/mirror/mirror.h"
#include "tests/testkit/testmain.h"

#include <QTemporaryDir>

namespace leadline::test {

/// A mirror in a folder of its own, opened afresh for each test function.
class MirrorFixture : public QObject
{
    Q_OBJECT
public:
    ~MirrorFixture() override;

protected:
    void openFresh();
    void open();
    /// As after a restart.
    void reopen();
    void close() { m_mirror.reset(); }

    /// Runs a write and waits for its end.
    Result<Done> done(const std::function<void(Mirror::Then)> &write);
    Result<Done> put(const QList<Lead> &leads);
    Result<Done> put(const LeadId &lead, const QList<Activity> &page, bool isLast = false);

    [[nodiscard]] QStringList names(const LeadListQuery &query) const;
    [[nodiscard]] LeadRow row(const LeadId &id) const;
    /// Runs SQL on the closed or open file, as a stranger would.
    void tamper(const char *sql) const;
    [[nodiscard]] int count(const char *sql) const;
    [[nodiscard]] QString text(const char *sql) const;
    /// Fails unless the full-text tables hold exactly what stands in the tables of texts, and those no more
    /// than the mirror does.
    void searchAgrees() const;

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Mirror> m_mirror;
};

} // namespace leadline::test
