#pragma once

#include "services/sandbox/search/searchcondition.h"

namespace leadline::sandbox {

/// Whether a stored object is as wanted.
using ObjectTest = std::function<bool(const QJsonObject &)>;

/// What a query asks of the objects of one kind: everything at once. Dates and ids that hold for all matches
/// stand by themselves, so that nobody looks at the rest of a large organisation.
struct SearchCriteria
{
    Kind kind = Kind::Lead;
    MomentRange created = {};
    MomentRange updated = {};
    std::optional<QStringList> ids = {};
    QList<ObjectTest> tests = {};

    [[nodiscard]] bool matches(const QJsonObject &object) const;
};

/// Reads the nodes of a query (close-api.md 6.2). A query can be about leads, about contacts, or about both.
class SearchQuery
{
public:
    SearchQuery(const Store &store, SearchConditions conditions);

    /// One for each kind the query can match; with a `problem` worthless.
    [[nodiscard]] QList<SearchCriteria> read(const QJsonObject &query);
    /// Why the query was not understood, or empty.
    [[nodiscard]] const QString &problem() const { return m_problem; }

private:
    struct Kinds
    {
        bool lead = true;
        bool contact = true;
    };
    [[nodiscard]] Kinds kindsOf(const QJsonObject &node);
    void collect(const QJsonObject &node, SearchCriteria &criteria);
    [[nodiscard]] bool collectRange(const QJsonObject &node, SearchCriteria &criteria);
    [[nodiscard]] ObjectTest node(const QJsonObject &node, const QString &type);
    [[nodiscard]] ObjectTest plain(const QJsonObject &node, const QString &type);
    [[nodiscard]] ObjectTest several(const QJsonObject &node, const QString &type, bool all);
    [[nodiscard]] ObjectTest condition(const QJsonObject &node, const QString &type);
    [[nodiscard]] ObjectTest related(const QJsonObject &node, const QString &type);
    [[nodiscard]] ObjectTest words(const QJsonObject &node, const QString &type);
    [[nodiscard]] std::optional<SearchField> field(const QJsonObject &field, const QString &type);
    ObjectTest fail(const QString &problem);

    SearchSchema m_schema;
    SearchConditions m_conditions;
    QString m_problem;
    bool m_hasObjectType = false;
    bool m_isMixed = false; ///< about leads and contacts: a condition on the one is false for the other
};

/// `lead` or `contact`.
[[nodiscard]] QString objectTypeOf(Kind kind);

} // namespace leadline::sandbox
