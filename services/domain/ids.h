#pragma once

#include <QHashFunctions>
#include <QString>

#include <string_view>

namespace leadline {

/// A Close identifier: opaque text, one type per kind of object, never parsed (close-api.md 1.9).
template <typename Tag>
struct Id
{
    QString value;

    Id() = default;
    explicit Id(QString text) : value(std::move(text)) {}
    [[nodiscard]] bool isEmpty() const { return value.isEmpty(); }
    friend bool operator==(const Id &, const Id &) = default;
    friend auto operator<=>(const Id &a, const Id &b) { return a.value.compare(b.value) <=> 0; }
    friend size_t qHash(const Id &id, size_t seed = 0) { return qHash(id.value, seed); }
};

using LeadId = Id<struct LeadTag>;
using ContactId = Id<struct ContactTag>;
using ActivityId = Id<struct ActivityTag>;
using TaskId = Id<struct TaskTag>;
using OpportunityId = Id<struct OpportunityTag>;
using StatusId = Id<struct StatusTag>; ///< lead and opportunity statuses share the prefix `stat_`
using PipelineId = Id<struct PipelineTag>;
using UserId = Id<struct UserTag>;
using OrganizationId = Id<struct OrganizationTag>;
using CustomFieldId = Id<struct CustomFieldTag>;
using SmartViewId = Id<struct SmartViewTag>;
using OutcomeId = Id<struct OutcomeTag>;
using EmailTemplateId = Id<struct EmailTemplateTag>;
using SmsTemplateId = Id<struct SmsTemplateTag>;
using PhoneNumberId = Id<struct PhoneNumberTag>;
using CustomActivityTypeId = Id<struct CustomActivityTypeTag>;

/// Minted here, before anything is sent; never seen by Close.
using CommandId = Id<struct CommandTag>;
/// Likewise: several commands that a person takes back as one.
using CommandGroupId = Id<struct CommandGroupTag>;

/// True for ids that may stand in a URL path: `^[a-z]+_[A-Za-z0-9]+$`, at most 100 characters (reliability.md
/// 38).
[[nodiscard]] bool isWellFormedId(const QString &id);
[[nodiscard]] bool isWellFormedId(std::string_view id);

/// A stand-in for the id of an object that Close has not made yet: `local_` and 32 hex digits. Never sent.
[[nodiscard]] QString mintLocalId();
[[nodiscard]] bool isLocalId(const QString &id);

} // namespace leadline
