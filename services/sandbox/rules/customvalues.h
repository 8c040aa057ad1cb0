#pragma once

#include "services/sandbox/context.h"
#include "services/sandbox/rules/fields.h"

namespace leadline::sandbox {

/// Custom field values in a body (close-api.md 5.14): `custom.<id>`, `.add` and `.remove` of one value, null
/// to unset.
class CustomValues
{
public:
    /// `kind` tells whose fields besides the shared ones; `leadId` limits values of type contact.
    CustomValues(const Context &context, Kind kind, QString leadId);

    /// Reads every `custom.` key of the body into `target`; errors stand under the key as sent.
    void read(const QJsonObject &body, QJsonObject &target, Fields &errors) const;
    /// The deprecated `custom` dict by name, leads only. A name without a field is ignored.
    void readByName(const QJsonObject &body, QJsonObject &target, Fields &errors) const;

private:
    struct Cleaned
    {
        QJsonValue value;
        QString error;
    };
    [[nodiscard]] QJsonObject field(const QString &id) const;
    [[nodiscard]] Cleaned clean(const QJsonObject &field, const QJsonValue &value) const;
    [[nodiscard]] Cleaned cleanOne(const QJsonObject &field, const QJsonValue &value) const;
    void set(const QJsonObject &field, const QString &sentKey, const QJsonValue &value, QJsonObject &target,
             Fields &errors) const;
    void change(const QJsonObject &field, const QString &sentKey, const QJsonValue &value,
                QJsonObject &target, Fields &errors, bool isAdding) const;

    const Store &m_store;
    bool m_refusesUnknown;
    Kind m_kind;
    QString m_leadId;
};

} // namespace leadline::sandbox
