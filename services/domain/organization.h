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
    QJsonObject raw; ///< with `s_query`, what a search takes, or an old text `query`
};

/// How a call or meeting ended, in the organisation's words (close-api.md 5.22).
struct Outcome
{
    OutcomeId id;
    QString name;
    QStringList appliesTo; ///< `calls`, `meetings`
    QJsonObject raw;
};

struct EmailTemplate
{
    EmailTemplateId id;
    QString name;
    QString subject;
    QString bodyHtml; ///< with Close's tags such as `{{ contact.first_name }}` (close-api.md 5.16)
    bool isArchived = false;
    QJsonObject raw;
};

struct SmsTemplate
{
    SmsTemplateId id;
    QString name;
    QString text;
    bool isArchived = false;
    QJsonObject raw;
};

/// A number of the organisation that calls and SMS go out from (close-api.md 5.17).
struct PhoneNumber
{
    PhoneNumberId id;
    QString label;
    QString number; ///< E.164
    QString formatted;
    UserId userId; ///< empty for a group's number
    bool canSms = false;
    QJsonObject raw;
};

struct CustomActivityType
{
    CustomActivityTypeId id;
    QString name;
    bool isArchived = false;
    QJsonObject raw;
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
    QList<Outcome> outcomes;
    QList<EmailTemplate> emailTemplates;
    QList<SmsTemplate> smsTemplates;
    QList<PhoneNumber> phoneNumbers;
    QList<CustomActivityType> customActivityTypes;
};

} // namespace leadline
