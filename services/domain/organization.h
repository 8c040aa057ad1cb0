#pragma once

#include "services/domain/ids.h"

#include <QJsonObject>
#include <QList>
#include <QStringList>

namespace leadline {

struct LeadStatus
{
    StatusId id;
    QString label;
};

struct PipelineStatus
{
    StatusId id;
    QString label;
    QString type; ///< active, won, lost
};

struct Pipeline
{
    PipelineId id;
    QString name;
    QList<PipelineStatus> statuses;
};

enum class CustomFieldType { Text, Number, Date, DateTime, Choices, User, Contact, CustomObject, TextArea, Hidden, Other };

/// A custom field of leads, contacts or opportunities (close-api.md 5.14).
struct CustomField
{
    CustomFieldId id;
    QString name;
    CustomFieldType type = CustomFieldType::Other;
    bool acceptsMultipleValues = false;
    QStringList choices;
    QJsonObject raw;
};

struct User
{
    UserId id;
    QString fullName;
    QString email;
};

struct SmartView
{
    SmartViewId id;
    QString name;
    QString type; ///< lead, contact, ...
};

/// Who signed in, into what (`GET /me/`, close-api.md 5.12).
struct Me
{
    User user;
    OrganizationId organizationId;
    QString organizationName;
    QString role; ///< admin, superuser, user, restricteduser or a role's id
    QList<LeadStatus> leadStatuses; ///< in the organisation's order
    QList<Pipeline> pipelines;
};

/// What panes need to name things: read once after sign-in, kept in the mirror.
struct OrganizationData
{
    Me me;
    QList<User> users;
    QList<CustomField> leadFields;    ///< in the organisation's display order, shared ones included
    QList<CustomField> contactFields;
    QList<CustomField> opportunityFields;
    QList<SmartView> smartViews;
};

} // namespace leadline
