#pragma once

#include "services/sandbox/store.h"

#include <QJsonArray>

namespace leadline::sandbox {

/// Looks up what names and labels are derived from: users, statuses, pipelines, currency. Reads only.
class Directory
{
public:
    explicit Directory(const Store &store) : m_store(store) {}

    [[nodiscard]] QString organizationId() const;
    [[nodiscard]] QString currency() const;
    [[nodiscard]] QString symbol() const;
    /// ISO-2 country of a user, in which the bare phone numbers they send are read.
    [[nodiscard]] QString country(const QString &userId) const;

    [[nodiscard]] QJsonValue userName(const QJsonValue &id) const; ///< full name, or null
    /// Of an active or a former member, as the organization lists it; empty when unknown.
    [[nodiscard]] QJsonObject membership(const QString &userId) const;
    [[nodiscard]] QJsonValue leadName(const QString &id) const; ///< display_name, or null
    [[nodiscard]] QJsonValue contactName(const QJsonValue &id) const;
    /// `name`, else the first contact's name or e-mail, else "Untitled".
    [[nodiscard]] QString leadDisplayName(const QJsonObject &lead) const;
    /// `name`, else e-mail, else phone, else "".
    [[nodiscard]] static QString contactDisplayName(const QJsonObject &contact);
    /// Oldest first: the first one is the primary one.
    [[nodiscard]] QList<QJsonObject> contactsOf(const QString &leadId) const;

    [[nodiscard]] QJsonObject leadStatus(const QString &id) const; ///< empty when unknown
    [[nodiscard]] QJsonObject leadStatusByLabel(const QString &label) const;
    [[nodiscard]] QString defaultLeadStatus() const;

    [[nodiscard]] QList<QJsonObject> pipelines() const; ///< in the organisation's order
    [[nodiscard]] QJsonObject pipeline(const QString &id) const;
    /// `{id, label, type, pipeline_id}`; empty when unknown.
    [[nodiscard]] QJsonObject opportunityStatus(const QString &id) const;
    [[nodiscard]] QJsonObject opportunityStatusByLabel(const QString &label) const;

private:
    const Store &m_store;
};

} // namespace leadline::sandbox
