#pragma once

#include "services/sandbox/store.h"

namespace leadline::sandbox {

/// What a field of an object holds, which decides what conditions it understands.
enum class FieldType { Text, Phone, Term, Number, Moment, Boolean, Reference };

struct SearchField
{
    FieldType type = FieldType::Text;
    QString key;       ///< in the stored object, unless it is computed
    QString reference; ///< of FieldType::Reference: `user`, `status.lead`, ...
    bool isComputed = false;
};

/// The object types and field names of a search (close-api.md 6.4): what there is, and which objects stand in
/// relation to which. Reads only.
class SearchSchema
{
public:
    explicit SearchSchema(const Store &store) : m_store(store) {}

    [[nodiscard]] static bool isObjectType(const QString &type);
    [[nodiscard]] static std::optional<SearchField> field(const QString &objectType, const QString &name);
    [[nodiscard]] std::optional<SearchField> customField(const QString &id) const;
    /// Of a stored object of the type.
    [[nodiscard]] QJsonValue value(const SearchField &field, const QJsonObject &object) const;

    [[nodiscard]] static bool areRelated(const QString &type, const QString &related);
    [[nodiscard]] QList<QJsonObject> related(const QString &type, const QJsonObject &object,
                                             const QString &relatedType) const;
    /// Every text a bare search looks into, phone numbers apart.
    struct Texts
    {
        QStringList texts;
        QStringList phones;
    };
    [[nodiscard]] Texts textsOf(const QString &type, const QJsonObject &object) const;

private:
    [[nodiscard]] QList<QJsonObject> contactsOf(const QString &type, const QJsonObject &object) const;
    [[nodiscard]] QList<QJsonObject> children(Kind kind, const QString &subtype, const QString &type,
                                              const QJsonObject &object) const;

    const Store &m_store;
};

} // namespace leadline::sandbox
