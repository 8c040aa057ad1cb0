#pragma once

#include "services/closeservice.h"

#include <QTemporaryDir>

namespace leadline::test {

/// A small organisation with the leads of the drawings, as Close would send it.
[[nodiscard]] OrganizationData sampleOrganization();
/// Ten leads; the first, `lead_arkwright`, has everything a lead can have.
[[nodiscard]] QList<Lead> sampleLeads();
[[nodiscard]] QList<Activity> sampleActivities();
/// A lead and a timeline whose every text asks a rich-text widget to read the given file, and tries to reorder itself.
[[nodiscard]] Lead hostileLead(const QString &file);
[[nodiscard]] QList<Activity> hostileActivities(const QString &file);
[[nodiscard]] OrganizationData hostileOrganization(const QString &file);

/// A service over a folder of its own that is opened but never started: a quiet local copy.
class QuietService final
{
public:
    explicit QuietService(const Clock &clock);
    [[nodiscard]] CloseService &service() { return *m_service; }
    /// Writes and waits until it is in the mirror.
    void put(const QList<Lead> &leads);
    void put(const LeadId &lead, const QList<Activity> &activities);
    void put(const OrganizationData &organization);
    [[nodiscard]] QString folder() const { return m_folder.path(); }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<CloseService> m_service;
};

} // namespace leadline::test
